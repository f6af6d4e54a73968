"""The short way to a clock whose ticket keeps one severity under one version of its agreement: nearly every clock.

One promise alone decides then, and the clock follows from two sums. What comes out is what `measure` finds the long
way; a property compares the two.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from slaapp.domain.agreement import Promise, Status
from slaapp.domain.clock import Phase
from slaapp.domain.lanes import passing
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import Beat, Mark, Piece

_Leg: TypeAlias = tuple[Instant, Status, Seconds, Seconds]
"""Where a phase begins, in which status, and what was used and paused up to there."""


class Straight(NamedTuple):
    breached_at: Instant | None
    phases: tuple[Phase, ...]


def straight(promise: Promise, pieces: Sequence[Piece], end: Beat | Mark | None, since: Instant) -> Straight:
    """Measure the pieces in which a clock is under way, up to its end if it has one.

    `since` is the last event that mattered: phases that were over by then are not kept.
    """
    hours, allowed, pauses = promise.hours, promise.allowed, promise.pauses
    used = paused = 0
    due_at: Instant | None = None
    breached_at: Instant | None = None
    legs: list[_Leg] = []
    for start, stop, status, _, _ in pieces:
        lasts = stop is None or stop > since
        if lasts:
            legs.append((start, status, used, paused))
        length = 0 if stop is None else hours.between(start, stop)
        if status in pauses:
            paused += length
            continue
        # Where the piece ends before the allowed time is used up, nothing can be due in it.
        if allowed is not None and breached_at is None and (stop is None or used + length >= allowed):
            due_at, breached_at = passing(hours, start, stop, allowed - used, due_at)
            if breached_at is not None and lasts:
                if breached_at < since:
                    legs.clear()
                legs.append((breached_at + 1, status, allowed + 1, paused))
        used += length
    if end is not None:
        legs = [(end.at, end.status, used, paused)]
    phases: list[Phase] = []
    for start, status, used, paused in legs:
        due = due_at
        if allowed is not None and used < allowed and (end is not None or status in pauses):
            due = hours.after(start, allowed - used)  # as if it went on from here
        phases.append(Phase.under(promise, start, status, used=used, paused=paused, due_at=due))
    return Straight(breached_at, tuple(phases))
