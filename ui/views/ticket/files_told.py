"""Which files a ticket's history shows, and at which entry: with the message they came with, else where they came."""

from collections.abc import Iterable, Sequence

from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import Attached, EventId
from slaapp.services.attaching import stored
from slaapp.services.tickets import Entry


def attached(entries: Iterable[Entry]) -> list[tuple[EventId, StoredFile]]:
    """The files that are on the ticket, the oldest first, each with the event that put it there."""
    return [
        (entry.event.id, stored(entry.event))
        for entry in entries
        if isinstance(entry.event, Attached) and not entry.retracted
    ]


def by_event(entries: Sequence[Entry]) -> dict[EventId, tuple[StoredFile, ...]]:
    """The files to be shown at an event; several that were added at once stand at the first of them."""
    shown = {entry.event.id for entry in entries if entry.event is not None}
    found: dict[EventId, tuple[StoredFile, ...]] = {}
    act: tuple[object, ...] | None = None
    first: EventId | None = None
    for entry in entries:
        event = entry.event
        if not isinstance(event, Attached) or entry.retracted:
            act = None
            continue
        if event.to is not None and event.to in shown:
            found[event.to] = (*found.get(event.to, ()), stored(event))
            continue
        this = (event.occurred_at, event.recorded_at, event.by)
        if this != act or first is None:
            act, first = this, event.id
        found[first] = (*found.get(first, ()), stored(event))
    return found
