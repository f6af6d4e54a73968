"""What the dashboard shows, fetched at most once a minute and whenever a ticket changed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from slaapp.domain.budget import Budget
from slaapp.domain.forecast import Estimates
from slaapp.domain.spans import MINUTE, Instant
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.services.board import Row, Standing
from ui.background import in_background

if TYPE_CHECKING:
    from slaapp.services.outlook import Forecast
    from slaapp.services.overview import Overview

AT_ONCE = 1000
"""So many open tickets are counted before one notices; of more the counting is done in the background."""


REST = 10
"""Seconds between two countings of so many, whatever happens meanwhile; the full minute counts anew."""


class ComingData(Value):
    overview: "Overview"
    forecast: "Forecast"
    budgets: tuple[Budget, ...]


class Feed(QObject):
    """`came` carries a ComingData. Rows come from whoever holds them; `fresh` marks what is held as outdated."""

    came = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        engine: Engine,
        rows: Callable[[], Sequence[Row]],
        estimates: Callable[[], Estimates],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._rows, self._estimates = engine, rows, estimates
        self._held: ComingData | None = None
        self._stale = True
        self._fetching = False
        self._fetched_at: Instant = 0

    def outdated(self) -> None:
        """A ticket changed, or a rule."""
        self._stale = True

    def want(self, now: Instant) -> None:
        """Somebody looks: fetch where that is due, and show the countdowns as they are now."""
        held = self._held
        if held is not None and not self._is_due(now):
            self._held = replace(held, overview=self._read_on(held.overview, now))
            self.came.emit(self._held)
            return
        if self._fetching:
            return
        rows, estimates = list(self._rows()), self._estimates()
        self._stale, self._fetched_at = False, now
        if len(rows) <= AT_ONCE:
            self._take(self._fetch(rows, estimates, now))
            return
        self._fetching = True
        in_background(
            self,
            lambda: self._fetch(rows, estimates, now),
            self._take,
            refused=self.refused.emit,
            ended=self._fetched,
        )

    def _is_due(self, now: Instant) -> bool:
        if self._fetched_at // MINUTE != now // MINUTE:
            return True
        rested = len(self._rows()) <= AT_ONCE or now - self._fetched_at >= REST
        return self._stale and rested

    def next_figure(self, now: Instant) -> Instant | None:
        """The next instant at which a countdown that is shown reads differently; None: at the full minute."""
        shown = () if self._held is None else self._held.overview.due_next
        return now + 1 if any(_ticks(standing) for _, standing in shown) else None

    def _fetch(self, rows: Sequence[Row], estimates: Estimates, now: Instant) -> ComingData:
        outlook = self._engine.outlook
        return ComingData(
            outlook.overview(rows, now=now),
            outlook.forecast(rows, now=now, estimates=estimates),
            outlook.budgets(rows, now=now),
        )

    def _read_on(self, overview: "Overview", now: Instant) -> "Overview":
        board = self._engine.board
        due_next = tuple((row, board.standing(row, now)) for row, _ in overview.due_next)
        return replace(overview, now=now, due_next=due_next)

    def _fetched(self) -> None:
        self._fetching = False

    def _take(self, found: ComingData) -> None:
        self._held = found
        self.came.emit(found)


def _ticks(standing: Standing) -> bool:
    """Under 15 minutes a countdown shows seconds, and so does a lateness of less than one."""
    reading = standing.reading
    if reading is None or reading.paused_by is not None or reading.left is None or reading.late is None:
        return False
    return reading.late < MINUTE if reading.breached else reading.left <= 15 * MINUTE
