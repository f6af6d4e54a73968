"""The head of the queue: which list it is, what narrows it down, and where to type a filter."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.services.board import Row
from ui import theme, wording
from ui.keymap import KeyOf
from ui.models.arrangement import Choice
from ui.views.queue_chips import FilterChip, by_all
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Field
from ui.widgets.key_menu import KeyMenu
from ui.widgets.label import Label, Panel

FILTER_WIDTH, FILTER_LEAST, TITLE_LEAST = 230, 130, 90
USUAL = 3
"""So many of the chips are there while they narrow nothing."""

KEYS = "ACVSRG"
"""Of each chip, in the menu of those that are not there."""


class QueueHeader(Panel):
    """`rows` gives the tickets from which the chips offer names."""

    chosen = Signal(object)
    """A Choice: what the person wants to see from now on."""

    cleared = Signal()
    left = Signal()
    """The person is done with the filter: the keyboard goes back to the list."""

    options_wanted = Signal()
    preview_wanted = Signal()
    save_wanted = Signal()
    """What is seen is to be a list of one's own."""

    def __init__(self, rows: Callable[[], Iterable[Row]], parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="bottom", parent=parent)
        self._choice = self._own = Choice()
        self._title = Label("", "title_m", elide=True)
        self._count = Label("", "body", "text3")
        self._chips = tuple(FilterChip(by, rows) for by in by_all())
        self.assignee, self.customer, self.severity, self.status, self.service, self.agreement = self._chips
        self.more = IconButton("list-filter", wording.say("More filters"))
        self.more.setCheckable(True)
        self.save = Button(wording.say("Save as list"), kind=Kind.LINK)
        self.clear = IconButton("x", wording.say("Clear filter (Esc)"))
        self._chips_shown = True
        self._more_menu = KeyMenu(self)
        self.filter = Field(
            wording.say("Filter this list"), icon="search", keys=KeyOf("filter"), height=theme.FIELD_TOOLBAR
        )
        self.options = IconButton("sliders-horizontal", wording.say("View options"))
        self.preview = IconButton("panel-right", wording.say("Preview pane"), keys=KeyOf("preview"))
        self.preview.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 1)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addSpacing(12)
        for part in (*self._chips, self.more, self.save, self.clear):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.filter, 1000)
        row.addWidget(self.options)
        row.addSpacing(-4)
        row.addWidget(self.preview)

        self.filter.edit.textChanged.connect(lambda text: self.chosen.emit(replace(self._choice, text=text)))
        self.filter.edit.installEventFilter(self)
        for chip in self._chips:
            chip.chosen.connect(self.chosen)
        self.more.clicked.connect(self._offer_more)
        self.save.clicked.connect(self.save_wanted)
        self.clear.clicked.connect(self.cleared)
        self.options.clicked.connect(self.options_wanted)
        self.preview.clicked.connect(self._pass_preview)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(theme.HEADER))
        self.filter.setMaximumWidth(theme.px(FILTER_WIDTH))
        self._show_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def show_choice(self, choice: Choice, own: Choice, title: str) -> None:
        """`own` is what the list, called `title`, holds before it is narrowed down further."""
        self._choice, self._own = choice, own
        self._title.setText(title)
        self._title.setToolTip(wording.tip(title))
        if self.filter.text() != choice.text:
            with QSignalBlocker(self.filter.edit):
                self.filter.setText(choice.text)
        for chip in self._chips:
            chip.show_choice(choice)
        self._show_parts()

    def show_count(self, count: int, *, of: int | None = None) -> None:
        """`of`: not all are read yet, but so many there are."""
        self._count.setText(str(count) if of is None else wording.say("{count} of {all}", count=count, all=of))
        self._show_parts()

    @property
    def count(self) -> str:
        return self._count.text()

    def show_chips(self, shown: bool) -> None:
        """Where there is something to narrow down."""
        self._chips_shown = shown
        self._show_parts()

    def _show_parts(self) -> None:
        """Status, service and agreement are seldom asked for: their chips are there while they narrow something down.
        Where there is little room so are the others', then chips say their values alone, and at last they go into the
        menu of more, which is lit then: the list's title is always there."""
        self._title.setMinimumWidth(0)  # that of a longer title would count as its width
        shown, title = self._chips_shown, self._title.sizeHint().width()
        for part in (self.save, self.clear):
            part.setVisible(shown and self._choice != self._own)
        self.more.setVisible(shown)
        wanted = [chip for chip in self._chips if chip.narrows or chip in self._chips[:USUAL]] if shown else []
        for chip in wanted:
            chip.set_brief(False)
        for chip in reversed(wanted[:]):
            if not chip.narrows and not self._fits(wanted, title):
                wanted.remove(chip)
        brief = not self._fits(wanted, title)
        for chip in self._chips:
            chip.set_brief(brief and chip in wanted)
        least = min(title, theme.px(TITLE_LEAST))
        self._title.setMinimumWidth(least)
        while len(wanted) > 1 and not self._fits(wanted, least):
            wanted.pop()
        away = [chip for chip in self._chips if chip.narrows and chip not in wanted]
        self.more.setChecked(shown and bool(away))
        self.more.setAccessibleDescription(", ".join(chip.accessibleName() for chip in away))
        for chip in self._chips:
            chip.setVisible(chip in wanted)

    def _fits(self, chips: Sequence[FilterChip], title: int) -> bool:
        parts = (self._count, self.more, self.save, self.clear, self.options, self.preview)
        held = [title, *(part.sizeHint().width() for part in (*parts, *chips) if not part.isHidden() or part in chips)]
        taken = sum(held) + 8 * (len(held) + 1) + 12 + theme.GUTTER_LEFT + theme.GUTTER_RIGHT
        return taken + theme.px(FILTER_LEAST) <= self.width()

    def _pass_preview(self) -> None:
        """Only the page says whether the pane is there."""
        self.preview.setChecked(not self.preview.isChecked())
        self.preview_wanted.emit()

    def focus_filter(self) -> None:
        self.filter.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.edit.selectAll()

    def _offer_more(self) -> None:
        self._show_parts()  # it was clicked: whether it is lit is not for the click to say
        menu = self._more_menu
        menu.refill()
        for chip, key in zip(self._chips, KEYS, strict=True):
            if chip.isHidden():
                menu.offer(chip.by.label, key, partial(chip.open_menu_under, self.more))
        theme.dress_menu(menu)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

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
