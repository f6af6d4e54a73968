"""Contacts from a file: which column is what where that is not clear, what would be taken, then taking it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.importers.contact_card import SIZE_LIMIT, ContactCard
from slaapp.importers.contacts_csv import ContactTable, says_who
from slaapp.importers.handover import RowProblem
from slaapp.importers.vcard import is_vcard, read_cards
from slaapp.services.catalogue import Customer
from slaapp.services.changes import Changes
from slaapp.services.contact_importing import ContactPreview, Kind
from ui import theme
from ui.background import AT_ONCE
from ui.dialogs.working import work_apart
from ui.views.customers.hands import Hands
from ui.views.customers.import_rows import ImportRows
from ui.widgets.button import Chip
from ui.widgets.forbidden import allow
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.widgets.titled_form import TitledForm
from ui.wording import say

_FIELDS = (
    ("name", "Name"),
    ("given", "First name"),
    ("family", "Last name"),
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("room", "Room"),
    ("group", "Group"),
)


def read_file(path: Path) -> bytes:
    """The file's bytes; Refusal where it cannot be read or is too large to be one of contacts."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            size = SIZE_LIMIT >> 20
            raise Refusal(say("{name} has more than {size} MB. Nothing was imported.", name=path.name, size=size))
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or ""
        raise Refusal(say("{name} cannot be read ({why}). Nothing was imported.", name=path.name, why=why)) from error


LEAST = 64
"""Two lines and a bit are always seen of what the file would bring."""


class ImportContacts(TitledForm):
    """Nothing is written before the button that names the count."""

    def __init__(self, hands: Hands, over: QWidget) -> None:
        super().__init__(over, "", say("Import"), width=760, top=64)
        self._hands = hands
        self._customer: Customer | None = None
        self._table: ContactTable | None = None
        self._columns: dict[str, str] = {}
        self._read: Sequence[ContactCard | RowProblem] = ()
        self.preview = ContactPreview((), ())
        self._file = Label("", "small", "text2", elide=True)
        self._asks = QWidget()
        self._question = Label("", "prose", "text", wrap=True)
        self.chips = {field: Chip(say(words), say("None")) for field, words in _FIELDS}
        self._tally = Label("", "strong", wrap=True)
        self.lines = ImportRows()
        self.head.addWidget(self._file)
        grid = QGridLayout(self._asks)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self._question, 0, 0, 1, 3)
        for at, chip in enumerate(self.chips.values()):
            grid.addWidget(chip, 1 + at // 3, at % 3, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self._asks)
        self.rows.addWidget(self.lines, 1)
        self.foot.insertWidget(0, self._tally, 1)
        self.foot.setStretch(1, 0)
        theme.follow(self._fit)
        self.lines.toggled.connect(self._count)
        self.act.clicked.connect(self._import)
        for field, chip in self.chips.items():
            chip.about_to_show.connect(lambda of=field: self._offer(of))

    def _fit(self) -> None:
        self.lines.setMinimumHeight(theme.px(LEAST))

    def ask(self, customer: Customer, name: str, data: bytes) -> None:
        """Show what the file would bring to this customer."""
        self._customer, self._table, self._columns = customer, None, {}
        self.title.setText(say("Import contacts of {name}", name=one_line(customer.name)))
        self._file.setText(one_line(name))
        try:
            if not is_vcard(data):
                self._table = ContactTable(data)
                self._columns = dict(self._table.guessed)
        except Refusal as refusal:
            self._asks.hide()
            self._show(ContactPreview((), ()), str(refusal))
        else:
            self._asks.setVisible(self._table is not None)
            self._show_columns()
            self._look(data)
        self.open()
        first = self.chips["name"] if self._table is not None and not self._columns else self.act
        (first if first.isEnabled() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, data: bytes = b"") -> None:
        assert self._customer is not None
        try:
            self._read = list(read_cards(data) if self._table is None else self._table.cards(self._columns))
            found = self._hands.engine.contact_importing.preview(self._customer.id, self._read)
        except Refusal as refusal:
            self._show(ContactPreview((), ()), str(refusal))
            return
        self._show(found, "")

    # Which column is what

    def _show_columns(self) -> None:
        table = self._table
        if table is None:
            return
        known = table.complete
        self._question.setText(
            say("The columns were told by their names. Change what is not right.")
            if known
            else say("The names of the columns do not say what is in them. Which column holds the name?")
        )
        self.chips["name"].show_wrong(not says_who(self._columns))
        for field, chip in self.chips.items():
            held = [one_line(name) for name, of in self._columns.items() if of == field]
            chip.show_value(", ".join(held) or say("None"), active=bool(held))

    def _offer(self, field: str) -> None:
        menu, table = self.chips[field].menu, self._table
        menu.clear()
        if table is None:
            return
        menu.addAction(say("None")).triggered.connect(lambda _=False: self.choose_column(field, None))
        for at, name in enumerate(table.header[:40]):
            sample = one_line(table.sample[at])[:30] if at < len(table.sample) else ""
            words = f"{one_line(name)[:40]}  –  {sample}" if sample else one_line(name)[:40]
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, column=name: self.choose_column(field, column))

    def choose_column(self, field: str, column: str | None) -> None:
        """This column, and no other, holds that; None: no column does."""
        self._columns = {name: of for name, of in self._columns.items() if of != field and name != column}
        if column is not None:
            self._columns[column] = field
        self._show_columns()
        self._look()

    # What would be taken

    def _show(self, found: ContactPreview, problem: str) -> None:
        self.preview = found
        self.lines.show_preview(found)
        self.say_wrong(problem)
        self._count()

    def _count(self) -> None:
        count = self.preview.taken(self.lines.doubtful)
        some = say("Import 1 contact") if count == 1 else say("Import {count} contacts", count=count)
        self.act.setText(some if count else say("Import"))
        self.act.setAccessibleName(self.act.text())
        allow(self.act, count > 0, say("There is nothing to import yet: see what is said of the lines."))
        self.act.updateGeometry()
        facts = [
            say("{count} new", count=self.preview.count(Kind.NEW)),
            say("{count} changed", count=self.preview.count(Kind.CHANGED)),
            say("{count} as known", count=self.preview.count(Kind.SAME)),
        ]
        if doubtful := self.preview.count(Kind.DOUBTFUL):
            facts.append(say("{count} doubtful", count=doubtful))
        if self.preview.problems:
            facts.append(say("{count} cannot be taken", count=len(self.preview.problems)))
        self._tally.setText("" if self.problem.isVisibleTo(self.form) else " · ".join(facts))

    def _import(self) -> None:
        assert self._customer is not None
        count = self.preview.taken(self.lines.doubtful)
        words = say("1 contact imported.") if count == 1 else say("{count} contacts imported.", count=count)
        hands = self._hands
        take = partial(hands.engine.contact_importing.take, self._customer.id, self._read, doubtful=self.lines.doubtful)
        if count > AT_ONCE:
            about = say("Importing {count} contacts", count=f"{count:,}"), say("Imported")
            done = partial(self._took, words)
            work_apart(self, self.window(), about, hands.commands, take, done, refused=self._say_refused)
            return
        try:
            done_at_once = hands.commands.attempt(take)
        except Refusal as refusal:
            self._say_refused(str(refusal))
        else:
            self._took(words, done_at_once)

    def _took(self, words: str, done: tuple[int, Changes]) -> None:
        self._hands.tell(words, done[1])
        self.close_form()

    def _say_refused(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.refit()
