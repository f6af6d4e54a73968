"""How many tickets came, went and stayed, and whether that adds up (R5 of semantics)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from slaapp.domain.spans import Instant, Span
from slaapp.domain.timeline import BeatKind, Timeline
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime


class Movement(StrEnum):
    """`left` is leaving the queue without being resolved: duplicate, spam, withdrawn, merged."""

    RECEIVED = "received"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    LEFT = "left"


class Move(NamedTuple):
    at: Instant
    kind: Movement


class Flow(Value, kw_only=True):
    """`open_at_start` and `open_at_end` are counted from the tickets' statuses, not worked out from the movements:
    that is what makes the line a check."""

    open_at_start: int
    received: int
    reopened: int
    resolved: int
    left_otherwise: int
    open_at_end: int

    @property
    def expected_at_end(self) -> int:
        return self.open_at_start + self.received + self.reopened - self.resolved - self.left_otherwise

    @property
    def reconciles(self) -> bool:
        return self.expected_at_end == self.open_at_end


_MOVED = {
    BeatKind.REOPENED: Movement.REOPENED,
    BeatKind.RETURNED: Movement.REOPENED,
    BeatKind.RESOLVED: Movement.RESOLVED,
    BeatKind.LEFT: Movement.LEFT,
}


def moves(course: Timeline) -> Iterator[Move]:
    """A ticket's movements in the order in which they happened."""
    yield Move(course.received_at, Movement.RECEIVED)
    for beat in course.beats:
        if beat.kind in _MOVED:
            yield Move(beat.at, _MOVED[beat.kind])


def open_before(course: Timeline, at: Instant) -> bool:
    """Whether the ticket was there and open just before `at`."""
    for piece in course.pieces:
        if piece.start < at and (piece.end is None or at <= piece.end):
            return piece.open
    return False


def flow(courses: Iterable[Timeline], period: Span) -> Flow:
    """The movements of the half-open period beside the tickets open at either end of it."""
    start = end = 0
    counts = dict.fromkeys(Movement, 0)
    for course in courses:
        start += open_before(course, period.start)
        end += open_before(course, period.end)
        for at, kind in moves(course):
            counts[kind] += period.start <= at < period.end
    return Flow(
        open_at_start=start,
        received=counts[Movement.RECEIVED],
        reopened=counts[Movement.REOPENED],
        resolved=counts[Movement.RESOLVED],
        left_otherwise=counts[Movement.LEFT],
        open_at_end=end,
    )


def working_age(hours: WorkingTime, received_at: Instant, at: Instant) -> int:
    """How many dates with openings lie after the date of receipt, up to the date that holds the instant before `at`."""
    one_day = timedelta(days=1)
    first, last = hours.day_of(received_at) + one_day, hours.day_of(at - 1)
    return hours.working_days(first, last + one_day) if first <= last else 0
