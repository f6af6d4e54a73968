"""The parts of the queue's page and where they lie: header, day ribbon, list, bar of the marked, preview."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from slaapp.engine import Engine
from ui import wording
from ui.commands import Commands
from ui.delegates.queue_line import QueueLine
from ui.models.queue_front import FrontedTable
from ui.models.shelf import Shelf
from ui.people import People
from ui.views.queue_acts import Acts
from ui.views.queue_day import Day
from ui.views.queue_empty import NoMatch, NoTickets
from ui.views.queue_feed import Feed
from ui.views.queue_header import QueueHeader
from ui.views.queue_keys import TicketKeys
from ui.views.queue_lists import Lists
from ui.views.queue_mark_bar import MarkBar
from ui.views.queue_pane import LIST_LEAST, Pane
from ui.views.queue_quiet import Quiet
from ui.views.queue_rhythm import Rhythm
from ui.views.queue_view import QueueView
from ui.wall_clock import WallClock
from ui.widgets.column_head import ColumnHead
from ui.widgets.said import Role

if TYPE_CHECKING:
    from ui.views.queue_menus import ActMenus
    from ui.views.queue_preview import Preview
    from ui.views.ticket.draft import Draft


class QueueParts(QWidget):
    """Built, not joined yet: what one part tells the others is the page's."""

    ROLE = Role.Pane

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        parent: QWidget | None = None,
        *,
        typed: dict[str, Any] | None = None,
    ) -> None:
        """`typed` is what was typed and is not saved; it is kept up to date."""
        super().__init__(parent)
        self.setAccessibleName(wording.say("Tickets"))
        self._engine, self._clock = engine, clock
        self._ribbon_wanted = True
        self._density = "auto"
        self._here = "all"

        now = clock.now()
        person = engine.catalogue.me()
        self.table = FrontedTable(
            engine.board.standing,
            lambda: engine.board.zone,
            now=now,
            me=None if person is None else person.name,
            parent=self,
        )
        self._quiet = Quiet(clock.now, self)
        self._feed = Feed(engine, commands, clock, self.table, self._quiet.at, self)
        self._line = QueueLine(self.table, engine.board.zone)
        self._people = People(engine, commands)
        self.acts = Acts(engine, commands, self._people, self)
        self.lists = Lists(Shelf(), self, {} if typed is None else typed)

        self.drafts: Mapping[int, Draft] = {}
        """What was written on tickets and not added, by their numbers."""

        self.header = QueueHeader(self.table.rows_of_list)
        self.day = Day(engine, self.table, self)
        self.ribbon = self.day.ribbon
        self.view = QueueView(self.table, self._line)
        self.head = ColumnHead(self.view.places, self.view.columns)
        self._nothing, self._no_match = NoTickets(), NoMatch()
        self.marks = MarkBar()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._pane = Pane(self.table, self.lists, self.header, self.view, self._make_preview, self.splitter)
        self._keys = TicketKeys(self.table, self.view, self.marks, self._pane, self.acts, lambda: self.menus)
        self.rhythm = Rhythm(self.table, self._feed, self._quiet, self.view, self.day, self._pane)
        self._lay_out()

    @property
    def preview(self) -> "Preview":
        return self._pane.preview

    def _make_preview(self) -> "Preview":
        from ui.views.queue_preview import Preview  # noqa: PLC0415 - when first wanted

        return Preview(self._engine, self._people, self._clock, self.drafts)

    @cached_property
    def menus(self) -> "ActMenus":
        from ui.views.queue_menus import ActMenus  # noqa: PLC0415 - when first wanted

        return ActMenus(self._engine, self.acts, self._people, self._clock, self.table, self)

    def _lay_out(self) -> None:
        self._below = QStackedWidget()
        for page in (self.view, self._nothing, self._no_match):
            self._below.addWidget(page)
        list_ = QWidget()
        inner = QVBoxLayout(list_)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.head)
        inner.addWidget(self._below, 1)
        inner.addWidget(self.marks)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(list_)
        self.splitter.setStretchFactor(0, 1)
        list_.setMinimumWidth(LIST_LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.ribbon):
            column.addWidget(part)
        column.addWidget(self.splitter, 1)
