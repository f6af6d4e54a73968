"""The menus and lists that open on a ticket's page: people, customers, tags, entries, and what else can be done."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from slaapp.domain.events import EventId
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui import theme, wording
from ui.views.ticket.acts import Acts
from ui.views.ticket.asking import Asking
from ui.views.ticket.attaching import TicketFiles
from ui.views.ticket.composer import Composer
from ui.views.ticket.draft import Tab
from ui.views.ticket.header import Header
from ui.views.ticket.menus import Does, entry_choices, event_named, offer_entry, offer_more, offer_ways_out
from ui.views.ticket.property_bar import PropertyBar
from ui.views.ticket.side_panel import SidePanel
from ui.views.ticket.whys import Whys
from ui.wall_clock import WallClock
from ui.widgets.key_menu import KeyMenu
from ui.widgets.minutes import MinutesPopup
from ui.widgets.picker import Choice, Picker
from ui.wording import say


class Page(Protocol):
    """What of the page they open over."""

    header: Header
    properties: PropertyBar
    panel: SidePanel
    composer: Composer
    files: TicketFiles
    whys: Whys

    def copy_number(self) -> None: ...


class PageMenus(QObject):
    """They open over a widget, at the parts of a page (`view`); `page` gives the ticket that is shown there."""

    def __init__(
        self,
        engine: Engine,
        clock: WallClock,
        acts: Acts,
        asking: Asking,
        over: QWidget,
        view: Page,
        page: Callable[[], TicketPage | None],
        *,
        read_only: bool,
    ) -> None:
        super().__init__(over)
        self._engine, self._clock, self._acts, self._asking = engine, clock, acts, asking
        self._over, self._view, self._page = over, view, page
        self._read_only = read_only
        self.tags = Picker(say("Tag"), over, add=say("New tag “{name}”"))
        self.entries = Picker(say("Which entry"), over, width=440)
        self.contacts = Picker(say("Contact"), over, width=320)
        self.services = Picker(say("Service"), over, width=320)
        self.time = MinutesPopup(over, verb=say("Resolve"))
        self._entry_menu = KeyMenu(over)
        self.tags.chosen.connect(self._tag)
        self.tags.added.connect(self._tag)
        self.entries.chosen.connect(lambda value: self.open_entry(event_named(value), None))
        self.contacts.chosen.connect(acts.set_contact)
        self.services.chosen.connect(acts.set_service)
        self.time.chosen.connect(self._resolve)

    def offer_people(self) -> None:
        page = self._page()
        self._view.properties.offer_people(self._acts.people.choices(None if page is None else page.assignee_id))

    def offer_customers(self) -> None:
        page = self._page()
        current = None if page is None else page.customer_id
        self._view.properties.offer_customers(
            [
                Choice(held.id, held.name, icon="users", current=held.id == current)
                for held in sorted(self._engine.catalogue.customers(), key=lambda held: held.name.casefold())
            ]
        )

    def offer_more(self, menu: KeyMenu) -> None:
        """What can be done to the ticket; where nothing is written, what reads it."""
        page, view = self._page(), self._view
        has_clocks = bool(view.panel.cards())
        if self._read_only:
            menu.refill()
            menu.offer(say("Copy number"), "Y", view.copy_number)
            menu.offer(say("Why is it due then?"), "W", view.whys.open, enabled=has_clocks)
        elif page is not None:
            does: Does = {
                "customer_said": lambda: view.composer.switch_to(Tab.CUSTOMER),
                "edit_subject": view.header.edit_subject,
                "attach": view.files.choose_now,
                "copy_number": view.copy_number,
                "why": view.whys.open,
                "tag": self.ask_tag,
                "contact": self.ask_contact,
                "service": self.ask_service,
                "checklist": view.panel.checklist.begin,
                "entries": self.ask_entry,
                "resolve_with_time": self.ask_time,
            }
            offer_more(menu, page, self._acts, self._asking, does, has_clocks=has_clocks)

    def open_ways_out(self) -> None:
        """How a ticket can leave the queue unresolved."""
        page = self._page()
        if page is not None and not page.status.done:
            self._entry_menu.refill()
            offer_ways_out(self._entry_menu, self._asking)
            self._pop_up_menu(None)

    def ask_for_whom(self, take: Callable[[bool], object]) -> None:
        """Whether what is printed may hold what is internal; the customer's sheet is the first choice."""
        menu = self._entry_menu
        menu.refill()
        first = menu.offer(say("Print for the customer, without internal notes"), "C", lambda: take(False))
        menu.offer(say("Print for the desk, with internal notes"), "D", lambda: take(True))
        self._pop_up_menu(None)
        menu.setActiveAction(first)

    def ask_time(self) -> None:
        """How long it took, then it is resolved."""
        page = self._page()
        if page is not None and not page.status.done:
            self.time.ask(self._view.header.resolve_button, self._view.composer.draft.minutes)

    def _resolve(self, minutes: int) -> None:
        self._acts.resolve(minutes=minutes)
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)  # on the button Enter would reopen it

    def ask_tag(self) -> None:
        page = self._page()
        held = set() if page is None else set(page.tags)
        used = [tag for tag in self._engine.desk.used_tags() if tag not in held]
        button = self._view.panel.tag_button
        under = button if button.isVisibleTo(self._over) else self._view.header.more_button
        self.tags.open_with([Choice(tag, tag, icon="tag") for tag in used], under)

    def _tag(self, tag: str) -> None:
        if not self._acts.tag(tag):
            self.ask_tag()
            self.tags.field.setText(tag)

    def ask_contact(self) -> None:
        """Who called, among the customer's people."""
        page = self._page()
        theirs = [] if page is None or page.customer_id is None else self._engine.catalogue.contacts(page.customer_id)
        here = None if page is None or page.contact is None else page.contact.id
        choices = [
            Choice(
                held.id, held.name, wording.joined(held.room, held.phone), icon="user-round", current=held.id == here
            )
            for held in theirs
        ]
        self._ask_of_customer(self.contacts, choices, say("{customer} has no contacts yet. Add them on their page."))

    def ask_service(self) -> None:
        """What it is about, among the customer's services; one may have an agreement of its own."""
        page = self._page()
        theirs = [] if page is None or page.customer_id is None else self._engine.customers.services(page.customer_id)
        choices = [
            Choice(
                held.id,
                held.name,
                held.agreement or "",
                icon="tag",
                current=page is not None and held.name == page.service,
            )
            for held in theirs
        ]
        self._ask_of_customer(self.services, choices, say("{customer} has no services yet. Add them on their page."))

    def _ask_of_customer(self, picker: Picker, choices: Sequence[Choice], none_yet: str) -> None:
        page = self._page()
        if page is None:
            return
        if choices:
            picker.open_with(choices, self._view.header.more_button)
        elif page.customer_id is None:
            self._acts.hinted.emit(say("This ticket has no customer yet. Choose one first."))
        else:
            self._acts.hinted.emit(none_yet.format(customer=page.customer))

    def ask_entry(self) -> None:
        """Any entry of the timeline, to be corrected or taken back."""
        page = self._page()
        if page is not None:
            choices = entry_choices(page, self._clock.now(), self._engine.board.zone)
            self.entries.open_with(choices, self._view.header.more_button)

    def open_entry(self, event: EventId, at: QPoint | None, words: str = "") -> None:
        """`words` can be copied, also where nothing is to be done."""
        page = self._page()
        if page is None:
            return
        self._entry_menu.refill()
        if words:
            self._entry_menu.offer(say("Copy"), "C", lambda: self._copy(words))
            self._entry_menu.addSeparator()
        acts = not self._read_only and offer_entry(self._entry_menu, page, event, self._acts, self._asking)
        if words or acts:
            self._pop_up_menu(at)

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._acts.told.emit(say("Copied."))

    def _pop_up_menu(self, at: QPoint | None) -> None:
        theme.dress_menu(self._entry_menu)
        more = self._view.header.more_button
        self._entry_menu.popup(at or more.mapToGlobal(QPoint(0, more.height() + 4)))
