"""Choose the period of a report: its kind, then one after the other, or any days from one to another."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.durations import long_day
from slaapp.domain.period import Period, PeriodKind
from slaapp.reports import period_words
from ui.keymap import KeyOf
from ui.views.report.chooser import Chooser, Step
from ui.views.report.weeks import WeekCount, endings, weeks_in
from ui.widgets.day_field import DayField
from ui.widgets.field import Problem
from ui.widgets.forbidden import allow
from ui.widgets.label import Label
from ui.widgets.picker import Choice, Picker
from ui.wording import say

PERIODS_OFFERED = 36
KINDS = {
    PeriodKind.MONTH: "Month",
    PeriodKind.QUARTER: "Quarter",
    PeriodKind.HALF_YEAR: "Half-year",
    PeriodKind.YEAR: "Year",
    PeriodKind.WEEKS: "Weeks",
    PeriodKind.DAYS: "From day to day",
}


class DayRange(QWidget):
    """Two days. What makes no period is said below them, and nothing is chosen by it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.max
        self._shown: tuple[date, date] | None = None
        self.first, self.last = DayField(say("First day")), DayField(say("Last day"))
        self.problem = Problem()
        days = QGridLayout()
        days.setContentsMargins(0, 0, 0, 0)
        days.setHorizontalSpacing(8)
        days.setVerticalSpacing(6)
        days.setColumnStretch(2, 1)
        for row, (words, field) in enumerate(((say("From"), self.first), (say("To"), self.last))):
            label = Label(words, "body", "text2")
            label.setBuddy(field)
            days.addWidget(label, row, 0)
            days.addWidget(field, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(days)
        column.addWidget(self.problem)
        for field in (self.first, self.last):
            field.edit.editingFinished.connect(self._choose)

    def show_days(self, first: date, last: date, today: date) -> None:
        self._today, self._shown = today, (first, last)
        self.first.show_day(first)
        self.last.show_day(last)
        self._say("")

    def _choose(self) -> None:
        first, last = self.first.day(), self.last.day()
        if (first, last) == self._shown:
            self._say("")
            return
        if last < first:
            self._say(say("The last day lies before the first one. No report was made. Choose a later last day."))
        elif first > self._today:
            today = long_day(self._today)
            self._say(say("These days have not begun. No report was made. Choose a first day up to {day}.", day=today))
        else:
            self.chosen.emit(Period(PeriodKind.DAYS, first, last))

    def _say(self, sentence: str) -> None:
        self.first.show_wrong(self.first.day() > self._today and bool(sentence))
        self.last.show_wrong(self.last.day() < self.first.day())
        self.problem.say(sentence)


class PeriodPicker(QWidget):
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period = self._latest = Period.parse("2000-01")
        self._today = self._latest.last_day
        self.kind = Chooser(say("Kind of period"), "calendar-clock")
        self.earlier = Step("chevron-left", say("Period before"), size=32, keys=KeyOf("previous_month"))
        self.period = Chooser(say("Period"), "calendar", centred=True)
        self.later = Step("chevron-right", say("Period after"), size=32, keys=KeyOf("next_month"))
        self.days, self.weeks = DayRange(), WeekCount()
        self._kind_picker = Picker(say("Kind of period"), self.kind, width=246)
        self._period_picker = Picker(say("Period"), self.period, width=200)
        periods = QHBoxLayout()
        periods.setSpacing(6)
        periods.addWidget(self.earlier)
        periods.addWidget(self.period, 1)
        periods.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.kind)
        column.addWidget(self.weeks)
        column.addWidget(self.days)
        column.addLayout(periods)
        self.kind.clicked.connect(self._offer_kinds)
        self.period.clicked.connect(self._offer_periods)
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self._kind_picker.chosen.connect(self._choose_kind)
        self._period_picker.chosen.connect(lambda text: self.chosen.emit(Period.parse(text)))
        self.days.chosen.connect(self.chosen)
        self.weeks.chosen.connect(self.chosen)

    def show_period(self, period: Period, latest: Period, today: date) -> None:
        """`latest` is the period of this kind in which today lies."""
        self._period, self._latest, self._today = period, latest, today
        free = period.kind is PeriodKind.DAYS
        self.kind.tell(say(KINDS[period.kind]))
        self.period.tell(period_words.days(period) if free else period_words.name(period))
        allow(self.period, not free, say("The days are chosen below."))
        self.weeks.setVisible(period.kind is PeriodKind.WEEKS)
        self.weeks.show_period(period)
        self.later.setEnabled(period.moved(1).first_day <= latest.last_day)
        self.days.setVisible(free)
        self.days.show_days(period.first_day, period.last_day, today)

    def step(self, by: int) -> None:
        wanted = self._period.moved(by)
        if wanted.first_day <= self._latest.last_day:
            self.chosen.emit(wanted)

    def _offer_kinds(self) -> None:
        choices = [Choice(kind.value, say(words), current=kind is self._period.kind) for kind, words in KINDS.items()]
        self._kind_picker.open_with(choices, self.kind)

    def _choose_kind(self, kind: str) -> None:
        """The one of that kind in which what is shown ends, or as late as there is one; of free days the same ones."""
        last = min(self._period.last_day, self._today)
        wanted = PeriodKind(kind)
        free = wanted is PeriodKind.DAYS
        self.chosen.emit(Period(wanted, self._period.first_day, last) if free else Period.holding(wanted, last))

    def _offer_periods(self) -> None:
        if self._period.kind is PeriodKind.WEEKS:
            periods = endings(self._latest, weeks_in(self._period), PERIODS_OFFERED)
        else:
            periods = [self._latest.moved(-back) for back in range(PERIODS_OFFERED)]
        choices = [Choice(str(one), period_words.name(one), current=one == self._period) for one in periods]
        self._period_picker.open_with(choices, self.period)
