"""The tab of escalation: what is done when so much of a target's time is used, step by step."""

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import EscalationStep, Severity, StepAct
from slaapp.domain.agreement import Metric as Clock
from ui import keymap, wording
from ui.actions import Where
from ui.views.agreements.editing import Editing
from ui.views.agreements.tab import Tab
from ui.views.settings.form import OneOf
from ui.widgets.button import Button, IconButton
from ui.widgets.field import Problem
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Hairline, Label
from ui.widgets.runs import one_line
from ui.wording import say

SHARES = (50, 75, 90, 100, 125, 150, 200)
ACTS: Mapping[StepAct, str] = {
    StepAct.NOTIFY: "tell",
    StepAct.ASSIGN: "assign to",
    StepAct.RAISE: "raise the severity by one",
    StepAct.SLIP: "print a slip",
}
OF_PERSON = (StepAct.NOTIFY, StepAct.ASSIGN)


class StepLine(QWidget):
    """One step as a sentence of choices. `changed` carries the step as it is to be, `moved` -1 or 1."""

    changed = Signal(object)
    moved = Signal(int)
    removed = Signal()
    added = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._step = EscalationStep(Severity.HIGH, None, 75, StepAct.NOTIFY)
        self._people: list[str] = []
        clocks = [(None, say("any clock")), *((clock, wording.metric(clock)) for clock in Clock)]
        self.severity: OneOf = OneOf("", [], lambda held: self._change(severity=held))
        self.clock: OneOf = OneOf("", clocks, lambda held: self._change(metric=held))
        self.share: OneOf = OneOf("", [], lambda held: self._change(at=held))
        self.act: OneOf = OneOf("", [], self._choose_act)
        self.person: OneOf = OneOf("", [], lambda held: self._change(to=held))
        self.remove = IconButton("x", "")
        self.problem = Problem()
        content = QWidget()
        flow = FlowLayout(content, gap=8)
        for choice in self.choices():
            flow.addWidget(choice)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(content, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addSpacing(8)
        column.addWidget(Hairline())
        self.remove.clicked.connect(self.removed)
        for control in (*self.choices(), self.remove):
            control.installEventFilter(self)

    def choices(self) -> tuple[OneOf, ...]:
        return self.severity, self.clock, self.share, self.act, self.person

    def show_step(
        self,
        number: int,
        step: EscalationStep,
        people: list[str],
        severities: Sequence[tuple[Severity, str]],
        *,
        unknown: bool,
        editable: bool,
    ) -> None:
        """`unknown`: it is for somebody who is not at the desk, which is said below. `severities` are what the
        agreement calls them."""
        self._step, self._people = step, people
        for choice, name in zip(self.choices(), ("severity", "clock", "when", "what is done", "who"), strict=True):
            choice.call(say("Step {number}, {name}:", number=number, name=say(name)))
            choice.setEnabled(editable)
        words = say("Remove step {number}", number=number)
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(wording.tip(words))
        self.remove.setVisible(editable)
        self.severity.show_choices(severities)
        self.severity.show_choice(step.severity)
        self.clock.show_choice(step.metric)
        self.share.show_choices([(share, share_words(share)) for share in sorted({*SHARES, step.at})])
        self.share.show_choice(step.at)
        self.act.show_choices([(act, say(ACTS[act])) for act in StepAct if people or act is not StepAct.ASSIGN])
        self.act.show_choice(step.act)
        nobody = [("", say("whoever has the ticket"))] if step.act is StepAct.NOTIFY else []
        names = sorted({*people, *([step.to] if step.to else [])}, key=str.casefold)
        self.person.show_choices([*nobody, *((name, one_line(name)) for name in names)])
        self.person.show_choice(step.to)
        self.person.show_wrong(unknown)
        who = one_line(step.to)
        self.problem.say(say("{who} is not at the desk (any more). Choose somebody else.", who=who) if unknown else "")
        self.person.setVisible(step.act in OF_PERSON)

    def _change(self, **fields: object) -> None:
        self.changed.emit(replace(self._step, **fields))

    def _choose_act(self, act: StepAct) -> None:
        to = self._step.to if act in OF_PERSON else ""
        if act is StepAct.ASSIGN and not to:
            to = self._people[0]
        self._change(act=act, to=to)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match keymap.act_of(event, Where.AGREEMENTS):
            case "step_up":
                self.moved.emit(-1)
            case "step_down":
                self.moved.emit(1)
            case "step_remove":
                self.removed.emit()
            case "step_add":
                self.added.emit()
            case _:
                return False
        return True


class EscalationTab(Tab):
    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.head(say("When time runs out"))
        self.say(
            say(
                "Each step is taken once for a public clock, at the moment at which so much of its time is used, also "
                "while nobody is here. It can be undone."
            )
        )
        self.lines: list[StepLine] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.rows.addLayout(self._list)
        self._none = Label("", "prose", "text2", wrap=True)
        self.rows.addWidget(self._none)
        self.rows.addSpacing(12)
        self.add = Button(say("Add a step"), icon="plus")
        self.rows.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(lambda: self._add(len(self.lines)))
        self.finish()

    def refresh(self) -> None:
        agreement, editable = self.editing.agreement, self.editing.editable
        steps = agreement.escalation
        severities = [
            (held, one_line(wording.severity_here(held, agreement))) for held in sorted(Severity, reverse=True)
        ]
        people = [held.name for held in self.editing.engine.people.every() if not held.retired]
        unknown = [finding.step for finding in self.editing.findings]
        while len(self.lines) > len(steps):
            line = self.lines.pop()
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self.lines) < len(steps):
            self._put_line(len(self.lines))
        for number, (line, step) in enumerate(zip(self.lines, steps, strict=True), start=1):
            line.show_step(number, step, people, severities, unknown=step in unknown, editable=editable)
        self._none.setText(say("No step: due times are shown and told, nothing more is done."))
        self._none.setVisible(not steps)
        self.add.setVisible(editable)

    def _put_line(self, place: int) -> None:
        line = StepLine()
        line.changed.connect(partial(self._change, place))
        line.moved.connect(partial(self._move, place))
        line.removed.connect(partial(self._remove, place))
        line.added.connect(lambda: self._add(place + 1))
        self.lines.append(line)
        self._list.addWidget(line)

    def _change(self, place: int, step: EscalationStep) -> None:
        steps = list(self.editing.agreement.escalation)
        steps[place] = step
        self.editing.change(escalation=tuple(steps))

    def _add(self, place: int) -> None:
        """Like the one before it, which it is then changed from."""
        steps = list(self.editing.agreement.escalation)
        like = steps[place - 1] if steps else EscalationStep(Severity.URGENT, None, 75, StepAct.NOTIFY)
        steps.insert(place, like)
        if self.editing.editable and self.editing.change(escalation=tuple(steps)):
            self.lines[place].severity.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, place: int) -> None:
        steps = list(self.editing.agreement.escalation)
        if self.editing.editable:
            del steps[place]
            self.editing.change(escalation=tuple(steps))
            left = self.lines[min(place, len(steps) - 1)].severity if steps else self.add
            left.setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, place: int, by: int) -> None:
        steps, to = list(self.editing.agreement.escalation), place + by
        if not self.editing.editable or not 0 <= to < len(steps):
            return
        held = next((at for at, choice in enumerate(self.lines[place].choices()) if choice.hasFocus()), 0)
        steps[place], steps[to] = steps[to], steps[place]
        self.editing.change(escalation=tuple(steps))
        self.lines[to].choices()[held].setFocus(Qt.FocusReason.TabFocusReason)


def share_words(share: int) -> str:
    return say("when it is late") if share == 100 else say("at {share}\u202f%", share=share)
