"""What was told of each clock already: once per threshold and cycle, also across a restart."""

from collections.abc import Iterable
from typing import Any

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.spans import Instant
from slaapp.services.board import Row

SOON, BREACHED, INTERNAL = "soon", "breached", "internal"


class Told:
    """`held` is kept in the window's state: what was told, as plain words, with the instant."""

    def __init__(self, held: dict[str, Any]) -> None:
        self._held = held

    def knows(self, row: Row, metric: Metric, what: str) -> bool:
        """Whoever was told that it is overdue need not hear any more that it will be."""
        return _key(row, metric, what) in self._held or (what == SOON and self.knows(row, metric, BREACHED))

    def note(self, row: Row, metric: Metric, what: str, now: Instant) -> None:
        self._held[_key(row, metric, what)] = now

    def keep_only(self, rows: Iterable[Row]) -> None:
        """Forget what was told of tickets that are not open any more."""
        open_now = {str(row.id) for row in rows}
        for key in [key for key in self._held if key.partition(" ")[0] not in open_now]:
            del self._held[key]


def clock_of(row: Row, metric: Metric, tier: Tier = Tier.PUBLIC) -> Clock | None:
    """The cycle of that clock which is under way."""
    found = [clock for clock in row.clocks if clock.metric is metric and clock.tier is tier and clock.measured]
    return max(found, key=lambda clock: clock.cycle, default=None)


def _key(row: Row, metric: Metric, what: str) -> str:
    clock = clock_of(row, metric, Tier.INTERNAL if what == INTERNAL else Tier.PUBLIC)
    return f"{row.id} {metric.value} {0 if clock is None else clock.cycle} {what}"
