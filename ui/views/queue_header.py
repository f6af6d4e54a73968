"""The head of the queue: which list it is, what narrows it down, and where to type a filter."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.agreement import Severity
from slaapp.services.board import Row
from ui import theme, wording
from ui.models.arrangement import NOBODY, Choice
from ui.widgets.button import Chip, IconButton
from ui.widgets.field import Field
from ui.widgets.label import Label, Panel

FILTER_WIDTH = 230


class QueueHeader(Panel):
    """`rows` gives the tickets from which the chips offer names."""

    chosen = Signal(object)
    """A Choice: what the person wants to see from now on."""

    cleared = Signal()
    left = Signal()
    """The person is done with the filter: the keyboard goes back to the list."""

    options_wanted = Signal()

    def __init__(self, rows: Callable[[], Iterable[Row]], parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="bottom", parent=parent)
        self._rows = rows
        self._choice = Choice()
        self._title = Label("", "title_m")
        self._count = Label("", "body", "text3")
        self.assignee = Chip(wording.say("Assignee"))
        self.customer = Chip(wording.say("Customer"))
        self.severity = Chip(wording.say("Severity"))
        self._chips = (self.assignee, self.customer, self.severity)
        self.filter = Field(wording.say("Filter this list"), icon="search", keys="/", height=theme.FIELD_TOOLBAR)
        self.options = IconButton("sliders-horizontal", wording.say("View options"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 1)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addSpacing(12)
        for chip in self._chips:
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self.filter, 1000)
        row.addWidget(self.options)

        self.filter.edit.textChanged.connect(lambda text: self.chosen.emit(replace(self._choice, text=text)))
        self.filter.edit.installEventFilter(self)
        self.assignee.about_to_show.connect(self._offer_assignees)
        self.customer.about_to_show.connect(self._offer_customers)
        self.severity.about_to_show.connect(self._offer_severities)
        self.options.clicked.connect(self.options_wanted)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(theme.HEADER))
        self.filter.setMaximumWidth(theme.px(FILTER_WIDTH))

    def show_choice(self, choice: Choice) -> None:
        self._choice = choice
        self._title.setText(wording.view(choice.view.value))
        if self.filter.text() != choice.text:
            with QSignalBlocker(self.filter.edit):
                self.filter.setText(choice.text)
        anyone, everything = wording.say("Anyone"), wording.say("All")
        who = anyone if choice.assignee is None else choice.assignee or wording.say("Unassigned")
        self.assignee.show_value(who, active=choice.assignee is not None)
        self.customer.show_value(choice.customer or everything, active=choice.customer is not None)
        level = everything if choice.severity is None else wording.severity(choice.severity)
        self.severity.show_value(level, active=choice.severity is not None)

    def show_count(self, count: int, *, of: int | None = None) -> None:
        """`of`: not all are read yet, but so many there are."""
        self._count.setText(str(count) if of is None else wording.say("{count} of {all}", count=count, all=of))

    @property
    def count(self) -> str:
        return self._count.text()

    def show_chips(self, shown: bool) -> None:
        """Where there is something to narrow down."""
        for chip in self._chips:
            chip.setVisible(shown)

    def focus_filter(self) -> None:
        self.filter.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.edit.selectAll()

    def _offer_assignees(self) -> None:
        names = sorted({row.assignee for row in self._rows() if row.assignee}, key=str.casefold)
        entries = [(wording.say("Anyone"), replace(self._choice, assignee=None))]
        entries.append((wording.say("Unassigned"), replace(self._choice, assignee=NOBODY)))
        self._offer(self.assignee, entries + [(name, replace(self._choice, assignee=name)) for name in names])

    def _offer_customers(self) -> None:
        names = sorted({row.customer for row in self._rows() if row.customer}, key=str.casefold)
        entries = [(wording.say("All"), replace(self._choice, customer=None))]
        self._offer(self.customer, entries + [(name, replace(self._choice, customer=name)) for name in names])

    def _offer_severities(self) -> None:
        entries = [(wording.say("All"), replace(self._choice, severity=None))]
        levels = [(wording.severity(level), replace(self._choice, severity=level)) for level in reversed(Severity)]
        self._offer(self.severity, entries + levels)

    def _offer(self, chip: Chip, entries: Iterable[tuple[str, Choice]]) -> None:
        chip.menu.clear()
        for words, choice in entries:
            action = chip.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice == self._choice)
            action.triggered.connect(lambda _=False, wanted=choice: self.chosen.emit(wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter: Esc clears it and goes back to the list, Enter and the arrows go back and keep it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.cleared.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
