"""Counted by the database itself: what was decided in a period, what came and went; no ticket is read for it."""

from typing import NamedTuple

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.spans import Instant, Seconds
from slaapp.storage.phases import of_last
from slaapp.storage.view import Connection


class Decided(NamedTuple):
    """Public clocks of one customer that share metric, severity, goal and verdict; `set_aside` as in a tally (C13)."""

    customer: str | None
    metric: Metric
    severity: Severity
    goal: int
    breached: bool
    waived: bool
    set_aside: bool
    clocks: int


_SEVERITY, _GOAL, _ALLOWED, _USED = (of_last("c.phases", name) for name in ("severity", "goal", "allowed", "used"))


def decided(connection: Connection, start: Instant, end: Instant, *, by: str = "c.decided_at") -> list[Decided]:
    """Public clocks with a verdict that count in `[start, end)`; a breach that is still to come is none.

    `by` is the instant that decides about the period: `c.decided_at`, `t.received_at` or `t.resolved_at`. `end` is at
    most the instant after this one.
    """
    rows = connection.exec_driver_sql(
        f"SELECT t.customer, c.metric, {_SEVERITY}, {_GOAL}, c.breached_at IS NOT NULL, c.waived,"
        " c.excluded IS NOT NULL, count(*)"
        " FROM clocks c JOIN tickets t ON t.id = c.ticket"
        f" WHERE c.tier = 'public' AND c.measured = 1 AND {by} >= ? AND {by} < ? AND c.decided_at < ?"
        f" AND (c.breached_at IS NULL OR c.breached_at < ?) AND {_ALLOWED} IS NOT NULL"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7",
        (start, end, end, end - 1),
    )
    return [
        Decided(row[0], Metric(row[1]), Severity(row[2]), row[3], bool(row[4]), bool(row[5]), bool(row[6]), row[7])
        for row in rows
    ]


def received(connection: Connection, start: Instant, end: Instant) -> list[Instant]:
    """When the tickets came that were received in `[start, end)`."""
    query = "SELECT received_at FROM tickets WHERE received_at >= ? AND received_at < ?"
    return [row[0] for row in connection.exec_driver_sql(query, (start, end))]


def resolved(connection: Connection, start: Instant, end: Instant) -> list[Instant]:
    """When the tickets were resolved in `[start, end)` that have stayed so; not those that left the queue otherwise."""
    query = "SELECT resolved_at FROM tickets WHERE resolved_at >= ? AND resolved_at < ? AND left_as IS NULL"
    return [row[0] for row in connection.exec_driver_sql(query, (start, end))]


def responses(connection: Connection, start: Instant, end: Instant, *, decided_since: Instant) -> list[Seconds]:
    """The working time that first responses given in `[start, end)` took, of those decided since `decided_since`."""
    query = (
        f"SELECT {_USED} FROM clocks c WHERE c.tier = 'public' AND c.decided_at >= ? AND c.metric = ?"
        " AND c.measured = 1 AND c.ended_at >= ? AND c.ended_at < ?"
    )
    return [
        row[0] for row in connection.exec_driver_sql(query, (decided_since, Metric.FIRST_RESPONSE.value, start, end))
    ]
