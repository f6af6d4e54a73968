"""When a recurring ticket is planned: on which local dates, at which local time, and what a closed day does to it.

The dates are those of the desk's calendar, in its zone. A time that the clocks skip is the instant of the jump, one
that they repeat is its first pass (T2 of semantics).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from slaapp.domain.calendar import DAY_MINUTES
from slaapp.domain.spans import DAY, Instant
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime

LONGEST_MOVE = 31
"""A date is moved over at most so many closed days; where the desk stays closed for longer it is left out."""

LAST = -1


class Every(StrEnum):
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    WEEKDAY_OF_MONTH = "weekday_of_month"
    DAY_OF_MONTH = "day_of_month"
    LAST_WORKING_DAY = "last_working_day"


class WhenClosed(StrEnum):
    """What becomes of a date on which the desk does not open: a holiday, or a day of the week that is free."""

    NEXT_WORKING_DAY = "next_working_day"
    SAME_DAY = "same_day"
    SKIP = "skip"


class Schedule(Value, kw_only=True):
    """`minute` is the local time, in minutes after midnight. `weekday` counts from Monday, 0.

    `weekday` goes with WEEK and WEEKDAY_OF_MONTH, `nth` (1 to 4, or LAST) with the latter, `day` (1 to 31; a shorter
    month's last day) with DAY_OF_MONTH. Raises ValueError with a sentence.
    """

    every: Every
    minute: int
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    when_closed: WhenClosed = WhenClosed.NEXT_WORKING_DAY

    def __post_init__(self) -> None:
        if not 0 <= self.minute < DAY_MINUTES:
            raise ValueError("a time of day lies between 00:00 and 23:59.")
        weekly = self.every in (Every.WEEK, Every.WEEKDAY_OF_MONTH)
        if weekly != (self.weekday is not None) or self.weekday not in (None, *range(7)):
            raise ValueError("a plan by week, or by weekday of the month, has a day of the week; no other has one.")
        if (self.every is Every.WEEKDAY_OF_MONTH) != (self.nth is not None) or self.nth not in (None, 1, 2, 3, 4, LAST):
            raise ValueError("a plan by weekday of the month says the first to fourth, or the last; no other does.")
        if (self.every is Every.DAY_OF_MONTH) != (self.day is not None) or self.day not in (None, *range(1, 32)):
            raise ValueError("a plan by date of the month has a date from 1 to 31; no other has one.")

    @property
    def meets_closed_days(self) -> bool:
        """Whether `when_closed` can matter."""
        return self.every not in (Every.WORKING_DAY, Every.LAST_WORKING_DAY)


class Occurrence(Value):
    """`day` is the date that the schedule names, which tells it from all others of its schedule for ever; `at` is when
    it is planned, on a later date where it was moved."""

    day: date
    at: Instant


def occurrences(schedule: Schedule, hours: WorkingTime, *, after: Instant, until: Instant) -> list[Occurrence]:
    """Those planned in `(after, until]`, ascending. Where several come together on a date, it has one."""
    named: dict[date, date] = {}
    first = hours.day_of(after) - timedelta(days=LONGEST_MOVE)
    for day in _named_days(schedule, hours, first, hours.day_of(until)):
        on = _held_on(schedule, hours, day)
        if on is not None:
            named[on] = day
    found = [Occurrence(day, hours.instant(on, schedule.minute)) for on, day in named.items()]
    return sorted((held for held in found if after < held.at <= until), key=lambda held: (held.at, held.day))


def next_occurrence(schedule: Schedule, hours: WorkingTime, *, after: Instant) -> Occurrence | None:
    """The first one after that instant; None: none within two years."""
    for days in (10, 70, 740):
        found = occurrences(schedule, hours, after=after, until=after + days * DAY)
        if found:
            return found[0]
    return None


def _named_days(schedule: Schedule, hours: WorkingTime, first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if _names(schedule, hours, day):
            yield day


def _names(schedule: Schedule, hours: WorkingTime, day: date) -> bool:
    month_end = _month_end(day)
    match schedule.every:
        case Every.DAY:
            return True
        case Every.WORKING_DAY:
            return hours.has_openings(day)
        case Every.WEEK:
            return day.weekday() == schedule.weekday
        case Every.WEEKDAY_OF_MONTH:
            last = day + timedelta(days=7) > month_end
            return day.weekday() == schedule.weekday and (
                last if schedule.nth == LAST else (day.day - 1) // 7 + 1 == schedule.nth
            )
        case Every.DAY_OF_MONTH:
            assert schedule.day is not None
            return day.day == min(schedule.day, month_end.day)
        case Every.LAST_WORKING_DAY:
            later = range(1, (month_end - day).days + 1)
            return hours.has_openings(day) and not any(hours.has_openings(day + timedelta(days=by)) for by in later)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _held_on(schedule: Schedule, hours: WorkingTime, day: date) -> date | None:
    """The date on which a named one is held, None where it is left out."""
    if schedule.when_closed is WhenClosed.SAME_DAY or hours.has_openings(day):
        return day
    if schedule.when_closed is WhenClosed.SKIP:
        return None
    later = (day + timedelta(days=by) for by in range(1, LONGEST_MOVE + 1))
    return next((open_day for open_day in later if hours.has_openings(open_day)), None)
