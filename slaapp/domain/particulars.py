"""What a ticket carries that no clock sees: tags, a checklist, ties to other tickets, the time spent on it.

Each is read from an effective history, oldest first.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from slaapp.domain.events import (
    ChecklistAdded,
    ChecklistMoved,
    ChecklistRemoved,
    ChecklistTicked,
    EventId,
    Linked,
    Noted,
    Replied,
    Resolved,
    Tagged,
    TicketEvent,
    Untagged,
)
from slaapp.domain.value import Value


class ChecklistItem(Value):
    """`id` is that of the event that added it."""

    id: EventId
    text: str
    done: bool = False


def tags(history: Iterable[TicketEvent]) -> tuple[str, ...]:
    """In the order in which they were put on; capitals make no other tag."""
    held: dict[str, str] = {}
    for event in history:
        if isinstance(event, Tagged):
            held.setdefault(event.tag.casefold(), event.tag)
        elif isinstance(event, Untagged):
            held.pop(event.tag.casefold(), None)
    return tuple(held.values())


def checklist(history: Iterable[TicketEvent]) -> tuple[ChecklistItem, ...]:
    """From the top; what was said of an item that is gone has no effect."""
    items: list[ChecklistItem] = []
    for event in history:
        if isinstance(event, ChecklistAdded):
            items.append(ChecklistItem(event.id, event.text))
        elif isinstance(event, ChecklistTicked | ChecklistRemoved | ChecklistMoved):
            place = _place(items, event.item)
            if place is None:
                continue
            item = items.pop(place)
            if isinstance(event, ChecklistTicked):
                items.insert(place, replace(item, done=event.done))
            elif isinstance(event, ChecklistMoved):
                before = None if event.after is None else _place(items, event.after)
                items.insert(0 if before is None else before + 1, item)
    return tuple(items)


def _place(items: list[ChecklistItem], id_: EventId) -> int | None:
    return next((place for place, item in enumerate(items) if item.id == id_), None)


def links(history: Iterable[TicketEvent]) -> tuple[Linked, ...]:
    """One of each relation to each ticket, the first of them."""
    held: dict[tuple[str, str], Linked] = {}
    for event in history:
        if isinstance(event, Linked):
            held.setdefault((event.relation, event.other), event)
    return tuple(held.values())


TIMED = (Replied, Noted, Resolved)
"""What says how long it took."""


def minutes(history: Iterable[TicketEvent]) -> int:
    """The sum of what its entries took."""
    return sum(event.minutes for event in history if isinstance(event, TIMED))
