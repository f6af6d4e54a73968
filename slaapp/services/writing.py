"""One transaction on a ticket: what every act of the desk has in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from slaapp.domain.agreement import Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    Attached,
    Closed,
    EventId,
    Reopened,
    Replied,
    Resolved,
    StatusChanged,
    TicketEvent,
    TicketId,
)
from slaapp.domain.history import effective
from slaapp.domain.settled import settled
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import check_next, fold, out_of_place
from slaapp.services.changes import Changes
from slaapp.services.keeping import Kept, keep, with_merged, work_out_as_of
from slaapp.services.known_tags import learn_tags
from slaapp.services.rulebook import Rulebook
from slaapp.storage import attachments, clocks, events, tickets
from slaapp.storage.database import Connection
from slaapp.storage.nested import Transactions
from slaapp.storage.tickets import Header

Make = Callable[[Mapping[str, Any]], TicketEvent]
"""Gives an event from its stamp: id, when it happened, when it was written, by whom."""


class Writing:
    """`rulebook` gives the rules as a connection sees them; `user` signs every event."""

    def __init__(self, database: Transactions, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database = database
        self._rulebook = rulebook
        self._user = user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def _add(
        self,
        number: int,
        makes: list[Make],
        *,
        beside: Sequence[tuple[TicketId, Make]] = (),
        at: Instant | None,
        now: Instant,
        skip_same_status: Status | None = None,
        unsettling: str | None = None,
        patient: bool = True,
    ) -> Changes:
        """Append what `makes` gives, and `beside` it what other tickets are told of it.

        `unsettling` refuses it where what is decided would change.
        """
        occurred_at = now if at is None else at
        self._not_in_future(occurred_at, now)
        with self._database.write(patient=patient) as connection:
            rulebook = self._rulebook(connection)
            held = self._find(connection, number)
            before = effective(events.history(connection, held.id))
            history = effective(before, until=occurred_at)
            if not history:
                raise Refusal(f"Nothing was changed: that lies before ticket {number} was received.")
            into = self._went_to(connection, held.id, history)
            mint = events.Minter(connection, self._database.replica)
            written: list[tuple[TicketId, TicketEvent]] = []
            for make in makes:
                event = make(self._stamp(mint(), occurred_at, now))
                if isinstance(event, StatusChanged) and event.status is skip_same_status is held.status:
                    continue
                if into is not None and isinstance(event, Replied | StatusChanged | Resolved | Reopened):
                    raise _went_on(number, into, said=isinstance(event, Replied))
                if not isinstance(event, Closed) or not written:
                    check_next(history, event, number=number)
                history = effective([*history, event])
                written.append((held.id, event))
            _check_what_follows(before, [event for _, event in written], number)
            touched = self._with_survivors(connection, held.id)
            for ticket, make in beside:
                written.append((ticket, make(self._stamp(mint(), occurred_at, now))))
                touched.append(ticket)
            self._check_files(event for _, event in written)
            decided = settled(clocks.of(connection, [held.id]).get(held.id, ()), now)
            events.append(connection, written, zone=self._zone(rulebook))
            learn_tags(connection, [event for _, event in written], now=now, by=self._user)
            keep(connection, dict.fromkeys(touched), rulebook)
            if unsettling and decided != settled(clocks.of(connection, [held.id]).get(held.id, ()), now):
                raise Refusal(unsettling)
        return Changes(frozenset(touched), written=named(written))

    def _check_files(self, new: Iterable[TicketEvent]) -> None:
        """Refuse files that were taken in and are gone since."""
        folder = attachments.folder_of(self._database.path)
        for event in new:
            if isinstance(event, Attached) and attachments.state(folder, event.sha256, event.size, whole=False):
                raise Refusal(
                    f"{event.name} is not there any more, so nothing was saved. What you wrote is kept here. Take it "
                    "off and attach it again."
                )

    def _with_survivors(self, connection: Connection, ticket: TicketId) -> list[TicketId]:
        """The ticket itself, and those it goes on as part of: what is said in it counts there (C14)."""
        found: list[TicketId] = []
        following: TicketId | None = ticket
        while following is not None and following not in found:
            found.append(following)
            following = next((header.merged_into for header in tickets.of(connection, [following])), None)
        return found

    def _went_to(self, connection: Connection, ticket: TicketId, history: Sequence[TicketEvent]) -> int | None:
        """The number of the ticket as part of which this one goes on, by its effective history."""
        if fold(history).merged_into is None:
            return None
        return self._number(connection, self._with_survivors(connection, ticket)[-1])

    def _find(self, connection: Connection, number: int) -> Header:
        header = tickets.by_number(connection, number)
        if header is None:
            raise Refusal(
                f"There is no ticket {number}. Nothing was changed.", command="See the open ones with: slaapp list"
            )
        return header

    def _kept(self, connection: Connection, number: int, *, until: Instant | None = None) -> Kept:
        id_ = self._find(connection, number).id
        kept = work_out_as_of(id_, with_merged(connection, [id_]), self._rulebook(connection), until=until)
        if kept is None:
            raise Refusal(f"Ticket {number} had not been received at that instant. Choose a later one.")
        return kept

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


def _went_on(number: int, into: int, *, said: bool) -> Refusal:
    instead = "What you wrote is kept here: write it there" if said else "Work on that one"
    return Refusal(
        f"Nothing was saved: ticket {number} goes on as part of ticket {into}. {instead}, or undo the merge.",
        command=f"Undo it with: slaapp retract {number}",
    )


def named(written: Iterable[tuple[TicketId, TicketEvent]]) -> tuple[tuple[TicketId, EventId], ...]:
    """Tickets and the names of their events."""
    return tuple((ticket, event.id) for ticket, event in written)


def shown_instant(at: Instant) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


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
