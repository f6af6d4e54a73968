"""Reminds that the month before is not closed: on the first working day in a notice, later under the bell alone."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from slaapp.domain.durations import MONTHS
from slaapp.domain.spans import HOUR, Instant
from slaapp.engine import Engine
from ui.background import in_background
from ui.commands import Commands
from ui.widgets.notice import Notice
from ui.widgets.runs import one_line
from ui.window_state import WindowState
from ui.wording import ELLIPSIS, say

if TYPE_CHECKING:
    from slaapp.services.closing import Unclosed

NAMED = 4
"""So many customers are named."""


class ClosingReminder(QObject):
    """`told` carries a Notice that is to be seen, `listed` one for the list of notices; `wanted` the customer (its id)
    and the Month of the report that is to be opened."""

    told = Signal(object)
    listed = Signal(object)
    wanted = Signal(str, object)

    def __init__(self, engine: Engine, commands: Commands, state: WindowState, parent: QObject) -> None:
        """Where the state says quiet nothing is told outside support hours."""
        super().__init__(parent)
        self._engine, self._commands, self._state = engine, commands, state
        self._next: Instant = 0

    def beat(self, now: Instant) -> None:
        """Once a day, when the desk is open."""
        if now < self._next:
            return
        hours, desk = self._engine.hours(), self._engine.board.hours(now)
        midnight = hours.midnight(hours.day_of(now) + timedelta(days=1))
        if self._state.quiet and not desk.open:
            self._next = min(midnight, desk.opens_at or midnight)
            return
        self._next = midnight
        closing = self._engine.closing
        in_background(
            self, lambda: closing.not_closed(now), partial(self._say, now), refused=partial(self._refused, now)
        )

    def _say(self, now: Instant, found: "Unclosed | None") -> None:
        if found is not None:
            (self.told if found.first_day else self.listed).emit(self._notice(found))

    def _refused(self, now: Instant, words: str) -> None:
        self._next = now + HOUR
        self._commands.refused.emit(words)

    def _notice(self, found: "Unclosed") -> Notice:
        first, _ = found.customers[0]
        return Notice(
            say("{month} is not closed yet", month=f"{say(MONTHS[found.month.month - 1])} {found.month.year}"),
            (_names([name for _, name in found.customers]),),
            icon="chart-column",
            colour="amber_text",
            actions=((say("Open the report"), partial(self.wanted.emit, first, found.month)),),
            stays=True,
            key=f"closing {found.month}",
        )


def _names(names: Sequence[str]) -> str:
    more = [] if len(names) <= NAMED else [ELLIPSIS]
    return ", ".join([*map(one_line, names[:NAMED]), *more])
