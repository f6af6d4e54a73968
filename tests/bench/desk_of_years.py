"""A desk that has been at work for years: as many tickets as wanted, of fifty customers, most of them long done."""

from pathlib import Path
from typing import Any

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import Closed, EventId, Received, Replied, Resolved, StatusChanged, TicketEvent
from slaapp.engine import Engine
from slaapp.services import bulk

NOW = 1_773_235_818
"""Wed 11 Mar 2026 13:30:18 UTC."""

YEARS = 5
CUSTOMERS = 50
BATCH = 20_000
DAY = 86_400


def make(path: Path, count: int) -> None:
    """Evenly over the years, the last one an hour ago. A tenth is still open, of the last two weeks; every fifth waited
    for its customer; targets are missed now and then."""
    with Engine.open(path, user="sam", now=NOW, is_test=True, zone="Europe/London") as engine:
        for n in range(CUSTOMERS):
            engine.catalogue.add_customer(f"Customer {n:02}", now=NOW)
        customers = [held.id for held in engine.catalogue.customers()]
        replica, seq = engine.database.replica, 0
        for first in range(0, count, BATCH):
            found = []
            for n in range(first, min(first + BATCH, count)):
                at = NOW - 3600 - (count - 1 - n) * (YEARS * 365 * DAY) // count
                history, seq = story(replica, seq, at, n, customers[n * 7 % CUSTOMERS])
                found.append(bulk.NewTicket(f"{replica}-{n:07}", history))
            with engine.database.write() as connection:
                bulk.write(connection, found, engine.rules(connection), zone="Europe/London")


def story(replica: str, seq: int, at: int, n: int, customer: str) -> tuple[list[TicketEvent], int]:
    """What happened up to now."""
    history: list[TicketEvent] = []

    def stamp(later: int) -> dict[str, Any]:
        nonlocal seq
        seq += 1
        return {"id": EventId(replica, seq), "occurred_at": at + later, "recorded_at": at + later, "by": "sam"}

    def within(later: int) -> bool:
        return at + later <= NOW

    severity = Severity(n % 4 + 1)
    history.append(
        Received(**stamp(0), number=n + 1, subject=f"Printer {n} jams", severity=severity, customer=customer)
    )
    reply, done = 300 * (n % 37), DAY + 1000 * (n % 301)
    if within(reply):
        history.append(Replied(**stamp(reply), text="We are on it."))
    if n % 5 == 0 and within(50_000):
        history.append(StatusChanged(**stamp(20_000), status=Status.WAITING_CUSTOMER))
        history.append(StatusChanged(**stamp(50_000), status=Status.IN_PROGRESS))
    if within(done):
        history.append(Resolved(**stamp(done), text="Done."))
    if within(done + 7 * DAY):
        history.append(Closed(**stamp(done + 7 * DAY)))
    return history, seq
