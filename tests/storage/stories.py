"""Small true stories for the store: a ticket with its events, its row and its clocks."""

from collections.abc import Sequence

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Clock, Phase
from slaapp.domain.events import Channel, Noted, Received, Replied, Seen, TicketEvent, TicketId
from slaapp.storage import clocks, events, search, tickets
from slaapp.storage.database import Database
from slaapp.storage.tickets import Header
from slaapp.storage.view import Connection

MONDAY = 1_773_050_400
"""2026-03-09 10:00 UTC."""


def log(database: Database, *, subject: str = "Printer jams", replies: Sequence[str] = ("On my way.",)) -> int:
    """Log a ticket as a service does, in one transaction; gives its number."""
    with database.write() as connection:
        return log_through(connection, database.replica, subject=subject, replies=replies)


def log_through(
    connection: Connection, replica: str, *, subject: str = "Printer jams", replies: Sequence[str] = ("On my way.",)
) -> int:
    number = tickets.next_number(connection)
    ticket = f"{replica}-{number}"
    at = MONDAY + 60 * number
    mint = events.Minter(connection, replica)
    history: list[TicketEvent] = [
        Received(
            id=mint(),
            occurred_at=at,
            recorded_at=at,
            by="Kim",
            severity=Severity.HIGH,
            subject=subject,
            text="Since this morning.",
            channel=Channel.PHONE,
        ),
        Seen(id=mint(), occurred_at=at, recorded_at=at, by="Kim"),
        *(Replied(id=mint(), occurred_at=at, recorded_at=at, by="Kim", text=text) for text in replies),
        Noted(id=mint(), occurred_at=at, recorded_at=at, by="Kim", text="Tray 2."),
    ]
    tickets.save(connection, [header(ticket, number, subject=subject, received_at=at)])
    events.append(connection, [(ticket, event) for event in history], zone="Europe/London")
    clocks.replace(connection, [(ticket, [clock(started_at=at)])])
    search.index(connection, [search.Said(number, True, f"{subject} Harbour Clinic Since this morning.")])
    return number


def header(ticket: TicketId, number: int, *, subject: str = "Printer jams", received_at: int = MONDAY) -> Header:
    return Header(
        id=ticket,
        number=number,
        subject=subject,
        customer=None,
        contact=None,
        service=None,
        assignee=None,
        team=None,
        severity=Severity.HIGH,
        status=Status.NEW,
        until=None,
        received_at=received_at,
        updated_at=received_at,
        resolved_at=None,
        seen=True,
        open=True,
        left_as=None,
        merged_into=None,
        agreement="Standard",
        agreement_version=1,
        source=None,
        source_key=None,
    )


def clock(*, started_at: int, metric: Metric = Metric.RESOLUTION, cycle: int = 1) -> Clock:
    phase = Phase(started_at, Severity.HIGH, "Office", 28800, 90, 75, 0, 0, None, started_at + 28800)
    return Clock(
        metric=metric,
        tier=Tier.PUBLIC,
        cycle=cycle,
        started_at=started_at,
        ended_at=None,
        breached_at=started_at + 28800,
        judged=True,
        phases=(phase,),
    )
