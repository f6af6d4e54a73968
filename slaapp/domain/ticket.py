"""A ticket as its history leaves it, and which event may follow which."""

from collections.abc import Sequence

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.claim import Claimant
from slaapp.domain.errors import AlreadySo, Refusal
from slaapp.domain.events import (
    Assigned,
    Attached,
    Closed,
    DetailsChanged,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Reopened,
    Resolved,
    Seen,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    TicketId,
)
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import BeatKind, Timeline, takes_out, timeline
from slaapp.domain.value import Value


class Ticket(Value):
    """What a ticket says about itself after its last event.

    A scheduled one is in progress by itself from `until` on: ask `status_at`. `left` is why it left the queue
    unresolved, if it did. `planned_at` and `occurrence` are those of a recurring ticket; `claimed_by` None: it was not
    said yet by what its agreement claims it, or no agreement did.
    """

    number: int
    source: str | None
    source_key: str | None
    agreement: str | None
    subject: str
    customer: str | None
    contact: str | None
    service: str | None
    assignee: str | None
    group: str | None
    severity: Severity
    status: Status
    until: Instant | None
    received_at: Instant
    updated_at: Instant
    resolved_at: Instant | None
    seen: bool
    left: NotMeasuredReason | None
    merged_into: TicketId | None
    attachments: int
    planned_at: Instant | None = None
    occurrence: str | None = None
    claimed_by: Claimant | None = None
    claimant: str = ""

    def status_at(self, now: Instant) -> Status:
        return status_at(self.status, self.until, now)


def status_at(status: Status, until: Instant | None, now: Instant) -> Status:
    """The status that holds at `now` of a ticket whose last event left it at `status` (C6 of semantics)."""
    if status is Status.SCHEDULED and until is not None and until <= now:
        return Status.IN_PROGRESS
    return status


_FOLDED = frozenset((DetailsChanged, Assigned, StatusChanged, NotMeasured, Seen, Attached, Reopened))


def fold(
    history: Sequence[TicketEvent], absorbed: Sequence[TicketEvent] = (), *, course: Timeline | None = None
) -> Ticket:
    """The ticket after an effective history that begins with its `Received`; `course` is its timeline, if laid out."""
    course = course or timeline(history, absorbed)
    first = history[0]
    assert isinstance(first, Received)
    subject, customer, contact, service = first.subject, first.customer, first.contact, first.service
    agreement, claimed_by, claimant = first.agreement, first.claimed_by, first.claimant
    assignee, group, until, seen = first.assignee, first.group, first.until, False
    left: NotMeasuredReason | None = None
    merged_into: TicketId | None = None
    attachments = 0
    for event in history:
        if type(event) not in _FOLDED:
            continue
        match event:
            case DetailsChanged():
                subject = subject if event.subject is None else event.subject
                customer = customer if event.customer is None else event.customer
                if event.customer is not None or event.claimed_by is not None:
                    agreement, claimed_by, claimant = event.agreement, event.claimed_by, event.claimant
                contact = contact if event.contact is None else event.contact
                service = service if event.service is None else event.service
            case Assigned():
                assignee, group = event.assignee, event.group if event.group is not None else group
            case StatusChanged():
                until = event.until
            case NotMeasured(reason=reason) if takes_out(event):
                left, merged_into = reason, event.other if reason is NotMeasuredReason.MERGED else None
            case Seen():
                seen = True
            case Attached():
                attachments += 1
            case Reopened():
                left = merged_into = None
    last = next(piece for piece in reversed(course.pieces) if piece.start <= course.last_at)
    status = Status.CLOSED if last.gone else last.status
    ended = [beat for beat in course.beats if beat.kind in (BeatKind.RESOLVED, BeatKind.LEFT)]
    return Ticket(
        number=first.number,
        source=first.source,
        source_key=first.source_key,
        agreement=agreement,
        subject=subject,
        customer=customer,
        contact=contact,
        service=service,
        assignee=assignee,
        group=group,
        severity=last.severity,
        status=status,
        until=until if status is Status.SCHEDULED else None,
        received_at=course.received_at,
        updated_at=course.last_at,
        resolved_at=ended[-1].at if ended and status.done else None,
        seen=seen,
        left=left if status.done else None,
        merged_into=merged_into if status.done else None,
        attachments=attachments,
        planned_at=first.planned_at,
        occurrence=first.occurrence,
        claimed_by=claimed_by,
        claimant=claimant,
    )


def out_of_place(events: Sequence[TicketEvent]) -> list[TicketEvent]:
    """Those that could not follow what lies before them, in the order in which they happened."""
    history = effective(events)
    found = []
    for place, event in enumerate(history[1:], start=1):
        try:
            check_next(history[:place], event, number=0)
        except Refusal:
            found.append(event)
    return found


def check_next(history: Sequence[TicketEvent], event: TicketEvent, *, number: int) -> None:
    """Refuse an event that cannot follow this effective history (taken up to the event's own instant)."""
    status = fold(history).status_at(event.occurred_at)
    match event:
        case StatusChanged(status=to, until=until, supplier=supplier):
            if status.done:
                raise Refusal(f"Ticket {number} is {status.value}. Nothing was changed. Reopen it first.")
            if supplier is not None and to is not Status.WAITING_THIRD_PARTY:
                raise Refusal(
                    f"Ticket {number} was not changed: only a ticket that waits on a third party waits on a supplier."
                )
            if to is status is not Status.SCHEDULED and supplier is None:
                raise AlreadySo(f"Ticket {number} is {status.word} already. Nothing was changed.")
            if to.done:
                raise Refusal(f"Ticket {number} was not changed: a ticket is {to.value} by resolving or closing it.")
            if to is Status.SCHEDULED and (until is None or until <= event.occurred_at):
                raise Refusal(
                    f"Ticket {number} was not scheduled: the date until which it waits is missing or already over. "
                    "Give a later one."
                )
            if to is not Status.SCHEDULED and until is not None:
                raise Refusal(
                    f"Ticket {number} was not changed: only a scheduled ticket waits until a date. Leave the date out."
                )
        case Resolved() if status.done:
            raise AlreadySo(f"Ticket {number} is {status.value} already. Nothing was changed.")
        case Closed() if status is Status.CLOSED:
            raise AlreadySo(f"Ticket {number} is closed already. Nothing was changed.")
        case Reopened() if not status.done:
            raise Refusal(f"Ticket {number} is open. Nothing was changed. Only a resolved ticket can be reopened.")
        case SeverityChanged(severity=severity) if severity is fold(history).severity:
            raise AlreadySo(f"Ticket {number} has severity {severity.word} already. Nothing was changed.")
        case SeverityChanged() if status.done:
            raise Refusal(f"Ticket {number} is {status.value}. Its severity was not changed. Reopen it first.")
