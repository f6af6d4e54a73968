"""How many weeks a report is about: one, or several that end with the week that is chosen."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.domain.period import Period, PeriodKind
from ui.views.report.chooser import Chooser
from ui.widgets.picker import Choice, Picker
from ui.wording import say

OFFERED = (*range(1, 14), 26, 52)
_WEEK = timedelta(weeks=1)


class WeekCount(QWidget):
    """`chosen` gives the period: it ends where the one ends that is shown."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period = Period.parse("2000-W01")
        self.count = Chooser(say("How many weeks"), "calendar")
        self._picker = Picker(say("How many weeks"), self.count, width=246)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        self.count.clicked.connect(self._offer)
        self._picker.chosen.connect(lambda count: self.chosen.emit(ending_with(self._period, int(count))))

    def show_period(self, period: Period) -> None:
        self._period = period
        self.count.tell(_words(weeks_in(period)))

    def _offer(self) -> None:
        held = weeks_in(self._period)
        counts = sorted({*OFFERED, held})
        self._picker.open_with([Choice(str(n), _words(n), current=n == held) for n in counts], self.count)


def weeks_in(period: Period) -> int:
    return period.days // _WEEK.days


def ending_with(period: Period, count: int) -> Period:
    """So many weeks up to the last one of it."""
    return Period(PeriodKind.WEEKS, period.last_day - count * _WEEK + timedelta(days=1), period.last_day)


def endings(latest: Period, count: int, offered: int) -> list[Period]:
    """So many weeks each, ending with `latest` and with each of the weeks before it."""
    return [ending_with(latest.moved(-back), count) for back in range(offered)]


def _words(count: int) -> str:
    return say("1 week") if count == 1 else say("{n} weeks", n=count)
