"""How a ticket stands while its story is told."""

from msgspec import Struct

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import (
    Closed,
    CustomerWrote,
    Reopened,
    Replied,
    Resolved,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
)
from slaapp.domain.spans import Instant


class State(Struct):
    """`until` is when a scheduled ticket goes on."""

    severity: Severity
    status: Status
    since: Instant
    until: Instant | None = None
    replied_at: Instant | None = None


def follow(state: State, event: TicketEvent) -> None:
    match event:
        case StatusChanged():
            if event.status is not state.status:
                state.since = event.occurred_at
            state.status, state.until = event.status, event.until
        case CustomerWrote() if state.status is Status.WAITING_CUSTOMER:
            state.status, state.since, state.until = Status.IN_PROGRESS, event.occurred_at, None
        case Replied():
            state.replied_at = event.occurred_at
        case SeverityChanged():
            state.severity = event.severity
        case Resolved() | Closed():
            state.status, state.since, state.until = Status.RESOLVED, event.occurred_at, None
        case Reopened():
            state.status, state.since, state.until = Status.IN_PROGRESS, event.occurred_at, None
        case _:
            pass
