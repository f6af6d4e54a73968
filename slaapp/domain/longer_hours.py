"""A calendar with one more opening a week, for the question what that would have changed."""

from msgspec.structs import replace

from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.durations import DAYS
from slaapp.domain.quoting import quote
from slaapp.domain.working_time import WorkingTime


def weekly_opening(text: str) -> tuple[int, Opening]:
    """`Sat 09:00-12:00`: the weekday, Monday being 0, and the opening. Raises ValueError with a sentence."""
    day, _, times = text.strip().partition(" ")
    opens, dash, closes = times.replace("\N{EN DASH}", "-").partition("-")
    name = day[:3].capitalize()
    if name not in DAYS or not dash:
        raise ValueError(f"{quote(text)} is no weekly opening such as 'Sat 09:00-12:00'.")
    return DAYS.index(name), Opening.parse(opens.strip(), closes.strip())


def longer_hours(hours: WorkingTime, weekday: int, opening: Opening) -> WorkingTime:
    return WorkingTime(with_opening(hours.line, weekday, opening))


def with_opening(line: CalendarLine, weekday: int, opening: Opening) -> CalendarLine:
    """Every version opens then, too; holidays and special days stay as they are."""
    return CalendarLine(
        line.name, tuple((first, _longer(calendar, weekday, opening)) for first, calendar in line.versions)
    )


def _longer(calendar: Calendar, weekday: int, opening: Opening) -> Calendar:
    week = tuple((*day, opening) if n == weekday else day for n, day in enumerate(calendar.week))
    return replace(calendar, week=week)
