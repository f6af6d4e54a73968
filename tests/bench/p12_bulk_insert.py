"""P12: 100,000 tickets with 550,000 events, beside a bare executemany of the very rows that result."""

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import (
    Assigned,
    Closed,
    EventId,
    Received,
    Replied,
    Resolved,
    StatusChanged,
    TicketEvent,
    TicketId,
)
from slaapp.storage import events, tickets, walk
from slaapp.storage.connections import connect
from slaapp.storage.database import Database
from slaapp.storage.tickets import Header
from tests.bench.rows import Row, below, duration, within
from tests.storage.stories import header

TICKETS, EVENTS = 100_000, 550_000
NOW = 1_773_050_400
VERIFY_S = 5.0
ROUNDS = 3


def main() -> Iterator[Row]:
    bounds, times, checks = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            taken, verified = ours(Path(name))
            times.append(taken)
            checks.append(verified)
            bounds.append(bare(Path(name)))
    what = f"P12 {TICKETS:,} tickets, {EVENTS:,} events"
    yield within(
        what, bound=min(bounds), ours=min(times), times=2, note="bound: the rows that result, bare executemany"
    )
    wall, busy = min(checks)
    note = f"scaled from {EVENTS:,} events, 55 % of them with texts; {duration(busy)} of it processor time"
    yield below("chain of 1,000,000 events verified", ours=wall, limit=VERIFY_S, note=note)


def ours(folder: Path) -> tuple[float, tuple[float, float]]:
    """Seconds to write all; seconds to verify a million events of it, by the clock and of the processor."""
    database = Database.open(folder / "desk.slaapp", now=NOW)
    rows, written = content(database.replica)
    gc.collect()
    start = perf_counter()
    with database.write() as connection:
        tickets.save(connection, rows)
        events.append(connection, written)
    taken = perf_counter() - start
    del rows, written
    gc.collect()
    with database.read() as connection:
        start, busy = perf_counter(), process_time()
        assert not list(walk.problems(connection.connection))
        scale = 1_000_000 / EVENTS
        verified = (perf_counter() - start) * scale, (process_time() - busy) * scale
    database.close()
    return taken, verified


def content(replica: str) -> tuple[list[Header], list[tuple[TicketId, TicketEvent]]]:
    rows, written = [], []
    for index in range(TICKETS):
        ticket = f"{replica}-{index}"
        rows.append(header(ticket, index + 1, subject=f"Printer {index} jams", received_at=NOW + index))
        written.extend([(ticket, event) for event in story(replica, len(written) + 1, NOW + index, index)])
    return rows, written


def story(replica: str, first: int, at: int, index: int) -> Iterator[TicketEvent]:
    def stamp(place: int) -> dict[str, Any]:
        return {"id": EventId(replica, first + place), "occurred_at": at, "recorded_at": at, "by": "Kim"}

    yield Received(**stamp(0), severity=Severity.NORMAL, subject=f"Printer {index} jams", text="Since this morning.")
    yield Assigned(**stamp(1), assignee="kim")
    yield StatusChanged(**stamp(2), status=Status.IN_PROGRESS)
    yield Replied(**stamp(3), text="We look into it and call back today.")
    yield Resolved(**stamp(4), text="Toner changed.")
    if index % 2:
        yield Closed(**stamp(5))


def bare(folder: Path) -> float:
    """The rows of our store once more, into an empty one of the same form, with nothing to be worked out."""
    tables = ("tickets", "events", "event_texts")
    source = connect(folder / "desk.slaapp", writes=False)
    held = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    source.close()
    Database.open(folder / "bare.slaapp", now=NOW).close()
    target = connect(folder / "bare.slaapp")
    gc.collect()
    start = perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for table in tables:
        marks = ", ".join("?" * len(held[table][0]))
        target.executemany(f"INSERT INTO {table} VALUES ({marks})", held[table])
    target.execute("COMMIT")
    taken = perf_counter() - start
    target.close()
    return taken
