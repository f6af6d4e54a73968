"""Versions of a calendar: edited from a day on, a planned one taken away, single days in each that still counts.

None of these changes how a day that is over is governed, as long as `first` is not before today (C11).
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from slaapp.domain.calendar import Calendar, CalendarLine

T = TypeVar("T")


def start_on(line: CalendarLine, day: date) -> date:
    """Since when the version holds that governs that day."""
    starts = [start for start, _ in line.versions]
    return max((start for start in starts if start <= day), default=starts[0])


def next_start(line: CalendarLine, start: date) -> date | None:
    """When the version after that one begins; None: there is none."""
    return next((later for later, _ in line.versions if later > start), None)


def edited(line: CalendarLine, start: date, calendar: Calendar, first: date, today: date) -> CalendarLine:
    """The line with `calendar` from `first` on in the place of the version of `start`, which holds until then. What
    became of holidays and short days is in every other version from today on, too: a day carries its date."""
    before = line.on(start)
    others = in_each(line, lambda held: _with_days(held, before, calendar), today)
    kept = {held: version for held, version in others.versions if not first <= held <= max(first, start)}
    return CalendarLine(line.name, tuple(sorted({**kept, first: calendar}.items())))


def in_each(line: CalendarLine, change: Callable[[Calendar], Calendar], today: date) -> CalendarLine:
    """The line with a change of each version that governs today or a later day, from today on."""
    found: dict[date, Calendar] = {}
    governing = start_on(line, today)
    for start, calendar in line.versions:
        changed = change(calendar)
        if start < today:
            found[start] = calendar
        if start >= today or (start == governing and changed != calendar):
            found[max(start, today)] = changed
    return CalendarLine(line.name, tuple(found.items()))


def without(line: CalendarLine, start: date) -> CalendarLine:
    """The line without that version: the one before goes on."""
    return CalendarLine(line.name, tuple(version for version in line.versions if version[0] != start))


def _with_days(held: Calendar, before: Calendar, after: Calendar) -> Calendar:
    """`held` with what became of single days between `before` and `after`."""
    days = {*before.holidays, *before.special_days, *after.holidays, *after.special_days}
    changed = {day for day in days if _on(before, day) != _on(after, day)}

    return replace(
        held,
        holidays=_put(held.holidays, after.holidays, changed),
        special_days=_put(held.special_days, after.special_days, changed),
        special_names=_put(held.special_names, after.special_names, changed),
    )


def _put(held: Mapping[date, T], after: Mapping[date, T], changed: Collection[date]) -> dict[date, T]:
    kept = {day: value for day, value in held.items() if day not in changed}
    new = {day: value for day, value in after.items() if day in changed}
    return {day: (new if day in changed else kept)[day] for day in sorted({*kept, *new})}


def _on(calendar: Calendar, day: date) -> tuple[object, ...]:
    return calendar.holidays.get(day), calendar.special_days.get(day), calendar.special_names.get(day)
