"""Begin a new ticket that follows up another: for the same customer, contact and service, with the link to it."""

from typing import Any, Protocol

from slaapp.services.tickets import TicketPage
from ui.window_state import WindowState
from ui.wording import say


class Window(Protocol):
    """What is asked of the window."""

    state: WindowState

    def log(self) -> None: ...

    def say_refused(self, sentence: str) -> None: ...


def begin_follow_up(window: Window, page: TicketPage) -> None:
    """Open Log ticket on it; a ticket that was begun before is never overwritten."""
    begun = window.state.draft
    if begun and begun.get("follows_up") != page.number:
        window.say_refused(
            say(
                "The follow-up was not begun: a ticket that you began earlier is kept in Log ticket. Log it or discard "
                "it there, then begin the follow-up."
            )
        )
        return
    if not begun:
        window.state.draft = follow_up_draft(page)
    window.log()


def follow_up_draft(page: TicketPage) -> dict[str, Any]:
    """What Log ticket is filled with."""
    party = None
    if page.customer_id is not None:
        contact = page.contact
        who = (None, "", "", "") if contact is None else (contact.id, contact.name, contact.phone, contact.room)
        party = [page.customer_id, page.customer, *who, ""]
    return {
        "subject": page.subject,
        "party": party,
        "severity": int(page.severity),
        "follows_up": page.number,
        "service": page.service_id,
    }
