"""Take back what was done: an event that names another (C17 of semantics); one act goes back whole."""

from collections.abc import Callable, Mapping, Sequence

from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    Absorbed,
    Attached,
    Closed,
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
)
from slaapp.domain.history import effective, undone
from slaapp.domain.relations import INVERSE, Relation
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import fold
from slaapp.services.changes import Changes
from slaapp.services.keeping import keep
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell, silent
from slaapp.services.writing import Writing, named
from slaapp.storage import events
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header


class Undoing(Writing):
    """Nothing written is changed: undoing adds an event as everything else does."""

    def retract(self, number: int, event: EventId | None, *, now: Instant) -> Changes:
        """Undo an event; None: what one did last on this ticket and is not undone yet, a reply with the status it left.

        A merge is undone whole, a tie to another ticket at both ends.
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
            names = {id_ for ticket, id_ in together if ticket == held.id}
            for act in (found for found in history if found.id in names):
                together += self._other_end(connection, held.id, act)
            mint = events.Minter(connection, self._database.replica)
            written: list[tuple[TicketId, TicketEvent]] = [
                (ticket, Retracted(**self._stamp(mint(), now, now), event=id_)) for ticket, id_ in together
            ]
            return self._write(connection, written, rulebook)

    def undo(self, written: Sequence[tuple[TicketId, EventId]], *, now: Instant, tell: Tell = silent) -> Changes:
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
            return self._write(connection, new, rulebook, tell)

    def _withdrawn(
        self, ticket: TicketId, history: Sequence[TicketEvent], mint: Callable[[], EventId], now: Instant
    ) -> list[tuple[TicketId, TicketEvent]]:
        """What undoes logging: the ticket keeps its number and leaves the queue uncounted (C13)."""
        mark = NotMeasured(**self._stamp(mint(), now, now), reason=NotMeasuredReason.WITHDRAWN)
        if fold(effective(history)).status.done:
            return [(ticket, mark)]
        return [(ticket, mark), (ticket, Closed(**self._stamp(mint(), now, now)))]

    def _write(
        self,
        connection: Connection,
        written: Sequence[tuple[TicketId, TicketEvent]],
        rulebook: Rulebook,
        tell: Tell = silent,
    ) -> Changes:
        touched = [ticket for id_ in {id_ for id_, _ in written} for ticket in self._with_survivors(connection, id_)]
        events.append(connection, written, zone=self._zone(rulebook))
        keep(connection, dict.fromkeys(touched), rulebook, tell)
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

    def _other_end(self, connection: Connection, ticket: TicketId, act: TicketEvent) -> list[tuple[TicketId, EventId]]:
        """What the other ticket was told of a tie, or of a duplicate, and of nothing else."""
        if isinstance(act, Linked):
            wanted = INVERSE.get(act.relation)
        elif isinstance(act, NotMeasured) and act.reason is NotMeasuredReason.DUPLICATE:
            wanted = Relation.DOUBLED_BY
        else:
            return []
        if act.other is None or wanted is None:
            return []
        return [
            (act.other, held.id)
            for held in effective(events.history(connection, act.other))
            if isinstance(held, Linked)
            and (held.other, held.relation) == (ticket, wanted)
            and (held.recorded_at, held.by) == (act.recorded_at, act.by)
        ]

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
