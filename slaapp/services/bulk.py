"""Write many tickets at once, worked out and searchable, in a transaction of the caller's."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from slaapp.domain.clock import Clock
from slaapp.domain.events import TicketEvent, TicketId
from slaapp.services.keeping import Names, header, said, work_out
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events, search, tickets
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header

BATCH = 500


class NewTicket(NamedTuple):
    """A ticket with all its events, being received first."""

    id: TicketId
    events: Sequence[TicketEvent]


def write(
    connection: Connection, found: Iterable[NewTicket], rulebook: Rulebook, *, zone: str, names: Names | None = None
) -> None:
    """Append the events of new tickets in the order of their ids, and keep what is worked out from them.

    `names` may know records that the caller writes later.
    """
    names = names or Names(connection)
    batch: list[NewTicket] = []
    for ticket in found:
        batch.append(ticket)
        if len(batch) >= BATCH:
            _write(connection, batch, rulebook, names, zone)
            batch = []
    _write(connection, batch, rulebook, names, zone)


def _write(connection: Connection, batch: Sequence[NewTicket], rulebook: Rulebook, names: Names, zone: str) -> None:
    headers: list[Header] = []
    wound: list[tuple[TicketId, Sequence[Clock]]] = []
    found: list[search.Said] = []
    for ticket in batch:
        kept = work_out(ticket.id, {ticket.id: ticket.events}, rulebook)
        headers.append(header(ticket.id, kept))
        wound.append((ticket.id, kept.clocks))
        found.append(said(kept, headers[-1], names))
    tickets.save(connection, headers)
    clocks.replace(connection, wound, fresh=True)
    search.index(connection, found, fresh=True)
    events.append(connection, ((ticket.id, event) for ticket in batch for event in ticket.events), zone=zone, told=True)
