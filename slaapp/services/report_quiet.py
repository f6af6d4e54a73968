"""Tickets of a report whose clocks are told of one by one, and whose history says nothing more than their recap."""

from collections.abc import Iterable, Iterator, Sequence

from slaapp.domain.clock import Clock
from slaapp.domain.compliance import Outcome, outcome
from slaapp.domain.lanes import TermsLine
from slaapp.domain.timeline import Timeline
from slaapp.domain.value import Value
from slaapp.services.report_recaps import course_of
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, tickets
from slaapp.storage.database import Connection
from slaapp.storage.recaps import Told
from slaapp.storage.tickets import Header


class Quiet(Value):
    """`outcomes` are those of its public clocks."""

    ticket: Told
    line: TermsLine
    course: Timeline
    outcomes: tuple[Outcome, ...]


def quiet_ones(connection: Connection, rulebook: Rulebook, those: Sequence[Told]) -> Iterator[Quiet]:
    kept = clocks.of_public(connection, [ticket.id for ticket in those])
    rows = {row.id: row for row in tickets.of(connection, [ticket.id for ticket in those])}
    for ticket in those:
        line = rulebook.line(ticket.customer, ticket.received_at, agreement=ticket.agreement)
        outcomes = tuple(_outcomes(rows[ticket.id], kept.get(ticket.id, ()), rulebook))
        yield Quiet(ticket, line, course_of(ticket), outcomes)


def _outcomes(row: Header, kept: Iterable[Clock], rulebook: Rulebook) -> Iterator[Outcome]:
    """Of a ticket whose clocks have all ended: they stand as they stood then."""
    for clock in kept:
        yield outcome(
            clock,
            ticket=row.id,
            number=row.number,
            received_at=row.received_at,
            resolved_at=row.resolved_at,
            at=row.updated_at,
            hours=rulebook.hours,
        )
