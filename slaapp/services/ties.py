"""What other tickets a ticket has to do with: tied to it, doubled, merged, or simply of the same customer."""

from collections.abc import Collection, Iterator, Sequence

from slaapp.domain.agreement import Status
from slaapp.domain.events import Absorbed, EventId, NotMeasured, NotMeasuredReason, TicketEvent, TicketId
from slaapp.domain.particulars import links
from slaapp.domain.relations import Relation
from slaapp.domain.ticket import Ticket
from slaapp.domain.value import Value
from slaapp.services.families import Families
from slaapp.storage import search, tickets
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header

SEARCHED = 200
"""How many tickets that hold the words are looked at."""

RECENT = 5
"""How many finished tickets of the same customer are shown."""


class Tie(Value):
    """`event` is the one whose undoing unties them."""

    event: EventId
    relation: Relation
    number: int
    subject: str
    status: Status


def ties(connection: Connection, ticket: Ticket, history: Sequence[TicketEvent]) -> tuple[Tie, ...]:
    """In the order in which they were tied."""
    found = [*_tied(ticket, history)]
    held = {header.id: header for header in tickets.of(connection, sorted({other for _, _, other in found}))}
    return tuple(
        Tie(event, relation, held[other].number, held[other].subject, held[other].status)
        for event, relation, other in found
        if other in held
    )


def _tied(ticket: Ticket, history: Sequence[TicketEvent]) -> Iterator[tuple[EventId, Relation, TicketId]]:
    for link in links(history):
        yield link.id, link.relation, link.other
    for event in history:
        if isinstance(event, Absorbed):
            yield event.id, Relation.TAKES_IN, event.other
        elif isinstance(event, NotMeasured) and event.other is not None:
            if event.reason is not NotMeasuredReason.MERGED:
                yield event.id, Relation.DOUBLES, event.other
            elif event.other == ticket.merged_into:
                yield event.id, Relation.MERGED_INTO, event.other


def of_customers(
    connection: Connection, customers: Collection[str], *, but: TicketId
) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Number and subject of the other tickets of a customer, under all the names that were merged into one: the open
    ones, and those received last that are done."""
    is_open = [header for id_ in customers for header in tickets.open_of(connection, id_)]
    done = [header for id_ in customers for header in tickets.done_of(connection, id_, RECENT + 1)]
    is_open.sort(key=lambda header: header.number)
    done.sort(key=lambda header: -header.received_at)
    shown = [tuple((held.number, held.subject) for held in found if held.id != but) for found in (is_open, done)]
    return shown[0], shown[1][:RECENT]


class Candidate(Value):
    """A ticket that another could be tied to. `theirs`: it is of the same customer."""

    number: int
    subject: str
    customer: str | None
    status: Status
    theirs: bool


def candidates(connection: Connection, ticket: Header, text: str, *, limit: int) -> list[Candidate]:
    """Tickets that `text` names by number or by words, the same customer's first; of those the open ones, the newest.

    Without a text: the customer's own.
    """
    families = Families(connection)
    family = () if ticket.customer is None else families.members(families.survivor(ticket.customer))
    wanted = text.strip().removeprefix("#")
    found: dict[TicketId, Header] = {}
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        exact = tickets.by_number(connection, int(wanted))
        found = {} if exact is None else {exact.id: exact}
    if wanted:
        said = tickets.of_numbers(connection, search.find(connection, wanted, SEARCHED))
    else:
        said = [held for id_ in family for held in tickets.open_of(connection, id_)]
        said += [held for id_ in family for held in tickets.done_of(connection, id_, limit)]
    said.sort(key=lambda header: (header.customer not in family, not header.open, -header.number))
    found |= {header.id: header for header in said if header.id not in found}
    found.pop(ticket.id, None)
    return [
        Candidate(
            header.number, header.subject, families.name(header.customer), header.status, header.customer in family
        )
        for header in [*found.values()][:limit]
    ]
