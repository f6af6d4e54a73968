"""A ticket's effective history: what the clocks see of the events that were written.

Any two machines that hold the same events get the same history, in whatever order the events arrived (T6 of semantics).
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import Corrected, EventId, Received, Retracted, TicketEvent
from slaapp.domain.spans import Instant

_AMENDING = frozenset((Corrected, Retracted))


def in_order(event: TicketEvent) -> tuple[bool, Instant, Instant, EventId]:
    """The sort key of T6: `received` first, then when it happened, when it was written, and the event's id."""
    return (not isinstance(event, Received), event.occurred_at, event.recorded_at, event.id)


_as_it_happened = attrgetter("occurred_at", "recorded_at", "id")


def _is_no_receipt(event: TicketEvent) -> bool:
    return type(event) is not Received


def as_written(event: TicketEvent) -> tuple[Instant, EventId]:
    return (event.recorded_at, event.id)


def effective(events: Iterable[TicketEvent], *, until: Instant | None = None) -> tuple[TicketEvent, ...]:
    """Duplicates dropped, undone events left out (C17), corrections put in place (C12), in the order of T6.

    With `until`, what happened after that instant is left out; corrections and retractions handed in count whenever
    they were written (R9), so a caller who asks what was known at an instant leaves those out first.
    """
    found = [*{event.id: event for event in events}.values()]
    if not _AMENDING.isdisjoint(map(type, found)):
        found = _amended(found)
    if until is not None:
        found = [event for event in found if event.occurred_at <= until]
    found.sort(key=_as_it_happened)
    found.sort(key=_is_no_receipt)  # in the order of T6, for it keeps that of equals
    if until is not None and found and not isinstance(found[0], Received):
        return ()  # something was entered as having happened before the ticket was received: it acts from then on
    return tuple(found)


def undone(events: Iterable[TicketEvent]) -> set[EventId]:
    """What is taken back among these (C17), retractions that were taken back themselves included."""
    found: set[EventId] = set()
    # A retraction can itself be retracted, only by one written later: the latest word is read first.
    retractions = (event for event in events if isinstance(event, Retracted))
    for event in sorted(retractions, key=as_written, reverse=True):
        if event.id not in found:
            found.add(event.event)
    return found


def _amended(events: Sequence[TicketEvent]) -> list[TicketEvent]:
    gone = undone(events)
    acting = [event for event in events if event.id not in gone and not isinstance(event, Retracted)]
    return _corrected(
        [event for event in acting if not isinstance(event, Corrected)],
        [event for event in acting if isinstance(event, Corrected)],
    )


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
    return replace(event, **typed)  # field names are checked where a correction is accepted
