"""Tickets of a report whose clocks are told of one by one, and whose history says nothing more than their recap."""

from collections.abc import Iterable, Iterator, Sequence

from slaapp.domain.clock import Clock
from slaapp.domain.compliance import Outcome, outcome
from slaapp.domain.lanes import TermsLine
from slaapp.domain.timeline import Timeline
from slaapp.domain.value import Value
from slaapp.services.report_recaps import course_of
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks
from slaapp.storage.database import Connection
from slaapp.storage.recaps import Told


class Quiet(Value):
    """`outcomes` are those of its public clocks."""

    ticket: Told
    line: TermsLine
    course: Timeline
    outcomes: tuple[Outcome, ...]


def quiet_ones(connection: Connection, rulebook: Rulebook, those: Sequence[Told]) -> Iterator[Quiet]:
    kept = clocks.of_public(connection, [ticket.id for ticket in those])
    for ticket in those:
        line = rulebook.line(ticket.customer, ticket.received_at, agreement=ticket.agreement)
        outcomes = tuple(_outcomes(ticket, kept.get(ticket.id, ()), rulebook))
        yield Quiet(ticket, line, course_of(ticket), outcomes)


def _outcomes(ticket: Told, kept: Iterable[Clock], rulebook: Rulebook) -> Iterator[Outcome]:
    """Of a ticket whose clocks have all ended: they stand as they stood when all was over with it."""
    for clock in kept:
        yield outcome(
            clock,
            ticket=ticket.id,
            number=ticket.number,
            received_at=ticket.received_at,
            resolved_at=ticket.resolved_at,
            at=ticket.over_at,
            hours=rulebook.hours,
        )
