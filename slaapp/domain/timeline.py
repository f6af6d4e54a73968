"""A ticket's history laid out in time: which status and severity held when, and the beats that start and end clocks."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import (
    LEAVING,
    Closed,
    CustomerWrote,
    NotMeasured,
    Received,
    Reopened,
    Replied,
    Resolved,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.domain.history import in_order
from slaapp.domain.spans import Instant


class Piece(NamedTuple):
    """A stretch in which nothing changes; the last one has no end.

    A ticket that is `gone` left the queue unresolved: it is no longer open, but a clock that was decided before goes on
    as its status says (C13 ends no clock).
    """

    start: Instant
    end: Instant | None
    status: Status
    severity: Severity
    gone: bool = False

    @property
    def open(self) -> bool:
        return not (self.status.done or self.gone)


class BeatKind(Enum):
    REPLIED = auto()
    WROTE = auto()
    RESOLVED = auto()
    REOPENED = auto()
    LEFT = auto()
    """Taken out of the queue without being resolved (R5); ends no clock (C13)."""
    SHUT = auto()
    """Resolved or closed after it had left: ends clocks as a resolution does, but the ticket was gone already."""
    RETURNED = auto()
    """Back in the queue after it had left, unresolved: no clock sees it."""


class Beat(NamedTuple):
    """Something that can start or end a clock, with the status and severity just before it.

    `order` is its place in the history: of two things at one instant the later one in the history came later.
    """

    kind: BeatKind
    at: Instant
    order: int
    status: Status
    severity: Severity


class Mark(NamedTuple):
    """A `NotMeasured`, with the status and severity at its instant."""

    event: NotMeasured
    at: Instant
    order: int
    status: Status
    severity: Severity


class Timeline(NamedTuple):
    """`customer_waits` is False for a ticket that the desk opened itself (C2); `steady`: its severity never changed;
    `last_at` is that of the last event."""

    received_at: Instant
    customer_waits: bool
    steady: bool
    pieces: tuple[Piece, ...]
    beats: tuple[Beat, ...]
    marks: tuple[Mark, ...]
    waivers: tuple[Waived, ...]
    last_at: Instant


def timeline(history: Sequence[TicketEvent], absorbed: Sequence[TicketEvent] = ()) -> Timeline:
    """Lay out an effective history that begins with its `Received`.

    `absorbed` is the effective history of tickets merged into this one: their messages and replies count here (C14).
    """
    received = history[0]
    if not isinstance(received, Received):
        raise ValueError("a history begins with the ticket being received")
    if absorbed:
        received, history = _merged(received, history, absorbed)
    return _Layout(received).lay(history[1:])


def _merged(
    received: Received, history: Sequence[TicketEvent], absorbed: Sequence[TicketEvent]
) -> tuple[Received, Sequence[TicketEvent]]:
    """The history as if all of it had been said to one ticket: what was received first begins it (C14)."""
    receipts = sorted([received, *(event for event in absorbed if isinstance(event, Received))], key=in_order)
    first = receipts[0]
    begun = replace(
        received,
        occurred_at=first.occurred_at,
        opened_by_desk=first.opened_by_desk,
        answered_on_phone=first.answered_on_phone,
    )
    said = [event for event in absorbed if isinstance(event, Replied | CustomerWrote)]
    said += [told for receipt in receipts[1:] for told in _said_on_logging(receipt)]
    return begun, [begun, *sorted([*history[1:], *said], key=in_order)]


def _said_on_logging(receipt: Received) -> Iterator[Replied | CustomerWrote]:
    """The conversation that a ticket began with, where another one had begun before it."""
    when = {"id": receipt.id, "occurred_at": receipt.occurred_at, "recorded_at": receipt.recorded_at, "by": receipt.by}
    if not receipt.opened_by_desk:
        yield CustomerWrote(**when)  # type: ignore[arg-type]  # the four fields every event has
    if receipt.answered_on_phone:
        yield Replied(**when)  # type: ignore[arg-type]


_ON_THE_LINE = frozenset(
    (Replied, CustomerWrote, StatusChanged, SeverityChanged, Resolved, Closed, Reopened, NotMeasured, Waived)
)
"""Of all other events nothing is laid out but when they happened."""


class _Layout:
    """Folds events into pieces and beats; `order` 0 is the ticket being received."""

    def __init__(self, received: Received) -> None:
        self.received = received
        self.since = self.last_at = received.occurred_at
        self.status = received.status
        self.until = received.until
        self.severity = received.severity
        self.gone = False
        self.steady = True
        self.order = 0
        self.pieces: list[Piece] = []
        self.beats: list[Beat] = []
        self.marks: list[Mark] = []
        self.waivers: list[Waived] = []

    def lay(self, events: Sequence[TicketEvent]) -> Timeline:
        received = self.received
        if received.answered_on_phone:
            self.beat(BeatKind.REPLIED, received.occurred_at)
        if received.status.done:
            self.status = Status.NEW
            self.finish(received.status, received.occurred_at)
        for self.order, event in enumerate(events, start=1):
            self.take(event, max(event.occurred_at, received.occurred_at))
        self.resume_by_itself(None)
        self.pieces.append(Piece(self.since, None, self.status, self.severity, self.gone))
        return Timeline(
            received.occurred_at,
            not received.opened_by_desk,
            self.steady,
            tuple(self.pieces),
            tuple(self.beats),
            tuple(self.marks),
            tuple(self.waivers),
            self.last_at,
        )

    def take(self, event: TicketEvent, at: Instant) -> None:
        self.last_at = at
        self.resume_by_itself(at)
        if type(event) not in _ON_THE_LINE:
            return
        if isinstance(event, Replied):
            self.beat(BeatKind.REPLIED, at)
        elif isinstance(event, StatusChanged):
            self.change_status(event.status, event.until, at)
        elif isinstance(event, Resolved):
            self.finish(Status.RESOLVED, at)
        elif isinstance(event, Closed):
            self.finish(Status.CLOSED, at)
        elif isinstance(event, CustomerWrote):
            self.beat(BeatKind.WROTE, at)
            if self.status is Status.WAITING_CUSTOMER:
                self.turn(at, status=Status.IN_PROGRESS)
        elif isinstance(event, SeverityChanged):
            self.steady = self.steady and event.severity is self.severity
            self.turn(at, severity=event.severity)
        elif isinstance(event, Reopened):
            self.change_status(Status.IN_PROGRESS, None, at)
        elif isinstance(event, NotMeasured):
            self.marks.append(Mark(event, at, self.order, self.status, self.severity))
            if takes_out(event) and not (self.status.done or self.gone):
                self.beat(BeatKind.LEFT, at)
                self.turn(at, gone=True)
        elif isinstance(event, Waived):
            self.waivers.append(event)

    def resume_by_itself(self, at: Instant | None) -> None:
        """A scheduled pause ends at its `until` without anybody doing anything (C6)."""
        if self.until is not None and self.status is Status.SCHEDULED and (at is None or self.until <= at):
            self.turn(max(self.until, self.since), status=Status.IN_PROGRESS)

    def change_status(self, status: Status, until: Instant | None, at: Instant) -> None:
        if status.done:
            self.finish(status, at)
            return
        if self.status.done:
            self.beat(BeatKind.REOPENED, at)
        elif self.gone:
            self.beat(BeatKind.RETURNED, at)
        self.turn(at, status=status, gone=False)
        self.until = until

    def finish(self, status: Status, at: Instant) -> None:
        if not self.status.done:
            self.beat(BeatKind.SHUT if self.gone else BeatKind.RESOLVED, at)
        elif self.status is Status.CLOSED:
            return
        self.turn(at, status=status)

    def beat(self, kind: BeatKind, at: Instant) -> None:
        self.beats.append(Beat(kind, at, self.order, self.status, self.severity))

    def turn(
        self,
        at: Instant,
        *,
        status: Status | None = None,
        severity: Severity | None = None,
        gone: bool | None = None,
    ) -> None:
        status = self.status if status is None else status
        severity = self.severity if severity is None else severity
        gone = self.gone if gone is None else gone
        if at > self.since and (status, severity, gone) != (self.status, self.severity, self.gone):
            self.pieces.append(Piece(self.since, at, self.status, self.severity, self.gone))
            self.since = at
        self.status, self.severity, self.gone = status, severity, gone


def takes_out(event: NotMeasured) -> bool:
    """Whether the mark takes the whole ticket out of the queue, not only some of its clocks out of the count."""
    return event.reason in LEAVING and event.metrics is None
