"""A ticket's effective history: what the clocks see of the events that were written.

Any two machines that hold the same events get the same history, in whatever order the events arrived (T6 of semantics).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import Corrected, EventId, Received, Retracted, TicketEvent
from slaapp.domain.spans import Instant


def in_order(event: TicketEvent) -> tuple[bool, Instant, Instant, EventId]:
    """The sort key of T6: `received` first, then when it happened, when it was written, and the event's id."""
    return (not isinstance(event, Received), event.occurred_at, event.recorded_at, event.id)


def as_written(event: TicketEvent) -> tuple[Instant, EventId]:
    return (event.recorded_at, event.id)


def effective(events: Iterable[TicketEvent], *, until: Instant | None = None) -> tuple[TicketEvent, ...]:
    """Duplicates dropped, undone events left out (C17), corrections put in place (C12), in the order of T6.

    With `until`, what happened after that instant is left out; corrections and retractions handed in count whenever
    they were written (R9), so a caller who asks what was known at an instant leaves those out first.
    """
    by_id = {event.id: event for event in events}
    undone: set[EventId] = set()
    corrections: list[Corrected] = []
    plain: list[TicketEvent] = []
    # A retraction can itself be retracted, only by one written later: the latest word is read first.
    for event in sorted(by_id.values(), key=as_written, reverse=True):
        if event.id in undone:
            continue
        if isinstance(event, Retracted):
            undone.add(event.event)
        elif isinstance(event, Corrected):
            corrections.append(event)
        else:
            plain.append(event)
    if undone:
        plain = [event for event in plain if event.id not in undone]
        corrections = [event for event in corrections if event.id not in undone]
    if corrections:
        plain = _corrected(plain, corrections)
    if until is not None:
        plain = [event for event in plain if event.occurred_at <= until]
    plain.sort(key=in_order)
    if until is not None and plain and not isinstance(plain[0], Received):
        return ()  # something was entered as having happened before the ticket was received: it acts from then on
    return tuple(plain)


def _corrected(events: Sequence[TicketEvent], corrections: Iterable[Corrected]) -> list[TicketEvent]:
    latest: dict[EventId, dict[str, str | int | bool | None]] = {}
    for correction in sorted(corrections, key=as_written):
        latest.setdefault(correction.event, {})[correction.field] = correction.value
    return [with_values(event, latest[event.id]) if event.id in latest else event for event in events]


def with_values(event: TicketEvent, values: dict[str, str | int | bool | None]) -> TicketEvent:
    """`event` with fields replaced by the plain values of corrections (ValueError for a word that means nothing)."""
    typed: dict[str, object] = {}
    for name, value in values.items():
        if name == "severity":
            typed[name] = Severity.from_word(str(value))
        elif name == "status":
            typed[name] = Status(str(value))
        else:
            typed[name] = value
    return replace(event, **typed)  # type: ignore[arg-type]  # field names are checked where a correction is accepted
