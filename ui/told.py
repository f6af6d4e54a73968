"""What was told of each clock already: once per threshold and cycle, also across a restart."""

from typing import Any

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.spans import Instant
from slaapp.services.board import Row

SOON, BREACHED, INTERNAL = "soon", "breached", "internal"
MOST = 1000
"""So many are remembered; the oldest are forgotten first."""


class Told:
    """`held` is kept in the window's state: what was told, as plain words, with the instant."""

    def __init__(self, held: dict[str, Any]) -> None:
        self._held = held

    def knows(self, row: Row, metric: Metric, what: str) -> bool:
        return _key(row, metric, what) in self._held

    def note(self, row: Row, metric: Metric, what: str, now: Instant) -> None:
        """Whoever was told that it is overdue need not hear any more that it will be."""
        self._held[_key(row, metric, what)] = now
        if what == BREACHED:
            self._held[_key(row, metric, SOON)] = now
        for key in list(self._held)[: max(0, len(self._held) - MOST)]:
            del self._held[key]


def clock_of(row: Row, metric: Metric, tier: Tier = Tier.PUBLIC) -> Clock | None:
    """The cycle of that clock which is under way."""
    found = [clock for clock in row.clocks if clock.metric is metric and clock.tier is tier and clock.measured]
    return max(found, key=lambda clock: clock.cycle, default=None)


def _key(row: Row, metric: Metric, what: str) -> str:
    clock = clock_of(row, metric, Tier.INTERNAL if what == INTERNAL else Tier.PUBLIC)
    return f"{row.id} {metric.value} {0 if clock is None else clock.cycle} {what}"
