"""Where local dates and a calendar's openings lie in UTC (T2 of semantics).

While a zone's offset stands still, wall time and UTC differ by a constant. So time is cut into such stretches first,
and wall times are only ever met inside one: an hour that the clocks skip lies in no stretch and one they repeat lies in
two, which is just what the rules ask for.

Wall time is counted like instants: in seconds, from 1970-01-01 00:00 on the wall.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from slaapp.domain.calendar import DAY_MINUTES, Calendar, CalendarLine, zone_info
from slaapp.domain.spans import DAY, MINUTE, Instant, Seconds

FIRST: Instant = 0
LAST: Instant = (date(2121, 1, 1) - date(1970, 1, 1)).days * DAY
"""Calendars are laid out from 1970 to the end of 2120; outside nothing is open."""

_EPOCH = date(1970, 1, 1)
_ONE_DAY = timedelta(days=1)
_PACE: Seconds = 3 * DAY
"""How far apart the offset is looked at. In no zone have two changes since 1970 been less than six days apart."""


class Stretch(NamedTuple):
    """`[start, end)` in UTC; wall time there is UTC plus `offset`."""

    start: Instant
    end: Instant
    offset: Seconds


class Reign(NamedTuple):
    """One version of a calendar, and the first and the last date that it governs (C11 of semantics)."""

    calendar: Calendar
    zone: ZoneInfo
    first: date
    last: date


def wall(day: date) -> Seconds:
    """Midnight of a local date as wall time."""
    return (day - _EPOCH).days * DAY


def day_at(wall_time: Seconds) -> date:
    return _EPOCH + timedelta(days=wall_time // DAY)


def reigns(line: CalendarLine) -> list[Reign]:
    """The first version also governs all dates before it."""
    firsts = [date.min, *(start for start, _ in line.versions[1:])]
    lasts = [*(start - _ONE_DAY for start in firsts[1:]), date.max]
    return [
        Reign(calendar, zone_info(calendar.zone), first, last)
        for (_, calendar), first, last in zip(line.versions, firsts, lasts, strict=True)
    ]


def stretches(zone: ZoneInfo, start: Instant, end: Instant) -> Iterator[Stretch]:
    """Cuts `[start, end)` wherever the zone's offset changes."""
    begun, at, held = start, start, _offset(start, zone)
    while at < end:
        later = min(at + _PACE, end)
        if _offset(later, zone) == held:
            at = later
            continue
        low, at = at, later
        while at - low > 1:
            middle = (low + at) // 2
            low, at = (middle, at) if _offset(middle, zone) == held else (low, middle)
        yield Stretch(begun, at, held)
        begun, held = at, _offset(at, zone)
    if begun < end:
        yield Stretch(begun, end, held)


def _offset(at: Instant, zone: ZoneInfo) -> Seconds:
    offset = datetime.fromtimestamp(at, zone).utcoffset()
    assert offset is not None
    return offset.days * DAY + offset.seconds


def first_instant(zone: ZoneInfo, day: date, minute: int = 0) -> Instant:
    """When the wall first shows that minute of a local date, or a later one: where the clocks skip it, the jump.

    Outside 1970 to 2120 the wall shows UTC.
    """
    wanted = wall(day) + minute * MINUTE
    if not FIRST <= wanted < LAST:
        return wanted
    for start, end, offset in stretches(zone, wanted - DAY, wanted + DAY):
        if end + offset > wanted:
            return max(start, wanted - offset)
    raise AssertionError("no zone is a day away from UTC")


def local_dates(zone: ZoneInfo, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant, date]]:
    """Cuts `[start, end)` where the local date changes. A date comes twice where the clocks go back over midnight."""
    for begin, stop, offset in stretches(zone, start, end):
        at = begin
        while at < stop:
            midnight = (at + offset) // DAY * DAY
            later = min(stop, midnight + DAY - offset)
            yield at, later, day_at(midnight)
            at = later


def openings(line: CalendarLine, start: Instant, end: Instant) -> list[tuple[Instant, Instant]]:
    """What is open within `[start, end)`, by start. Neighbours may touch and overlap."""
    every = reigns(line)
    found = [opening for reign in every for opening in _openings(line, reign, start, end)]
    if len(every) > 1:
        found.sort()
    return found


def has_openings(line: CalendarLine, reign: Reign, day: date) -> bool:
    """Whether that local date, which `reign` governs, is open at all."""
    midnight = wall(day)
    only = reign._replace(first=day, last=day)
    return next(_openings(line, only, midnight - DAY, midnight + 2 * DAY), None) is not None


def _openings(line: CalendarLine, reign: Reign, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
    first, last = wall(reign.first), wall(reign.last) + DAY
    for begin, stop, offset in stretches(reign.zone, max(start, first - DAY), min(end, last + DAY)):
        wall_begin, wall_stop = max(begin + offset, first), min(stop + offset, last)
        for midnight in range(wall_begin // DAY * DAY, wall_stop, DAY):
            for opens, closes in _open_on(line, reign, day_at(midnight)):
                opened, closed = max(midnight + opens, wall_begin), min(midnight + closes, wall_stop)
                if opened < closed:
                    yield opened - offset, closed - offset


def _open_on(line: CalendarLine, reign: Reign, day: date) -> list[tuple[Seconds, Seconds]]:
    """What is open on a local date, as wall time since its midnight: its own openings, and those that run over from
    the date before, which may be a holiday, a date that does not exist, or one that an earlier version governs."""
    if day in reign.calendar.holidays:
        return []
    yesterday = day - _ONE_DAY
    before = reign.calendar if day > reign.first else line.on(yesterday)
    own = [(opening.opens * MINUTE, min(opening.closes * MINUTE, DAY)) for opening in reign.calendar.openings_on(day)]
    running_over = [
        (0, opening.closes * MINUTE - DAY) for opening in before.openings_on(yesterday) if opening.closes > DAY_MINUTES
    ]
    return sorted(running_over + own)
