"""What the menus of a ticket offer: the one of the whole ticket, and the one of each entry of its timeline."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.events import EventId, NotMeasuredReason, Received, Retracted, Seen
from slaapp.domain.relations import Relation
from slaapp.domain.spans import Instant
from slaapp.services.tickets import TicketPage
from slaapp.wording import event_words
from ui.dialogs.ticket.correct import correctable, field_name
from ui.views.ticket.acts import Acts
from ui.views.ticket.asking import Asking, entry_of
from ui.widgets.key_menu import KeyMenu
from ui.widgets.picker import Choice
from ui.wording import say

Does = dict[str, Callable[[], object]]
"""What the page itself does, by name."""


def offer_more(menu: KeyMenu, page: TicketPage, acts: Acts, asking: Asking, does: Does, *, has_clocks: bool) -> None:
    """The menu of the whole ticket."""
    menu.refill()
    menu.offer(say("Log what the customer said"), "C", does["customer_said"])
    menu.offer(say("Assign to me"), "M", acts.assign_to_me)
    menu.offer(say("Edit subject"), "E", does["edit_subject"])
    menu.offer(say("Attach files…"), "F", does["attach"])
    menu.offer(say("Copy number"), "Y", does["copy_number"])
    menu.offer(say("Why is it due then?"), "W", does["why"], enabled=has_clocks)
    menu.addSeparator()
    menu.offer(say("Contact…"), "A", does["contact"])
    menu.offer(say("Service…"), "S", does["service"])
    menu.offer(say("Link or merge…"), "L", asking.tie)
    menu.offer(say("Log a follow-up…"), "U", asking.follow_up)
    menu.offer(say("Add a tag…"), "#", does["tag"])
    menu.offer(say("Add to the checklist…"), "K", does["checklist"])
    menu.addSeparator()
    menu.offer(say("Correct when it was received…"), "B", asking.correct_received)
    menu.offer(say("Correct or take back an entry…"), "G", does["entries"])
    menu.offer(say("Waive a missed target…"), "V", asking.waive, enabled=bool(asking.missed()))
    menu.offer(say("Do not measure…"), "N", asking.not_measured)
    menu.addSeparator()
    if not page.status.done:
        menu.offer(say("Resolve with time spent…"), "R", does["resolve_with_time"])
        offer_ways_out(menu, asking)
        menu.addSeparator()
    menu.offer(say("Take back my last entry"), "Z", lambda: acts.take_back(None))


def offer_ways_out(menu: KeyMenu, asking: Asking) -> None:
    menu.offer(say("Close as withdrawn…"), "H", partial(asking.not_measured, NotMeasuredReason.WITHDRAWN))
    menu.offer(say("Close as duplicate of…"), "D", partial(asking.tie, Relation.DOUBLES))
    menu.offer(say("Close as spam…"), "P", partial(asking.not_measured, NotMeasuredReason.SPAM))


def offer_entry(menu: KeyMenu, page: TicketPage, event: EventId, acts: Acts, asking: Asking) -> bool:
    """What the menu of one entry does to it; False: nothing can be done."""
    held = entry_of(page, event)
    if held is None or isinstance(held, Retracted | Seen):
        return False
    for place, field in enumerate(correctable(held), start=1):
        words = say("Correct: {what}…", what=field_name(field).lower())
        menu.offer(words, str(place), partial(asking.correct, event, field))
    if not isinstance(held, Received):
        menu.addSeparator()
        menu.offer(say("Take this entry back"), "Z", partial(acts.take_back, event))
    return True


def entry_choices(page: TicketPage, now: Instant, zone: ZoneInfo) -> list[Choice]:
    """The entries that something can be done with, the newest first; each value is `replica-seq`."""
    found = []
    for entry in reversed(page.entries):
        event = entry.event
        if event is not None and not entry.retracted and not isinstance(event, Retracted | Seen):
            said = " ".join((getattr(event, "text", "") or getattr(event, "reason", "")).split())
            when, what = durations.when(entry.at, now, zone), event_words(event, meanings=page.meanings)
            found.append(Choice(f"{event.id.replica}-{event.id.seq}", f"{when}  {what}", said))
    return found


def event_named(value: str) -> EventId:
    """The event of a choice."""
    replica, _, seq = value.rpartition("-")
    return EventId(replica, int(seq))
