"""What a person at the desk does to tickets. Each method is one transaction and says what it touched."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Terms, Tier
from slaapp.domain.attachments import StoredFile
from slaapp.domain.clock import Clock
from slaapp.domain.corrections import check_minutes
from slaapp.domain.errors import AlreadySo, Refusal, UsageRefusal
from slaapp.domain.events import (
    Assigned,
    Channel,
    Closed,
    CustomerWrote,
    EventId,
    Linked,
    Noted,
    Received,
    Reopened,
    Replied,
    Resolved,
    Seen,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    TicketId,
)
from slaapp.domain.history import effective
from slaapp.domain.relations import Relation
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.domain.why import Ledger
from slaapp.domain.winding import wind
from slaapp.services.attaching import files_with
from slaapp.services.changes import Changes
from slaapp.services.claiming import About, Claimed, as_written, claim, told
from slaapp.services.families import Families, customer_now, owned
from slaapp.services.fields import a_name, checked_text
from slaapp.services.joining import Joining
from slaapp.services.keeping import keep
from slaapp.services.known_tags import learn_tags
from slaapp.services.ledgers import ledger_of
from slaapp.services.particulars import Particulars, brought_along
from slaapp.services.people import person_of
from slaapp.services.reopening import last_day_to_reopen
from slaapp.services.suppliers import binding
from slaapp.services.writing import Make
from slaapp.storage import events, records, tickets
from slaapp.storage.database import Connection


class TicketDraft(Value):
    """A ticket about to be logged; `received_at` None means now. Customer, contact and the like are record ids.

    `contact_name` is a contact of the customer by name, added with the ticket where nobody is called so; `follows_up`
    the number of the ticket with which this one goes on. `files` were taken in before. `planned_at` and `occurrence`
    are those of a recurring ticket; `tags`, `checklist` and `note`, an internal one, come from a template.
    """

    subject: str
    severity: Severity = Severity.NORMAL
    customer: str | None = None
    contact: str | None = None
    contact_name: str = ""
    service: str | None = None
    text: str = ""
    channel: Channel | None = Channel.PHONE
    assignee: str | None = None
    group: str | None = None
    received_at: Instant | None = None
    status: Status = Status.NEW
    until: Instant | None = None
    opened_by_desk: bool = False
    answered_on_phone: bool = False
    files: tuple[StoredFile, ...] = ()
    planned_at: Instant | None = None
    occurrence: str | None = None
    tags: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    note: str = ""
    follows_up: int | None = None


class Preview(Value):
    """The clocks that a draft would have at each severity, by which version (None: no agreement covers it, no clock
    would run), and what claims it."""

    clocks: Mapping[Severity, tuple[Clock, ...]]
    terms: Terms | None
    claim: Claimed | None


class Desk(Joining, Particulars):
    """Log tickets, work on them, ask why their clocks show what they show."""

    def log(
        self,
        draft: TicketDraft,
        *,
        now: Instant,
        number: int | None = None,
        source: tuple[str | None, str | None] = (None, None),
    ) -> tuple[int, Changes]:
        """Log a ticket and give its number; `source` is where it came from, and its own name there."""
        with self._database.write() as connection:
            ticket, received = self.receive(connection, draft, now=now, number=number, source=source)
            changes = Changes(frozenset({ticket}), written=((ticket, received.id),))
            if draft.follows_up is not None:
                tied = self._follow_up(connection, ticket, draft.follows_up, now)
                changes = Changes(changes.tickets | tied.tickets, written=(*changes.written, *tied.written))
        return received.number, changes

    def _follow_up(self, connection: Connection, ticket: TicketId, number: int, now: Instant) -> Changes:
        """Tie a ticket to the one with which it goes on."""
        before, mint = self._find(connection, number).id, events.Minter(connection, self._database.replica)
        ends = ((ticket, before, Relation.FOLLOWS_UP), (before, ticket, Relation.FOLLOWED_UP_BY))
        written = [
            (end, Linked(**self._stamp(mint(), now, now), other=other, relation=relation))
            for end, other, relation in ends
        ]
        return self._write(connection, written, self._rulebook(connection))

    def receive(
        self,
        connection: Connection,
        draft: TicketDraft,
        *,
        now: Instant,
        number: int | None = None,
        source: tuple[str | None, str | None] = (None, None),
    ) -> tuple[TicketId, Received]:
        """Log a ticket within the caller's transaction; gives its id and how it begins."""
        subject = " ".join(checked_text(draft.subject, "Subject").split())
        if not subject:
            raise Refusal("The ticket was not logged: it has no subject. Say in a few words what it is about.")
        checked_text(draft.text, "Notes")
        received_at = now if draft.received_at is None else draft.received_at
        self._not_in_future(received_at, now)
        if draft.status.done:
            raise Refusal("The ticket was not logged: it begins open. Log it, then resolve it.")
        if draft.status is Status.SCHEDULED and (draft.until is None or draft.until <= received_at):
            raise Refusal("The ticket was not logged: a scheduled ticket needs a later date until which it waits.")
        if draft.status is not Status.SCHEDULED and draft.until is not None:
            raise Refusal("The ticket was not logged: only a scheduled one waits until a date. Leave the date out.")
        rulebook = self._rulebook(connection)
        mint = events.Minter(connection, self._database.replica)
        ticket = f"{self._database.replica}-{secrets.token_hex(6)}"
        given = tickets.next_number(connection) if number is None else number
        customer = None if draft.customer is None else customer_now(connection, draft.customer)
        contact = draft.contact
        if draft.contact_name:
            contact = self._contact(connection, customer, draft.contact_name, now)
        event = Received(
            **self._stamp(mint(), received_at, now),
            number=given,
            source=source[0],
            source_key=source[1],
            **as_written(claim(connection, rulebook, About(customer, contact, draft.service), received_at)),
            subject=subject,
            severity=draft.severity,
            status=draft.status,
            until=draft.until,
            customer=customer,
            contact=contact,
            service=draft.service,
            text=draft.text,
            channel=draft.channel,
            assignee=_unless_left(connection, draft.assignee),
            group=draft.group,
            opened_by_desk=draft.opened_by_desk,
            answered_on_phone=draft.answered_on_phone,
            planned_at=draft.planned_at,
            occurrence=draft.occurrence,
        )
        written: list[tuple[TicketId, TicketEvent]] = [(ticket, event)]
        makes = [*brought_along(draft.tags, draft.checklist, draft.note), *files_with(draft.files)]
        written += [(ticket, make(self._stamp(mint(), received_at, now))) for make in makes]
        self._check_files(event for _, event in written)
        events.append(connection, written, zone=self._zone(rulebook))
        learn_tags(connection, [event for _, event in written], now=now, by=self._user)
        keep(connection, [ticket], rulebook)
        return ticket, event

    def _contact(self, connection: Connection, customer: str | None, name: str, now: Instant) -> str:
        """The customer's contact of that name, added when there is none."""
        if customer is None:
            raise UsageRefusal("The ticket was not logged: a contact belongs to a customer. Name the customer as well.")
        name = a_name(name, "Contact")
        members = Families(connection).members(customer)
        known = {record.name: record.id for record in reversed(owned(connection, "contact", members))}
        if name not in known:
            known[name] = secrets.token_hex(6)
            body = {"phone": "", "email": "", "room": ""}
            records.save(
                connection, kind="contact", id=known[name], name=name, owner=customer, body=body, now=now, by=self._user
            )
        return known[name]

    def reply(
        self,
        number: int,
        text: str,
        *,
        now: Instant,
        channel: Channel = Channel.PHONE,
        at: Instant | None = None,
        then: Status | None = None,
        until: Instant | None = None,
        files: Sequence[StoredFile] = (),
        minutes: int = 0,
    ) -> Changes:
        """Record what the customer was told; `then` is the status it leaves the ticket in, `files` came with it,
        `minutes` is what it took."""
        check_minutes(minutes)
        if not checked_text(text, "Reply").strip():
            raise Refusal("The reply was not recorded: it is empty. Write what the customer was told.")
        if until is not None and then is not Status.SCHEDULED:
            raise Refusal("The reply was not recorded: only a scheduled ticket waits until a date. Leave the date out.")
        makes: list[Make] = [
            lambda stamp: Replied(**stamp, text=text, channel=channel, minutes=minutes),
            *files_with(files),
        ]
        if then in (Status.RESOLVED, Status.CLOSED):
            makes.append(lambda stamp: (Resolved if then is Status.RESOLVED else Closed)(**stamp))
        elif then is not None:
            makes.append(lambda stamp: StatusChanged(**stamp, status=then, until=until))
        return self._add(number, makes, at=at, now=now, skip_same_status=then)

    def customer_wrote(
        self,
        number: int,
        text: str,
        *,
        now: Instant,
        channel: Channel = Channel.PHONE,
        at: Instant | None = None,
        files: Sequence[StoredFile] = (),
        resolves: bool = False,
    ) -> Changes:
        checked_text(text, "Message")
        makes: list[Make] = [lambda stamp: CustomerWrote(**stamp, text=text, channel=channel), *files_with(files)]
        return self._add(number, [*makes, *_resolving(resolves)], at=at, now=now)

    def note(
        self,
        number: int,
        text: str,
        *,
        now: Instant,
        at: Instant | None = None,
        files: Sequence[StoredFile] = (),
        minutes: int = 0,
        resolves: bool = False,
    ) -> Changes:
        """`resolves` leaves the ticket resolved, in the same act."""
        check_minutes(minutes)
        if not checked_text(text, "Note").strip():
            raise Refusal("The note was not added: it is empty. Write something, then add it.")
        makes: list[Make] = [lambda stamp: Noted(**stamp, text=text, minutes=minutes), *files_with(files)]
        return self._add(number, [*makes, *_resolving(resolves)], at=at, now=now)

    def set_status(
        self,
        number: int,
        status: Status,
        *,
        now: Instant,
        until: Instant | None = None,
        supplier: str | None = None,
        at: Instant | None = None,
    ) -> Changes:
        """To an open status; resolved and closed have their own methods. `supplier` is on whom it waits."""
        if supplier is not None and status.done:
            raise Refusal(
                f"Ticket {number} was not changed: only a ticket that waits on a third party waits on a supplier."
            )
        if until is not None and status.done:
            raise Refusal(
                f"Ticket {number} was not changed: only a scheduled ticket waits until a date. Leave the date out."
            )
        if status is Status.RESOLVED:
            return self.resolve(number, now=now, at=at)
        if status is Status.CLOSED:
            return self.close(number, now=now, at=at)
        version: int | None = None
        if supplier is not None:
            with self._database.read() as connection:
                supplier, version = binding(connection, supplier)

        def make(stamp: Mapping[str, Any]) -> StatusChanged:
            return StatusChanged(**stamp, status=status, until=until, supplier=supplier, supplier_version=version)

        return self._add(number, [make], at=at, now=now)

    def set_severity(
        self, number: int, severity: Severity, *, now: Instant, was_wrong: str | None = None, at: Instant | None = None
    ) -> Changes:
        """The situation changed; with `was_wrong` (the reason) it was entered wrong and acts from the start (C12)."""
        if was_wrong is None:
            return self._add(number, [lambda stamp: SeverityChanged(**stamp, severity=severity)], at=at, now=now)
        with self._database.read() as connection:
            history = effective(events.history(connection, self._find(connection, number).id))
        last = next(event for event in reversed(history) if isinstance(event, Received | SeverityChanged))
        return self.correct(number, last.id, "severity", severity.word, reason=was_wrong, now=now)

    def assign(self, number: int, person: str | None, *, now: Instant) -> Changes:
        with self._database.read() as connection:
            if self._find(connection, number).assignee == person:
                record = None if person is None else records.load(connection, "person", person)
                whose = "nobody" if record is None else record.name
                raise AlreadySo(f"Ticket {number} is assigned to {whose} already. Nothing was changed.")
        return self._add(number, [lambda stamp: Assigned(**stamp, assignee=person)], at=None, now=now)

    def resolve(
        self, number: int, *, now: Instant, text: str = "", at: Instant | None = None, minutes: int = 0
    ) -> Changes:
        checked_text(text, "Text")
        check_minutes(minutes)
        return self._add(number, [lambda stamp: Resolved(**stamp, text=text, minutes=minutes)], at=at, now=now)

    def close(self, number: int, *, now: Instant, text: str = "", at: Instant | None = None) -> Changes:
        checked_text(text, "Text")
        return self._add(number, [lambda stamp: Closed(**stamp, text=text)], at=at, now=now)

    def reopen(self, number: int, *, now: Instant, text: str = "", at: Instant | None = None) -> Changes:
        """Within the reopen window; after it the person is told to log a new ticket (C10)."""
        checked_text(text, "Text")
        with self._database.read() as connection:
            kept = self._kept(connection, number)
        last = None if kept.ticket.merged_into is not None else last_day_to_reopen(kept)
        if last is not None:
            agreed = kept.line[0][1]
            if agreed.desk_hours.day_of(now if at is None else at) > last:
                raise Refusal(
                    f"Ticket {number} was not reopened: its reopen window of {agreed.agreement.reopen_window} working "
                    f"days ended on {last:%a %d %b %Y}. Log a new ticket that follows it up."
                )
        return self._add(number, [lambda stamp: Reopened(**stamp, text=text)], at=at, now=now)

    def mark_seen(self, number: int, *, now: Instant) -> Changes:
        """Somebody has opened it. Refused at once while somebody else writes: reading must not wait for that."""
        with self._database.read() as connection:
            if self._find(connection, number).seen:
                return Changes()
        return self._add(number, [lambda stamp: Seen(**stamp)], at=None, now=now, patient=False)

    def preview(self, draft: TicketDraft, *, now: Instant) -> Preview:
        """What Log ticket shows beside the keys."""
        received_at = now if draft.received_at is None else min(draft.received_at, now)
        with self._database.read() as connection:
            customer = None if draft.customer is None else customer_now(connection, draft.customer)
            rulebook = self._rulebook(connection)
            held = claim(connection, rulebook, About(customer, draft.contact, draft.service), received_at)
            line = [] if held is None else rulebook.line(customer, received_at, agreement=held.agreement)
            claimed = told(connection, held, line)
        found = {}
        for severity in Severity:
            event = Received(
                **self._stamp(EventId("", 1), received_at, now),
                severity=severity,
                status=draft.status,
                until=draft.until,
                opened_by_desk=draft.opened_by_desk,
                answered_on_phone=draft.answered_on_phone,
            )
            found[severity] = wind((event,), line)
        return Preview(found, line[0][1] if line else None, claimed)

    def agreement_for(self, customer: str, at: Instant) -> Agreement | None:
        """The version that governs a ticket received then of which only the customer counts; None: none covers it."""
        with self._database.read() as connection:
            line = self._rulebook(connection).line(customer, at)
        return line[0][1].agreement if line else None

    def why(
        self, number: int, metric: Metric, *, now: Instant, tier: Tier = Tier.PUBLIC, cycle: int | None = None
    ) -> Ledger:
        """The ledger of a clock as of `now`: of the cycle asked for, else of the latest."""
        with self._database.read() as connection:
            kept = self._kept(connection, number, until=now)
            claimed = told(connection, kept.claim, kept.line)
        if claimed is None or not kept.line:
            raise Refusal(f"Ticket {number} has no clocks: no agreement covered it when it was received.")
        book = ledger_of(number, kept.course, kept.line, kept.history, metric, tier=tier, cycle=cycle, now=now)
        return replace(book, claimed_by=claimed.by, claimant=claimed.name)


def _resolving(wanted: bool) -> list[Make]:
    return [lambda stamp: Resolved(**stamp)] if wanted else []


def _unless_left(connection: Connection, person: str | None) -> str | None:
    """Whoever has left is given nothing, whatever an old template or draft says."""
    record = None if person is None else records.load(connection, "person", person)
    return None if record is not None and person_of(record).retired else person
