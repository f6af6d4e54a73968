"""What is put right afterwards: marks, waivers, corrections, undo, merges (C12 to C17 of semantics)."""

from collections.abc import Callable, Mapping, Sequence

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import read
from slaapp.domain.corrections import check_correction, latest
from slaapp.domain.durations import MONTHS
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    LEAVING,
    Absorbed,
    Attached,
    BreachExplained,
    Closed,
    Corrected,
    DetailsChanged,
    EventId,
    Linked,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Replied,
    Resolved,
    Retracted,
    Seen,
    StatusChanged,
    TicketEvent,
    TicketId,
    Waived,
)
from slaapp.domain.history import effective, undone
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import fold
from slaapp.services.changes import Changes
from slaapp.services.families import customer_now
from slaapp.services.fields import checked_text
from slaapp.services.keeping import keep
from slaapp.services.rulebook import Rulebook
from slaapp.services.writing import Make, Writing, named
from slaapp.storage import events
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header


class Mending(Writing):
    """Nothing written is changed: each of these adds an event that names another."""

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
            latest_act = self._to_undo(number, history, event)
            together = self._with_its_merge(connection, held, latest_act)
            together += [(held.id, file.id) for file in effective(history) if _came_with(file, latest_act)]
            if event is None and len(together) == 1:
                together += [(held.id, found.id) for found in _done_with(latest_act, history)]
            mint = events.Minter(connection, self._database.replica)
            written: list[tuple[TicketId, TicketEvent]] = [
                (ticket, Retracted(**self._stamp(mint(), now, now), event=id_)) for ticket, id_ in together
            ]
            return self._write(connection, written, rulebook)

    def undo(self, written: Sequence[tuple[TicketId, EventId]], *, now: Instant) -> Changes:
        """Take back one act: all the events that it wrote, on however many tickets (C17).

        What this gives can be undone in its turn: that is redo. A ticket that was logged stays, as withdrawn.
        """
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            histories = events.histories(connection, sorted({ticket for ticket, _ in written}))
            mint = events.Minter(connection, self._database.replica)
            new: list[tuple[TicketId, TicketEvent]] = []
            for ticket, id_ in written:
                history = histories[ticket]
                event = next(held for held in history if held.id == id_)
                if id_ in undone(history):
                    number = self._number(connection, ticket)
                    raise Refusal(f"Nothing was undone: what was done to ticket {number} was taken back already.")
                if isinstance(event, Received):
                    new += self._withdrawn(ticket, history, mint, now)
                else:
                    new.append((ticket, Retracted(**self._stamp(mint(), now, now), event=id_)))
            return self._write(connection, new, rulebook)

    def _withdrawn(
        self, ticket: TicketId, history: Sequence[TicketEvent], mint: Callable[[], EventId], now: Instant
    ) -> list[tuple[TicketId, TicketEvent]]:
        """What undoes logging: the ticket keeps its number and leaves the queue uncounted (C13)."""
        mark = NotMeasured(**self._stamp(mint(), now, now), reason=NotMeasuredReason.WITHDRAWN)
        if fold(effective(history)).status.done:
            return [(ticket, mark)]
        return [(ticket, mark), (ticket, Closed(**self._stamp(mint(), now, now)))]

    def _write(
        self, connection: Connection, written: Sequence[tuple[TicketId, TicketEvent]], rulebook: Rulebook
    ) -> Changes:
        touched = [ticket for id_ in {id_ for id_, _ in written} for ticket in self._with_survivors(connection, id_)]
        events.append(connection, written, zone=self._zone(rulebook))
        keep(connection, dict.fromkeys(touched), rulebook)
        return Changes(frozenset(touched), written=named(written))

    def _to_undo(self, number: int, written: Sequence[TicketEvent], event: EventId | None) -> TicketEvent:
        gone = undone(written)
        undoable = {
            held.id: held
            for held in written
            if not isinstance(held, Received | Retracted | Seen) and held.id not in gone
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
            if len({customer_now(connection, held.customer) for held in (loser, survivor) if held.customer}) > 1:
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
            return self._write(connection, written, rulebook)

    def link(self, number: int, other: int, *, relation: str, now: Instant) -> Changes:
        if number == other:
            raise Refusal("Nothing was linked: both are the same ticket.")
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
        """Mend what a ticket says of itself. With another customer it is measured by their agreement.

        That is refused once a clock is decided otherwise, or the month in which it was received is over (R1).
        """
        if subject is not None and not checked_text(subject, "Subject").strip():
            raise Refusal("The subject was not changed: it is empty. Say in a few words what the ticket is about.")
        agreement = None
        if customer is not None:
            with self._database.read() as connection:
                received_at, rulebook = self._find(connection, number).received_at, self._rulebook(connection)
                customer = customer_now(connection, customer)
            _check_month(number, received_at, now, rulebook)
            agreement = rulebook.claiming(customer, received_at)
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


def _done_with(event: TicketEvent, written: Sequence[TicketEvent]) -> list[TicketEvent]:
    """What was done in the same act: the message and the files that came with it, the mark before the closing."""
    act = (event.occurred_at, event.recorded_at, event.by)
    same = {held.id: held for held in written if (held.occurred_at, held.recorded_at, held.by) == act}
    if isinstance(event, Attached):
        message = None if event.to is None else same.get(event.to)
    elif isinstance(event, StatusChanged | Resolved | Closed):
        message = _before(event.id, same)
        while isinstance(message, Attached):
            message = _before(message.id, same)
        message = message if isinstance(message, Replied | NotMeasured) else None
    else:
        message = None
    if message is None or isinstance(message, Received):
        return []
    return [message, *(held for held in same.values() if _came_with(held, message) and held is not event)]


def _before(id_: EventId, events: Mapping[EventId, TicketEvent]) -> TicketEvent | None:
    return events.get(EventId(id_.replica, id_.seq - 1))


def _came_with(event: TicketEvent, message: TicketEvent) -> bool:
    return isinstance(event, Attached) and event.to == message.id


def _is_merge_into(event: TicketEvent, survivor: TicketId) -> bool:
    return isinstance(event, NotMeasured) and event.reason is NotMeasuredReason.MERGED and event.other == survivor


def _takes_in(event: TicketEvent, loser: TicketId) -> bool:
    return isinstance(event, Absorbed) and event.other == loser


def _check_month(number: int, received_at: Instant, now: Instant, rulebook: Rulebook) -> None:
    received, today = (rulebook.desk_hours.day_of(at) for at in (received_at, now))
    if (received.year, received.month) != (today.year, today.month):
        raise Refusal(
            f"The customer of ticket {number} was not changed: it was received in {MONTHS[received.month - 1]} "
            f"{received.year}, a month that is over. Log a new ticket for the other customer and mark this one as "
            "withdrawn."
        )
