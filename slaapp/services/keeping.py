"""Keep what is worked out beside the events: each ticket's row, its clocks, its words for the search."""

from collections.abc import Iterable, Mapping, Sequence

from slaapp.domain import particulars
from slaapp.domain.agreement import Tier
from slaapp.domain.claim import Claim
from slaapp.domain.clock import Clock
from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import (
    EVENT_KINDS,
    Absorbed,
    ChecklistAdded,
    Received,
    Tagged,
    TicketEvent,
    TicketId,
    Untagged,
)
from slaapp.domain.history import effective
from slaapp.domain.lanes import TermsLine
from slaapp.domain.lead import Lead, lead
from slaapp.domain.recap import over_at, recap
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import Ticket, fold
from slaapp.domain.timeline import Timeline, timeline
from slaapp.domain.value import Value
from slaapp.domain.winding import wind
from slaapp.services.families import customer_now
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell, silent
from slaapp.storage import clocks, events, recaps, records, search, tickets
from slaapp.storage.database import Connection
from slaapp.storage.refusals import RESTORE
from slaapp.storage.tickets import Header


class Kept(Value):
    """A ticket as it is worked out from its history. `history` is what acts of all that was `written` of it; `claim`
    None: nothing claims it."""

    written: Sequence[TicketEvent]
    ticket: Ticket
    claim: Claim | None
    history: Sequence[TicketEvent]
    absorbed: Sequence[TicketEvent]
    course: Timeline
    line: TermsLine
    clocks: tuple[Clock, ...]


Written = Mapping[TicketId, Sequence[TicketEvent]]
"""Tickets' events as they were written."""


def work_out(ticket: TicketId, written: Written, rulebook: Rulebook) -> Kept:
    """Fold and wind a ticket. `written` holds its events, and those of the tickets that were merged into it."""
    kept = work_out_as_of(ticket, written, rulebook, until=None)
    if kept is None:
        raise ValueError(f"ticket {ticket} does not begin with its being received")
    return kept


def work_out_as_of(ticket: TicketId, written: Written, rulebook: Rulebook, *, until: Instant | None) -> Kept | None:
    """A ticket as it stood at that instant; None when it had not been received, StoreRefusal where that is gone."""
    if not any(isinstance(event, Received) for event in written[ticket]):
        raise StoreRefusal(f"The event of ticket {ticket} being received is not there. {RESTORE}")
    history = effective(written[ticket], until=until)
    if not history:
        return None
    taken_in = absorbed(history, written, {ticket}, until)
    course = timeline(history, taken_in)
    folded = fold(history, course=course)
    customer, received_at = folded.customer, folded.received_at
    claim = rulebook.kept(customer, received_at, folded.agreement, folded.claimed_by, folded.claimant)
    line = rulebook.line(customer, received_at, agreement=None if claim is None else claim.agreement)
    wound = wind(history, line, absorbed=taken_in, course=course)
    return Kept(written[ticket], folded, claim, history, taken_in, course, line, wound)


def absorbed(
    history: Sequence[TicketEvent], written: Written, seen: set[TicketId], until: Instant | None
) -> list[TicketEvent]:
    """The effective histories of what was merged into a ticket, and into that (C14); `seen` are not taken in again."""
    found: list[TicketEvent] = []
    for event in history:
        if isinstance(event, Absorbed) and event.other not in seen:
            seen.add(event.other)
            other = effective(written.get(event.other, ()), until=until)
            found += [*other, *absorbed(other, written, seen, until)]
    return found


def with_merged(connection: Connection, found: Iterable[TicketId]) -> dict[TicketId, tuple[TicketEvent, ...]]:
    """The events of these tickets and of all that was ever merged into them."""
    written: dict[TicketId, tuple[TicketEvent, ...]] = {}
    wanted = set(found)
    while wanted:
        written |= dict.fromkeys(wanted, ()) | events.histories(connection, sorted(wanted))
        merged = {event.other for id_ in wanted for event in written[id_] if isinstance(event, Absorbed)}
        wanted = merged - written.keys()
    return written


def keep(connection: Connection, found: Iterable[TicketId], rulebook: Rulebook, tell: Tell = silent) -> None:
    """Bring rows, clocks and search up to date with the events of these tickets."""
    names = Names(connection)
    wanted = list(found)
    written = with_merged(connection, wanted)
    for at, ticket in enumerate(wanted):
        tell(at, len(wanted))
        write(connection, ticket, work_out(ticket, written, rulebook), names)


def write(connection: Connection, ticket: TicketId, kept: Kept, names: "Names") -> None:
    row = header(ticket, kept)
    tickets.save(connection, [row])
    clocks.replace(connection, [(ticket, kept.clocks)])
    search.index(connection, [said(kept, row, names)])


def header(id_: TicketId, kept: Kept) -> Header:
    """The row of the ticket."""
    ticket = kept.ticket
    pinned = kept.line[0][1].agreement if kept.line else None
    unanswered = any(clock.tier is Tier.PUBLIC and clock.measured and clock.ended_at is None for clock in kept.clocks)
    is_open = not ticket.status.done or (unanswered and ticket.left is None)
    over = over_at(kept.written, kept.clocks, is_open=is_open)
    told = None if over is None else recap(kept.written, kept.course, kept.clocks)
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
        open=is_open,
        left_as=ticket.left,
        merged_into=ticket.merged_into,
        agreement=None if pinned is None else pinned.name,
        agreement_version=None if pinned is None else pinned.version,
        source=ticket.source,
        source_key=ticket.source_key,
        attachments=ticket.attachments,
        planned_at=ticket.planned_at,
        occurrence=ticket.occurrence,
        **(lead(kept.clocks) if is_open else Lead())._asdict(),
        claimed_by=None if kept.claim is None else kept.claim.by,
        over_at=over,
        recap=None if told is None else recaps.as_text(told),
    )


class Names:
    """Record names, looked up once; `known` holds those by kind and id, also of records that are not written yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.known: dict[tuple[str, str], str] = {}
        self._former: dict[str, str] = {}

    def __call__(self, kind: str, id_: str | None) -> str:
        if id_ is None:
            return ""
        if (kind, id_) not in self.known:
            of = customer_now(self._connection, id_) if kind == "customer" else id_
            record = records.load(self._connection, kind, of)
            self.known[kind, id_] = id_ if record is None else record.name
        return self.known[kind, id_]

    def former(self, customer: str | None) -> str:
        """What a customer was called who goes on as part of another; empty for all others."""
        if customer is None:
            return ""
        if customer not in self._former:
            gone_on = customer_now(self._connection, customer) != customer
            record = records.load(self._connection, "customer", customer) if gone_on else None
            self._former[customer] = "" if record is None else record.name
        return self._former[customer]


_AS_IT_IS_NOW = (ChecklistAdded, Tagged, Untagged)
SEARCHED = {
    kind.KIND: [name for name in kind.__struct_fields__ if name in kind.TEXTS and kind not in _AS_IT_IS_NOW]
    for kind in EVENT_KINDS.values()
}
"""The fields of each kind of event that hold words to be found; of tags and the checklist only what is on them now."""


def said(kept: Kept, row: Header, names: Names) -> search.Said:
    """What the search knows of a ticket: also what its subject was before."""
    return _said(row, kept.history, names)


def said_anew(row: Header, written: Sequence[TicketEvent], names: Names) -> search.Said:
    """The same of a ticket whose row is up to date, without winding its clocks."""
    return _said(row, effective(written), names)


def _said(row: Header, history: Sequence[TicketEvent], names: Names) -> search.Said:
    people = [
        names("customer", row.customer),
        names.former(row.customer),
        names("contact", row.contact),
        names("service", row.service),
        names("person", row.assignee),
    ]
    texts = [
        str(text) for event in history for name in SEARCHED[event.KIND] if (text := getattr(event, name)) is not None
    ]
    texts += [*particulars.tags(history), *(item.text for item in particulars.checklist(history))]
    return search.Said(row.number, row.open, "\n".join((row.subject, *people, *texts)))
