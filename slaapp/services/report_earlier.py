"""Tickets that only the comparisons of a report count: all was over with them before its period began.

What is kept of such a ticket is what its history would give, whatever the cut-off: its row and its clocks are read, and
its events only where a word of them may have moved something back and forth.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from slaapp.domain.clock import Clock
from slaapp.domain.compliance import Outcome, outcome
from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.services.report_counting import Counting
from slaapp.services.report_reading import Read
from slaapp.services.report_scope import Chosen, owned_by
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header

Reading = Callable[[Sequence[tuple[Header, Instant]]], Iterable[Read]]


def count_earlier(
    connection: Connection,
    rulebook: Rulebook,
    chosen: Chosen,
    batches: Iterable[Sequence[TicketId]],
    counting: Counting,
    reading: Reading,
) -> None:
    """`reading` reads tickets from their events, as the others of the report are."""
    for some in batches:
        held = owned_by(connection, chosen, some)
        straight = events.went_straight(connection, some)
        kept = clocks.of_public(connection, sorted(straight))
        for row, since in held:
            if row.id in straight and chosen.may_hold(row.service, row.agreement):
                found_of = kept_outcomes(row, kept.get(row.id, ()), rulebook)
                counting.take_straight(row, since, found_of, there=chosen.scope.severity in (None, row.severity))
        for ticket in reading([(row, since) for row, since in held if row.id not in straight]):
            if chosen.holds(ticket):
                counting.take(ticket, there=chosen.scope.severity in (None, ticket.kept.ticket.severity))


def kept_outcomes(row: Header, kept: Iterable[Clock], rulebook: Rulebook) -> Iterator[Outcome]:
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
