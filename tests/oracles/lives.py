"""A ticket read again for the recount of a report: its states, its comings and goings, its public clocks."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status, Tier
from slaapp.domain.events import (
    EVENT_KINDS,
    Absorbed,
    BreachExplained,
    Closed,
    CustomerWrote,
    DetailsChanged,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Reopened,
    Resolved,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.storage.codec import restored
from tests.oracles.clocks import Law, Shown, believed, with_marks

Written = Mapping[str, Sequence[TicketEvent]]


DONE = (Status.RESOLVED, Status.CLOSED)
GONE = (
    NotMeasuredReason.DUPLICATE,
    NotMeasuredReason.SPAM,
    NotMeasuredReason.WITHDRAWN,
    NotMeasuredReason.MERGED,
)


def events_of(execute: Callable[[str], Iterable[Sequence[Any]]]) -> dict[str, list[TicketEvent]]:
    """All events of a store by ticket, decoded from their rows."""
    found: dict[str, list[TicketEvent]] = {}
    rows = execute(
        "SELECT e.ticket, e.kind, e.replica, e.seq, e.occurred_at, e.recorded_at, e.by, e.body, t.texts"
        " FROM events e LEFT JOIN event_texts t USING (replica, seq) ORDER BY e.replica, e.seq"
    )
    for ticket, kind, replica, seq, occurred_at, recorded_at, by, body, texts in rows:
        said = json.loads(body)
        said.pop("digests", None)
        said |= {} if texts is None else json.loads(texts)
        when = {"id": [replica, seq], "occurred_at": occurred_at, "recorded_at": recorded_at, "by": by}
        found.setdefault(ticket, []).append(restored(EVENT_KINDS[kind], {**said, **when}))
    return found


@dataclass(frozen=True)
class State:
    at: int
    status: Status
    severity: Severity
    gone: bool

    @property
    def open(self) -> bool:
        return self.status not in DONE and not self.gone


class Life:
    """What a history did to a ticket: its states one after the other, and its comings and goings."""

    def __init__(self, history: Sequence[TicketEvent]) -> None:
        received = history[0]
        assert isinstance(received, Received)
        self.received_at = received.occurred_at
        self.states: list[State] = []
        self.moves = [("received", self.received_at)]
        self._status, self._until, self._gone = received.status, received.until, False
        self._severity = received.severity
        if received.status in DONE:
            self.moves.append(("resolved", self.received_at))
        self._note(self.received_at)
        for event in history[1:]:
            at = max(event.occurred_at, self.received_at)
            self._by_itself(at)
            self._take(event, at)
            self._note(at)
        self._by_itself(None)

    def _by_itself(self, at: int | None) -> None:
        if self._status is Status.SCHEDULED and self._until is not None and (at is None or self._until <= at):
            self._status = Status.IN_PROGRESS
            self._note(max(self._until, self.states[-1].at))

    def _note(self, at: int) -> None:
        self.states.append(State(at, self._status, self._severity, self._gone))

    def _take(self, event: TicketEvent, at: int) -> None:
        match event:
            case CustomerWrote() if self._status is Status.WAITING_CUSTOMER:
                self._status = Status.IN_PROGRESS
            case SeverityChanged():
                self._severity = event.severity
            case StatusChanged() if event.status in DONE:
                self._finish(event.status, at)
            case StatusChanged():
                self._go_on(event.status, at)
                self._until = event.until
            case Reopened():
                self._go_on(Status.IN_PROGRESS, at)
                self._until = None
            case Resolved():
                self._finish(Status.RESOLVED, at)
            case Closed():
                self._finish(Status.CLOSED, at)
            case NotMeasured() if event.reason in GONE and event.metrics is None:
                if self._status not in DONE and not self._gone:
                    self._gone = True
                    self.moves.append(("left_otherwise", at))

    def _go_on(self, status: Status, at: int) -> None:
        if self._status in DONE or self._gone:
            self.moves.append(("reopened", at))
        self._status, self._gone = status, False

    def _finish(self, status: Status, at: int) -> None:
        if self._status not in DONE:
            if not self._gone:
                self.moves.append(("resolved", at))
            self._status = status
        elif self._status is Status.RESOLVED:
            self._status = status

    def before(self, at: int) -> State | None:
        """The state just before that instant."""
        return next((state for state in reversed(self.states) if state.at < at), None)

    def during(self, at: int) -> State | None:
        return next((state for state in reversed(self.states) if state.at <= at), None)

    def open_before(self, at: int) -> bool:
        state = self.before(at)
        return state is not None and state.open


@dataclass(frozen=True)
class Clock:
    """One public clock as it counts."""

    ticket: "Ticket"
    shown: Shown
    dropped_at: int | None
    goal: int
    waived: bool
    waiver: str | None
    set_aside: bool
    reason: str | None
    code: str | None

    @property
    def measured(self) -> bool:
        return self.dropped_at is None

    @property
    def counts_at(self) -> int | None:
        return self.dropped_at if self.dropped_at is not None else self.shown.decided_at

    @property
    def breached(self) -> bool:
        return self.shown.verdict == "breached"

    @property
    def running(self) -> bool:
        return self.measured and self.shown.ended_at is None

    @property
    def place(self) -> tuple[str, str]:
        return self.shown.metric.value, self.shown.severity.word

    @property
    def targeted(self) -> bool:
        return self.shown.allowed is not None


@dataclass
class Ticket:
    """A ticket read up to `cut`, its clocks as they stood at `at`."""

    id: str
    number: int
    customer: str | None
    law: Law
    written: Written
    cut: int
    at: int
    later: list[TicketEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        told = believed(self.written[self.id])
        self.history = [event for event in told if event.occurred_at < self.cut]
        self.later = [event for event in told if event.occurred_at >= self.cut]
        self.absorbed = self._absorbed(self.history, {self.id})

    def _absorbed(self, history: Iterable[TicketEvent], seen: set[str]) -> list[TicketEvent]:
        found: list[TicketEvent] = []
        for event in history:
            if isinstance(event, Absorbed) and event.other not in seen:
                seen.add(event.other)
                other = [one for one in believed(self.written[event.other]) if one.occurred_at < self.cut]
                found += [*other, *self._absorbed(other, seen)]
        return found

    @property
    def service(self) -> str | None:
        """At the cut-off."""
        found = None
        for event in self.history:
            if isinstance(event, Received) or (isinstance(event, DetailsChanged) and event.service is not None):
                found = event.service
        return found

    @property
    def there(self) -> bool:
        return bool(self.history) and isinstance(self.history[0], Received)

    @cached_property
    def own(self) -> Life:
        return Life(self.history)

    @cached_property
    def course(self) -> Life:
        """With the messages of what was merged into it, from the first time anything of it was received."""
        if not self.absorbed:
            return self.own
        receipts = [event for event in (self.history[0], *self.absorbed) if isinstance(event, Received)]
        first = min(receipt.occurred_at for receipt in receipts)
        begun = restored_at(self.history[0], first)
        wrote = [event for event in self.absorbed if isinstance(event, CustomerWrote)]
        wrote += [
            CustomerWrote(
                id=receipt.id, occurred_at=receipt.occurred_at, recorded_at=receipt.recorded_at, by=receipt.by
            )
            for receipt in receipts
            if receipt.occurred_at > first and not receipt.opened_by_desk
        ]
        rest = sorted([*self.history[1:], *wrote], key=lambda e: (e.occurred_at, e.recorded_at, e.id))
        return Life([begun, *rest])

    @property
    def merges(self) -> bool:
        merged_away = False
        for event in self.history:
            if isinstance(event, NotMeasured) and event.metrics is None and event.reason in GONE:
                merged_away = event.reason is NotMeasuredReason.MERGED
            elif isinstance(event, Reopened):
                merged_away = False
        return bool(self.absorbed) or merged_away

    @cached_property
    def clocks(self) -> list[Clock]:
        found = with_marks(self.history, [self.law], self.at, absorbed=self.absorbed)
        return [self._clock(shown, dropped_at) for shown, dropped_at in found if shown.tier is Tier.PUBLIC]

    def _clock(self, shown: Shown, dropped_at: int | None) -> Clock:
        remarks = [*self.history, *self.later]
        waiver = _said(remarks, shown, Waived) if shown.waived else None
        waived, set_aside = shown.waived, shown.excluded and dropped_at is None
        if dropped_at is None and shown.verdict is not None:
            for event in self.later:
                if isinstance(event, NotMeasured) and (event.metrics is None or shown.metric in event.metrics):
                    set_aside = True
                elif isinstance(event, Waived) and shown.verdict == "breached":
                    waiver_now = _said([event], shown, Waived)
                    waived, waiver = waived or waiver_now is not None, waiver_now or waiver
        goals = [
            target.goal
            for target in self.law.agreement.targets
            if (target.metric, target.tier, target.severity) == (shown.metric, Tier.PUBLIC, shown.severity)
        ]
        reason = _said(remarks, shown, BreachExplained)
        given = [
            event
            for event in remarks
            if isinstance(event, BreachExplained)
            and event.metric is shown.metric
            and event.cycle in (None, shown.cycle)
        ]
        code = given[-1].code.value if given and given[-1].code is not None else None
        return Clock(self, shown, dropped_at, sum(goals), waived, waiver, set_aside, reason, code)

    def as_of(self, cut: int) -> "Ticket":
        return Ticket(self.id, self.number, self.customer, self.law, self.written, cut, cut)


def restored_at(event: TicketEvent, at: int) -> TicketEvent:

    return replace(event, occurred_at=at)


def _said(events: Iterable[TicketEvent], shown: Shown, kind: type[Waived] | type[BreachExplained]) -> str | None:
    words = None
    for event in events:
        if isinstance(event, kind) and event.metric is shown.metric and event.cycle in (None, shown.cycle):
            agreed_by = event.agreed_by if isinstance(event, Waived) else ""
            words = f"{event.reason} ({agreed_by})" if agreed_by else event.reason
    return words
