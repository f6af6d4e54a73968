"""The preview beside the list: whether it is there, how wide it is in each list, and which ticket it shows."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter

from slaapp.domain.spans import Instant
from ui import theme
from ui.models.queue_table import QueueTable
from ui.views.queue_header import QueueHeader
from ui.views.queue_lists import Lists
from ui.views.queue_preview import Preview
from ui.views.queue_view import QueueView

LIST_LEAST, PANE_LEAST = 360, 300
"""Neither the list nor the pane becomes narrower."""


class Pane(QObject):
    """`toggled` says whether it is wanted now. `here` is the name of the list that is shown, set by the page."""

    toggled = Signal(bool)

    def __init__(
        self,
        table: QueueTable,
        lists: Lists,
        header: QueueHeader,
        view: QueueView,
        preview: Preview,
        splitter: QSplitter,
    ) -> None:
        super().__init__(splitter)
        self._table, self._lists, self._header, self._view = table, lists, header, view
        self._preview, self._splitter = preview, splitter
        self.here = ""
        preview.setMinimumWidth(PANE_LEAST)
        preview.hide()
        splitter.splitterMoved.connect(lambda *_: self._keep_width())

    @property
    def wanted(self) -> bool:
        return self._header.preview.isChecked()

    def show(self, shown: bool) -> None:
        if shown is self.wanted:
            return
        self._header.preview.setChecked(shown)
        self._preview.setVisible(shown and not (self._table.is_empty and not self._table.shows_done))
        self.widen()
        self.refresh()
        self._view.come_back()
        self.toggled.emit(shown)

    def show_ticket(self, number: int | None) -> None:
        if self.wanted and number != self._preview.number:
            self._preview.show_ticket(number)

    def beat(self, now: Instant) -> None:
        if self.wanted:
            self._preview.beat(now)

    def next_figure(self) -> Instant | None:
        return self._preview.next_figure()

    def refresh(self) -> None:
        if self.wanted:
            entry = self._view.current_entry()
            self._preview.show_ticket(None if entry is None else entry.row.number)

    def widen(self) -> None:
        """As wide as it was in this list."""
        if self.here and self.wanted:
            wide = self._lists.shelf.look(self.here).preview or theme.px(theme.PREVIEW)
            self._splitter.setSizes([max(LIST_LEAST, self._splitter.width() - wide - 1), wide])

    def _keep_width(self) -> None:
        shelf, wide = self._lists.shelf, self._splitter.sizes()[1]
        if self.here and wide > 0:
            shelf.keep_look(self.here, replace(shelf.look(self.here), preview=wide))
