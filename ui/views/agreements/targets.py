"""The tab of targets: goal, hours and warning for all, the grid, what is wrong, and Try it."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import Agreement
from slaapp.domain.agreement_checks import Finding
from slaapp.reports.agreement_findings import cell_name, sentence, whole_sentence
from ui import theme
from ui.views.agreements.cell_line import GOALS, WARNINGS, CellLine, percent, used
from ui.views.agreements.editing import Editing
from ui.views.agreements.grid import TargetsGrid
from ui.views.agreements.trying import TryIt
from ui.views.settings.form import OneOf
from ui.widgets import painting
from ui.widgets.button import Button, Kind
from ui.widgets.forbidden import allow
from ui.widgets.label import Icon, Label
from ui.widgets.runs import Run, RunsParagraph
from ui.widgets.said import announce
from ui.wording import say


class Banner(QWidget):
    """What is wrong, and the way to the field: `wanted`."""

    wanted = Signal()

    def __init__(self, finding: Finding, agreement: Agreement) -> None:
        super().__init__()
        self._blocks = finding.blocks
        self.words = whole_sentence(finding, agreement)
        self.setAccessibleName(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(10)
        tone = "red_text" if finding.blocks else "amber_text"
        icon = "circle-alert" if finding.blocks else "triangle-alert"
        row.addWidget(Icon(icon, tone, 16, line="prose"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(RunsParagraph(_runs(finding, agreement, tone)), 1)
        self.button = Button(say("Go to field"), kind=Kind.LINK)
        self.button.setAccessibleName(say("Go to field: {words}", words=self.words))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self.wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        fill = t.red_tint if self._blocks else t.amber_tint
        with QPainter(self) as painter:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=fill)


class _Hint(Label):
    """Whole, or not at all where it has no room."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class TargetsTab(QWidget):
    """`field_wanted` carries a Finding to whose field the keyboard is to go."""

    field_wanted = Signal(object)

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._shown: tuple[object, ...] = ()
        self.goal: OneOf = OneOf(say("Compliance goal"), [], editing.set_goal)
        self.hours: OneOf = OneOf(
            say("Business hours"), [], lambda name: editing.change(calendar=name), icon="calendar-clock"
        )
        self.warning: OneOf = OneOf(say("Warn when at risk"), [], editing.set_warning)
        self.grid = TargetsGrid(editing)
        self.cell_line = CellLine(editing)
        self.typing = Label("", "prose", "red_text", wrap=True)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(6)
        self.banners: list[Banner] = []
        self.trying = TryIt(editing)
        self._applies = Label("", "small", "text2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(16)
        for words, choice in (
            (say("Compliance goal"), self.goal),
            (say("Business hours"), self.hours),
            (say("Warn when at risk"), self.warning),
        ):
            column = QVBoxLayout()
            column.setSpacing(5)
            label = Label(words, "small_strong", "text2")
            label.setBuddy(choice)
            choice.widen(150)
            column.addWidget(label)
            column.addWidget(choice)
            head.addLayout(column)
        head.addStretch(1)
        self._hint = _Hint(say("Type 30m, 4h, 1h30"), "small", "text3", elide=True)
        head.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Icon("info", "text3", 14, line="small"), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._applies, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GUTTER_LEFT, 14, theme.GUTTER_RIGHT, 20)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.grid)
        whole.addWidget(self.cell_line)
        whole.addWidget(self.typing)
        whole.addLayout(self._banners)
        whole.addWidget(Label(say("Try it"), "title_s"))
        whole.addWidget(self.trying)
        whole.addLayout(foot)
        whole.addStretch(1)
        self.typing.hide()
        self.grid.wrong.connect(self._say_typing)
        self.grid.entered.connect(self.cell_line.turn)
        self.grid.goal_wanted.connect(lambda: self.cell_line.goal.setFocus(Qt.FocusReason.TabFocusReason))

    def refresh(self) -> None:
        editing = self._editing
        self._hint.setVisible(editing.editable)
        for choice in (self.goal, self.hours, self.warning):
            allow(choice, editing.editable, editing.why_fixed)
        for choice, usual, value, words in (
            (self.goal, GOALS, editing.goal, percent),
            (self.warning, WARNINGS, editing.warn_at, used),
        ):
            choice.show_choices([(share, words(share)) for share in sorted({*usual, value})])
            choice.show_choice(value)
        names = sorted({*editing.hours, editing.agreement.calendar}, key=str.casefold)
        self.hours.show_choices([(name, name) for name in names])
        self.hours.show_choice(editing.agreement.calendar)
        self.grid.refresh()
        self.cell_line.refresh()
        self.trying.refresh()
        shown = (editing.findings, editing.agreement.meanings)
        if shown != self._shown:
            self._shown = shown
            self._show_findings()
        self._applies.setText(_applies(editing))

    def _show_findings(self) -> None:
        findings, agreement = self._editing.findings, self._editing.agreement
        for banner in self.banners:
            self._banners.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.banners = [Banner(finding, agreement) for finding in findings]
        for banner, finding in zip(self.banners, findings, strict=True):
            banner.wanted.connect(partial(self.field_wanted.emit, finding))
            self._banners.addWidget(banner)

    def _say_typing(self, words: str) -> None:
        if words == self.typing.text():
            return
        self.typing.setText(words)
        self.typing.setVisible(bool(words))
        if words:
            announce(words, self, at_once=True)


def _runs(finding: Finding, agreement: Agreement, tone: str) -> tuple[Run, ...]:
    """The cell that it is about, if any, in bold."""
    words = Run(sentence(finding, agreement), "prose", tone)
    if finding.target is None:
        return (words,)
    return Run(f"{cell_name(finding.target, agreement)}: ", "prose_semi", tone), words


def _applies(editing: Editing) -> str:
    """How far this version reaches."""
    number, before = editing.agreement.version, editing.before
    if editing.editable and before is not None:
        return say(
            "Tickets keep the version they were logged under. v{number} is for those logged from its first day on.",
            number=number,
        )
    if editing.editable:
        return say("It governs tickets from the day on which you put it in force.")
    return say("What was in force is not changed. Edit begins the next version.")
