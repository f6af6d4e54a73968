"""Which clocks a ticket has: where each cycle of each metric starts and ends (C1 to C5 and C10 of semantics)."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from slaapp.domain.agreement import Metric
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import Beat, BeatKind, Piece, Timeline

Stretch = tuple[Instant, Instant | None]


class Cycle(NamedTuple):
    """One clock to be measured over `stretches` (several when a ticket was reopened; the gaps between do not count).

    `begun` None: with the ticket; `end` None: still under way. `judged` is False where the end gives no verdict (C4).
    """

    metric: Metric
    start: Instant
    begun: Beat | None
    stretches: tuple[Stretch, ...]
    end: Beat | None
    judged: bool = True
    after_window: bool = False


# Names of their own: Python 3.11 is slow to find a member of an enumeration.
_REPLIED, _WROTE, _REOPENED = BeatKind.REPLIED, BeatKind.WROTE, BeatKind.REOPENED
_ENDING = (BeatKind.RESOLVED, BeatKind.SHUT)
_SILENT = (BeatKind.LEFT, BeatKind.RETURNED)
"""Leaving the queue and coming back: a matter of the flow (R5), of no clock."""


def first_response(course: Timeline) -> Iterator[Cycle]:
    """Ends with the first public reply or with resolution; without a waiting customer, begins when they write (C2)."""
    start, begun = course.received_at, None
    waits = course.customer_waits
    for beat in course.beats:
        if not waits:
            if beat.kind is _WROTE:
                waits, start, begun = True, beat.at, beat
        elif beat.kind is _REPLIED or beat.kind in _ENDING:
            yield Cycle(Metric.FIRST_RESPONSE, start, begun, ((start, beat.at),), beat)
            return
    if waits:
        yield Cycle(Metric.FIRST_RESPONSE, start, begun, ((start, None),), None)


def next_response(course: Timeline, first: Cycle | None) -> Iterator[Cycle]:
    """From the oldest unanswered message after the first response to the next reply or resolution (C3)."""
    if first is None or first.end is None:
        return
    asked: Beat | None = None
    for beat in course.beats:
        if beat.order <= first.end.order:
            continue
        if beat.kind is _WROTE:
            asked = asked or beat
        elif asked is not None and (beat.kind is _REPLIED or beat.kind in _ENDING):
            yield Cycle(Metric.NEXT_RESPONSE, asked.at, asked, ((asked.at, beat.at),), beat)
            asked = None
    if asked is not None:
        yield Cycle(Metric.NEXT_RESPONSE, asked.at, asked, ((asked.at, None),), None)


def update(course: Timeline) -> Iterator[Cycle]:
    """From each public reply, or a reopening, to the next reply; resolution ends it without a verdict (C4, C10)."""
    begun: Beat | None = None
    for beat in course.beats:
        if beat.kind is _WROTE or beat.kind in _SILENT:
            continue
        if begun is not None:
            judged = beat.kind is _REPLIED
            yield Cycle(Metric.UPDATE, begun.at, begun, ((begun.at, beat.at),), beat, judged=judged)
        starts = beat.kind is _REOPENED or (beat.kind is _REPLIED and not beat.status.done)
        begun = beat if starts else None
    if begun is not None:
        yield Cycle(Metric.UPDATE, begun.at, begun, ((begun.at, None),), None)


def resolution(course: Timeline, within_window: Callable[[Instant, Instant], bool]) -> Iterator[list[Cycle]]:
    """Lines of cycles: in each line one clock goes on over its reopenings, a new line is fresh time (C10).

    The nth cycle of a line holds the stretches of all before it; whether a cycle was met decides which of them become
    clocks of their own, so a line is handed over whole. `within_window(resolved_at, reopened_at)` knows the agreement.
    """
    line: list[Cycle] = []
    start = course.received_at
    begun: Beat | None = None
    stretches: tuple[Stretch, ...] = ()
    resumed: Instant | None = course.received_at
    resolved_at = start
    after_window = False
    for beat in course.beats:
        if beat.kind in _ENDING and resumed is not None:
            stretches = (*stretches, (resumed, beat.at))
            line.append(Cycle(Metric.RESOLUTION, start, begun, stretches, beat, after_window=after_window))
            resumed, resolved_at = None, beat.at
        elif beat.kind is _REOPENED and resumed is None:
            if not within_window(resolved_at, beat.at):
                yield line
                line, stretches, start, after_window = [], (), beat.at, True
            resumed, begun = beat.at, beat
    if resumed is not None:
        stretches = (*stretches, (resumed, None))
        line.append(Cycle(Metric.RESOLUTION, start, begun, stretches, None, after_window=after_window))
    yield line


def under_way(pieces: Sequence[Piece], stretches: Sequence[Stretch]) -> list[Piece]:
    """What of a ticket's pieces lies in the stretches of a cycle."""
    found: list[Piece] = []
    for start, end in stretches:
        for piece in pieces:
            begin, stop = piece.start, piece.end
            if begin >= start and (end is None or (stop is not None and stop <= end)):
                found.append(piece)
                continue
            begin = max(begin, start)
            if end is not None and (stop is None or end < stop):
                stop = end
            if stop is None or stop > begin:
                found.append(Piece(begin, stop, piece.status, piece.severity, piece.gone))
    return found
