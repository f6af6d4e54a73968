"""Tickets that have to do with each other: merged into one (C14 of semantics), or tied by a relation."""

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import read
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    Absorbed,
    Closed,
    EventId,
    Linked,
    NotMeasured,
    NotMeasuredReason,
    TicketEvent,
    TicketId,
)
from slaapp.domain.history import effective
from slaapp.domain.particulars import links
from slaapp.domain.relations import INVERSE, Relation
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.families import customer_now
from slaapp.services.keeping import Kept, with_merged, work_out
from slaapp.services.mending import Mending
from slaapp.services.rulebook import Rulebook
from slaapp.services.writing import Make
from slaapp.storage import events
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header


class MovedClock(Value):
    """A public clock of the survivor that a merge would move; None: it has no due instant, or no such clock yet."""

    metric: Metric
    was_due_at: Instant | None
    due_at: Instant | None
    late: bool


class MergeOutlook(Value):
    """What a merge would do: when the survivor counts as received then, and which of its clocks move."""

    received_at: Instant
    was_received_at: Instant
    moved: tuple[MovedClock, ...]


class Joining(Mending):
    """One ticket goes on as part of another, or says what it has to do with it."""

    def foresee_merge(self, number: int, into: int, *, now: Instant) -> MergeOutlook:
        """What `merge` would do to the survivor's clocks; raises what it would raise."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            loser, survivor = self._check_merge(connection, number, into)
            every = with_merged(connection, [loser.id, survivor.id])
            taken = Absorbed(**self._stamp(EventId("~", 1), now, now), other=loser.id)
            before = work_out(survivor.id, every, rulebook)
            after = work_out(survivor.id, {**every, survivor.id: (*every[survivor.id], taken)}, rulebook)
        was, will = _due(before, rulebook, now), _due(after, rulebook, now)
        moved = [
            MovedClock(metric, was.get(metric, (None, False))[0], due_at, late)
            for metric, (due_at, late) in will.items()
            if was.get(metric) != (due_at, late)
        ]
        return MergeOutlook(after.course.received_at, before.course.received_at, tuple(moved))

    def merge(self, number: int, into: int, *, now: Instant) -> Changes:
        """C14: the ticket goes on as part of `into`."""
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            loser, survivor = self._check_merge(connection, number, into)
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

    def _check_merge(self, connection: Connection, number: int, into: int) -> tuple[Header, Header]:
        if number == into:
            raise Refusal("Nothing was merged: both are the same ticket.")
        loser, survivor = self._find(connection, number), self._find(connection, into)
        for header in (loser, survivor):
            if header.left_as is not None:
                raise Refusal(f"Nothing was merged: ticket {header.number} has left the queue as {header.left_as}.")
        if len({customer_now(connection, held.customer) for held in (loser, survivor) if held.customer}) > 1:
            raise Refusal(
                f"Nothing was merged: tickets {number} and {into} belong to different customers. Mend the customer "
                "of one of them first, or mark one as a duplicate of the other."
            )
        return loser, survivor

    def link(self, number: int, other: int, *, relation: Relation, now: Instant) -> Changes:
        """Tie two tickets; each says it with its own word (`INVERSE`). No clock sees it."""
        if number == other:
            raise Refusal("Nothing was linked: both are the same ticket.")
        if relation not in INVERSE:
            raise Refusal("Nothing was linked: a duplicate is marked as such, not linked.")
        with self._database.read() as connection:
            one, another = self._find(connection, number).id, self._find(connection, other).id
            held = links(effective(events.history(connection, one)))
        if any((link.other, link.relation) == (another, relation) for link in held):
            said = relation.value.replace("_", " ")
            raise Refusal(f"Nothing was linked: ticket {number} says already that it is {said} ticket {other}.")
        back: Make = lambda stamp: Linked(**stamp, other=one, relation=INVERSE[relation])  # noqa: E731 - a Make
        return self._add(
            number,
            [lambda stamp: Linked(**stamp, other=another, relation=relation)],
            beside=[(another, back)],
            at=None,
            now=now,
        )

    def unlink(self, number: int, other: int, *, now: Instant) -> Changes:
        """Undo every tie between the two, at both ends."""
        with self._database.read() as connection:
            one, another = self._find(connection, number).id, self._find(connection, other).id
            ends = [
                (ticket, event.id)
                for ticket, far in ((one, another), (another, one))
                for event in effective(events.history(connection, ticket))
                if isinstance(event, Linked) and event.other == far and event.relation is not Relation.DOUBLED_BY
            ]
        if not ends:
            raise Refusal(f"Nothing was undone: tickets {number} and {other} are not linked.")
        return self.undo(ends, now=now)


def _due(kept: Kept, rulebook: Rulebook, now: Instant) -> dict[Metric, tuple[Instant | None, bool]]:
    """Of each public metric's latest clock, if it is still open, when it is due and whether that is over."""
    latest = {clock.metric: clock for clock in kept.clocks if clock.tier is Tier.PUBLIC and clock.measured}
    found = {}
    for metric, clock in latest.items():
        if clock.ended_at is None:
            reading = read(clock, now, rulebook.hours)
            found[metric] = (reading.due_at, reading.breached)
    return found
