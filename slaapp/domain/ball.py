"""Who had to act while a clock was under way: desk, customer, somebody else, or nobody outside support hours."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from slaapp.domain.agreement import Status
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import Piece, Timeline
from slaapp.domain.working_time import WorkingTime


class Holder(StrEnum):
    """`scheduled`: an appointment was waited for; `done`: the ticket was resolved or had left the queue."""

    DESK = "desk"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"
    SCHEDULED = "scheduled"
    DONE = "done"
    CLOSED = "closed"


class Turn(NamedTuple):
    holder: Holder
    start: Instant
    end: Instant

    @property
    def length(self) -> Seconds:
        """Real seconds."""
        return self.end - self.start


_WAITING = {
    Status.WAITING_CUSTOMER: Holder.CUSTOMER,
    Status.WAITING_THIRD_PARTY: Holder.THIRD_PARTY,
    Status.SCHEDULED: Holder.SCHEDULED,
}


def turns(course: Timeline, hours: WorkingTime, start: Instant, end: Instant) -> tuple[Turn, ...]:
    """The stretch `[start, end)` of a ticket without a gap, each turn by another holder than the one before.

    Outside `hours` nobody has the ball, unless the ticket was done.
    """
    found: list[Turn] = []
    for turn in _parts(course, hours, start, end):
        if found and found[-1].holder is turn.holder:
            found[-1] = found[-1]._replace(end=turn.end)
        else:
            found.append(turn)
    return tuple(found)


def _parts(course: Timeline, hours: WorkingTime, start: Instant, end: Instant) -> Iterator[Turn]:
    for piece in course.pieces:
        begin, stop = max(start, piece.start), end if piece.end is None else min(end, piece.end)
        if begin < stop:
            if piece.open:
                yield from _open_parts(piece, hours, begin, stop)
            else:
                yield Turn(Holder.DONE, begin, stop)


def _open_parts(piece: Piece, hours: WorkingTime, begin: Instant, stop: Instant) -> Iterator[Turn]:
    holder = _WAITING.get(piece.status, Holder.DESK)
    at = begin
    for opening in hours.spans(begin, stop):
        if at < opening.start:
            yield Turn(Holder.CLOSED, at, opening.start)
        yield Turn(holder, opening.start, opening.end)
        at = opening.end
    if at < stop:
        yield Turn(Holder.CLOSED, at, stop)
