"""When an agreement's clocks count: support hours in words, holidays and short days."""

from collections.abc import Iterator
from datetime import date, timedelta

from slaapp.domain.agreement import Severity
from slaapp.domain.calendar import DAY_MINUTES
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.agreement_blocks import Block, Grid, Listing, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import MOST_SEVERE_FIRST
from slaapp.reports.calendars import hours_in_words, openings_in_words
from slaapp.reports.texts import quoted

_ONE_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
_LONGEST = timedelta(days=731)


def span(copy: Copy) -> tuple[date, date]:
    """The days whose holidays are listed: all in which it is valid; where those are many, or without end, the first
    twelve months of them that are not over, of one that is over the last twelve."""
    first, last = copy.agreement.valid_from, copy.agreement.valid_to
    if first is not None and last is not None and last - first < _LONGEST:
        return first, last
    if last is not None and last < copy.today:
        return last - _YEAR, last
    start = max(copy.today, first or copy.today)
    year_on = start + _YEAR
    return start, year_on if last is None else min(last, year_on)


def support_hours(copy: Copy) -> Iterator[Block]:
    by_calendar = _by_calendar(copy)
    severities, *others = by_calendar.values()
    hours = _hours(copy, severities)
    first, _ = span(copy)
    if not others:
        yield Words(copy.say("hours.said", hours=_said(copy, hours, first)))
    else:
        yield Words(copy.say("hours.depend"))
        yield Grid(
            (copy.say("hours.severity"), copy.say("hours.hours")),
            tuple((_named(copy, held), _said(copy, _hours(copy, held), first)) for held in by_calendar.values()),
            narrow=frozenset({0}),
        )
    for held in by_calendar.values():
        yield from _later_versions(copy, _hours(copy, held), named=bool(others))


def _named(copy: Copy, severities: list[Severity]) -> str:
    return copy.words.listed([copy.name(severity) for severity in severities])


def _by_calendar(copy: Copy) -> dict[str, list[Severity]]:
    found: dict[str, list[Severity]] = {}
    for severity in MOST_SEVERE_FIRST:
        found.setdefault(copy.agreement.calendar_for(severity), []).append(severity)
    return found


def _hours(copy: Copy, severities: list[Severity]) -> WorkingTime:
    return copy.terms.hours[severities[0]]


def _said(copy: Copy, hours: WorkingTime, day: date) -> str:
    calendar = hours.line.on(day)
    return copy.say("hours.local", hours=hours_in_words(calendar, copy.words), zone=calendar.zone)


def _later_versions(copy: Copy, hours: WorkingTime, *, named: bool) -> Iterator[Block]:
    """Each by which the hours of the week become others; that of which only the holidays are others says nothing."""
    first, last = span(copy)
    before = _said(copy, hours, first)
    for start, _ in hours.line.versions:
        said = _said(copy, hours, start)
        if first < start <= last and said != before:
            values = {"first": copy.words.long_day(start), "hours": said}
            if named:
                yield Words(copy.say("hours.later_named", name=quoted(hours.line.name), **values))
            else:
                yield Words(copy.say("hours.later", **values))
            before = said


def holidays(copy: Copy) -> Iterator[Block]:
    first, last = span(copy)
    between = copy.say("hours.between", first=copy.words.long_day(first), last=copy.words.long_day(last))
    calendars = _by_calendar(copy)
    told = known = False
    for severities in calendars.values():
        hours = _hours(copy, severities)
        for what, days in zip(("holidays", "short"), _special(copy, hours, first, last), strict=True):
            if not days:
                continue
            if len(calendars) > 1:
                yield Words(copy.say(f"hours.{what}_for", between=between, severities=_named(copy, severities)))
            else:
                yield Words(copy.say(f"hours.{what}", between=between))
            yield Listing(days)
            told = True
        known = known or any(calendar.holidays or calendar.special_days for _, calendar in hours.line.versions)
    if not told:
        yield Words(copy.say("hours.none_between", between=between) if known else copy.say("hours.none_set"))


def _special(copy: Copy, hours: WorkingTime, first: date, last: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The holidays that close something, and the days with other openings than their weekday."""
    closed, short = [], []
    for count in range((last - first).days + 1):
        day = first + count * _ONE_DAY
        calendar = hours.line.on(day)
        if day in calendar.holidays:
            night_before = calendar.openings_on(day - _ONE_DAY)
            if calendar.openings_on(day) or any(opening.closes > DAY_MINUTES for opening in night_before):
                name = quoted(calendar.holidays[day], longest=60)
                closed.append(f"{_dated(copy, day)}{f', {name}' if name else ''}")
        elif day in calendar.special_days and calendar.special_days[day] != calendar.week[day.weekday()]:
            spoken = openings_in_words(calendar.special_days[day], copy.words)
            short.append(f"{_dated(copy, day)}, {spoken or copy.say('hours.closed')}")
    return tuple(closed), tuple(short)


def _dated(copy: Copy, day: date) -> str:
    return f"{copy.words.weekday_and_day(day)} {day.year}"
