"""Whether anybody is busy in the list: it sorts itself anew, and takes in what others wrote, only in a quiet moment."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from slaapp.domain.spans import Instant
from ui.typed import Typing

QUIET_FOR = 2
"""Seconds without a key or a click before the list sorts itself anew."""


class Quiet(QObject):
    """Call `touch` at each key or click in the list; typing in any field is noticed without that."""

    def __init__(self, now: Callable[[], Instant], parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._touched_at: Instant = 0
        Typing(self).typed.connect(self.touch)

    def touch(self) -> None:
        self._touched_at = self._now()

    def at(self, now: Instant) -> bool:
        """Nobody is busy in the list, and no menu is open over it."""
        if QApplication.activePopupWidget() is not None:
            self._touched_at = now
        return now - self._touched_at >= QUIET_FOR or now < self._touched_at
