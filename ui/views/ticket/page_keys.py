"""What the actions of the table do on a ticket's page."""

from collections.abc import Callable
from typing import Protocol

from ui.views.ticket.acts import Acts
from ui.views.ticket.asking import Asking
from ui.views.ticket.draft import Tab
from ui.views.ticket.page_menus import Page, PageMenus

READING = frozenset({"why", "copy_number", "next_ticket", "previous_ticket"})
"""What can be done to a ticket that cannot be changed."""


class KeyedPage(Page, Protocol):
    """What of the page they work on. `why_not` says why nothing can be changed, if so."""

    acts: Acts
    asking: Asking
    menus: PageMenus
    why_not: str

    def step(self, by: int) -> None: ...

    def say_why_not(self) -> None: ...


def does(page: KeyedPage) -> dict[str, Callable[[], object]]:
    """By their names; where nothing can be changed the others say why."""
    held: dict[str, Callable[[], object]] = {
        "reply": lambda: page.composer.switch_to(Tab.REPLY),
        "note": lambda: page.composer.switch_to(Tab.NOTE),
        "text_block": page.composer.ask_block,
        "customer_said": lambda: page.composer.switch_to(Tab.CUSTOMER),
        "status": page.properties.status.open_menu,
        "severity": page.properties.severity.open_menu,
        "assign": page.properties.assignee.open_menu,
        "assign_to_me": page.acts.assign_to_me,
        "edit_subject": page.header.edit_subject,
        "why": page.whys.open,
        "attach": page.files.choose_now,
        "copy_number": page.copy_number,
        "link": page.asking.tie,
        "tag": page.menus.ask_tag,
        "contact": page.menus.ask_contact,
        "service": page.menus.ask_service,
        "checklist": page.panel.checklist.begin,
        "follow_up": page.asking.follow_up,
        "not_measured": page.asking.not_measured,
        "resolve_with_time": page.menus.ask_time,
        "waive": page.asking.waive,
        "entries": page.menus.ask_entry,
        "correct_received": page.asking.correct_received,
        "close_as": page.menus.open_ways_out,
        "next_ticket": lambda: page.step(1),
        "previous_ticket": lambda: page.step(-1),
        "to_reply": lambda: page.composer.switch_to(Tab.REPLY),
        "to_note": lambda: page.composer.switch_to(Tab.NOTE),
        "to_customer_said": lambda: page.composer.switch_to(Tab.CUSTOMER),
        "add_reply": page.composer.submit,
        "add_and_resolve": lambda: page.composer.submit(resolve=True),
    }
    if not page.why_not:
        return held
    return {name: do if name in READING else page.say_why_not for name, do in held.items()}
