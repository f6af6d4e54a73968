"""What an open ticket is ordered by, kept with it so that the queue's first are found without reading the others."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import NEVER, Clock
from slaapp.domain.compliance import METRICS
from slaapp.domain.spans import Instant, Seconds


class Lead(NamedTuple):
    """The public clock that is due first, as the last event left it and as it goes on until `turns_at`.

    `due` is when that is or, where it stands still, how much is left; None: no clock under way has a target. From
    `late_from` on the ticket is overdue. At `turns_at` another clock may come first or the same one may stand still or
    go on, so that the clocks have to be read (None: at no time).
    """

    still: bool = False
    due: Instant | Seconds | None = None
    late_from: Instant | None = None
    turns_at: Instant | None = None


def lead(clocks: Iterable[Clock]) -> Lead:
    """Of a ticket's clocks as they were wound."""
    best: tuple[int, int, int] | None = None
    found = Lead()
    turns: list[Instant] = []
    for clock in clocks:
        if clock.tier is Tier.INTERNAL or not clock.measured or clock.ended_at is not None:
            continue
        first, breached_at = clock.phases[0], clock.breached_at
        turns += _turns(clock)
        late = breached_at is not None and first.start > breached_at
        if first.allowed is None and not late:
            continue
        still = first.paused_by is not None and not late
        due = max(0, (first.allowed or 0) - first.used) if still else NEVER if first.due_at is None else first.due_at
        # As the board has it: a paused ticket shows how long is left to resolve it.
        key = ((1 if clock.metric is Metric.RESOLUTION else 2) if still else 0, due, METRICS.index(clock.metric))
        if best is None or key < best:
            best = key
            found = Lead(still, due, None if breached_at is None else ALWAYS if late else breached_at + 1)
    return found._replace(turns_at=min(turns, default=None))


ALWAYS: Instant = 0
"""Earlier than every instant that is asked about."""


def _turns(clock: Clock) -> Iterator[Instant]:
    """When the clock goes on otherwise by itself: at its breach alone it is due when it was."""
    first, breached_at = clock.phases[0], clock.breached_at
    if first.standby:
        yield ALWAYS  # which level would be due first depends on the instant (C9 of semantics)
    if breached_at is not None and first.start <= breached_at and (first.paused_by or first.allowed is None):
        yield breached_at + 1
    for later in clock.phases[1:]:
        if (later.paused_by, later.allowed, later.due_at) != (first.paused_by, first.allowed, first.due_at):
            yield later.start
