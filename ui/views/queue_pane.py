"""The preview beside the list: whether it is there, how wide it is in each list, and which ticket it shows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from slaapp.domain.spans import Instant
from ui import theme
from ui.models.queue_table import QueueTable
from ui.views.queue_header import QueueHeader
from ui.views.queue_lists import Lists
from ui.views.queue_view import QueueView

if TYPE_CHECKING:
    from ui.views.queue_preview import Preview

LIST_LEAST, PANE_LEAST = 360, 300
"""Neither the list nor the pane becomes narrower."""


class Pane(QObject):
    """`toggled` says whether it is wanted now. `here` is the name of the list that is shown, set by the page.

    The preview is made when it is first wanted: most lists are seen without.
    """

    toggled = Signal(bool)
    made = Signal(object)
    """The preview is there from now on."""

    def __init__(
        self,
        table: QueueTable,
        lists: Lists,
        header: QueueHeader,
        view: QueueView,
        make: "Callable[[], Preview]",
        splitter: QSplitter,
    ) -> None:
        super().__init__(splitter)
        self._table, self._lists, self._header, self._view = table, lists, header, view
        self._make, self._splitter = make, splitter
        self._preview: Preview | None = None
        self.here = ""
        splitter.splitterMoved.connect(lambda *_: self._keep_width())

    @property
    def preview(self) -> "Preview":
        if self._preview is None:
            self._preview = self._make()
            self._preview.setMinimumWidth(PANE_LEAST)
            self._preview.hide()
            self._splitter.addWidget(self._preview)
            self.made.emit(self._preview)
        return self._preview

    @property
    def wanted(self) -> bool:
        return self._header.preview.isChecked()

    @property
    def is_seen(self) -> bool:
        return self._preview is not None and self._preview.isVisible()

    def holds(self, widget: QWidget) -> bool:
        return self._preview is not None and self._preview.isAncestorOf(widget)

    def show(self, shown: bool) -> None:
        if shown is self.wanted:
            return
        self._header.preview.setChecked(shown)
        self.set_visible(not (self._table.is_empty and not self._table.shows_done))
        self.widen()
        self.refresh()
        self._view.come_back()
        self.toggled.emit(shown)

    def set_visible(self, on: bool) -> None:
        """Where it is wanted at all."""
        if self.wanted or self._preview is not None:
            self.preview.setVisible(self.wanted and on)

    def show_ticket(self, number: int | None) -> None:
        if self.wanted and number != self.preview.number:
            self.preview.show_ticket(number)

    def beat(self, now: Instant) -> None:
        if self.wanted:
            self.preview.beat(now)

    def next_figure(self) -> Instant | None:
        return None if self._preview is None else self._preview.next_figure()

    def refresh(self) -> None:
        if self.wanted:
            entry = self._view.current_entry()
            self.preview.show_ticket(None if entry is None else entry.row.number)

    def widen(self) -> None:
        """As wide as it was in this list; by itself it takes no more than half."""
        if self.here and self.wanted:
            usual = min(theme.px(theme.PREVIEW), self._splitter.width() // 2)
            wide = self._lists.shelf.look(self.here).preview or usual
            self._splitter.setSizes([max(LIST_LEAST, self._splitter.width() - wide - 1), wide])

    def _keep_width(self) -> None:
        shelf, wide = self._lists.shelf, self._splitter.sizes()[1]
        if self.here and wide > 0:
            shelf.keep_look(self.here, replace(shelf.look(self.here), preview=wide))
