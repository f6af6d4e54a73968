"""P18: a draft run over 100,000 tickets of a year, and their review.

All of it is work of the processor, and its time is what is measured.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import EventId, Received, Replied, Resolved, SeverityChanged, StatusChanged, TicketEvent
from slaapp.engine import Engine
from slaapp.services import bulk
from tests.bench.rows import Row, below, duration

T = TypeVar("T")

TICKETS = 100_000
NOW = 1_773_235_818
YEAR = 360 * 24 * 3600
LIMIT_S = 60.0


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "desk.slaapp"
        with Engine.open(path, user="sam", now=NOW, is_test=True, zone="Europe/London") as engine:
            make(engine)
            draft = engine.agreements.begin("Standard support", NOW)
            draft = replace(draft, targets=tuple(replace(one, allowed=one.allowed // 2) for one in draft.targets))
            made, draft_s, draft_wall = timed(lambda: engine.what_ifs.run(draft, now=NOW, months=12))
            _, review_s, review_wall = timed(lambda: engine.reviewing.review("Standard support", now=NOW, months=12))
    assert made.tickets == TICKETS
    note = f"{len(made.flips):,} clocks flip; in one process, {duration(draft_wall)} by the clock"
    yield below(f"P18 a draft over {TICKETS:,} tickets", ours=draft_s, limit=LIMIT_S, note=note)
    note = f"in one process, {duration(review_wall)} by the clock"
    yield below(f"P18 a review of {TICKETS:,} tickets", ours=review_s, limit=LIMIT_S, note=note)


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """What it gives, its seconds of the processor, and those that went by."""
    start, busy = perf_counter(), process_time()
    made = work()
    return made, process_time() - busy, perf_counter() - start


def make(engine: Engine) -> None:
    """Received through the year; every fifth waited for its customer, every twentieth became more severe."""
    replica = engine.database.replica
    found, seq = [], 0
    for n in range(TICKETS):
        history, seq = story(replica, seq, NOW - YEAR + n * (YEAR // TICKETS), n)
        found.append(bulk.NewTicket(f"{replica}-{n:06}", history))
    with engine.database.write() as connection:
        bulk.write(connection, found, engine.rules(connection), zone="Europe/London")


def story(replica: str, seq: int, at: int, n: int) -> tuple[list[TicketEvent], int]:
    history: list[TicketEvent] = []

    def stamp(later: int) -> dict[str, Any]:
        nonlocal seq
        seq += 1
        return {"id": EventId(replica, seq), "occurred_at": at + later, "recorded_at": at + later, "by": "sam"}

    history.append(Received(**stamp(0), number=n + 1, subject=f"Printer {n} jams", severity=Severity(n % 4 + 1)))
    history.append(Replied(**stamp(600 * (n % 40)), text="We are on it."))
    if n % 5 == 0:
        history.append(StatusChanged(**stamp(30_000), status=Status.WAITING_CUSTOMER))
        history.append(StatusChanged(**stamp(90_000), status=Status.IN_PROGRESS))
    if n % 20 == 1:
        history.append(SeverityChanged(**stamp(40_000), severity=Severity.URGENT if n % 4 != 3 else Severity.LOW))
    if n % 50:
        history.append(Resolved(**stamp(100_000 + 1000 * (n % 200)), text="Done."))
    return history, seq
