"""A worked example: a ticket of an invented week before a closed weekend, its clocks wound by the engine."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from slaapp.domain.agreement import Metric, Severity, Terms, Tier
from slaapp.domain.clock import read
from slaapp.domain.durations import time_of_day, wall_time
from slaapp.domain.events import EventId, Received
from slaapp.domain.spans import DAY, HOUR, MINUTE, Instant
from slaapp.domain.winding import wind
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.agreement_blocks import Due, Example, Stretch
from slaapp.reports.agreement_words import length, of_tier

_TOLD = (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
_BY_PREFERENCE = (Severity.HIGH, Severity.URGENT, Severity.NORMAL, Severity.LOW)
_BEFORE_CLOSING = 30 * MINUTE
_WEEKS = 12
_MOST_STRETCHES = 5
"""More pieces would be too narrow to be read."""


def example(terms: Terms, name: str, severity: Severity, first: date, words: Words | None = None) -> Example | None:
    """The first response and the resolution of a ticket of that severity (called `name`), half an hour before support
    hours end for some days; where they never do, of one received on a Friday afternoon. None where nothing is due."""
    words, hours = words or words_of(ENGLISH), terms.hours[severity]
    received_at = _received(hours, first)
    if received_at is None:
        return None
    event = Received(
        occurred_at=received_at, recorded_at=received_at, by="", id=EventId("example", 1), severity=severity
    )
    by_name = {terms.agreement.calendar_for(one): terms.hours[one] for one in Severity}
    due = []
    for clock in wind([event], [(0, terms)]):
        at = read(clock, received_at, by_name).due_at if clock.tier is Tier.PUBLIC else None
        if at is not None and clock.metric in _TOLD:
            label = words(f"agreement.example.{clock.metric.value}", time=_time(hours, at))
            due.append(Due(clock.metric, at, label))
    if not due:
        return None
    due.sort(key=lambda one: one.at)
    return Example(
        text=_text(hours, name, received_at, due, words),
        severity=severity,
        received_at=received_at,
        received=_time(hours, received_at),
        due=tuple(due),
        stretches=_stretches(hours, received_at, due, words),
    )


def chosen(terms: Terms) -> Severity | None:
    """High where it has something to tell, else the next that has."""
    targets = of_tier(terms.agreement, Tier.PUBLIC)
    for count in (2, 1):
        for severity in _BY_PREFERENCE:
            if sum((severity, metric) in targets for metric in _TOLD) >= count:
                return severity
    return None


def _received(hours: WorkingTime, first: date) -> Instant | None:
    """Half an hour before the first closing that lasts over a day and less than four; else the last one before a
    Friday's end; None where the calendar does not open."""
    start = hours.midnight(first)
    spans = hours.spans(start, start + _WEEKS * 7 * DAY)
    for span, following in pairwise(spans):
        gap = following.start - span.end
        if 30 * HOUR <= gap <= 4 * DAY and span.length >= 2 * _BEFORE_CLOSING:
            return span.end - _BEFORE_CLOSING
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    at = hours.instant(friday, 15 * 60 + 30)
    return at if hours.is_open(at) else hours.next_open(at)


def _stretches(hours: WorkingTime, start: Instant, due: Sequence[Due], words: Words) -> tuple[Stretch, ...]:
    """None where they would be too many, or where something is due outside these hours: by a less severe time on the
    ladder (C9), which counts in hours of its own."""
    found: list[Stretch] = []
    at, day = start, ""
    for span in hours.spans(start, due[-1].at):
        if span.start > at:
            found.append(Stretch(at, span.start, open=False, day="", label=words("agreement.example.shut")))
        name = words.weekday(hours.day_of(span.start))
        label = length(span.length)
        found.append(Stretch(span.start, span.end, open=True, day="" if name == day else name, label=label))
        at, day = span.end, name
    drawn = all(any(held.open and held.start <= one.at <= held.end for held in found) for one in due)
    return tuple(found) if drawn and len(found) <= _MOST_STRETCHES else ()


def _text(hours: WorkingTime, name: str, received_at: Instant, due: list[Due], words: Words) -> str:
    def said(what: str, at: Instant, **values: object) -> str:
        day = _day(hours, at, received_at, words)
        return words(f"agreement.example.{what}", day=day, **values)

    told = [said("received", received_at, name=name, time=_time(hours, received_at))]
    closing = hours.next_close(received_at)
    opening = None if closing is None else hours.next_open(closing)
    if closing is not None and opening is not None and closing < due[-1].at:
        told.append(said("closed", opening, closing=_time(hours, closing), opening=_time(hours, opening)))
    ends = [
        said(
            "due_too" if place else "due",
            one.at,
            metric=words.of(one.metric, inside=place > 0),
            time=_time(hours, one.at),
        )
        for place, one in enumerate(due)
    ]
    return " ".join((*told, f"{words.listed(ends)}."))


def _time(hours: WorkingTime, at: Instant) -> str:
    return time_of_day(at, hours.zone)


def _day(hours: WorkingTime, at: Instant, since: Instant, words: Words) -> str:
    """`Monday`; from a week on with its date."""
    day = wall_time(at, hours.zone).date()
    name = words.weekday(day)
    if (day - wall_time(since, hours.zone).date()).days <= 6:
        return name
    dated = words("date.day_month", day=day.day, month=words.month(day.month))
    return words("agreement.example.far_day", name=name, day=dated)
