"""What a person at the desk does to tickets. Each method is one transaction and says what it touched."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Tier
from slaapp.domain.clock import Clock, read
from slaapp.domain.corrections import check_correction, latest
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.events import (
    LEAVING,
    Absorbed,
    Assigned,
    BreachExplained,
    Channel,
    Closed,
    Corrected,
    CustomerWrote,
    DetailsChanged,
    EventId,
    Linked,
    Noted,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    Seen,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    TicketId,
    Waived,
)
from slaapp.domain.history import effective
from slaapp.domain.settled import settled
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import check_next, out_of_place
from slaapp.domain.why import Ledger, ledger
from slaapp.domain.winding import measured_clocks, wind
from slaapp.services.changes import Changes
from slaapp.services.fields import a_name, checked_text
from slaapp.services.keeping import Kept, keep, with_merged, work_out_as_of
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events, records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header


def shown_instant(at: Instant) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """A ticket about to be logged; `received_at` None means now. Customer, contact and the like are record ids.

    `contact_name` is a contact of the customer by name, added with the ticket where nobody is called so.
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


Make = Callable[[Mapping[str, Any]], TicketEvent]
"""Gives an event from its stamp: id, when it happened, when it was written, by whom."""


class Desk:
    """`rulebook` gives the rules as a connection sees them; `user` signs every event."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database = database
        self._rulebook = rulebook
        self._user = user

    def log(self, draft: TicketDraft, *, now: Instant, number: int | None = None) -> tuple[int, Changes]:
        """Log a ticket and give its number."""
        subject = " ".join(checked_text(draft.subject, "Subject").split())
        if not subject:
            raise Refusal("The ticket was not logged: it has no subject. Say in a few words what it is about.")
        checked_text(draft.text, "Notes")
        received_at = now if draft.received_at is None else draft.received_at
        self._not_in_future(received_at, now)
        if draft.status is Status.SCHEDULED and (draft.until is None or draft.until <= received_at):
            raise Refusal("The ticket was not logged: a scheduled ticket needs a later date until which it waits.")
        if draft.status is not Status.SCHEDULED and draft.until is not None:
            raise Refusal("The ticket was not logged: only a scheduled one waits until a date. Leave the date out.")
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            mint = events.Minter(connection, self._database.replica)
            ticket = f"{self._database.replica}-{secrets.token_hex(6)}"
            given = tickets.next_number(connection) if number is None else number
            contact = draft.contact
            if draft.contact_name:
                contact = self._contact(connection, draft.customer, draft.contact_name, now)
            event = Received(
                **self._stamp(mint(), received_at, now),
                number=given,
                agreement=rulebook.claiming(draft.customer, received_at),
                subject=subject,
                severity=draft.severity,
                status=draft.status,
                until=draft.until,
                customer=draft.customer,
                contact=contact,
                service=draft.service,
                text=draft.text,
                channel=draft.channel,
                assignee=draft.assignee,
                group=draft.group,
                opened_by_desk=draft.opened_by_desk,
                answered_on_phone=draft.answered_on_phone,
            )
            events.append(connection, [(ticket, event)], zone=self._zone(rulebook))
            keep(connection, [ticket], rulebook)
        return given, Changes(frozenset({ticket}))

    def _contact(self, connection: Connection, customer: str | None, name: str, now: Instant) -> str:
        """The customer's contact of that name, added when there is none."""
        if customer is None:
            raise UsageRefusal("The ticket was not logged: a contact belongs to a customer. Name the customer as well.")
        name = a_name(name, "Contact")
        known = {record.name: record.id for record in records.every(connection, "contact", owner=customer)}
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
    ) -> Changes:
        """Record what the customer was told; `then` is the status it leaves the ticket in."""
        if not checked_text(text, "Reply").strip():
            raise Refusal("The reply was not recorded: it is empty. Write what the customer was told.")
        if until is not None and then is not Status.SCHEDULED:
            raise Refusal("The reply was not recorded: only a scheduled ticket waits until a date. Leave the date out.")
        makes: list[Make] = [lambda stamp: Replied(**stamp, text=text, channel=channel)]
        if then in (Status.RESOLVED, Status.CLOSED):
            makes.append(lambda stamp: (Resolved if then is Status.RESOLVED else Closed)(**stamp))
        elif then is not None:
            makes.append(lambda stamp: StatusChanged(**stamp, status=then, until=until))
        return self._add(number, makes, at=at, now=now, skip_same_status=then)

    def customer_wrote(
        self, number: int, text: str, *, now: Instant, channel: Channel = Channel.PHONE, at: Instant | None = None
    ) -> Changes:
        checked_text(text, "Message")
        return self._add(number, [lambda stamp: CustomerWrote(**stamp, text=text, channel=channel)], at=at, now=now)

    def note(self, number: int, text: str, *, now: Instant, at: Instant | None = None) -> Changes:
        if not checked_text(text, "Note").strip():
            raise Refusal("The note was not added: it is empty. Write something, then add it.")
        return self._add(number, [lambda stamp: Noted(**stamp, text=text)], at=at, now=now)

    def set_status(
        self,
        number: int,
        status: Status,
        *,
        now: Instant,
        until: Instant | None = None,
        at: Instant | None = None,
    ) -> Changes:
        """To an open status; resolved and closed have their own methods."""
        if status is Status.RESOLVED:
            return self.resolve(number, now=now, at=at)
        if status is Status.CLOSED:
            return self.close(number, now=now, at=at)
        return self._add(number, [lambda stamp: StatusChanged(**stamp, status=status, until=until)], at=at, now=now)

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
                whose = "is nobody's" if person is None else "is theirs"
                raise Refusal(f"Ticket {number} {whose} already. Nothing was changed.")
        return self._add(number, [lambda stamp: Assigned(**stamp, assignee=person)], at=None, now=now)

    def resolve(self, number: int, *, now: Instant, text: str = "", at: Instant | None = None) -> Changes:
        checked_text(text, "Text")
        return self._add(number, [lambda stamp: Resolved(**stamp, text=text)], at=at, now=now)

    def close(self, number: int, *, now: Instant, text: str = "", at: Instant | None = None) -> Changes:
        checked_text(text, "Text")
        return self._add(number, [lambda stamp: Closed(**stamp, text=text)], at=at, now=now)

    def reopen(self, number: int, *, now: Instant, text: str = "", at: Instant | None = None) -> Changes:
        """Within the reopen window; after it the person is told to log a new ticket (C10)."""
        checked_text(text, "Text")
        with self._database.read() as connection:
            kept = self._kept(connection, number)
            into = self._number(connection, kept.ticket.merged_into)
        if into is not None:
            raise Refusal(
                f"Ticket {number} was not reopened: it goes on as part of ticket {into}. Work on that one, or undo the "
                f"merge with: slaapp retract {number}"
            )
        resolved_at = kept.ticket.resolved_at
        if kept.line and resolved_at is not None:
            agreed = kept.line[0][1]
            hours, window = agreed.desk_hours, agreed.agreement.reopen_window
            last = hours.opening_dates_after(hours.day_of(resolved_at), window)
            if last is not None and hours.day_of(now if at is None else at) > last:
                raise Refusal(
                    f"Ticket {number} was not reopened: its reopen window of {window} working days ended on "
                    f"{last:%a %d %b %Y}. Log a new ticket and link it to {number}."
                )
        return self._add(number, [lambda stamp: Reopened(**stamp, text=text)], at=at, now=now)

    def exclude(
        self, number: int, reason: NotMeasuredReason, *, now: Instant, text: str = "", other: int | None = None
    ) -> Changes:
        """Mark a ticket as not measured (C13). Merging has a method of its own."""
        checked_text(text, "Text")
        if reason is NotMeasuredReason.MERGED:
            raise Refusal(f"Ticket {number} was not changed: a ticket is merged by naming the one it goes into.")
        if other is not None and (reason is not NotMeasuredReason.DUPLICATE or other == number):
            raise Refusal(
                f"Ticket {number} was not changed: only a duplicate names the ticket it doubles, which is another one."
            )
        with self._database.read() as connection:
            another = None if other is None else self._find(connection, other).id
            kept = self._kept(connection, number)
        if any(
            isinstance(mark, NotMeasured) and mark.reason is reason and mark.metrics is None for mark in kept.history
        ):
            raise Refusal(f"Ticket {number} is not measured already, as {reason.value.replace('_', ' ')}.")
        done = kept.ticket.status.done
        makes: list[Make] = [lambda stamp: NotMeasured(**stamp, reason=reason, text=text, other=another)]
        if reason in LEAVING and not done:
            makes.append(lambda stamp: Closed(**stamp))
        return self._add(number, makes, at=None, now=now)

    def waive(
        self, number: int, metric: Metric, *, reason: str, agreed_by: str, now: Instant, cycle: int | None = None
    ) -> Changes:
        """C15: a breach that both sides agreed not to count, with reason and name; `cycle` None: the latest one."""
        if not checked_text(reason, "Reason").strip() or not checked_text(agreed_by, "Name").strip():
            raise Refusal("The breach was not waived: a waiver needs a reason and the name of who agreed to it.")
        missed = self._missed(number, metric, cycle, now, waived=False)
        return self._add(
            number,
            [lambda stamp: Waived(**stamp, metric=metric, cycle=missed, reason=reason, agreed_by=agreed_by)],
            at=None,
            now=now,
        )

    def explain(self, number: int, metric: Metric, reason: str, *, now: Instant, cycle: int | None = None) -> Changes:
        """Say why a target was missed; `cycle` None: the latest one."""
        if not checked_text(reason, "Reason").strip():
            raise Refusal("The reason was not added: it is empty. Say why the target was missed.")
        missed = self._missed(number, metric, cycle, now)
        return self._add(
            number,
            [lambda stamp: BreachExplained(**stamp, metric=metric, cycle=missed, reason=reason)],
            at=None,
            now=now,
        )

    def correct(
        self,
        number: int,
        event: EventId,
        field: str,
        value: str | int | bool | None,
        *,
        reason: str,
        now: Instant,
    ) -> Changes:
        """C12: what was entered wrong acts as if it had always been right; the reason is kept and reported."""
        if not checked_text(reason, "Reason").strip():
            raise Refusal("Nothing was corrected: a correction needs a reason.")
        if field == "occurred_at" and isinstance(value, int):
            self._not_in_future(value, now)
        with self._database.read() as connection:
            written = events.history(connection, self._find(connection, number).id)
        history = effective(written)
        acting = {held.id: held for held in history}
        if event not in acting:
            raise Refusal(
                f"Nothing was corrected: ticket {number} has no such event, or it was undone. See them with: "
                f"slaapp show {number}"
            )
        check_correction(history, acting[event], field, value, number=number)
        return self._add(
            number,
            [lambda stamp: Corrected(**stamp, event=event, field=field, value=value, reason=reason)],
            at=None,
            now=now,
        )

    def latest_with(self, number: int, name: str) -> EventId:
        """The last event of the ticket of which `name` can be corrected (see `corrections.CORRECTABLE`)."""
        with self._database.read() as connection:
            found = latest(effective(events.history(connection, self._find(connection, number).id)), name)
        if found is None:
            raise Refusal(f"Nothing was corrected: nothing on ticket {number} has a {name.replace('_', ' ')}.")
        return found.id

    def correct_received(self, number: int, received_at: Instant, *, reason: str, now: Instant) -> Changes:
        """Set back, or forward, when the ticket was received."""
        with self._database.read() as connection:
            written = events.history(connection, self._find(connection, number).id)
        first = next(event for event in written if isinstance(event, Received))
        return self.correct(number, first.id, "occurred_at", received_at, reason=reason, now=now)

    def retract(self, number: int, event: EventId | None, *, now: Instant) -> Changes:
        """Undo an event; None: what one did last on this ticket and is not undone yet, a reply with the status it left.

        A merge is undone whole.
        """
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            held = self._find(connection, number)
            history = events.history(connection, held.id)
            undone = self._to_undo(number, history, event)
            together = self._with_its_merge(connection, held, undone)
            if event is None and len(together) == 1:
                together += [(held.id, found.id) for found in _done_with(undone, history)]
            mint = events.Minter(connection, self._database.replica)
            written: list[tuple[TicketId, TicketEvent]] = [
                (ticket, Retracted(**self._stamp(mint(), now, now), event=id_)) for ticket, id_ in together
            ]
            touched = [
                ticket for id_ in {id_ for id_, _ in written} for ticket in self._with_survivors(connection, id_)
            ]
            events.append(connection, written, zone=self._zone(rulebook))
            keep(connection, dict.fromkeys(touched), rulebook)
        return Changes(frozenset(touched))

    def _to_undo(self, number: int, written: Sequence[TicketEvent], event: EventId | None) -> TicketEvent:
        undone = {held.event for held in written if isinstance(held, Retracted)}
        undoable = {
            held.id: held
            for held in written
            if not isinstance(held, Received | Retracted | Seen) and held.id not in undone
        }
        if event is not None:
            if event not in undoable:
                raise Refusal(f"Nothing was undone: ticket {number} has no such event, or it was undone already.")
            return undoable[event]
        own = [held for held in undoable.values() if held.by == self._user]
        if not own:
            raise Refusal(f"Nothing was undone: on ticket {number} there is nothing of yours to undo.")
        return max(own, key=lambda held: (held.recorded_at, held.id))

    def _with_its_merge(
        self, connection: Connection, held: Header, event: TicketEvent
    ) -> list[tuple[TicketId, EventId]]:
        """The event alone, or the three of a merge: what one of them did makes no sense without the others (C14)."""
        if isinstance(event, Absorbed):
            loser, survivor = event.other, held.id
        elif isinstance(event, NotMeasured | Closed) and held.merged_into is not None:
            loser, survivor = held.id, held.merged_into
        else:
            return [(held.id, event.id)]
        histories = events.histories(connection, [loser, survivor])
        marks = [mark for mark in effective(histories[loser]) if _is_merge_into(mark, survivor)]
        after = {EventId(mark.id.replica, mark.id.seq + 1) for mark in marks}
        closed = [end for end in effective(histories[loser]) if isinstance(end, Closed) and end.id in after]
        absorbed = [taken for taken in effective(histories[survivor]) if _takes_in(taken, loser)]
        merge = [(loser, found.id) for found in (*marks, *closed)] + [(survivor, found.id) for found in absorbed]
        return merge if (held.id, event.id) in merge else [(held.id, event.id)]

    def merge(self, number: int, into: int, *, now: Instant) -> Changes:
        """C14: the ticket goes on as part of `into`."""
        if number == into:
            raise Refusal("Nothing was merged: both are the same ticket.")
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            loser, survivor = self._find(connection, number), self._find(connection, into)
            for header in (loser, survivor):
                if header.left_as is not None:
                    raise Refusal(f"Nothing was merged: ticket {header.number} has left the queue as {header.left_as}.")
            if loser.customer and survivor.customer and loser.customer != survivor.customer:
                raise Refusal(
                    f"Nothing was merged: tickets {number} and {into} belong to different customers. Mend the customer "
                    "of one of them first, or mark one as a duplicate of the other."
                )
            mint = events.Minter(connection, self._database.replica)
            written: list[tuple[TicketId, TicketEvent]] = [
                (survivor.id, Absorbed(**self._stamp(mint(), now, now), other=loser.id)),
                (
                    loser.id,
                    NotMeasured(**self._stamp(mint(), now, now), reason=NotMeasuredReason.MERGED, other=survivor.id),
                ),
                (loser.id, Closed(**self._stamp(mint(), now, now))),
            ]
            events.append(connection, written, zone=self._zone(rulebook))
            keep(connection, [survivor.id, loser.id], rulebook)
        return Changes(frozenset({survivor.id, loser.id}))

    def link(self, number: int, other: int, *, relation: str, now: Instant) -> Changes:
        with self._database.read() as connection:
            another = self._find(connection, other).id
        return self._add(number, [lambda stamp: Linked(**stamp, other=another, relation=relation)], at=None, now=now)

    def edit(
        self,
        number: int,
        *,
        now: Instant,
        subject: str | None = None,
        customer: str | None = None,
        contact: str | None = None,
        service: str | None = None,
    ) -> Changes:
        """Mend what a ticket says of itself. With another customer it is measured by their agreement, unless a clock is
        decided by the present one."""
        if subject is not None and not checked_text(subject, "Subject").strip():
            raise Refusal("The subject was not changed: it is empty. Say in a few words what the ticket is about.")
        agreement = None
        if customer is not None:
            with self._database.read() as connection:
                received_at = self._find(connection, number).received_at
                agreement = self._rulebook(connection).claiming(customer, received_at)
        return self._add(
            number,
            [
                lambda stamp: DetailsChanged(
                    **stamp, subject=subject, customer=customer, contact=contact, service=service, agreement=agreement
                )
            ],
            at=None,
            now=now,
            unsettling=f"The customer of ticket {number} was not changed: a clock is decided by the agreement of the "
            "present one. Log a new ticket for the other customer and mark this one as withdrawn.",
        )

    def mark_seen(self, number: int, *, now: Instant) -> Changes:
        """Somebody has opened it. Refused at once while somebody else writes: reading must not wait for that."""
        with self._database.read() as connection:
            if self._find(connection, number).seen:
                return Changes()
        return self._add(number, [lambda stamp: Seen(**stamp)], at=None, now=now, patient=False)

    def preview(self, draft: TicketDraft, *, now: Instant) -> dict[Severity, tuple[Clock, ...]]:
        """The clocks that the draft would have at each severity: what Log ticket shows beside the keys."""
        received_at = now if draft.received_at is None else min(draft.received_at, now)
        with self._database.read() as connection:
            line = self._rulebook(connection).line(draft.customer, received_at)
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
        return found

    def agreement_for(self, customer: str | None, at: Instant) -> Agreement | None:
        """The version that governs a ticket of this customer received then; None: no agreement covers it."""
        with self._database.read() as connection:
            line = self._rulebook(connection).line(customer, at)
        return line[0][1].agreement if line else None

    def why(
        self, number: int, metric: Metric, *, now: Instant, tier: Tier = Tier.PUBLIC, cycle: int | None = None
    ) -> Ledger:
        """The ledger of a clock as of `now`: of the cycle asked for, else of the latest."""
        with self._database.read() as connection:
            kept = self._kept(connection, number, until=now)
        if not kept.line:
            raise Refusal(f"Ticket {number} has no clocks: no agreement covered its customer when it was received.")
        found = [
            (clock, how)
            for clock, how in measured_clocks(kept.course, kept.line)
            if clock.metric is metric and clock.tier is tier and cycle in (None, clock.cycle)
        ]
        if not found:
            raise Refusal(
                f"Ticket {number} has no such clock: {metric.value.replace('_', ' ')}, {tier.value}"
                f"{'' if cycle is None else f', cycle {cycle}'} has not begun, or its agreement sets no targets for it."
            )
        clock, how = found[-1]
        return ledger(clock, how, kept.history, now)

    def _missed(
        self, number: int, metric: Metric, cycle: int | None, now: Instant, *, waived: bool | None = None
    ) -> int:
        """The cycle of a public target that was missed: the one asked for, else the latest (C15, C16).

        With `waived` False one that is waived already is none.
        """
        with self._database.read() as connection:
            hours = self._rulebook(connection).hours
            kept = self._kept(connection, number)
        late = [
            clock.cycle
            for clock in kept.clocks
            if clock.metric is metric
            and clock.tier is Tier.PUBLIC
            and cycle in (None, clock.cycle)
            and clock.measured
            and waived in (None, clock.waived)
            and read(clock, now, hours).breached
        ]
        if not late:
            raise Refusal(
                f"Nothing was changed: ticket {number} has missed no target for {metric.value.replace('_', ' ')} that "
                f"was promised to the customer{'' if waived is None else ' and is not waived yet'}."
            )
        return max(late)

    def _kept(self, connection: Connection, number: int, *, until: Instant | None = None) -> Kept:
        id_ = self._find(connection, number).id
        kept = work_out_as_of(id_, with_merged(connection, [id_]), self._rulebook(connection), until=until)
        if kept is None:
            raise Refusal(f"Ticket {number} had not been received at that instant. Choose a later one.")
        return kept

    def _add(
        self,
        number: int,
        makes: list[Make],
        *,
        at: Instant | None,
        now: Instant,
        skip_same_status: Status | None = None,
        unsettling: str | None = None,
        patient: bool = True,
    ) -> Changes:
        """Append what `makes` gives. `unsettling` refuses it where what is decided would change."""
        occurred_at = now if at is None else at
        self._not_in_future(occurred_at, now)
        with self._database.write(patient=patient) as connection:
            rulebook = self._rulebook(connection)
            held = self._find(connection, number)
            before = effective(events.history(connection, held.id))
            history = effective(before, until=occurred_at)
            if not history:
                raise Refusal(f"Nothing was changed: that lies before ticket {number} was received.")
            mint = events.Minter(connection, self._database.replica)
            written: list[tuple[TicketId, TicketEvent]] = []
            for make in makes:
                event = make(self._stamp(mint(), occurred_at, now))
                if isinstance(event, StatusChanged) and event.status is skip_same_status is held.status:
                    continue
                if not isinstance(event, Closed) or not written:
                    check_next(history, event, number=number)
                history = effective([*history, event])
                written.append((held.id, event))
            _check_what_follows(before, [event for _, event in written], number)
            touched = self._with_survivors(connection, held.id)
            decided = settled(clocks.of(connection, [held.id]).get(held.id, ()), now)
            events.append(connection, written, zone=self._zone(rulebook))
            keep(connection, touched, rulebook)
            if unsettling and decided != settled(clocks.of(connection, [held.id]).get(held.id, ()), now):
                raise Refusal(unsettling)
        return Changes(frozenset(touched))

    def _with_survivors(self, connection: Connection, ticket: TicketId) -> list[TicketId]:
        """The ticket itself, and those it goes on as part of: what is said in it counts there (C14)."""
        found: list[TicketId] = []
        following: TicketId | None = ticket
        while following is not None and following not in found:
            found.append(following)
            following = next((header.merged_into for header in tickets.of(connection, [following])), None)
        return found

    def _find(self, connection: Connection, number: int) -> Header:
        header = tickets.by_number(connection, number)
        if header is None:
            raise Refusal(f"There is no ticket {number}. Nothing was changed. See the open ones with: slaapp list")
        return header

    def _number(self, connection: Connection, ticket: TicketId | None) -> int | None:
        return None if ticket is None else next(header.number for header in tickets.of(connection, [ticket]))

    def _stamp(self, id_: EventId, occurred_at: Instant, now: Instant) -> dict[str, Any]:
        return {"id": id_, "occurred_at": occurred_at, "recorded_at": now, "by": self._user}

    @staticmethod
    def _zone(rulebook: Rulebook) -> str:
        return rulebook.desk_hours.zone.key

    @staticmethod
    def _not_in_future(at: Instant, now: Instant) -> None:
        if at > now:
            raise Refusal(f"Nothing was saved: {shown_instant(at)} lies in the future. Give an instant that has been.")


def _done_with(event: TicketEvent, written: Sequence[TicketEvent]) -> list[TicketEvent]:
    """What came just before it in the same act: the reply, or the mark, that left the ticket in this status."""
    if not isinstance(event, StatusChanged | Resolved | Closed):
        return []
    before = EventId(event.id.replica, event.id.seq - 1)
    stamp = (event.occurred_at, event.recorded_at, event.by)
    return [
        held
        for held in written
        if held.id == before
        and isinstance(held, Replied | NotMeasured)
        and (held.occurred_at, held.recorded_at, held.by) == stamp
    ]


def _is_merge_into(event: TicketEvent, survivor: TicketId) -> bool:
    return isinstance(event, NotMeasured) and event.reason is NotMeasuredReason.MERGED and event.other == survivor


def _takes_in(event: TicketEvent, loser: TicketId) -> bool:
    return isinstance(event, Absorbed) and event.other == loser


def _check_what_follows(before: Sequence[TicketEvent], new: Sequence[TicketEvent], number: int) -> None:
    """Refuse what was entered as having happened earlier when something that came later could not have followed it."""
    if not new or new[0].occurred_at >= before[-1].occurred_at:
        return
    broken = [event for event in out_of_place([*before, *new]) if event not in out_of_place(before)]
    if broken and broken[0] not in new:
        later = broken[0]
        raise Refusal(
            f"Nothing was changed: on ticket {number} something was done later that could not have followed "
            f"({later.KIND.replace('_', ' ')}, {shown_instant(later.occurred_at)}). Undo that first, or give a later "
            "instant."
        )
