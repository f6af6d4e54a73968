"""The late targets of a report, to be gone through: why each was late, and what is done about it."""

from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.documents.month_ball import balls
from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import zone_info
from slaapp.reports import period_words
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.review_data import Decision
from ui import theme, wording
from ui.views.report.ball import BallLegend, BallStrip, in_words
from ui.views.report.spoken import spoken
from ui.views.review.sheet import Cell, Sheet
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay
from ui.widgets.runs import one_line
from ui.widgets.scroll import FoldingArea
from ui.wording import say

WIDTH, TOP = 940, 56
MOST = 200
"""So many late targets are gone through at once."""

MissedKey = tuple[int, Metric, int]
"""A target by its ticket's number, its metric and cycle."""


class LateList(Overlay):
    """Filled anew with each report; the keyboard then is where the next reason is missing."""

    reason_wanted = Signal(object)
    ticket_wanted = Signal(int)
    change_wanted = Signal(object)
    close_wanted = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=WIDTH, top=TOP)
        self.reasons: dict[MissedKey, Button] = {}
        self.changing: dict[int, Button] = {}
        self.closing: dict[int, Button] = {}
        self.strips: dict[MissedKey, BallStrip] = {}
        self._silent: list[MissedKey] = []
        self.title = Label("", "title_m", wrap=True)
        self.words = Label("", "prose", "text2", wrap=True)
        self.close_button = Button(say("Close"), keys="Esc")
        self.legend = BallLegend()
        self.late = Sheet([say("Ticket"), "", say("Late by"), say("Reason"), ""], wide=3)
        self.measures_title = Label(say("Actions"), "title_s")
        self.measures = Sheet(
            [say("No."), say("What is to be done"), say("Who sees to it"), say("By when"), ""], wide=1
        )
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(12)
        rows.addWidget(self.late)
        rows.addWidget(self.measures_title)
        rows.addWidget(self.measures)
        self._area = FoldingArea(content)
        self._area.setAccessibleName(say("Late targets"))
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.legend)
        column.addWidget(self._area, 1)
        self.close_button.clicked.connect(self.close_form)
        self.left.connect(self.close_form)

    def show_report(self, report: MonthlyReport) -> None:
        targets = (*report.late, *report.still_late) if report.seal is None else ()
        silent = [target for target in targets if _is_silent(target)]
        shown = targets if len(targets) <= MOST else (silent or targets)[:MOST]
        about = f"{one_line(report.customer)}, {period_words.name(report.days)}"
        if report.seal is None:
            self.title.setText(say("Late targets: {about}", about=about))
            self.words.setText(_standing(len(targets), len(silent), len(shown)))
        else:
            self.title.setText(say("Actions: {about}", about=about))
            self.words.setText(_closed(report.seal.number))
        here = next((missed for missed, button in self.reasons.items() if button.hasFocus()), None)
        ball = balls(replace(spoken(report), late=tuple(shown), still_late=()))
        self.legend.show_holders(ball["holders"], ball["scale"])
        told = iter(ball["rows"])
        self.late.begin()
        self.reasons, self.strips, self._silent = {}, {}, []
        for target in shown:
            self.late.add(self._line(target), self._ball(target, next(told), ball) if target.turns else None)
        self.late.setVisible(bool(targets))
        held = [action for action in report.actions if action.closed_at is None]
        self.measures.begin()
        self.changing, self.closing = {}, {}
        for action in held:
            self.measures.add(self._action(action, report))
        for part in (self.measures_title, self.measures):
            part.setVisible(bool(held))
        if self.isVisible():
            self.refit()
            self._go_on(here)

    def open(self) -> None:
        super().open()
        self._go_on(None)

    def _go_on(self, here: MissedKey | None) -> None:
        """To the next reason that is missing, else to what was in hand."""
        if not self.reasons:
            next(iter(self.changing.values()), self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        first = next(iter(self.reasons), None)
        wanted = next(iter(self._silent), first if here is None else here)
        button = self.close_button if wanted is None else self.reasons.get(wanted, self.close_button)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, target: LateTarget) -> list[Cell | QWidget]:
        look = Button(str(target.number), kind=Kind.LINK)
        look.setAccessibleName(say("Look at ticket {number}", number=target.number))
        look.clicked.connect(partial(self._look, target.number))
        about = f"{wording.metric(target.metric)}, {one_line(target.called)}"
        if target.customer:
            about = f"{one_line(target.customer)} · {about}"
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 6, 0, 6)
        lines.setSpacing(0)
        subject = Label(one_line(target.subject), "semi", elide=True)
        subject.setMinimumWidth(theme.px(220))
        lines.addWidget(subject)
        lines.addWidget(Label(about, "small", "text2", elide=True))
        late = f"{durations.AT_LEAST if target.running else ''}{durations.late(target.late)}"
        button = Button(say("Give reason") if target.why is None else say("Change"), kind=Kind.LINK)
        button.setAccessibleName(
            say("{verb}: {number}, {metric}", verb=button.text(), number=target.number, metric=about)
        )
        button.clicked.connect(partial(self._ask, target))
        missed = target.number, target.metric, target.cycle
        self.reasons[missed] = button
        if _is_silent(target):
            self._silent.append(missed)
        return [look, words, Cell(late), _reason(target), button]

    def _ball(self, target: LateTarget, told: dict[str, Any], ball: dict[str, Any]) -> QWidget:
        """Below its line: who had the ball, painted and in words."""
        missed = target.number, target.metric, target.cycle
        strip = self.strips[missed] = BallStrip(target.turns, told)
        button = self.reasons[missed]
        button.setAccessibleDescription(say("Who had the ball: {turns}", turns=told["alt"]))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(16)
        row.addWidget(strip, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(in_words(told, ball["holders"]), "small", "text2", wrap=True), 3)
        return line

    def _action(self, held: Decision, report: MonthlyReport) -> list[Cell | QWidget]:
        button = self.closing[held.number] = Button(say("Close…"), kind=Kind.LINK)
        button.setAccessibleName(say("Close action {number}", number=held.number))
        button.clicked.connect(partial(self._close_action, held))
        change = self.changing[held.number] = Button(say("Change…"), kind=Kind.LINK)
        change.setAccessibleName(say("Change action {number}", number=held.number))
        change.clicked.connect(partial(self._change_action, held))
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(change)
        row.addWidget(button)
        text = one_line(held.text) + (say(" (ticket {number})", number=held.ticket) if held.ticket else "")
        label = Label(text, "prose", wrap=True)
        label.setContentsMargins(0, 6, 0, 6)
        due = Cell("–", colour="text3")
        if held.due is not None:
            day = f"{durations.short_day(held.due)} {held.due.year}"
            past = held.due < durations.wall_time(report.made_at, zone_info(report.zone)).date()
            due = Cell(say("{day}, overdue", day=day), colour="red_text", icon="triangle-alert") if past else Cell(day)
        return [Cell(str(held.number), "semi"), label, Cell(one_line(held.owner)), due, acts]

    def _look(self, number: int, _on: bool = False) -> None:
        self.close_form()
        self.ticket_wanted.emit(number)

    def _ask(self, target: LateTarget, _on: bool = False) -> None:
        self.reason_wanted.emit(target)

    def _change_action(self, held: Decision, _on: bool = False) -> None:
        self.change_wanted.emit(held)

    def _close_action(self, held: Decision, _on: bool = False) -> None:
        self.close_wanted.emit(held)


def _reason(target: LateTarget) -> QWidget:
    words, ink = target.why, "text"
    if target.waived:
        words = say("Waived: {words}", words=target.waiver or target.why or "")
    elif words is None:
        words, ink = say("No reason yet"), "red_text"
    label = Label(one_line(words), "prose", ink, wrap=True)
    label.setContentsMargins(0, 6, 0, 6)
    return label


def _is_silent(target: LateTarget) -> bool:
    return target.why is None and not target.waived


def _closed(number: str) -> str:
    told = say("Report {number} is closed: its reasons stay as it was printed.", number=number)
    return say("{told} Its open actions can still be changed and closed; the next reports show that.", told=told)


def _standing(count: int, silent: int, shown: int) -> str:
    if not count:
        return say("No target was late.")
    told = say("Each of them has a reason. The report prints it.")
    if silent:
        told = say("{n} of {all} have no reason yet. The report prints what is said here.", n=silent, all=count)
    return told if shown == count else say("{told} These are the first {shown} of them.", told=told, shown=shown)
