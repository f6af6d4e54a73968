"""Lines of the timeline about what no clock sees: ties to other tickets, tags, the checklist."""

from slaapp.domain.events import (
    Absorbed,
    ChecklistAdded,
    ChecklistRemoved,
    ChecklistTicked,
    EventId,
    Linked,
    Tagged,
    TicketEvent,
    Untagged,
)
from slaapp.services.tickets import TicketPage
from slaapp.wording import RELATION
from ui.widgets.runs import Run, one_line
from ui.wording import say

Told = tuple[str, tuple[Run, ...]]
"""An icon, and the words after who did it."""


def particular(event: TicketEvent, page: TicketPage) -> Told | None:
    match event:
        case Absorbed():
            number = page.names.get(event.other, "")
            return "merge", (Run(say(" merged ")), _strong(number), Run(say(" into this one")))
        case Linked():
            number = page.names.get(event.other, "")
            return "link", (Run(say(" linked: {how} ", how=say(RELATION[event.relation]).lower())), _strong(number))
        case Tagged():
            return "tag", (Run(say(" added the tag ")), _strong(event.tag))
        case Untagged():
            return "tag", (Run(say(" removed the tag ")), _strong(event.tag))
        case ChecklistAdded():
            return "list-checks", (Run(say(" added to the checklist: ")), _strong(event.text))
        case ChecklistTicked():
            verb = say(" ticked: ") if event.done else say(" unticked: ")
            return "list-checks", (Run(verb), _strong(_item(event.item, page)))
        case ChecklistRemoved():
            return "list-checks", (Run(say(" removed from the checklist: ")), _strong(_item(event.item, page)))
        case _:
            return None


def _item(id_: EventId, page: TicketPage) -> str:
    events = (entry.event for entry in page.entries)
    return next((event.text for event in events if isinstance(event, ChecklistAdded) and event.id == id_), "")


def _strong(text: str) -> Run:
    return Run(one_line(text), "prose_semi", "text")
