"""The week and the days of a year as lines of words (T)."""

from collections.abc import Iterator

from slaapp.domain import durations, week
from slaapp.domain.calendar import Calendar
from ui.views.dashboard.table import Line, OverviewTable
from ui.views.hours import times
from ui.views.hours.day_heads import NAMES
from ui.views.hours.holidays import rows_of
from ui.widgets.runs import one_line
from ui.wording import say


def lines(calendar: Calendar, year: int) -> Iterator[Line]:
    for name, openings in zip(NAMES, calendar.week, strict=True):
        length = times.length(sum(one.closes - one.opens for one in openings)) if openings else ""
        told = f"{times.spans(openings)}, {length}" if openings else say("closed")
        yield say("Week"), say(name), told
    yield say("Week"), say("Together"), times.length(week.weekly_minutes(calendar.week))
    for day, title, told, _ in rows_of(calendar, year):
        yield f"{durations.weekday_and_day(day)} {day.year}", one_line(title), told


class HoursTable(OverviewTable):
    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalHeaderLabels([say("Part"), say("Day"), say("Hours")])
        self.setAccessibleName(say("Business hours as a table"))

    def show_calendar(self, calendar: Calendar, year: int) -> None:
        self.show_lines(list(lines(calendar, year)))
