"""Brings the queue's tickets from the board: all of them, those that were touched, the finished ones when wanted."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.board import Row
from slaapp.services.changes import Changes
from slaapp.services.moves import moved, tally
from ui.background import in_background
from ui.beginning import nothing_is_garbage
from ui.commands import Commands
from ui.models.arrangement import Entry
from ui.models.queue_front import FrontedTable
from ui.wall_clock import WallClock

FIRST = 100
"""Tickets that are shown at once, those that come first; the others follow."""

LATEST = 500
"""Finished tickets that are shown at once; the older ones follow as soon as they are read."""

MANY = 1000
"""Of more tickets that changed at once all are read anew, off the window's thread."""


class Feed(QObject):
    """`quiet` says whether the list may move now: what others wrote waits until then. Call `go_on` at each beat."""

    loaded = Signal()
    """All is anew, also the rules by which it is shown."""

    took = Signal()
    """Tickets came, went or changed."""

    due_moved = Signal(int, int)

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        table: FrontedTable,
        quiet: Callable[[Instant], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._commands, self._clock, self._table = engine, commands, clock, table
        self._quiet = quiet
        self._done_begun = self._done_read = False
        self._news = 0
        self._held: list[Row] | None = None
        self._rules = engine.board.rules

    @property
    def waits(self) -> bool:
        """Whether something was read that the list does not show yet."""
        return self._held is not None

    def begin(self) -> None:
        """The first lines at once; `read_rest` brings the others."""
        board, table = self._engine.board, self._table
        table.begin(board.front(table.now, FIRST), board.rows)
        self._rules = board.rules

    def read_rest(self) -> None:
        """All tickets, off the window's thread, where only the first are there."""

        def read() -> list[Entry]:
            with nothing_is_garbage():
                return self._table.entered(self._engine.board.rows())

        if not self._table.is_whole:
            in_background(self, read, self._take_rest, refused=self._commands.refused.emit)

    def _take_rest(self, entries: list[Entry]) -> None:
        if not self._table.is_whole:  # nobody needed them sooner
            self._table.take(entries)
            self.took.emit()

    def apply(self, changes: Changes) -> None:
        """Fetch what was touched, and that alone where it is known."""
        self._news += 1
        self._held, held = None, self._held
        if held is not None:
            self.reload()  # it may be older than what was done here
        if len(changes.tickets) > MANY:
            self.reload()
            return
        if changes.rules or changes.customers or changes.people:
            self._take_all(self._engine.board.rows())
            return
        if changes.tickets:
            table = self._table
            table.now = self._clock.now()
            rows = self._engine.board.rows_of(changes.tickets)
            table.put(rows, gone=changes.tickets - {row.id for row in rows})
            if self._done_begun:
                table.put_done(self._engine.board.done_of(changes.tickets), touched=changes.tickets)
        self.took.emit()

    def reload(self) -> None:
        """Another process wrote: read everything anew, off the window's thread."""
        news = self._news
        in_background(
            self,
            self._engine.board.rows,
            lambda rows: self._take(rows, news),
            refused=self._commands.refused.emit,
        )

    def go_on(self, now: Instant) -> None:
        if self._held is not None and self._quiet(now):
            rows, self._held = self._held, None
            self._take_all(rows)

    def _take(self, rows: list[Row], news: int) -> None:
        if news != self._news:
            # Something was done here while that was read: it may not be in it yet.
            self.reload()
        elif not self._quiet(self._clock.now()):
            self._held = rows
            self.took.emit()
        else:
            self._take_all(rows)

    def _take_all(self, rows: list[Row]) -> None:
        self._table.now = self._clock.now()
        self._load(rows)
        self._done_read = False
        self.read_done()
        self.took.emit()

    def _load(self, rows: list[Row]) -> None:
        """Says it where new rules, not something that happened to a ticket, moved when it is due."""
        table = self._table
        if self._engine.board.rules is not self._rules:
            self._rules = self._engine.board.rules
            before = {row.id: row for row in table.rows()}
            later, earlier = tally(
                move
                for row in rows
                if row.id in before and before[row.id].updated_at == row.updated_at
                for move in moved(row.number, before[row.id].clocks, row.clocks, table.now)
            )
            if later or earlier:
                self.due_moved.emit(later, earlier)
        table.load(rows)
        self.loaded.emit()

    def read_done(self) -> None:
        """The latest finished tickets at once where none are shown yet, and all of them as soon as they are read."""
        if self._done_read or not self._table.shows_done:
            return
        board, table, news = self._engine.board, self._table, self._news
        if not self._done_begun:
            self._done_begun = True
            table.show_done(table.entered(board.done(LATEST)), of=board.done_count())
            held, there_are = table.done_counts
            self._done_read = held == there_are
        if not self._done_read:
            in_background(
                self,
                lambda: table.entered(board.done()),
                lambda entries: self._take_done(entries, news),
                refused=self._commands.refused.emit,
            )

    def _take_done(self, entries: list[Entry], news: int) -> None:
        if news == self._news:
            self._done_read = True
            self._table.show_done(entries, of=len(entries))
        else:
            self.read_done()
