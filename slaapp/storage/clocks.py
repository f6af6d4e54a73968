"""The cache of wound clocks. It is worked out from events and can be at any time again: `slaapp check --rebuild`."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Clock, Phase
from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.domain.spans import Instant

_COLUMNS = (
    "ticket, tier, metric, cycle, started_at, ended_at, breached_at, decided_at, judged, measured, excluded,"
    " merged_into, waived, after_window, phases"
)


def decided_at(clock: Clock) -> Instant | None:
    """When the clock counts (R1): the earlier of its end and its breach, the breach perhaps still to come."""
    if not clock.measured:
        return None
    if clock.breached_at is not None:
        return clock.breached_at
    return clock.ended_at if clock.judged else None


def replace(
    connection: sa.Connection, clocks: Iterable[tuple[TicketId, Sequence[Clock]]], *, fresh: bool = False
) -> None:
    """Put each ticket's clocks in place of those held; `fresh`: none are held yet."""
    held = list(clocks)
    if not fresh:
        connection.exec_driver_sql("DELETE FROM clocks WHERE ticket = ?", [(ticket,) for ticket, _ in held])
    rows = [_row(ticket, clock) for ticket, of_ticket in held for clock in of_ticket]
    if rows:
        marks = ", ".join("?" * 15)
        connection.exec_driver_sql(f"INSERT INTO clocks ({_COLUMNS}) VALUES ({marks})", rows)


def clear(connection: sa.Connection, *, but: Iterable[TicketId] = ()) -> None:
    """Forget all clocks, save those of the tickets named."""
    gone = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT ticket FROM clocks")} - set(but)
    if gone:
        connection.exec_driver_sql("DELETE FROM clocks WHERE ticket = ?", [(ticket,) for ticket in gone])


def _row(ticket: TicketId, clock: Clock) -> tuple[Any, ...]:
    return (
        ticket,
        str(clock.tier),
        str(clock.metric),
        clock.cycle,
        clock.started_at,
        clock.ended_at,
        clock.breached_at,
        decided_at(clock),
        int(clock.judged),
        int(clock.measured),
        None if clock.excluded is None else clock.excluded.value,
        clock.merged_into,
        int(clock.waived),
        int(clock.after_window),
        f"[{','.join([_phase_text(phase) for phase in clock.phases])}]",
    )


def _phase_text(phase: Phase) -> str:
    """What JSON makes of a phase's fields in their order, its standby levels behind them."""
    start, severity, calendar, allowed, goal, warn_at, used, paused, paused_by, due_at, standby = phase
    levels = "".join([f",{_phase_text(level)}" for level in standby])
    return (
        f"[{start},{severity:d},{_quoted(calendar)},{_NULL if allowed is None else allowed},{goal},{warn_at},"
        f"{used},{paused},{_NULL if paused_by is None else _quoted(paused_by)},{_NULL if due_at is None else due_at}"
        f"{levels}]"
    )


_NULL = "null"


@lru_cache(maxsize=256)
def _quoted(word: str) -> str:
    return json.dumps(word)


_SEVERITIES = {int(severity): severity for severity in Severity}
_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in Status}}
_METRICS = {metric.value: metric for metric in Metric}
_TIERS = {tier.value: tier for tier in Tier}


def _phase(row: list[Any]) -> Phase:
    start, severity, calendar, allowed, goal, warn_at, used, paused, by, due_at, *standby = row
    return Phase(
        start,
        _SEVERITIES[severity],
        sys.intern(calendar),  # a few names, held by every clock that is kept in memory
        allowed,
        goal,
        warn_at,
        used,
        paused,
        _STATUSES[by],
        due_at,
        tuple(map(_phase, standby)),
    )


def _clock(row: Any) -> Clock:
    return Clock(
        metric=_METRICS[row[2]],
        tier=_TIERS[row[1]],
        cycle=row[3],
        started_at=row[4],
        ended_at=row[5],
        breached_at=row[6],
        judged=bool(row[8]),
        phases=tuple(map(_phase, json.loads(row[14]))),
        measured=bool(row[9]),
        excluded=None if row[10] is None else NotMeasuredReason(row[10]),
        merged_into=row[11],
        waived=bool(row[12]),
        after_window=bool(row[13]),
    )


def _grouped(rows: Iterable[Any]) -> dict[TicketId, tuple[Clock, ...]]:
    found: dict[TicketId, list[Clock]] = defaultdict(list)
    for row in rows:
        try:
            found[row[0]].append(_clock(row))
        except (ValueError, TypeError, LookupError) as error:
            raise StoreRefusal(f"A kept clock of ticket {row[0]} cannot be read. See what is: slaapp check") from error
    return {ticket: tuple(clocks) for ticket, clocks in found.items()}


def of(connection: sa.Connection, tickets: Sequence[TicketId]) -> dict[TicketId, tuple[Clock, ...]]:
    return _of(connection, tickets, "")


def of_resolution(connection: sa.Connection, tickets: Sequence[TicketId]) -> dict[TicketId, tuple[Clock, ...]]:
    """Of each ticket only its public clock of resolution."""
    return _of(connection, tickets, f" AND tier = '{Tier.PUBLIC}' AND metric = '{Metric.RESOLUTION}'")


def _of(connection: sa.Connection, tickets: Sequence[TicketId], only: str) -> dict[TicketId, tuple[Clock, ...]]:
    found: dict[TicketId, tuple[Clock, ...]] = {}
    for start in range(0, len(tickets), 500):
        some = tuple(tickets[start : start + 500])
        marks = ", ".join("?" * len(some))
        query = f"SELECT {_COLUMNS} FROM clocks WHERE ticket IN ({marks}){only}"
        found |= _grouped(connection.exec_driver_sql(query, some))
    return found


def of_open_tickets(connection: sa.Connection) -> dict[TicketId, tuple[Clock, ...]]:
    columns = ", ".join(f"c.{name.strip()}" for name in _COLUMNS.split(","))
    return _grouped(
        connection.exec_driver_sql(f"SELECT {columns} FROM tickets t JOIN clocks c ON c.ticket = t.id WHERE t.open = 1")
    )


def under_way(connection: sa.Connection) -> dict[TicketId, tuple[Clock, ...]]:
    """Of the open tickets, the clocks that have not ended."""
    columns = ", ".join(f"c.{name.strip()}" for name in _COLUMNS.split(","))
    query = f"SELECT {columns} FROM tickets t JOIN clocks c ON c.ticket = t.id WHERE t.open = 1 AND c.ended_at IS NULL"
    return _grouped(connection.exec_driver_sql(query).yield_per(5000))


def every(connection: sa.Connection) -> dict[TicketId, tuple[Clock, ...]]:
    return _grouped(connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM clocks"))


def held(connection: sa.Connection) -> dict[TicketId, set[tuple[Any, ...]]]:
    """The rows themselves, to be compared with `rows`: so nothing in them can differ unseen, or fail to be read."""
    found: dict[TicketId, set[tuple[Any, ...]]] = defaultdict(set)
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM clocks"):
        found[row[0]].add(tuple(row))
    return found


def rows(ticket: TicketId, clocks: Iterable[Clock]) -> set[tuple[Any, ...]]:
    """What is kept of these clocks."""
    return {_row(ticket, clock) for clock in clocks}
