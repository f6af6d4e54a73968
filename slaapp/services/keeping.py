"""Keep what is worked out beside the events: each ticket's row, its clocks, its words for the search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from slaapp.domain.agreement import Tier
from slaapp.domain.clock import Clock
from slaapp.domain.events import EVENT_KINDS, Absorbed, TicketEvent, TicketId
from slaapp.domain.history import effective
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import Ticket, fold
from slaapp.domain.timeline import timeline
from slaapp.domain.winding import wind
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events, records, search, tickets
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header


@dataclass(frozen=True, slots=True)
class Kept:
    """A ticket as it is worked out from its history. `history` is effective."""

    ticket: Ticket
    history: Sequence[TicketEvent]
    absorbed: Sequence[TicketEvent]
    line: TermsLine
    clocks: tuple[Clock, ...]


def work_out(
    written: Sequence[TicketEvent],
    rulebook: Rulebook,
    merged: Mapping[TicketId, Sequence[TicketEvent]] | None = None,
    *,
    until: Instant | None = None,
) -> Kept:
    """Fold and wind a ticket's events, with `until` as it stood at that instant (it must have been received by then).

    `merged` holds the events of tickets that were merged into it.
    """
    history = effective(written, until=until)
    absorbed: list[TicketEvent] = []
    for event in history:
        if isinstance(event, Absorbed):
            absorbed += effective((merged or {}).get(event.other, ()), until=until)
    course = timeline(history, absorbed)
    ticket = fold(history, course=course)
    line = rulebook.line(ticket.customer, ticket.received_at)
    return Kept(ticket, history, absorbed, line, wind(history, line, course=course))


def load(connection: Connection, ticket: TicketId, rulebook: Rulebook, *, until: Instant | None = None) -> Kept:
    """Work a ticket out from what is written of it and of what was merged into it."""
    written = events.history(connection, ticket)
    others = [event.other for event in written if isinstance(event, Absorbed)]
    return work_out(written, rulebook, events.histories(connection, others) if others else None, until=until)


def keep(connection: Connection, found: Iterable[TicketId], rulebook: Rulebook) -> None:
    """Bring rows, clocks and search up to date with the events of these tickets."""
    names = Names(connection)
    for ticket in found:
        write(connection, ticket, load(connection, ticket, rulebook), names)


def write(connection: Connection, ticket: TicketId, kept: Kept, names: "Names") -> None:
    tickets.save(connection, [header(ticket, kept)])
    clocks.replace(connection, [(ticket, kept.clocks)])
    search.index(connection, [words(kept, names)])


def header(id_: TicketId, kept: Kept) -> Header:
    """The row of the ticket."""
    ticket = kept.ticket
    pinned = kept.line[0][1].agreement if kept.line else None
    unanswered = any(clock.tier is Tier.PUBLIC and clock.measured and clock.ended_at is None for clock in kept.clocks)
    return Header(
        id=id_,
        number=ticket.number,
        subject=ticket.subject,
        customer=ticket.customer,
        contact=ticket.contact,
        service=ticket.service,
        assignee=ticket.assignee,
        team=ticket.group,
        severity=ticket.severity,
        status=ticket.status,
        until=ticket.until,
        received_at=ticket.received_at,
        updated_at=ticket.updated_at,
        resolved_at=ticket.resolved_at,
        seen=ticket.seen,
        open=not ticket.status.done or (unanswered and ticket.left is None),
        left_as=ticket.left,
        merged_into=ticket.merged_into,
        agreement=None if pinned is None else pinned.name,
        agreement_version=None if pinned is None else pinned.version,
        source=ticket.source,
        source_key=ticket.source_key,
    )


class Names:
    """Record names, looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, kind: str, id_: str | None) -> str:
        if id_ is None:
            return ""
        if (kind, id_) not in self._known:
            record = records.load(self._connection, kind, id_)
            self._known[kind, id_] = id_ if record is None else record.name
        return self._known[kind, id_]


_SEARCHED = {
    kind.KIND: [field.name for field in fields(kind) if field.name in kind.TEXTS and field.name != "subject"]
    for kind in EVENT_KINDS.values()
}
"""The fields of each kind of event that hold words to be found; the subject has a place of its own."""


def words(kept: Kept, names: Names) -> tuple[int, str, str, str]:
    """What the search knows of a ticket."""
    ticket = kept.ticket
    people = [
        names("customer", ticket.customer),
        names("contact", ticket.contact),
        names("service", ticket.service),
        names("person", ticket.assignee),
    ]
    texts = [str(getattr(event, name)) for event in kept.history for name in _SEARCHED[event.KIND]]
    return ticket.number, ticket.subject, " ".join(people), " ".join(texts)


def merged_into(
    history: tuple[TicketEvent, ...], every: Mapping[TicketId, tuple[TicketEvent, ...]]
) -> dict[TicketId, tuple[TicketEvent, ...]]:
    """The events of the tickets that were merged into the one with this history."""
    return {event.other: every.get(event.other, ()) for event in history if isinstance(event, Absorbed)}
