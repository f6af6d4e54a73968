"""Due instants that new rules have moved, to be told once and together (C11, E7 of semantics)."""

from collections.abc import Iterable, Iterator

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Clock, Phase
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value


class Moved(Value):
    """A clock of an open ticket that was due at one instant and is due at another; None is never."""

    number: int
    metric: Metric
    tier: Tier
    was: Instant | None
    due_at: Instant | None

    @property
    def is_later(self) -> bool:
        return _in_order(self.due_at) > _in_order(self.was)


def moved(number: int, before: Iterable[Clock], after: Iterable[Clock], now: Instant) -> Iterator[Moved]:
    """What became of a ticket's clocks that run at `now`; a paused one has no due instant that could move."""
    due = {(clock.tier, clock.metric, clock.cycle): _phase_due(clock, now) for clock in before if _runs(clock, now)}
    for clock in after:
        name = (clock.tier, clock.metric, clock.cycle)
        if name in due and _runs(clock, now) and due[name] != _phase_due(clock, now):
            yield Moved(number, clock.metric, clock.tier, due[name], _phase_due(clock, now))


def tally(moves: Iterable[Moved]) -> tuple[int, int]:
    """How many tickets are due later, and how many earlier: by the public clock that was due first."""
    first: dict[int, Moved] = {}
    for move in sorted(moves, key=lambda move: (move.tier is not Tier.PUBLIC, _in_order(move.was))):
        first.setdefault(move.number, move)
    later = sum(move.is_later for move in first.values())
    return later, len(first) - later


def _in_order(due_at: Instant | None) -> tuple[bool, Instant]:
    return due_at is None, due_at or 0


def _runs(clock: Clock, now: Instant) -> bool:
    return clock.measured and clock.ended_at is None and _phase(clock, now).paused_by is None


def _phase_due(clock: Clock, now: Instant) -> Instant | None:
    return _phase(clock, now).due_at


def _phase(clock: Clock, now: Instant) -> Phase:
    begun = [phase for phase in clock.phases if phase.start <= now]
    return begun[-1] if begun else clock.phases[0]
