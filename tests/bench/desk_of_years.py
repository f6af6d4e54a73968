"""A desk that has been at work for years: as many tickets as wanted, of fifty customers, most of them long done."""

from pathlib import Path
from typing import Any

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import Closed, EventId, Received, Reopened, Replied, Resolved, StatusChanged, TicketEvent
from slaapp.engine import Engine
from slaapp.services import bulk

NOW = 1_773_235_818
"""Wed 11 Mar 2026 13:30:18 UTC."""

YEARS = 5
CUSTOMERS = 50
BATCH = 20_000
DAY = 86_400

ANSWERED = {Severity.URGENT: 1_500, Severity.HIGH: 3_000, Severity.NORMAL: 12_000, Severity.LOW: 24_000}
SOLVED = {Severity.URGENT: 3_000, Severity.HIGH: 12_000, Severity.NORMAL: 24_000, Severity.LOW: 90_000}
"""Within so many seconds of its receipt, and of its answer, as a rule: three to six in a hundred take far longer."""


def make(path: Path, count: int) -> None:
    """Evenly over the years, the last one an hour ago. Of the last two weeks a tenth is still open; every fifth waited
    for its customer; one in twenty targets or so was missed, one ticket in two hundred reopened."""
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
    reply = ANSWERED[severity] * (n % 37) // 40 * (4 if n % 29 == 0 else 1)
    waited = 30_000 if n % 5 == 0 else 0
    work = SOLVED[severity] * (20 + n % 71) // 100 * (8 if n % 23 == 0 else 1)
    done = reply + work + waited
    history.append(
        Received(**stamp(0), number=n + 1, subject=f"Printer {n} jams", severity=severity, customer=customer)
    )
    if within(reply):
        history.append(Replied(**stamp(reply), text="We are on it."))
    if waited and within(done):
        history.append(StatusChanged(**stamp(reply + work // 3), status=Status.WAITING_CUSTOMER))
        history.append(StatusChanged(**stamp(reply + work // 3 + waited), status=Status.IN_PROGRESS))
    if not within(done) or (n % 10 == 0 and at > NOW - 14 * DAY):
        return history, seq
    history.append(Resolved(**stamp(done), text="Done."))
    if n % 199 == 0 and within(done + 2 * DAY):
        history.append(Reopened(**stamp(done + DAY)))
        history.append(Resolved(**stamp(done + DAY + 3_000), text="Done again."))
    if within(done + 7 * DAY):
        history.append(Closed(**stamp(done + 7 * DAY)))
    return history, seq
