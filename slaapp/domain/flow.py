"""How many tickets came, went and stayed, and whether that adds up (R5 of semantics)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
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

    def __add__(self, other: "Flow") -> "Flow":
        """Of both together, of the same period."""
        return Flow(
            open_at_start=self.open_at_start + other.open_at_start,
            received=self.received + other.received,
            reopened=self.reopened + other.reopened,
            resolved=self.resolved + other.resolved,
            left_otherwise=self.left_otherwise + other.left_otherwise,
            open_at_end=self.open_at_end + other.open_at_end,
        )

    @property
    def expected_at_end(self) -> int:
        return self.open_at_start + self.received + self.reopened - self.resolved - self.left_otherwise

    @property
    def reconciles(self) -> bool:
        return self.expected_at_end == self.open_at_end


NO_FLOW = Flow(open_at_start=0, received=0, reopened=0, resolved=0, left_otherwise=0, open_at_end=0)

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
    return flows(courses, [period])[0]


def flows(courses: Iterable[Timeline], periods: Sequence[Span]) -> list[Flow]:
    """The same of several periods; every ticket is looked at once."""
    counts = FlowCounts(periods)
    for course in courses:
        counts.take(course)
    return [counts.of(period) for period in periods]


class FlowCounts:
    """Counts tickets one after the other, so that nobody need hold them; of any of its periods it gives the flow."""

    def __init__(self, periods: Iterable[Span]) -> None:
        self._borders = sorted({border for period in periods for border in (period.start, period.end)})
        self._change = [0] * (len(self._borders) + 1)
        self._moved = [dict.fromkeys(Movement, 0) for _ in self._borders]
        """What moved from each border up to the next one."""

    def take(self, course: Timeline) -> None:
        for piece in course.pieces:
            if piece.open:
                self._open(piece.start, piece.end)
        for at, kind in moves(course):
            self._move(at, kind)

    def take_all_straight(self, received_at: Sequence[Instant], resolved_at: Sequence[Instant]) -> None:
        """Tickets that were open from the one to the other and never again, in whatever order either is; none was
        resolved before it was received."""
        received, resolved = sorted(received_at), sorted(resolved_at)
        came, went = ([bisect_left(instants, border) for border in self._borders] for instants in (received, resolved))
        opened = [0, *(a - b for a, b in zip(came, went, strict=True)), 0]
        for place in range(len(self._borders) + 1):
            self._change[place] += opened[place + 1] - opened[place]
        for kind, before in ((Movement.RECEIVED, came), (Movement.RESOLVED, went)):
            for place, (start, end) in enumerate(pairwise([*before, len(received)])):
                self._moved[place][kind] += end - start

    def _open(self, start: Instant, end: Instant | None) -> None:
        """At the borders after the start up to the end."""
        borders = self._borders
        self._change[bisect_right(borders, start)] += 1
        self._change[len(borders) if end is None else bisect_right(borders, end)] -= 1

    def _move(self, at: Instant, kind: Movement) -> None:
        place = bisect_right(self._borders, at) - 1
        if place >= 0:
            self._moved[place][kind] += 1

    def of(self, period: Span) -> Flow:
        first, last = self._borders.index(period.start), self._borders.index(period.end)
        open_at = [*accumulate(self._change)]
        moved = {kind: sum(count[kind] for count in self._moved[first:last]) for kind in Movement}
        return Flow(
            open_at_start=open_at[first],
            received=moved[Movement.RECEIVED],
            reopened=moved[Movement.REOPENED],
            resolved=moved[Movement.RESOLVED],
            left_otherwise=moved[Movement.LEFT],
            open_at_end=open_at[last],
        )


def working_age(hours: WorkingTime, received_at: Instant, at: Instant) -> int:
    """How many dates with openings lie after the date of receipt, up to the date that holds the instant before `at`."""
    one_day = timedelta(days=1)
    first, last = hours.day_of(received_at) + one_day, hours.day_of(at - 1)
    return hours.working_days(first, last + one_day) if first <= last else 0
