"""Which public clocks of the open tickets are overdue, or on the point of it."""

from collections.abc import Iterable

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import SOON as SOON_LEFT
from slaapp.domain.clock import Clock, State
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.board import Row, Standing
from ui.models.queue_table import QueueTable
from ui.told import BREACHED, SOON

_PUBLIC = Tier.PUBLIC  # found once: Python 3.11 is slow at it

Named = tuple[int, Metric]
"""A clock by its ticket's number and its metric."""


class Struck(Value):
    """A public clock of a row that came near its target or passed it, `since` then."""

    row: Row
    metric: Metric
    what: str
    due_at: Instant
    since: Instant

    @property
    def clock(self) -> Named:
        return self.row.number, self.metric


def struck(row: Row, table: QueueTable, now: Instant) -> Struck | None:
    """The clock by which the row stands in the list, if it is overdue or on the point of it."""
    standing = table.standing_of(row, now)
    reading, metric = standing.reading, standing.metric
    if reading is None or metric is None or reading.due_at is None:
        return None
    if reading.breached and reading.state is State.BREACHED:
        return Struck(row, metric, BREACHED, reading.due_at, reading.decided_at or reading.due_at)
    if reading.state is State.RUNNING and (reading.left or 0) <= SOON_LEFT:
        return Struck(row, metric, SOON, reading.due_at, now)
    return None


def late(row: Row, since: Instant, now: Instant) -> list[Struck]:
    """The row's clocks under way that ran out from `since` on."""
    return [
        Struck(row, clock.metric, BREACHED, at, at)
        for clock in row.clocks
        if (at := clock.breached_at) is not None and since <= at < now and _is_public(clock)
    ]


def soon(row: Row, now: Instant) -> list[Struck]:
    """The row's clocks that run and will run out within minutes."""
    return [
        Struck(row, clock.metric, SOON, due_at, now)
        for clock in row.clocks
        if (at := clock.breached_at) is not None
        and now < at
        and _is_public(clock)
        and (due_at := _due_at(clock, now)) is not None
        and now < due_at <= now + SOON_LEFT
    ]


def still(numbers: Iterable[int], table: QueueTable) -> dict[Named, Struck]:
    """The clocks of these tickets that are overdue now, or about to be."""
    now = table.now
    found: dict[Named, Struck] = {}
    for row in rows_of(numbers, table):
        standing = table.standing_of(row, now)
        if standing.metric is not None and standing.reading is not None and _is_due(standing):
            due_at = standing.reading.due_at or now
            found[row.number, standing.metric] = Struck(row, standing.metric, SOON, due_at, now)
        for what in (*soon(row, now), *late(row, 0, now + 1)):
            found[what.clock] = what
    return found


def rows_of(numbers: Iterable[int], table: QueueTable) -> list[Row]:
    """Those of them that are open, in the list's order."""
    wanted = set(numbers)
    return [row for row in table.rows() if row.number in wanted] if wanted else []


def _is_public(clock: Clock) -> bool:
    return clock.tier is _PUBLIC and clock.measured and clock.ended_at is None


def _due_at(clock: Clock, now: Instant) -> Instant | None:
    """When a clock that runs is due; None: it stands still."""
    phase = next((held for held in reversed(clock.phases) if held.start <= now), None)
    return None if phase is None or phase.paused_by is not None else phase.due_at


def _is_due(standing: Standing) -> bool:
    reading = standing.reading
    return reading is not None and (
        reading.breached or (reading.paused_by is None and (reading.left or 0) <= SOON_LEFT)
    )
