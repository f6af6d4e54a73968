"""What a beat of the heart does to the queue: countdowns, a new order in a quiet moment, the flash of a moved row."""

from PySide6.QtCore import QObject, QPauseAnimation, Signal

from slaapp.domain.events import TicketId
from slaapp.domain.spans import MINUTE, Instant
from ui.models.beats import Beat
from ui.models.queue_table import QueueTable
from ui.motion import FLASH, motion
from ui.views.queue_day import Day
from ui.views.queue_feed import Feed
from ui.views.queue_pane import Pane
from ui.views.queue_quiet import Quiet
from ui.views.queue_view import QueueView


class Rhythm(QObject):
    """`struck` carries the Beat that somebody has to be told of."""

    struck = Signal(object)

    def __init__(self, table: QueueTable, feed: Feed, quiet: Quiet, view: QueueView, day: Day, pane: Pane) -> None:
        super().__init__(view)
        self._table, self._feed, self._quiet = table, feed, quiet
        self._view, self._day, self._pane = view, day, pane
        self._stale = False
        self.flashing = QPauseAnimation(FLASH, self)
        table.regrouped.connect(self._flash)
        self.flashing.finished.connect(lambda: view.flash(frozenset()))

    def beat(self, now: Instant) -> None:
        minute_over = now // MINUTE != self._table.now // MINUTE
        beat: Beat = self._table.beat(now)
        self._feed.go_on(now)
        self._stale = self._stale or beat.moved
        if self._stale and self._quiet.at(now):
            self._stale = False
            self._table.arrange()
        self._view.repaint_figures()
        self._day.beat()
        if minute_over or beat.changed:
            self._day.show(now)
        self._pane.beat(now)
        if beat.breached or beat.soon or beat.internal:
            self.struck.emit(beat)

    def next_figure(self, *, seen: bool) -> Instant | None:
        """The next instant at which anything here reads differently; None leaves it at the full minute. `seen`: the
        page is on the screen."""
        moments = [self._table.next_change]
        if seen:
            moments += [self._view.next_figure(), self._pane.next_figure(), self._day.next_figure()]
        if self._stale or self._feed.waits:
            moments.append(self._table.now + 1)
        return min((moment for moment in moments if moment is not None), default=None)

    def _flash(self, tickets: set[TicketId]) -> None:
        """A row that moved to another group is seen to have moved."""
        if motion.lasts(FLASH) and self._view.isVisible():
            self._view.flash(frozenset(tickets))
            self.flashing.start()
