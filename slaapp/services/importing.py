"""Bring another system's tickets into the store: all of a file in one transaction, or nothing of it."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from slaapp.domain.calendar import zone_info
from slaapp.domain.claim import Claimant
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.events import Assigned, DetailsChanged, EventId, Received, Resolved, TicketEvent, TicketId
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.importers import reading, servicenow
from slaapp.importers.handover import EventDraft, RowProblem, SourceTicket
from slaapp.services import bulk
from slaapp.services.bulk import NewTicket
from slaapp.services.changes import Changes
from slaapp.services.claiming import About, as_written, claim, claimants
from slaapp.services.fields import checked_text
from slaapp.services.import_customer import ImportCustomer, customer_for
from slaapp.services.keeping import Names, keep
from slaapp.services.rulebook import Rulebook
from slaapp.storage import events, records, tickets
from slaapp.storage.database import Connection, Database

Progress: TypeAlias = Callable[[int, int], None]
"""Told now and then the bytes read and the bytes there are."""

STEP = 200
"""Tickets between two looks at whether to stop."""


class ImportSummary(Value, kw_only=True):
    """What became of a file. Every row is accounted for: `rows` are those that told something that is kept, the
    `unchanged` ones, and the problems that were not taken.

    `known` counts the tickets of which the file told nothing new, `extended` those that were here and go on.
    `without_resolved_at` are closed ones whose column for it is empty; their rows say when they were resolved.
    """

    rows: int
    unchanged: int
    tickets_added: int
    extended: int
    known: int
    events_added: int
    without_resolved_at: int
    zone: str
    encoding: str
    customer_added: bool
    agreement_added: str | None
    problems: tuple[RowProblem, ...]
    changes: Changes


class Importing:
    """`rulebook` gives the rules as a connection sees them; `user` signs the records that an import adds."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database = database
        self._rulebook = rulebook
        self._user = user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def servicenow(
        self,
        path: Path,
        *,
        customer: str,
        now: Instant,
        zone: str | None = None,
        calendar: str | None = None,
        new_customer: bool = False,
        progress: Progress = lambda done, size: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ImportSummary:
        """Import an event log of ServiceNow for a customer, who is added when new.

        `zone` is that of the file's times, by default that of the customer's hours; `calendar` and `new_customer` see
        `customer_for`.
        Refusal when the file is no such log, when its tickets belong to another customer, and once `cancelled` says so.
        """
        name = checked_text(customer, "Customer").strip()
        if not name:
            raise UsageRefusal("Nothing was imported: the customer’s name is empty. Say whose tickets these are.")
        given_zone = None if zone is None else _zone(zone)
        with reading.opened(path) as file, self._database.write() as connection:
            rulebook = self._rulebook(connection)
            owner = customer_for(
                connection, rulebook, name, calendar=calendar, new=new_customer, now=now, by=self._user
            )
            log = servicenow.EventLog(file, zone=given_zone or owner.zone, now=now)
            run = _Run(connection, owner, log.zone.key, self._database.replica, now=now, by=self._user)
            run.write(_watched(log, progress, cancelled))
            summary = run.summary(log)
            if not (summary.tickets_added or summary.known or summary.extended):
                first = summary.problems[0]
                raise Refusal(
                    f"{path.name} holds no row that can be imported; in line {first.line} {first.reason}. "
                    "Nothing was imported. Choose another file, or mend this one."
                )
            if summary.events_added:
                _keep_account(connection, path.name, summary, now=now, by=self._user)
        return summary


def _watched(
    log: servicenow.EventLog, progress: Progress, cancelled: Callable[[], bool]
) -> Iterator[SourceTicket | RowProblem]:
    for count, item in enumerate(log):
        if not count % STEP:
            progress(log.done, log.size)
            if cancelled():
                raise Refusal("The import was stopped. Nothing of it was kept. Start it again when you like.")
        yield item
    progress(log.size, log.size)


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_info(name)
    except ValueError as error:
        raise UsageRefusal(f"Nothing was imported: {error}") from error


def _keep_account(connection: Connection, file: str, summary: ImportSummary, *, now: Instant, by: str) -> None:
    """What was imported, with every row that was not taken as it stood (rule 4 of reliability)."""
    body = {
        "source": servicenow.SOURCE,
        "zone": summary.zone,
        "encoding": summary.encoding,
        "rows": summary.rows,
        "unchanged": summary.unchanged,
        "tickets_added": summary.tickets_added,
        "events_added": summary.events_added,
        "problems": [problem._asdict() for problem in summary.problems],
    }
    records.save(connection, kind="import", id=secrets.token_hex(6), name=file, body=body, now=now, by=by)


class _Records:
    """The records of one kind by name. Those that the source names for the first time are added."""

    def __init__(
        self, connection: Connection, names: Names, kind: str, body: Mapping[str, str], owner: str | None = None
    ) -> None:
        self.names, self.kind, self.owner, self.body = names, kind, owner, body
        self.ids: dict[str, str] = {}
        for record in records.every(connection, kind, owner=owner):
            self.ids.setdefault(record.name, record.id)
            names.known[kind, record.id] = record.name
        self.added: list[tuple[str, str]] = []

    def id(self, name: str | None) -> str | None:
        if name is None:
            return None
        found = self.ids.get(name)
        if found is None:
            self.ids[name] = found = secrets.token_hex(6)
            self.names.known[self.kind, found] = name
            self.added.append((found, name))
        return found

    def write(self, connection: Connection, *, now: Instant, by: str) -> None:
        records.add(connection, self.added, kind=self.kind, owner=self.owner, body=self.body, now=now, by=by)


class _Run:
    """Turns what the importer hands over into events; `now` and `by` sign the records that are added on the way."""

    def __init__(
        self, connection: Connection, owner: ImportCustomer, zone: str, replica: str, *, now: Instant, by: str
    ) -> None:
        self.connection = connection
        self.owner = owner
        self.zone = zone
        self.replica = replica
        self.now, self.by = now, by
        self.mint = events.Minter(connection, replica)
        self.here = tickets.of_source(connection, servicenow.SOURCE)
        self.names = names = Names(connection)
        self.contacts = _Records(connection, names, "contact", {"phone": "", "email": "", "room": ""}, owner.id)
        self.services = _Records(connection, names, "service", {})
        self.people = _Records(connection, names, "person", {"account": ""})
        self.claimants = claimants(connection)
        self.problems: list[RowProblem] = []
        self.added: set[TicketId] = set()
        self.longer: dict[TicketId, list[TicketEvent]] = {}
        self.known = self.events_added = 0

    def write(self, found: Iterable[SourceTicket | RowProblem]) -> None:
        new = self.new_tickets(found)
        bulk.write(self.connection, new, self.owner.rulebook, zone=self.zone, names=self.names)
        self.write_records()
        self.write_longer()

    def new_tickets(self, found: Iterable[SourceTicket | RowProblem]) -> Iterator[NewTicket]:
        """The tickets that are not here yet; what the others have gained is put aside until those are written."""
        number = tickets.next_number(self.connection)
        known: list[SourceTicket] = []
        for item in found:
            if isinstance(item, RowProblem):
                self.problems.append(item)
            elif item.key in self.here:
                known.append(item)
                if len(known) == bulk.BATCH:
                    self.compare(known)
                    known.clear()
            else:
                yield self.begin(item, number)
                number += 1
        self.compare(known)

    def begin(self, ticket: SourceTicket, number: int) -> NewTicket:
        story = [self.event(draft, self.mint()) for draft in ticket.drafts]
        received = story[0]
        assert isinstance(received, Received)
        claimed = self.own_claim(received)
        story[0] = replace(received, number=number, source=servicenow.SOURCE, source_key=ticket.key, **claimed)
        id_ = f"{self.replica}-{story[0].id.seq:010}"
        self.added.add(id_)
        self.events_added += len(story)
        return NewTicket(id_, story)

    def own_claim(self, received: Received) -> dict[str, Any]:
        """What to keep where its contact's group or its service claims a ticket. Else its customer does, by whichever
        agreement they are given for the past, also later."""
        if not {received.contact, received.service} & self.claimants:
            return {}
        about = About(received.customer, received.contact, received.service)
        found = claim(self.connection, self.owner.rulebook, about, received.occurred_at)
        return as_written(found) if found and found.by in (Claimant.GROUP, Claimant.SERVICE) else {}

    def event(self, draft: EventDraft, id_: EventId) -> TicketEvent:
        fields: Mapping[str, Any] = draft.fields
        if draft.kind is Assigned:
            fields = {**fields, "assignee": self.people.id(fields["assignee"])}
        elif draft.kind is DetailsChanged or draft.kind is Received:
            fields = dict(fields)
            for name, known in (("contact", self.contacts), ("service", self.services), ("assignee", self.people)):
                if name in fields:
                    fields[name] = known.id(fields[name])
            if draft.kind is Received:
                fields["customer"] = self.owner.id
        return draft.kind(id=id_, occurred_at=draft.at, recorded_at=draft.at, by=draft.by, **fields)

    def write_records(self) -> None:
        for known in (self.contacts, self.services, self.people):
            known.write(self.connection, now=self.now, by=self.by)

    def compare(self, known: Sequence[SourceTicket]) -> None:
        """For each ticket that is here already, put the events of the file aside that are not."""
        ids = [self.here[ticket.key] for ticket in known]
        histories = events.histories(self.connection, ids)
        for ticket, id_ in zip(known, ids, strict=True):
            history = histories[id_]
            self.check_owner(ticket.key, history)
            held = Counter(_told(event) for event in history)
            more: list[TicketEvent] = []
            for event in (self.event(draft, _NO_ID) for draft in ticket.drafts):
                told = _told(event)
                if held[told]:
                    held[told] -= 1
                else:
                    more.append(event)
            if more:
                self.check_zone(ticket.key, id_)
                self.longer[id_] = more
            else:
                self.known += 1

    def check_owner(self, key: str, history: Sequence[TicketEvent]) -> None:
        customer = next(event.customer for event in history if isinstance(event, Received))
        if customer != self.owner.id:
            other = Names(self.connection)("customer", customer)
            raise Refusal(
                f"Nothing was imported: {key} was imported before, for {other}. Name them or choose another file."
            )

    def check_zone(self, key: str, id_: TicketId) -> None:
        """Read in another zone, every row that is here already would look like a new one."""
        zones = events.told_zones(self.connection, id_)
        if zones and self.zone not in zones:
            raise Refusal(
                f"Nothing was imported: the times of {key} were taken as {', '.join(sorted(zones))} before, and as "
                f"{self.zone} its rows would count twice. Import the file with --zone {min(zones)}."
            )

    def write_longer(self) -> None:
        longer = {id_: [replace(event, id=self.mint()) for event in more] for id_, more in self.longer.items()}
        written = [(id_, event) for id_, more in longer.items() for event in more]
        events.append(self.connection, written, zone=self.zone, told=True)
        keep(self.connection, longer, self.owner.rulebook)
        self.events_added += len(written)

    def summary(self, log: servicenow.EventLog) -> ImportSummary:
        return ImportSummary(
            rows=log.rows,
            unchanged=log.unchanged,
            tickets_added=len(self.added),
            extended=len(self.longer),
            known=self.known,
            events_added=self.events_added,
            without_resolved_at=log.without_resolved_at,
            zone=self.zone,
            encoding=log.encoding,
            customer_added=self.owner.added,
            agreement_added=self.owner.agreement_added,
            problems=tuple(self.problems),
            changes=Changes(
                frozenset(self.added | self.longer.keys()),
                rules=self.owner.agreement_added is not None,
                customers=bool(self.events_added),
            ),
        )


_NO_ID = EventId("", 0)


def _told(event: TicketEvent) -> object:
    """An event as the source tells it, without what later rows of the same ticket can change.

    A ticket is received once, and a closing code is put with whichever resolution is the last.
    """
    if isinstance(event, Received):
        return Received
    if isinstance(event, Resolved):
        return replace(event, id=_NO_ID, code=None)
    return replace(event, id=_NO_ID)
