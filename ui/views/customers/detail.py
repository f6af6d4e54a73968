"""One customer: the name and what can be done, then contacts, tickets, services and note beside the agreement."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.services.customer_pages import CustomerPage
from ui import kept_text, keymap, theme, wording
from ui.keymap import KeyOf
from ui.views.customers.agreed import Agreed, Standing
from ui.views.customers.contacts import Contacts
from ui.views.customers.hands import Hands
from ui.views.customers.language import ReportLanguage
from ui.views.customers.note import address, note
from ui.views.customers.services import Services
from ui.views.customers.tickets import open_tickets, recent_tickets
from ui.widgets.button import Button, IconButton
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label, Panel
from ui.widgets.runs import one_line
from ui.widgets.scroll import ScrollArea
from ui.widgets.typed_menu import TypedMenu
from ui.wording import say

SIDE, ONE_COLUMN_BELOW = 304, 720
"""How wide the agreement's side is, and below which width it goes under the rest; both grow with the text."""


class Detail(Panel):
    """`log_wanted` carries the customer's page; `asked` one of `merge`, `import`, `export`, `retire`, `restore`."""

    log_wanted = Signal()
    asked = Signal(str)
    ticket_wanted = Signal(int)
    list_wanted = Signal(str)
    left = Signal()

    def __init__(self, hands: Hands) -> None:
        super().__init__("surface")
        self._hands = hands
        self.page: CustomerPage | None = None
        self._build_header()
        self.contacts, self.services, self.note = Contacts(hands), Services(hands), note(hands)
        self.address = address(hands)
        self.agreed, self.standing, self.language = Agreed(hands), Standing(hands), ReportLanguage(hands)
        self.open, self.recent = open_tickets(hands), recent_tickets(hands)
        main, side = QVBoxLayout(), QVBoxLayout()
        for section in (self.contacts, self.open, self.recent, self.services, self.note, self.address):
            main.addWidget(section)
        main.addStretch(1)
        self._side = Panel("surface", lines="left")
        side.setContentsMargins(1, 0, 0, 0)
        for held in (self.agreed, self.standing, self.language):
            side.addWidget(held)
        side.addStretch(1)
        for layout in (main, side):
            layout.setSpacing(0)
        self._side.setLayout(side)
        holder = QWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addLayout(main, 1)
        self._body.addWidget(self._side)
        self.area = ScrollArea(holder)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._renaming)
        column.addWidget(self.area, 1)
        self._connect()
        theme.follow(self._fit)

    def _build_header(self) -> None:
        self.header = Panel("surface", lines="bottom")
        self._name = Label("", "title_m", elide=True)
        self._state = Label("", "small", "text2", elide=True)
        self.log = Button(say("Log ticket"), icon="plus", keys=KeyOf("log"))
        self.more = IconButton("ellipsis", say("More about this customer"))
        row = QHBoxLayout(self.header)
        row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 1)
        row.setSpacing(10)
        row.addWidget(self._name)
        row.addWidget(self._state, 1)
        row.addWidget(self.log)
        row.addWidget(self.more)
        self._renaming = Panel("subtle", lines="bottom")
        self.name_field = Field(say("What the customer is called"), name=say("Name of the customer"))
        self.name_problem = Problem()
        typing = QHBoxLayout()
        typing.setSpacing(8)
        self._save_name = Button(say("Rename"), keys="↵")
        self._keep_name = Button(say("Cancel"), keys="Esc")
        for widget in (self.name_field, self._save_name, self._keep_name):
            typing.addWidget(widget)
        box = QVBoxLayout(self._renaming)
        box.setContentsMargins(theme.GUTTER_LEFT, 8, theme.GUTTER_RIGHT, 9)
        box.setSpacing(0)
        box.addLayout(typing)
        box.addWidget(self.name_problem)
        self._renaming.hide()

    def _connect(self) -> None:
        self.log.clicked.connect(self.log_wanted)
        self.more.clicked.connect(self._show_menu)
        self.name_field.edit.returnPressed.connect(self._rename)
        self._save_name.clicked.connect(self._rename)
        self._keep_name.clicked.connect(self.stop_renaming)
        self.name_field.edit.textEdited.connect(lambda _: self._say_wrong(""))
        self.name_field.edit.textChanged.connect(self._hold_name)
        for tickets in (self.open, self.recent):
            tickets.opened.connect(self.ticket_wanted)
        self.open.all_wanted.connect(lambda: self.list_wanted.emit(self.page.customer.name if self.page else ""))

    def show_page(self, page: CustomerPage) -> None:
        """What differs from what is seen is shown anew; what is being typed stays."""
        if self.page is None or self.page.customer.id != page.customer.id:
            self.note.save()
            self.address.save()
            self.stop_renaming(focus=False)
            self.area.verticalScrollBar().setValue(0)
        self.page = page
        customer, now = page.customer, self._hands.clock.now()
        self._name.setText(one_line(customer.name))
        with_ = say("with {names}", names=", ".join(map(one_line, page.joined))) if page.joined else ""
        retired = say("retired") if customer.retired else ""
        self._state.setText(wording.joined(*filter(None, (retired, with_, wording.tickets(page.tickets)))))
        self.log.setVisible(not customer.retired)
        self.contacts.show_contacts(customer.id, page.contacts)
        self.open.show_rows(page.open, now)
        self.recent.show_rows(page.recent, now)
        self.services.show_services(customer.id, page.services, page.agreements)
        self.note.show_text(customer.id, customer.note)
        self.address.show_text(customer.id, "\n".join(customer.address))
        self.agreed.show_page(page)
        self.standing.show_customer(customer.id)
        self.language.show_page(page)

    def beat(self, now: Instant) -> None:
        self.open.beat(now)

    def next_figure(self) -> Instant | None:
        return self.open.next_figure(self._hands.clock.now())

    # The name

    def rename(self) -> None:
        """With what was typed before and not saved."""
        if self.page is None:
            return
        self.name_field.setText(kept_text.held(self._hands.typed, self._name_place) or self.page.customer.name)
        self._say_wrong("")
        self._renaming.show()
        self.name_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_field.edit.selectAll()

    @property
    def _name_place(self) -> str:
        return "" if self.page is None else f"{self.page.customer.id}/name"

    def _hold_name(self, typed: str) -> None:
        """What is typed and not saved, for the window to write down."""
        if self.page is not None:
            kept_text.hold(self._hands.typed, self._name_place, "" if typed == self.page.customer.name else typed)

    def stop_renaming(self, *_: object, focus: bool = True) -> None:
        if self._renaming.isVisible() and focus:
            self.left.emit()
        self._renaming.hide()

    @property
    def renaming(self) -> bool:
        return not self._renaming.isHidden()

    def _rename(self) -> None:
        if self.page is None:
            return
        name = self.name_field.text()
        words = say("Renamed to {name}.", name=one_line(name))
        try:
            self._hands.do(words, self._hands.engine.customers.rename, self.page.customer.id, name)
        except Refusal as refusal:
            self._say_wrong(str(refusal))
            self.name_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kept_text.hold(self._hands.typed, self._name_place, "")
        self.stop_renaming()

    def _say_wrong(self, sentence: str) -> None:
        self.name_field.show_wrong(bool(sentence))
        self.name_problem.say(sentence)

    # The rest

    def _show_menu(self) -> None:
        menu = TypedMenu(self)
        menu.addAction(f"{say('Rename…')}\t{keymap.shown('customer_rename')}".rstrip()).triggered.connect(
            lambda _=False: self.rename()
        )
        for name, words in (
            ("merge", say("Merge into another customer…")),
            ("import", say("Import contacts…")),
            ("export", say("Export contacts…")),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, of=name: self.asked.emit(of))
        menu.addSeparator()
        retired = self.page is not None and self.page.customer.retired
        last, words = ("restore", say("Offer again")) if retired else ("retire", say("Retire"))
        menu.addAction(words).triggered.connect(lambda _=False: self.asked.emit(last))
        menu.aboutToHide.connect(menu.deleteLater)
        theme.dress_menu(menu).popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def focus_first(self) -> None:
        """From the list into the page: the first open ticket, else the contacts."""
        lines = [*self.open.ticket_lines(), *self.contacts.lines.held]
        target: QWidget = lines[0] if lines else self.contacts.button
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.renaming:
                self.stop_renaming()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.header.setFixedHeight(theme.px(theme.HEADER))
        one = self.width() < theme.px(ONE_COLUMN_BELOW)
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if one else QBoxLayout.Direction.LeftToRight)
        if one:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)
        else:
            self._side.setFixedWidth(theme.px(SIDE))
