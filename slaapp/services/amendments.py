"""What was changed afterwards, as the month's report lists it: corrections, undone events, entries written late."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from slaapp.domain.events import (
    Absorbed,
    Closed,
    Corrected,
    CustomerWrote,
    NotMeasured,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.domain.history import undone
from slaapp.domain.spans import Instant, Span
from slaapp.languages import Words
from slaapp.reports.audit_data import Effect
from slaapp.reports.event_words import entry_words
from slaapp.reports.month_data import LATE, Amendment, AmendmentKind

_COUNTING = (
    Received,
    Replied,
    CustomerWrote,
    StatusChanged,
    SeverityChanged,
    Resolved,
    Reopened,
    Closed,
    NotMeasured,
    Absorbed,
    Waived,
)
"""What clocks or counts depend on: nothing else of the desk's is a customer's business."""


def amendments(
    number: int,
    written: Sequence[TicketEvent],
    history: Sequence[TicketEvent],
    period: Span,
    *,
    counts: bool,
    effects: Callable[[Sequence[TicketEvent]], tuple[Effect, ...]],
    words: Words,
) -> Iterator[Amendment]:
    """Those of a ticket that touch the period: recorded in it, acting in it, or of a ticket that `counts` in it.

    `written` is all that was written of it, `history` what of that acts up to the period's end. `effects` says what
    would be different if something else had been written; entries are named in `words`.
    """
    by_id = {event.id: event for event in written}
    acting = {event.id: event.occurred_at for event in history}
    for event in corrections(written):
        target = by_id.get(event.event)
        instants = [*_instants(event, target), acting.get(event.event, event.recorded_at)]
        touches = counts or any(_within(at, period) for at in instants)
        if isinstance(target, _COUNTING) and touches and event.field != "minutes":
            yield Amendment(
                number=number,
                kind=AmendmentKind.CORRECTION,
                what=entry_words(target, words, event.field, event.value),
                occurred_at=target.occurred_at,
                recorded_at=event.recorded_at,
                reason=event.reason,
                effects=effects([held for held in written if held is not event]),
            )
    for gone, undo in _undone(written):
        target = by_id.get(gone.event) if isinstance(gone, Corrected) else gone
        instants = [undo.recorded_at, *(_instants(gone, target) if isinstance(gone, Corrected) else ())]
        touches = counts or any(_within(at, period) for at in (*instants, gone.occurred_at))
        if isinstance(target, _COUNTING) and touches and undo.recorded_at - gone.recorded_at > LATE:
            what = entry_words(target, words, *((gone.field, gone.value) if isinstance(gone, Corrected) else ()))
            yield Amendment(
                number=number,
                kind=AmendmentKind.CORRECTION,
                what=words("event.undone", what=what),
                occurred_at=gone.occurred_at,
                recorded_at=undo.recorded_at,
                effects=effects([held for held in written if held is not undo]),
            )
    for held in history:
        late = held.recorded_at - held.occurred_at > LATE and by_id[held.id].occurred_at == held.occurred_at
        if isinstance(held, _COUNTING) and late and _within(held.occurred_at, period):
            yield Amendment(
                number=number,
                kind=AmendmentKind.BACK_DATED,
                what=entry_words(held, words),
                occurred_at=held.occurred_at,
                recorded_at=held.recorded_at,
                effects=effects([_as_if_on_time(event) if event.id == held.id else event for event in written]),
            )


def _as_if_on_time(event: TicketEvent) -> TicketEvent:
    """As if it had happened when it was written down."""
    return replace(event, occurred_at=event.recorded_at)


def corrections(written: Sequence[TicketEvent]) -> list[Corrected]:
    """Those that were not undone again."""
    gone = undone(written)
    return [event for event in written if isinstance(event, Corrected) and event.id not in gone]


def _undone(written: Sequence[TicketEvent]) -> Iterator[tuple[TicketEvent, Retracted]]:
    """What was undone, and by which undo, where that stands."""
    gone = undone(written)
    by_id = {event.id: event for event in written}
    for event in written:
        if isinstance(event, Retracted) and event.id not in gone and event.event in by_id:
            yield by_id[event.event], event


def _instants(correction: Corrected, target: TicketEvent | None) -> Iterator[Instant]:
    """When it was written, what it corrects, and where it puts that."""
    yield correction.recorded_at
    if target is not None:
        yield target.occurred_at
    if correction.field == "occurred_at" and isinstance(correction.value, int):
        yield correction.value


def _within(at: Instant, period: Span) -> bool:
    return period.start <= at < period.end
