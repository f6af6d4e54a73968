"""Recurring tickets: created from a template when they are planned, each once, however long nobody was there.

Who creates one is whoever runs first, a window or a command: an occurrence that is a ticket already is left alone.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from msgspec.structs import replace

from slaapp.domain.errors import Refusal
from slaapp.domain.events import Received, TicketId
from slaapp.domain.recurrence import Occurrence, next_occurrence, occurrences
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime
from slaapp.services.changes import Changes
from slaapp.services.desk import Desk, TicketDraft
from slaapp.services.fields import Fields
from slaapp.services.recurrence_data import Recurrence, read_recurrence, read_schedule, schedule_table
from slaapp.services.rulebook import Rulebook
from slaapp.services.shelf import Shelf, id_of, without_none
from slaapp.services.templates import Template, Templates, read_template
from slaapp.services.writing import named
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record

MOST_AT_ONCE = 10
"""More than so many missed ones are not created before somebody has said so."""


class CatchUp(Enum):
    """What to do with those that were missed: ask when there are too many; create all, each plan's latest, or none."""

    ASK = "ask"
    ALL = "all"
    LATEST = "latest"
    SKIP = "skip"


class Due(Value):
    """An occurrence that is no ticket yet."""

    plan: Recurrence
    occurrence: Occurrence

    @property
    def key(self) -> str:
        return f"{self.plan.id} {self.occurrence.day.isoformat()}"


class Ran(Value):
    """What came of it: tickets by number, oldest plan first, with when the oldest was planned; or, where it has to be
    asked first, how many are `waiting`. `before` are the plans that now begin anew, each with its version before."""

    numbers: tuple[int, ...] = ()
    name: str = ""
    oldest_at: Instant | None = None
    waiting: int = 0
    skipped: int = 0
    before: tuple[tuple[str, int], ...] = ()


class Recurring(Shelf[Recurrence]):
    kind = "recurrence"
    noun = "recurring ticket"

    def __init__(
        self,
        database: Database,
        user: str,
        rulebook: Callable[[Connection], Rulebook],
        desk: Desk,
    ) -> None:
        super().__init__(database, user)
        self._rulebook, self._desk = rulebook, desk

    def next_at(self, now: Instant) -> Instant | None:
        """When the next one is planned, after now."""
        with self._database.read() as connection:
            hours = self._rulebook(connection).desk_hours
            coming = [next_occurrence(plan.schedule, hours, after=now) for plan in self._active(connection)]
        return min((held.at for held in coming if held is not None), default=None)

    def next_of(self, plan: Recurrence, now: Instant) -> Occurrence | None:
        """The next one of a plan, which need not be saved."""
        with self._database.read() as connection:
            hours = self._rulebook(connection).desk_hours
        return next_occurrence(plan.schedule, hours, after=max(now, plan.since))

    def due(self, now: Instant) -> list[Due]:
        """What is to be created, the oldest first."""
        with self._database.read() as connection:
            return self._due(connection, now)

    def run(self, *, now: Instant, missed: CatchUp = CatchUp.ASK) -> tuple[Ran, Changes]:
        """Create what is due. More than MOST_AT_ONCE wait until `missed` says what is to be done with them."""
        if not self.due(now):
            return Ran(), Changes()
        with self._database.write() as connection:
            due = self._due(connection, now)
            if missed is CatchUp.ASK and len(due) > MOST_AT_ONCE:
                return Ran(waiting=len(due), oldest_at=due[0].occurrence.at), Changes()
            wanted = _latest(due) if missed is CatchUp.LATEST else [] if missed is CatchUp.SKIP else due
            created = [self._create(connection, held, now) for held in wanted]
            before = self._begin_anew(connection, due, now) if len(wanted) < len(due) else ()
        ran = Ran(
            numbers=tuple(received.number for _, received in created),
            name=wanted[0].plan.name if wanted else "",
            oldest_at=(wanted or due)[0].occurrence.at if due else None,
            skipped=len(due) - len(wanted),
            before=before,
        )
        touched = frozenset(ticket for ticket, _ in created)
        return ran, Changes(touched, shelves=bool(before), written=named(created))

    def _due(self, connection: Connection, now: Instant) -> list[Due]:
        hours = self._rulebook(connection).desk_hours
        due = [held for plan in self._active(connection) for held in self._due_of(connection, plan, hours, now)]
        return sorted(due, key=lambda held: (held.occurrence.at, held.key))

    def _due_of(self, connection: Connection, plan: Recurrence, hours: WorkingTime, now: Instant) -> list[Due]:
        there = tickets.occurrences(connection, plan.id)
        after = max(plan.since, *there.values()) if there else plan.since
        found = [Due(plan, held) for held in occurrences(plan.schedule, hours, after=after, until=now)]
        return [held for held in found if held.key not in there]

    def _active(self, connection: Connection) -> list[Recurrence]:
        return [plan for plan in self._every(connection) if plan.active]

    def _create(self, connection: Connection, due: Due, now: Instant) -> tuple[TicketId, Received]:
        plan = due.plan
        record = records.load(connection, Templates.kind, plan.template)
        template = Template(plan.name) if record is None or record.body.get("gone") else read_template(record)
        draft = template.draft(
            TicketDraft(
                subject="",
                severity=template.severity,
                customer=plan.customer,
                channel=None,
                opened_by_desk=True,
                planned_at=due.occurrence.at,
                occurrence=due.key,
            )
        )
        return self._desk.receive(connection, draft if draft.subject else replace(draft, subject=plan.name), now=now)

    def _begin_anew(self, connection: Connection, due: Sequence[Due], now: Instant) -> tuple[tuple[str, int], ...]:
        """The plans of these begin now: what they missed stays missed."""
        before = []
        for plan in {held.plan.id: held.plan for held in due}.values():
            record = records.load(connection, self.kind, plan.id)
            assert record is not None
            before.append((plan.id, record.version))
            body = self._body(replace(plan, since=now))
            records.save(connection, kind=self.kind, id=plan.id, name=plan.name, body=body, now=now, by=self._user)
        return tuple(before)

    # On the shelf

    def _save(self, connection: Connection, value: Recurrence, now: Instant) -> str:
        held = next((plan for plan in self._every(connection) if plan.id == value.id), None)
        kept = replace(value, since=now) if held is None else held.changed_to(value, now)
        return super()._save(connection, kept, now)

    def _check(self, connection: Connection, value: Recurrence) -> None:
        template = records.load(connection, Templates.kind, value.template)
        if template is None or template.body.get("gone"):
            raise Refusal("The recurring ticket was not saved: it has no template. Choose the one it is made from.")
        if value.customer is not None and records.load(connection, "customer", value.customer) is None:
            raise Refusal("The recurring ticket was not saved: its customer is not known here. Choose another one.")

    def _body(self, value: Recurrence) -> dict[str, Any]:
        return {
            "template": value.template,
            "customer": value.customer,
            "schedule": schedule_table(value.schedule),
            "active": value.active,
            "since": value.since,
        }

    def _value(self, record: Record) -> Recurrence:
        return read_recurrence(record)

    def _table(self, connection: Connection, value: Recurrence) -> dict[str, Any]:
        template = records.load(connection, Templates.kind, value.template)
        customer = None if value.customer is None else records.load(connection, "customer", value.customer)
        return without_none(
            {
                "name": value.name,
                "template": None if template is None else template.name,
                "customer": None if customer is None else customer.name,
                **schedule_table(value.schedule),
                "active": value.active,
            }
        )

    def _read(self, connection: Connection, fields: Fields, id_: str, now: Instant) -> Recurrence:
        def reference(kind: str, key: str) -> str:
            return id_of(connection, kind, fields.text(key), fields.at(key))

        return Recurrence(
            fields.name("name"),
            reference(Templates.kind, "template"),
            read_schedule(fields),
            fields.optional("customer", lambda key: reference("customer", key), None),
            fields.optional("active", fields.flag, True),
            now,
            id_,
        )


def _latest(due: Sequence[Due]) -> list[Due]:
    """Of each plan the last one."""
    return sorted({held.plan.id: held for held in due}.values(), key=lambda held: (held.occurrence.at, held.key))
