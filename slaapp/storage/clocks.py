"""The cache of wound clocks. It is worked out from events and can be at any time again: `slaapp check --rebuild`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.storage import phases
from slaapp.storage.view import Connection

_COLUMNS = (
    "ticket, tier, metric, cycle, started_at, ended_at, breached_at, decided_at, judged, measured, excluded,"
    " merged_into, waived, after_window, phases"
)


def replace(connection: Connection, clocks: Iterable[tuple[TicketId, Sequence[Clock]]], *, fresh: bool = False) -> None:
    """Put each ticket's clocks in place of those held; `fresh`: none are held yet."""
    held = list(clocks)
    if not fresh:
        connection.exec_driver_sql("DELETE FROM clocks WHERE ticket = ?", [(ticket,) for ticket, _ in held])
    rows = [_row(ticket, clock) for ticket, of_ticket in held for clock in of_ticket]
    if rows:
        marks = ", ".join("?" * 15)
        connection.exec_driver_sql(f"INSERT INTO clocks ({_COLUMNS}) VALUES ({marks})", rows)


def clear(connection: Connection, *, but: Iterable[TicketId] = ()) -> None:
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
        clock.decided_at,
        int(clock.judged),
        int(clock.measured),
        None if clock.excluded is None else clock.excluded.value,
        clock.merged_into,
        int(clock.waived),
        int(clock.after_window),
        phases.as_text(clock.phases),
    )


_AT_ONCE = 1000
"""Rows that are read together."""

_METRICS = {metric.value: metric for metric in Metric}
_TIERS = {tier.value: tier for tier in Tier}


def _clocks(rows: Sequence[Any]) -> list[Clock]:
    """Those of the rows. Raises ValueError, TypeError or LookupError where one cannot be read."""
    once: dict[int, int] = {}
    starts = [once.setdefault(row[4], row[4]) for row in rows]
    held = phases.kept([(row[14], start, row[6]) for row, start in zip(rows, starts, strict=True)])
    return [
        Clock(
            _METRICS[row[2]],
            _TIERS[row[1]],
            row[3],
            start,
            row[5],
            row[6],
            bool(row[8]),
            of_row,
            bool(row[9]),
            None if row[10] is None else NotMeasuredReason(row[10]),
            row[11],
            bool(row[12]),
            bool(row[13]),
        )
        for row, start, of_row in zip(rows, starts, held, strict=True)
    ]


def _grouped(result: Any) -> dict[TicketId, tuple[Clock, ...]]:
    """By ticket. Fetched from the driver, a few at a time: nobody keeps the rows."""
    found: dict[TicketId, list[Clock]] = defaultdict(list)
    cursor: Any = result.cursor
    while rows := cursor.fetchmany(_AT_ONCE):
        try:
            wound = _clocks(rows)
        except (ValueError, TypeError, LookupError):
            wound = [_alone(row) for row in rows]
        for row, clock in zip(rows, wound, strict=True):
            found[row[0]].append(clock)
    result.close()
    return {ticket: tuple(clocks) for ticket, clocks in found.items()}


def _alone(row: Any) -> Clock:
    """The one of the row, or whose it is that cannot be read."""
    try:
        return _clocks([row])[0]
    except (ValueError, TypeError, LookupError) as error:
        raise StoreRefusal(f"A kept clock of ticket {row[0]} cannot be read. See what is: slaapp check") from error


def short(clock: Clock) -> phases.KeptPhases | None:
    """The phases of a kept clock if its rank can be told without reading it; None: it is read."""
    held = clock.phases
    return held if isinstance(held, phases.KeptPhases) else None


def of(connection: Connection, tickets: Sequence[TicketId]) -> dict[TicketId, tuple[Clock, ...]]:
    return _of(connection, tickets, "")


def of_public(connection: Connection, tickets: Sequence[TicketId]) -> dict[TicketId, tuple[Clock, ...]]:
    return _of(connection, tickets, f" AND tier = '{Tier.PUBLIC}'")


def of_resolution(connection: Connection, tickets: Sequence[TicketId]) -> dict[TicketId, tuple[Clock, ...]]:
    """Of each ticket only its public clock of resolution."""
    return _of(connection, tickets, f" AND tier = '{Tier.PUBLIC}' AND metric = '{Metric.RESOLUTION}'")


def _of(connection: Connection, tickets: Sequence[TicketId], only: str) -> dict[TicketId, tuple[Clock, ...]]:
    found: dict[TicketId, tuple[Clock, ...]] = {}
    for start in range(0, len(tickets), 500):
        some = tuple(tickets[start : start + 500])
        marks = ", ".join("?" * len(some))
        query = f"SELECT {_COLUMNS} FROM clocks WHERE ticket IN ({marks}){only}"
        found |= _grouped(connection.exec_driver_sql(query, some))
    return found


def under_way(connection: Connection) -> dict[TicketId, tuple[Clock, ...]]:
    """Of the open tickets, the clocks that have not ended."""
    columns = ", ".join(f"c.{name.strip()}" for name in _COLUMNS.split(","))
    query = f"SELECT {columns} FROM tickets t JOIN clocks c ON c.ticket = t.id WHERE t.open = 1 AND c.ended_at IS NULL"
    return _grouped(connection.exec_driver_sql(query))


def every(connection: Connection) -> dict[TicketId, tuple[Clock, ...]]:
    return _grouped(connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM clocks"))


def held(connection: Connection) -> dict[TicketId, set[tuple[Any, ...]]]:
    """The rows themselves, to be compared with `rows`: so nothing in them can differ unseen, or fail to be read."""
    found: dict[TicketId, set[tuple[Any, ...]]] = defaultdict(set)
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM clocks"):
        found[row[0]].add(tuple(row))
    return found


def rows(ticket: TicketId, clocks: Iterable[Clock]) -> set[tuple[Any, ...]]:
    """What is kept of these clocks."""
    return {_row(ticket, clock) for clock in clocks}
