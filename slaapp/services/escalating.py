"""Escalation: what an agreement says is to happen at a share of a target or at its breach, each once.

A step is recorded as having occurred at the very instant, also when nobody was there: whoever runs first, a window or a
command, catches up. A step that is recorded already, also one that was undone, is left alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from slaapp.domain.agreement import EscalationStep, Severity, StepAct, Tier
from slaapp.domain.clock import Clock, read
from slaapp.domain.escalation import Reached, reached, was_done
from slaapp.domain.events import Assigned, Escalated, EventId, SeverityChanged, TicketEvent, TicketId
from slaapp.domain.history import effective
from slaapp.domain.spans import DAY, Instant
from slaapp.domain.ticket import fold, out_of_place
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.keeping import Kept, keep, with_merged, work_out_as_of
from slaapp.services.people import Person, named_ever
from slaapp.services.rulebook import Rulebook
from slaapp.services.writing import named
from slaapp.storage import clocks, events, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header

MOST_DONE = 500
LOOKS_BACK = 7 * DAY
"""A ticket that was resolved is looked at for so long: a step reached before its end is not lost with a closed lid."""


class Fired(Value):
    """A step of a ticket, as it is told; `done` is False where what it does could not be done any more."""

    number: int
    subject: str
    reached: Reached
    done: bool = True


Due = tuple[TicketId, Kept, Reached]


class Escalating:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def wanted(self) -> bool:
        """Whether any agreement has steps."""
        with self._database.read() as connection:
            return _lowest(self._rulebook(connection)) is not None

    def due(self, now: Instant) -> bool:
        """Whether `run` would do anything: read only."""
        with self._database.read() as connection:
            return next(self._due(connection, now), None) is not None

    def mark(self) -> int:
        """How far the store is written, for `fired_since`."""
        with self._database.read() as connection:
            return events.last(connection, self._database.replica)

    def fired_since(self, mark: int, *, but: Collection[EventId]) -> tuple[tuple[Fired, ...], int]:
        """The steps that were recorded after that mark and not undone, by whichever window or command, the earliest
        first, without those events; and the mark of now."""
        replica = self._database.replica
        with self._database.read() as connection:
            last = events.last(connection, replica)
            touched = events.tickets_after(connection, replica, mark, Escalated.KIND) if last > mark else ()
            found = []
            for row in tickets.of(connection, touched):
                history = effective(events.history(connection, row.id))
                for event in history:
                    new = event.id[0] == replica and event.id[1] > mark
                    if isinstance(event, Escalated) and new and event.id not in but:
                        found.append(Fired(row.number, row.subject, _reached_by(event), was_done(event, history)))
        return tuple(sorted(found, key=lambda one: (one.reached.at, one.number))), last

    def run(self, *, now: Instant) -> tuple[tuple[Fired, ...], Changes]:
        """Record what was reached, and do it: assign, raise the severity; notices and slips are the window's."""
        fired: list[Fired] = []
        written: list[tuple[TicketId, TicketEvent]] = []
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            mint = events.Minter(connection, self._database.replica)
            people = named_ever(connection)
            new = _earliest(self._due(connection, now))
            while new:
                made = {ticket: self._events(people, kept, held, mint, now) for ticket, kept, held in new}
                here = [(ticket, event) for ticket, of in made.items() for event in of]
                events.append(connection, here, zone=rulebook.desk_hours.zone.key)
                keep(connection, dict.fromkeys(ticket for ticket, _ in here), rulebook)
                written += here
                touched = tickets.of(connection, [ticket for ticket, _, _ in new])
                after = {row.id: row for row in touched}
                for ticket, kept, held in new:
                    done = _was_done(held, made[ticket], after[ticket])
                    fired.append(Fired(kept.ticket.number, kept.ticket.subject, held, done))
                # One after the other: what a step does decides what is reached next.
                new = _earliest(self._reached(connection, rulebook, touched, now))
        return tuple(fired), Changes(frozenset(ticket for ticket, _ in written), written=named(written))

    def _due(self, connection: Connection, now: Instant) -> Iterator[Due]:
        rulebook = self._rulebook(connection)
        lowest = _lowest(rulebook)
        if lowest is None:
            return
        rows = [row for row in tickets.done_ones(connection, MOST_DONE) if (row.resolved_at or 0) >= now - LOOKS_BACK]
        rows += _far_enough(connection, rulebook, lowest, now)
        yield from self._reached(connection, rulebook, rows, now)

    def _reached(
        self, connection: Connection, rulebook: Rulebook, rows: Sequence[Header], now: Instant
    ) -> Iterator[Due]:
        """What of these tickets was reached and is not recorded yet."""
        written = with_merged(connection, [row.id for row in rows])
        for row in rows:
            kept = work_out_as_of(row.id, written, rulebook, until=now)
            if kept is None or row.left_as is not None:
                continue
            known = {_key(event) for event in written[row.id] if isinstance(event, Escalated)}
            for held in reached(kept.history, kept.absorbed, kept.line, now):
                step = held.step
                if (held.metric, held.cycle, step.severity, step.at, step.act, step.to) not in known:
                    yield row.id, kept, held

    def _events(
        self, people: Mapping[str, Person], kept: Kept, held: Reached, mint: "events.Minter", now: Instant
    ) -> list[TicketEvent]:
        step = held.step

        def stamp() -> dict[str, object]:
            return {"id": mint(), "occurred_at": held.at, "recorded_at": now, "by": self._user}

        found: list[TicketEvent] = [
            Escalated(
                **stamp(),  # type: ignore[arg-type]
                metric=held.metric,
                cycle=held.cycle,
                severity=step.severity,
                at=step.at,
                act=step.act,
                whom=step.to,
            )
        ]
        then = fold(effective(kept.history, until=held.at), kept.absorbed)
        what: TicketEvent | None = None
        if step.act is StepAct.RAISE and step.severity < Severity.URGENT and then.severity is step.severity:
            what = SeverityChanged(**stamp(), severity=Severity(step.severity + 1))  # type: ignore[arg-type]
        elif step.act is StepAct.ASSIGN:
            person = people.get(step.to)
            if person is not None and not person.retired and then.assignee != person.id:
                what = Assigned(**stamp(), assignee=person.id)  # type: ignore[arg-type]
        if what is not None and not kept.ticket.status.done:
            before = effective(kept.history)
            if len(out_of_place([*before, what])) == len(out_of_place(before)):
                found.append(what)
        return found


def _reached_by(event: Escalated) -> Reached:
    step = EscalationStep(event.severity, event.metric, event.at, event.act, event.whom)
    return Reached(step, event.metric, event.cycle, event.occurred_at)


def _earliest(due: Iterable[Due]) -> list[Due]:
    """Of each ticket the first step."""
    found: dict[TicketId, Due] = {}
    for one in due:
        held = found.get(one[0])
        if held is None or one[2].at < held[2].at:
            found[one[0]] = one
    return list(found.values())


def _was_done(held: Reached, written: Sequence[TicketEvent], row: Header) -> bool:
    """Whether what the step does holds now: later acts of people stay."""
    if held.step.act in (StepAct.NOTIFY, StepAct.SLIP):
        return True
    return any(
        isinstance(event, SeverityChanged) or (isinstance(event, Assigned) and row.assignee == event.assignee)
        for event in written
    )


def _lowest(rulebook: Rulebook) -> int | None:
    """The share of the first step of any agreement."""
    agreements = [terms.agreement for versions in rulebook.terms.values() for terms in versions]
    return min((step.at for agreement in agreements for step in agreement.escalation), default=None)


def _far_enough(connection: Connection, rulebook: Rulebook, lowest: int, now: Instant) -> list[Header]:
    """The open tickets with a public clock that has used this share of its time: all others have reached no step."""
    rows = list(tickets.open_ones(connection))
    wound = clocks.of(connection, [row.id for row in rows])
    return [row for row in rows if any(_used(clock, rulebook, now, lowest) for clock in wound.get(row.id, ()))]


def _used(clock: Clock, rulebook: Rulebook, now: Instant, share: int) -> bool:
    if clock.tier is not Tier.PUBLIC or not clock.measured:
        return False
    reading = read(clock, now, rulebook.hours)
    return reading.allowed is not None and 100 * reading.used >= min(share, 100) * reading.allowed


def _key(event: Escalated) -> tuple[object, ...]:
    return event.metric, event.cycle, event.severity, event.at, event.act, event.whom
