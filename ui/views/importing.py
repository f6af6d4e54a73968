"""Everything that can come from a file, each with what it becomes and the way to it; what has no window yet says so."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.services.catalogue import Customer
from ui import theme, wording
from ui.widgets.button import Button
from ui.widgets.label import Hairline, Icon, Label, Panel
from ui.widgets.page_head import PageHead
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.widgets.scroll import ScrollArea
from ui.wording import say

WIDTH = 760
COMMAND = "slaapp import servicenow FILE --customer NAME"


class Way(NamedTuple):
    """`act` is an action of the window; empty where the page does something of its own."""

    icon: str
    title: str
    words: str
    verb: str
    act: str = ""


CONTACTS = Way(
    "users",
    "Contacts of a customer",
    "From a vCard or a table (.vcf, .csv). Each row is shown before anything is added; a second import of the same "
    "file adds nothing.",
    "Choose the customer…",
)
SERVICENOW = Way(
    "file-spreadsheet",
    "Tickets of another help desk",
    "For now an event log of ServiceNow alone, and by command. All of a file is imported or nothing; a second import "
    "adds nothing.",
    "Copy the command",
)
WAYS = (
    CONTACTS,
    Way(
        "mail",
        "Saved e-mails",
        "An .eml file becomes a ticket with sender, subject, text and files, or goes on with the ticket that it "
        "answers. It can be dropped on the window as well.",
        "Log a saved e-mail…",
        "log_mail",
    ),
    Way(
        "file-text",
        "An agreement",
        "From a TOML or JSON file. It becomes a draft, to be looked at before it is put in force.",
        "Take an agreement…",
        "agreement_import",
    ),
    Way(
        "calendar-off",
        "Holidays",
        "From an .ics file, or from the list of a country. What they do to open tickets is told before they are saved.",
        "Go to business hours",
        "go_hours",
    ),
    SERVICENOW,
    Way(
        "inbox",
        "A desk, or a backup of one",
        "A data file of SLA Desk is opened, and a backup put back, on the page of the settings.",
        "Go to data and backup",
        "settings_data",
    ),
)


class ImportPage(Panel):
    """`wanted` carries the name of an action, `contacts_wanted` the id of the customer whose contacts are to come."""

    wanted = Signal(str)
    contacts_wanted = Signal(object)
    copied = Signal(str)

    def __init__(self, customers: Callable[[], list[Customer]], parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._customers = customers
        self.buttons: dict[str, Button] = {}
        """What leads on, by the title of its row."""

        self.picker = Picker(say("Whose contacts"), self, width=340)
        inner = Panel("surface")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(theme.GUTTER_LEFT, 8, theme.GUTTER_RIGHT, 20)
        self._list.setSpacing(0)
        for way in WAYS:
            self._list.addWidget(self._row(way))
            self._list.addWidget(Hairline())
        self._list.addStretch(1)
        self._inner = inner
        area = ScrollArea(inner)
        area.setAccessibleName(wording.page("import"))
        head = PageHead(wording.page("import"))
        head.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(area, 1)
        self.setFocusProxy(self.buttons[CONTACTS.title])
        self.picker.chosen.connect(self.contacts_wanted)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self._inner.setMaximumWidth(theme.px(WIDTH))

    def _row(self, way: Way) -> QWidget:
        button = self.buttons[way.title] = Button(say(way.verb))
        button.setAccessibleDescription(f"{say(way.title)}. {say(way.words)}")
        button.clicked.connect(lambda: self._go(way))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(say(way.title), "semi"))
        words.addWidget(Label(say(way.words), "body", "text2", wrap=True))
        if way is SERVICENOW:
            command = Label(COMMAND, "strong")
            command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addSpacing(4)
            words.addWidget(command)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 14, 0, 14)
        line.setSpacing(12)
        line.addWidget(Icon(way.icon, "text3", 16, line="semi"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addSpacing(12)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _go(self, way: Way) -> None:
        if way is CONTACTS:
            self._ask_customer()
        elif way is SERVICENOW:
            QGuiApplication.clipboard().setText(COMMAND)
            self.copied.emit(say("Copied."))
        else:
            self.wanted.emit(way.act)

    def _ask_customer(self) -> None:
        """Where there is nobody yet, the page of customers says what to do."""
        found = sorted(self._customers(), key=lambda held: held.name.casefold())
        if not found:
            self.wanted.emit("go_customers")
            return
        choices = [Choice(held.id, one_line(held.name), icon="users") for held in found]
        self.picker.open_with(choices, self.buttons[CONTACTS.title])
