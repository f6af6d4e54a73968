"""A ticket as a page shows it: what happened, every clock as it reads, whom it is about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from slaapp.domain import particulars
from slaapp.domain.agreement import Meaning, Metric, Severity, Status, Terms, Tier
from slaapp.domain.attachments import StoredFile
from slaapp.domain.clock import Clock, Reading, State, read
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    Attached,
    Corrected,
    EventId,
    NotMeasuredReason,
    Received,
    Replied,
    Retracted,
    SourceVerdict,
    TicketEvent,
)
from slaapp.domain.history import effective, in_order
from slaapp.domain.lanes import TermsLine
from slaapp.domain.particulars import ChecklistItem
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import waits
from slaapp.domain.value import Value
from slaapp.domain.winding import wind
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.calendars import hours_in_words
from slaapp.services.amendments import corrections
from slaapp.services.attaching import stored
from slaapp.services.catalogue import Contact, contact_of
from slaapp.services.claiming import Claimed, told
from slaapp.services.families import Families
from slaapp.services.keeping import Kept, Written, with_merged, work_out_as_of
from slaapp.services.reopening import last_day_to_reopen
from slaapp.services.rulebook import Rulebook
from slaapp.services.suppliers import Known, SupplierWait
from slaapp.services.ties import Candidate, Tie, candidates, of_customers, ties
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header


class Entry(Value):
    """A line of a ticket's history. `event` has corrections put in place; `passed` is a target that was passed
    instead, and its event is None. `back_dated`: written down later than it happened (T5)."""

    at: Instant
    event: TicketEvent | None
    retracted: bool = False
    corrected: bool = False
    back_dated: bool = False
    passed: Clock | None = None


class ClockView(Value):
    clock: Clock
    reading: Reading


PAPER_SLIP = "paper slip"
"""The `source` of a ticket that was a numbered slip of paper first."""


class TicketPage(Value):
    """`clocks`: the latest cycle of each metric and tier first, the most urgent metric first; earlier cycles follow.

    `terms` is the version that the ticket is pinned to (None: no agreement), `claim` why it is that one. `hours` lets
    its clocks be read again as time goes on. `names` says what the records and tickets that its events name are called.
    `siblings` are the customer's other open tickets, `recent` some that are done. `reopen_by` is the last day on which
    it can be reopened (None: it is open, or nothing was agreed), `reopenable` whether that day is not over; `minutes`
    is the time spent. `planned_at` is when a recurring ticket was planned.
    """

    number: int
    subject: str
    customer: str
    customer_id: str | None
    contact: Contact | None
    service: str
    service_id: str | None
    assignee: str | None
    assignee_id: str | None
    team: str
    severity: Severity
    status: Status
    until: Instant | None
    received_at: Instant
    agreement: str | None
    agreement_version: int | None
    claim: Claimed | None
    terms: Terms | None
    hours_in_words: str
    hours: Mapping[str, WorkingTime]
    left_as: NotMeasuredReason | None
    merged_into: int | None
    source: str | None
    source_key: str | None
    source_met: bool | None
    entries: tuple[Entry, ...]
    clocks: tuple[ClockView, ...]
    siblings: tuple[tuple[int, str], ...]
    recent: tuple[tuple[int, str], ...]
    ties: tuple[Tie, ...]
    tags: tuple[str, ...]
    checklist: tuple[ChecklistItem, ...]
    minutes: int
    reopen_by: date | None
    reopenable: bool
    names: Mapping[str, str]
    update_due_after_reply: Instant | None
    planned_at: Instant | None
    merged_files: tuple[tuple[int, tuple[StoredFile, ...]], ...]
    """The files of the tickets that were merged into this one, by their numbers."""

    waits: tuple[SupplierWait, ...]
    """Those on a third party, in order."""

    @property
    def meanings(self) -> Mapping[Severity, Meaning]:
        """What its agreement says of severities in words of its own."""
        return {} if self.terms is None else self.terms.agreement.meanings

    def meaning(self, severity: Severity) -> Meaning | None:
        return self.meanings.get(severity)


class TicketPages:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database = database
        self._rulebook = rulebook

    def page(self, number: int, *, now: Instant) -> TicketPage:
        """The ticket as of `now`: what happened later is left out. Refusal when it is unknown or not received yet."""
        with self._database.read() as connection:
            header = tickets.by_number(connection, number)
            rulebook = self._rulebook(connection)
            every = {} if header is None else with_merged(connection, [header.id])
            kept = None if header is None else work_out_as_of(header.id, every, rulebook, until=now)
            if header is None or kept is None:
                raise Refusal(f"There is no ticket {number}.", command="See the open ones with: slaapp list")
            return self._page(connection, header, kept, every, rulebook, now)

    def candidates(self, number: int, text: str, *, limit: int = 12) -> list[Candidate]:
        """Tickets that this one could be tied to; see `ties.candidates`."""
        with self._database.read() as connection:
            header = tickets.by_number(connection, number)
            return [] if header is None else candidates(connection, header, text, limit=limit)

    def _page(
        self,
        connection: Connection,
        header: Header,
        kept: Kept,
        every: Written,
        rulebook: Rulebook,
        now: Instant,
    ) -> TicketPage:
        ticket, written = kept.ticket, every[header.id]
        views = _ordered([ClockView(clock, read(clock, now, rulebook.hours)) for clock in kept.clocks])
        contact = records.load(connection, "contact", ticket.contact) if ticket.contact else None
        families = Families(connection)
        theirs = None if ticket.customer is None else families.survivor(ticket.customer)
        siblings, recent = of_customers(connection, () if theirs is None else families.members(theirs), but=header.id)
        last_day = last_day_to_reopen(kept)
        verdicts = [event.met for event in kept.history if isinstance(event, SourceVerdict)]
        numbers = [held.number for held in tickets.of(connection, [ticket.merged_into])] if ticket.merged_into else []
        terms = kept.line[0][1] if kept.line else None
        pinned = None if terms is None else terms.agreement
        known = Known(connection)
        desk_hours = rulebook.desk_hours if terms is None else terms.desk_hours

        def name(kind: str, id_: str | None) -> str:
            record = None if id_ is None else records.load(connection, kind, id_)
            return (id_ or "") if record is None else record.name

        return TicketPage(
            number=header.number,
            subject=ticket.subject,
            customer=families.name(theirs),
            customer_id=theirs,
            contact=None if contact is None else contact_of(contact),
            service=name("service", ticket.service),
            service_id=ticket.service,
            assignee=name("person", ticket.assignee) or None,
            assignee_id=ticket.assignee,
            team=ticket.group or "",
            severity=ticket.severity,
            status=ticket.status_at(now),
            until=ticket.until,
            received_at=ticket.received_at,
            agreement=None if pinned is None else pinned.name,
            agreement_version=None if pinned is None else pinned.version,
            claim=told(connection, kept.claim, kept.line),
            terms=terms,
            hours_in_words=hours_in_words(desk_hours.line.on(desk_hours.day_of(now))),
            hours=rulebook.hours,
            left_as=ticket.left,
            merged_into=numbers[0] if numbers else None,
            source=header.source,
            source_key=header.source_key,
            source_met=verdicts[-1] if verdicts else None,
            entries=_entries(written, kept.history, views, now),
            clocks=tuple(views),
            siblings=siblings,
            recent=recent,
            ties=ties(connection, ticket, kept.history),
            tags=particulars.tags(kept.history),
            checklist=particulars.checklist(kept.history),
            minutes=particulars.minutes(kept.history),
            reopen_by=last_day,
            reopenable=ticket.status.done
            and ticket.merged_into is None
            and (last_day is None or desk_hours.day_of(now) <= last_day),
            names=_names(connection, written),
            update_due_after_reply=_update_due(kept.history, kept.line, now, rulebook),
            planned_at=ticket.planned_at,
            merged_files=_merged_files(connection, every, kept),
            waits=tuple(known.read(wait, rulebook, now) for wait in waits(kept.history, kept.course)),
        )


_NAMED = {
    "customer": "customer",
    "contact": "contact",
    "service": "service",
    "assignee": "person",
    "supplier": "supplier",
}


def _names(connection: Connection, written: Sequence[TicketEvent]) -> dict[str, str]:
    """What the records are called, and the numbers of the tickets, that these events name."""
    found: dict[str, str] = {}
    others = {other for event in written if isinstance(other := getattr(event, "other", None), str)}
    for event in written:
        for field, kind in _NAMED.items():
            id_ = getattr(event, field, None)
            if id_ is not None and id_ not in found and (record := records.load(connection, kind, id_)) is not None:
                found[id_] = record.name
    found |= {held.id: str(held.number) for held in tickets.of(connection, sorted(others))}
    return found


def _ordered(views: Sequence[ClockView]) -> list[ClockView]:
    """The most urgent metric first: due soonest, then paused, then ended; its public tier before its internal one."""
    latest: dict[tuple[Metric, Tier], ClockView] = {}
    for view in views:
        latest[view.clock.metric, view.clock.tier] = view

    def urgency(metric: Metric) -> tuple[int, int]:
        view = latest.get((metric, Tier.PUBLIC)) or latest[metric, Tier.INTERNAL]
        reading = view.reading
        ended = reading.state in (State.ENDED, State.NOT_MEASURED, State.NO_TARGET)
        paused = reading.state is State.PAUSED
        return (2 if ended else 1 if paused else 0, reading.due_at or reading.due_if_resumed or 1 << 60)

    order = sorted({view.clock.metric for view in views}, key=urgency)
    return sorted(
        views,
        key=lambda view: (
            view is not latest[view.clock.metric, view.clock.tier],
            order.index(view.clock.metric),
            view.clock.tier is Tier.INTERNAL,
            -view.clock.cycle,
        ),
    )


def _entries(
    written: Sequence[TicketEvent], history: Sequence[TicketEvent], views: Sequence[ClockView], now: Instant
) -> tuple[Entry, ...]:
    acting = {event.id: event for event in history}
    corrected: set[EventId] = {event.event for event in corrections(written)}
    entries = [
        Entry(
            at=acting.get(event.id, event).occurred_at,
            event=acting.get(event.id, event),
            retracted=event.id not in acting and not isinstance(event, Corrected | Retracted),
            corrected=event.id in corrected,
            back_dated=event.recorded_at > event.occurred_at,
        )
        for event in sorted(written, key=in_order)
        if event.occurred_at <= now
    ]
    entries += [
        Entry(view.clock.breached_at, None, passed=view.clock)
        for view in views
        if view.clock.breached_at is not None and view.reading.breached
    ]
    return tuple(sorted(entries, key=lambda entry: (not isinstance(entry.event, Received), entry.at)))


def _update_due(history: Sequence[TicketEvent], line: TermsLine, now: Instant, rulebook: Rulebook) -> Instant | None:
    """By when the customer would have to be told again if they were told something now."""
    stamp = {"id": EventId("~", 1), "occurred_at": now, "recorded_at": now, "by": ""}
    told = Replied(**stamp)  # type: ignore[arg-type]  # the four fields every event has
    clocks = wind(effective([*history, told]), line)
    due = [
        read(clock, now, rulebook.hours).due_at
        for clock in clocks
        if clock.metric is Metric.UPDATE and clock.tier is Tier.PUBLIC and clock.ended_at is None and clock.measured
    ]
    return due[-1] if due else None


def _merged_files(connection: Connection, every: Written, kept: Kept) -> tuple[tuple[int, tuple[StoredFile, ...]], ...]:
    """What is on the tickets that go on as part of this one, the oldest ticket first."""
    counts = {event.id for event in kept.absorbed if isinstance(event, Attached)}
    held = {
        ticket: tuple(stored(event) for event in written if isinstance(event, Attached) and event.id in counts)
        for ticket, written in every.items()
    }
    numbers = {
        header.id: header.number for header in tickets.of(connection, [id_ for id_, files in held.items() if files])
    }
    return tuple(sorted((number, held[id_]) for id_, number in numbers.items()))
