"""Close the period that is shown, and open it again: how it stands, and what is asked before either."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.calendar import zone_info
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.reports import period_words
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import Hindrance, Obstacle
from ui import kept_text
from ui.commands import Commands
from ui.views.report.checks import obstacle_lines
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.label import Icon, Label
from ui.widgets.runs import one_line
from ui.widgets.titled_form import TitledForm
from ui.wording import say


class Asked(Value):
    """The period of a customer (its id; None: of the company) that is to be closed, and what stands in the way."""

    report: MonthlyReport
    customer: str | None
    obstacles: Sequence[Obstacle]

    @property
    def period(self) -> str:
        return _words(self.report.days)


class Standing(QWidget):
    """Whether the period that is shown is closed. Not seen where it can be neither closed nor opened again."""

    close_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.close_period = Button(say("Close"), icon="lock")
        self.number = Label("", "strong")
        self.since = Label("", "small", "text2", wrap=True)
        self.reopen = Button(say("Open again"), kind=Kind.LINK)
        head = QHBoxLayout()
        head.addWidget(self.number, 1)
        head.addWidget(self.reopen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.close_period)
        column.addLayout(head)
        column.addWidget(self.since)
        self.close_period.clicked.connect(self.close_wanted)
        self.reopen.clicked.connect(self.reopen_wanted)
        self.show_report(None)

    def show_report(self, report: MonthlyReport | None) -> None:
        seal = None if report is None else report.seal
        can_close = report is not None and not why_not_close(report)
        self.setVisible(can_close or seal is not None)
        self.close_period.setVisible(can_close)
        for widget in (self.number, self.since, self.reopen):
            widget.setVisible(seal is not None)
        if report is not None:
            self.close_period.setText(say("Close {period}", period=_words(report.days)))
            self.close_period.setAccessibleName(self.close_period.text())
        if report is not None and seal is not None:
            at = durations.long_instant(seal.closed_at, zone_info(report.zone))
            self.number.setText(say("Report {number}", number=seal.number))
            self.since.setText(say("Closed {time}. What is corrected later is restated in the next report.", time=at))


def why_not_close(report: MonthlyReport) -> str:
    """Empty where it can be closed."""
    period = _begun(_words(report.days))
    if isinstance(report, DeskReport):
        return say("The desk’s own edition is never closed. The customer’s edition is.")
    if report.seal is not None:
        return say("{period} is closed already, as report {number}.", period=period, number=report.seal.number)
    if report.limits:
        return say("A report of some tickets only cannot be closed. Choose all tickets, counted as agreed.")
    if not report.complete:
        return say("{period} is not over yet. It can be closed from then on.", period=period)
    return ""


def _words(days: Period) -> str:
    """As it stands inside a sentence."""
    return period_words.name(days) if days.kind is PeriodKind.MONTH else period_words.inside(days)


def _close(report: MonthlyReport) -> str:
    return say("Close the {period}", period=period_words.noun(report.days))


class ClosePeriod(TitledForm):
    """What stands in the way is said first; it can be closed all the same. `done` says what was done, or why not."""

    done = Signal(str)

    def __init__(self, engine: Engine, commands: Commands, over: QWidget) -> None:
        super().__init__(over, "", say("Close"))
        self._engine, self._commands = engine, commands
        self.rows.setSpacing(8)
        self._asked: Asked | None = None
        self.words = Label("", "prose", "text2", wrap=True)
        self.obstacles = QVBoxLayout()
        self.obstacles.setSpacing(4)
        self.rows.addWidget(self.words)
        self.rows.addLayout(self.obstacles)
        self.act.clicked.connect(self._close)

    def ask(self, asked: Asked) -> None:
        why_not = why_not_close(asked.report)
        if why_not:
            self.done.emit(why_not)
            return
        self._asked, obstacles = asked, asked.obstacles
        self.title.setText(say("Close {period}", period=asked.period))
        whose = say("all customers") if asked.customer is None else one_line(asked.report.customer)
        self.words.setText(
            say(
                "The figures of {customer} are frozen under a number. Nothing that is entered later changes them; the "
                "next report lists it beside them.",
                customer=whose,
            )
        )
        while (item := self.obstacles.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        for words in obstacle_lines(obstacles):
            self.obstacles.addWidget(_warning(words))
        self.act.setText(say("Close all the same") if obstacles else _close(asked.report))
        self.act.setAccessibleName(self.act.text())
        self.act.setEnabled(not any(one.hindrance is Hindrance.NO_SUM for one in obstacles))
        self.problem.say("")
        self.open()
        (self.cancel if obstacles else self.act).setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        asked = self._asked
        assert asked is not None
        self.act.setEnabled(False)
        closing = self._engine.closing
        self._commands.attempt_apart(
            self,
            partial(closing.close, asked.report.days, customer=asked.customer, anyway=bool(asked.obstacles)),
            lambda closed: self._closed(asked, closed[0]),
            refused=self.say_wrong,
            ended=lambda: self.act.setEnabled(True),
        )

    def _closed(self, asked: Asked, report: MonthlyReport) -> None:
        assert report.seal is not None
        self.close_form()
        self.done.emit(
            say("{period} is closed as report {number}.", period=_begun(asked.period), number=report.seal.number)
        )


class ReopenPeriod(TitledForm):
    """The reason is kept in `typed` for each report until it is used. `done` says what was done, or why not."""

    done = Signal(str)

    def __init__(self, engine: Engine, commands: Commands, over: QWidget, typed: dict[str, Any]) -> None:
        super().__init__(over, "", say("Open again"))
        self._engine, self._commands = engine, commands
        self.rows.setSpacing(8)
        self._typed = typed
        self._number = self._period = ""
        words = Label(
            say(
                "The report stays known. The next one of this period has a new number, says which it replaces, and why."
            ),
            "prose",
            "text2",
            wrap=True,
        )
        self.reason = Field(say("For example: Wrong hours"), name=say("Why"))
        label = Label(say("Why"), "small_strong", "text2")
        label.setBuddy(self.reason)
        for widget in (words, label, self.reason):
            self.rows.addWidget(widget)
        self.reason.edit.textChanged.connect(lambda _: self.reason.show_wrong(False))
        self.reason.edit.textEdited.connect(lambda text: kept_text.hold(typed, self._kept_at, text))
        self.reason.edit.returnPressed.connect(self._reopen)
        self.act.clicked.connect(self._reopen)

    def ask(self, report: MonthlyReport) -> None:
        if report.seal is None:
            period = _begun(_words(report.days))
            self.done.emit(say("{period} is not closed: it counts whatever is entered.", period=period))
            return
        self._number, self._period = report.seal.number, _words(report.days)
        self.title.setText(say("Open {period} again, report {number}", period=self._period, number=self._number))
        self.reason.setText(kept_text.held(self._typed, self._kept_at))
        self.problem.say("")
        self.open()
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _kept_at(self) -> str:
        return f"reopen {self._number}"

    def _reopen(self) -> None:
        try:
            self._commands.attempt(self._engine.closing.reopen, self._number, self.reason.text())
        except Refusal as refusal:
            self.say_wrong(str(refusal))
            self.reason.show_wrong(True)
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kept_text.hold(self._typed, self._kept_at, "")
        self.close_form()
        self.done.emit(say("{period} is open again.", period=_begun(self._period)))


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _warning(words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Icon("triangle-alert", "amber_text", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "body", "text", wrap=True), 1)
    return line
