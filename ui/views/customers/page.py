"""Customers: the list at the left, the one that is chosen at the right; what others write is read again."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from slaapp import paths
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.contact_export import contacts_csv
from ui import bound, wording
from ui.commands import Commands
from ui.file_place import choose_file, choose_name
from ui.undo import Step
from ui.views.customers.detail import Detail
from ui.views.customers.hands import Hands
from ui.views.customers.importing import ImportContacts, read_file
from ui.views.customers.merging import MergeCustomers
from ui.views.customers.side import Side
from ui.wall_clock import WallClock
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.label import Panel
from ui.widgets.party import Party
from ui.widgets.runs import one_line
from ui.wording import say

CONTACTS = "contacts"
FILES = "vCard, CSV (*.vcf *.vcard *.csv *.tsv *.txt)"


class CustomersPage(Panel):
    """`done` carries words and the Step that undoes it; `log_wanted` the Party that a ticket is to be logged for."""

    done = Signal(str, object)
    told = Signal(str)
    hinted = Signal(str)
    ticket_wanted = Signal(int)
    list_wanted = Signal(str)
    log_wanted = Signal(object)

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, *, typed: dict[str, Any] | None = None
    ) -> None:
        """`typed` are notes that were not saved, by the customer's id; it is kept up to date."""
        super().__init__("surface")
        self._engine, self._commands, self._clock = engine, commands, clock
        self._hands = Hands(engine, commands, clock, self._tell, {} if typed is None else typed)
        self.side, self.detail = Side(self._hands), Detail(self._hands)
        add = Button(say("Add a customer"), icon="plus")
        self._nobody = Empty(
            "users",
            say("Whom does the desk look after?"),
            say("Add a customer here, or in passing while logging a ticket. Contacts can be imported from a file."),
            (add,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.detail)
        self._stack.addWidget(self._nobody)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._stack, 1)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.side.view)
        self.merging: MergeCustomers | None = None
        self.importing: ImportContacts | None = None

        add.clicked.connect(self.side.start_adding)
        self.side.chosen.connect(self._show)
        self.side.entered.connect(self.detail.focus_first)
        self.detail.left.connect(self.focus_here)
        self.detail.log_wanted.connect(self.log)
        self.detail.asked.connect(self.act)
        self.detail.ticket_wanted.connect(self.ticket_wanted)
        self.detail.list_wanted.connect(self.list_wanted)
        bound.bind(self, {f"customer_{name}": partial(self.act, name) for name in ("rename", "contact")})
        commands.changed.connect(lambda _: self.refresh() if self.isVisible() else None)
        self._choose_typed()

    def _choose_typed(self) -> None:
        """Turn to a customer of whom something was typed and not saved, if there is one."""
        known = {held.id for held in self._engine.catalogue.customers()} if self._hands.typed else set()
        named = (place.partition("/")[0] for place in self._hands.typed)
        self.side.choose(next((customer for customer in named if customer in known), ""))

    # What is shown

    def refresh(self) -> None:
        """Read everything again; what is chosen and what is being typed stays."""
        try:
            self.side.read(self._engine.board.rows())
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def _show(self, customer: str) -> None:
        if not customer:
            self.detail.note.save()
            self.detail.address.save()
            self._stack.setCurrentWidget(self._nobody if not self.side.model.every else self.detail)
            self.detail.setVisible(bool(self.side.model.every) and self.detail.page is not None)
            return
        try:
            page = self._hands.read(customer)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return
        self._stack.setCurrentWidget(self.detail)
        self.detail.show_page(page)

    def show_part(self, customer: str) -> None:
        """Turn to the customer of that id."""
        self.side.choose(customer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def focus_here(self) -> None:
        self.side.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.side.focus_search()

    def beat(self, now: Instant) -> None:
        if self.detail.page is not None:
            self.detail.beat(now)

    def next_figure(self) -> Instant | None:
        return None if self.detail.page is None else self.detail.next_figure()

    # What can be done

    def _tell(self, words: str, step: Step | None) -> None:
        self.done.emit(words, step)

    @property
    def party(self) -> Party | None:
        """For whom a ticket is logged from here."""
        page = self.detail.page
        if page is None or page.customer.retired or not self.side.customer:
            return None
        return Party(page.customer.id, page.customer.name)

    @property
    def customer_here(self) -> str | None:
        """The id of the one that is seen."""
        return self.side.customer or None

    def log(self) -> None:
        if self.party is not None:
            self.log_wanted.emit(self.party)

    def act(self, name: str) -> None:
        """One of the acts of the page, by its name in the table of actions."""
        page = self.detail.page
        if name == "add":
            self.side.start_adding()
        elif page is None:
            self.hinted.emit(say("Choose a customer first."))
        elif name == "rename":
            self.detail.rename()
        elif name == "contact":
            self.detail.contacts.add()
        elif name == "language":
            self.detail.language.begin()
        elif name == "merge":
            self.merge()
        elif name == "import":
            self._ask_file()
        elif name == "export":
            self._export()
        else:
            self._retire(name)

    def _retire(self, name: str) -> None:
        page = self.detail.page
        assert page is not None
        customers, called = self._engine.customers, one_line(page.customer.name)
        try:
            if name == "retire":
                self._hands.do(say("{name} retired.", name=called), customers.retire, page.customer.id)
            else:
                self._hands.do(say("{name} is offered again.", name=called), customers.bring_back, page.customer.id)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def merge(self) -> None:
        page = self.detail.page
        if page is None:
            return
        if self.merging is None:
            self.merging = MergeCustomers(self._hands, self.window())
            self.merging.merged.connect(self.side.choose)
        self.merging.ask(page.customer)

    def _ask_file(self) -> None:
        path = choose_file(self, CONTACTS, say("Import contacts"), FILES)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show what the file would bring; nothing is written before it is wanted."""
        page = self.detail.page
        if page is None or page.customer.retired:
            self.hinted.emit(say("Choose a customer who is not retired, then import."))
            return
        try:
            data = read_file(path)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return
        if self.importing is None:
            self.importing = ImportContacts(self._hands, self.window())
        self.importing.ask(page.customer, path.name, data)

    def _export(self) -> None:
        page = self.detail.page
        assert page is not None
        path = choose_name(self, CONTACTS, say("Export contacts"), "contacts.csv", "CSV (*.csv)")
        if path is None:
            return
        try:
            paths.put(path, contacts_csv(page.contacts))
        except OSError as error:
            self._commands.refused.emit(wording.not_saved(path.name, error.strerror or ""))
            return
        self.told.emit(say("{name} saved.", name=one_line(path.name)))

    # Files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _one_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _one_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
