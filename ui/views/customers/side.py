"""The left of the customers' page: the search, the list, adding a customer, and those that were retired."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from slaapp.domain.errors import Refusal
from slaapp.services.board import Row
from slaapp.services.customer_pages import CustomerLine
from ui import kept_text, theme, wording
from ui.background import in_background
from ui.keymap import KeyOf
from ui.views.customers.customer_list import CustomerModel, CustomerView
from ui.views.customers.hands import Hands
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.divider import Divider
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label, Panel
from ui.widgets.runs import one_line
from ui.wording import say

WIDTH, NARROW_WIDTH = 264, 224
NEW = "new customer"
"""The place at which the name is kept while it is typed."""


class Side(Panel):
    """`chosen` carries the id of a customer, or an empty one where none fits; `entered` asks for the page."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, hands: Hands) -> None:
        super().__init__("surface", lines="right")
        self._hands = hands
        self._wanted = self._told = ""
        self._words: dict[str, str] = {}
        self._asked = 0
        self.retired = False
        self._head = Panel("surface", lines="bottom")
        self.add_button = IconButton("plus", say("Add a customer"))
        self.search = Field(
            say("Name, contact or phone"), name=say("Find a customer"), icon="search", keys=KeyOf("filter")
        )
        self.new_name = Field(say("Name of the new customer"), name=say("Name of the new customer"))
        self.problem = Problem()
        self.model = CustomerModel(self)
        self.view = CustomerView(self.model)
        self._nothing = Label("", "prose", "text3", wrap=True)
        self.which = Button(say("Retired"), kind=Kind.LINK)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 0, 10, 1)
        head.addWidget(Label(wording.page("customers"), "title_m"))
        head.addStretch(1)
        head.addWidget(self.add_button)
        tools = QVBoxLayout()
        tools.setContentsMargins(12, 10, 12, 10)
        tools.setSpacing(0)
        for widget in (self.search, self.new_name, self.problem):
            tools.addWidget(widget)
        tools.setSpacing(6)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 8)
        foot.addWidget(self.which)
        foot.addStretch(1)
        self._nothing.setContentsMargins(16, 6, 12, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(tools)
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.new_name.hide()

        self._divider = Divider(
            self, "customers", lambda: NARROW_WIDTH if theme.text_size() > 1.1 else WIDTH, at_left=True
        )
        theme.follow(self._fit)
        self.search.edit.textChanged.connect(self._narrow)
        self.search.edit.installEventFilter(self)
        self.new_name.edit.installEventFilter(self)
        self.new_name.edit.returnPressed.connect(self._add)
        self.new_name.edit.textEdited.connect(lambda _: self._say_wrong(""))
        self.new_name.edit.textEdited.connect(lambda text: kept_text.hold(hands.typed, NEW, text))
        self.add_button.clicked.connect(self.start_adding)
        self.which.clicked.connect(self._turn_over)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.view.entered.connect(self.entered)

    @property
    def customer(self) -> str:
        """The id of the one that is chosen."""
        row = self.view.currentIndex().row()
        return self.model.lines[row].customer.id if 0 <= row < len(self.model.lines) else ""

    def read(self, rows: list[Row]) -> None:
        """The customers anew; `rows` are the open tickets. Who is chosen stays so, also when somebody comes or goes."""
        customers, engine, now = self._hands.engine.customers, self._hands.engine, self._hands.clock.now()
        every = customers.lines(engine.board, rows, now=now, words=self._words)
        self._show(every)
        self._asked += 1
        asked = self._asked
        in_background(self, customers.words_of_contacts, lambda words: self._take_words(asked, words))

    def _take_words(self, asked: int, words: dict[str, str]) -> None:
        """What contacts say, which is searched and not seen; it came from the background."""
        if asked == self._asked and words != self._words:
            self._words = words
            engine, now = self._hands.engine, self._hands.clock.now()
            every = engine.customers.lines(engine.board, self.open_rows(), now=now, words=words)
            self._show(every, tell=False)

    def _show(self, every: list[CustomerLine], *, tell: bool = True) -> None:
        lines = [line for line in every if line.customer.retired is self.retired]
        here = self.customer or self._wanted
        self.model.show_lines(lines, self.search.text())
        self._others = len(every) - len(lines)
        self._after(here, tell=tell)

    def choose(self, customer: str) -> None:
        """Also one that does not fit what is typed, or is among the others."""
        self._wanted = customer
        if self.model.row_of(customer) is None and any(one.customer.id == customer for one in self.model.every):
            self.search.setText("")
        self._after(customer)

    def _after(self, here: str, *, tell: bool = True) -> None:
        """Keep or find the current one; without `tell` it is told only where it is another one now."""
        before = self._told
        at = self.model.row_of(here)
        if at is None and self.model.lines:
            at = min(max(self.view.currentIndex().row(), 0), len(self.model.lines) - 1)
        blocked = self.view.selectionModel().blockSignals(True)
        self.view.setCurrentIndex(self.model.index(-1 if at is None else at, 0))
        self.view.selectionModel().blockSignals(blocked)
        self.view.viewport().update()
        nothing = say("Nothing matches.") if self.search.text() else say("No customer yet. + adds the first one.")
        retired = say("None was retired.")
        self._nothing.setText(retired if self.retired and not self.search.text() else nothing)
        self._nothing.setVisible(not self.model.lines)
        words = say("Back to the others ({count})") if self.retired else say("Retired ({count})")
        self.which.setText(words.replace("{count}", str(self._others)))
        self.which.setAccessibleName(self.which.text())
        self.which.setVisible(self.retired or self._others > 0)
        self.which.updateGeometry()
        self._told = self.customer
        if tell or self._told != before:
            self.chosen.emit(self._told)

    _others = 0

    def _narrow(self, text: str) -> None:
        here = self.customer or self._wanted
        self.model.narrow(text)
        self._after(here)

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._wanted = self._told = self.customer
            self.chosen.emit(self.customer)

    def _turn_over(self) -> None:
        self.retired = not self.retired
        self.search.setText("")
        self.which.clearFocus()
        self.read(self.open_rows())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_rows(self) -> list[Row]:
        return self._hands.engine.board.rows()

    # Adding

    def start_adding(self) -> None:
        """What was typed and not added is there again."""
        self.new_name.setText(kept_text.held(self._hands.typed, NEW))
        self.new_name.show()
        self.new_name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        name = self.new_name.text()
        try:
            result = self._hands.do(say("{name} added.", name=one_line(name)), self._hands.engine.customers.add, name)
        except Refusal as refusal:
            self._say_wrong(str(refusal))
            return
        assert isinstance(result, tuple)
        kept_text.hold(self._hands.typed, NEW, "")
        self._stop_adding()
        self.retired = False
        self.search.setText("")
        self.read(self.open_rows())
        self.choose(result[0])

    def _stop_adding(self) -> None:
        self.new_name.setText("")
        self._say_wrong("")
        self.new_name.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_wrong(self, sentence: str) -> None:
        self.new_name.show_wrong(bool(sentence))
        self.problem.say(sentence)

    # Keys

    def focus_search(self) -> None:
        self.search.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self.new_name.edit and event.key() == Qt.Key.Key_Escape:
                self._stop_adding()
                return True
            if watched is self.search.edit:
                return self._search_key(event.key())
        return False

    def _search_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.view.step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            case Qt.Key.Key_Escape:
                self.search.setText("")
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                return False
        return True

    def _fit(self) -> None:
        self._head.setFixedHeight(theme.px(theme.HEADER))
        self._divider.fit()
