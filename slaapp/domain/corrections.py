"""What can be corrected of an event that was entered wrong, and to what (C12 of semantics)."""

from collections.abc import Iterable, Mapping, Sequence

from slaapp.domain.agreement import Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    Assigned,
    Closed,
    Noted,
    Received,
    Replied,
    Resolved,
    Seen,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
)
from slaapp.domain.history import with_values

CORRECTABLE: Mapping[str, tuple[tuple[type[TicketEvent], ...], str]] = {
    "received_at": ((Received,), "occurred_at"),
    "replied_at": ((Replied,), "occurred_at"),
    "resolved_at": ((Resolved, Closed), "occurred_at"),
    "occurred_at": ((TicketEvent,), "occurred_at"),
    "severity": ((Received, SeverityChanged), "severity"),
    "status": ((Received, StatusChanged), "status"),
    "until": ((Received, StatusChanged), "until"),
    "opened_by_desk": ((Received,), "opened_by_desk"),
    "answered_on_phone": ((Received,), "answered_on_phone"),
    "minutes": ((Replied, Noted, Resolved), "minutes"),
}
"""By the name a person uses: which events have it, and what their field is called."""


def latest(history: Iterable[TicketEvent], name: str) -> TicketEvent | None:
    """The last event of an effective history of which `name` can be corrected."""
    kinds, _ = CORRECTABLE[name]
    return next((event for event in reversed([*history]) if isinstance(event, kinds)), None)


def check_correction(
    history: Sequence[TicketEvent], event: TicketEvent, field: str, value: str | int | bool | None, *, number: int
) -> None:
    """Refuse what would leave the ticket without sense. `event` is one of its effective history, `field` its own."""
    if not any(field == own and isinstance(event, kinds) for kinds, own in CORRECTABLE.values()):
        raise Refusal(
            f"Nothing was corrected: that event of ticket {number} has no {field.replace('_', ' ')}.",
            command=f"See what it says with: slaapp show {number} --json",
        )
    if field == "minutes":
        check_minutes(value)
    after = with_values(event, {field: value})
    if after == event:
        raise Refusal(f"Nothing was corrected: that event of ticket {number} says so already.")
    if field == "occurred_at":
        _check_instant(history, event, after, number)
    if isinstance(after, Received | StatusChanged):
        if isinstance(after, StatusChanged) and after.status.done:
            raise Refusal(
                f"Nothing was corrected: ticket {number} is {after.status.value} by resolving or closing it. Undo the "
                "change of status, then resolve it with the right instant."
            )
        if after.status is Status.SCHEDULED and (after.until is None or after.until <= after.occurred_at):
            raise Refusal(
                f"Nothing was corrected: scheduled needs a later date until which ticket {number} waits. Correct "
                "until first, or undo that event and set the status anew."
            )
        if after.status is not Status.SCHEDULED and field == "until" and value is not None:
            raise Refusal(
                f"Nothing was corrected: ticket {number} was not scheduled by that event, so it waits for none."
            )


MOST_MINUTES = 9999
"""Of one entry: a week around the clock."""


def check_minutes(minutes: object) -> None:
    if type(minutes) is not int or not 0 <= minutes <= MOST_MINUTES:
        raise Refusal(
            f"Nothing was saved: the time spent is a whole number of minutes from 0 to {MOST_MINUTES}. Give such a one."
        )


def _check_instant(history: Sequence[TicketEvent], event: TicketEvent, after: TicketEvent, number: int) -> None:
    """A ticket is received before anything else happens to it (C1)."""
    others = [held.occurred_at for held in history if not isinstance(held, Received | Seen | Noted | Assigned)]
    if isinstance(event, Received):
        if others and after.occurred_at > min(others):
            raise Refusal(
                f"Nothing was corrected: something happened to ticket {number} before that instant, so it had been "
                "received. Give an earlier one, or correct what happened first."
            )
    elif after.occurred_at < history[0].occurred_at:
        raise Refusal(
            f"Nothing was corrected: ticket {number} was received later than that. Correct received_at first, or give "
            "a later instant."
        )
