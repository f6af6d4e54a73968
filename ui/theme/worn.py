"""What is worn at the moment: the one theme of this process and the size of its text; who asks is told of a change."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessibilityHints, QStyleHints

from ui.theme.tokens import LIGHT, WALLBOARD, Theme


class Scheme(Enum):
    """What a person chose; `SYSTEM` follows the desktop while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class _Notifier(QObject):
    """Says that colours or the text size changed: drop what was kept, repaint."""

    changed = Signal()


class _State:
    """The one theme of this process and the size of its text."""

    def __init__(self) -> None:
        self.notifier = _Notifier()
        self.theme = LIGHT
        self.scheme = Scheme.LIGHT
        self.scale = 1.0
        self.family: str | None = None
        self.hints: QStyleHints | None = None
        self.contrast: QAccessibilityHints | None = None
        """Held: what Qt hands out lives no longer than whoever holds it."""


state = _State()
notifier = state.notifier


def follow(fit: Callable[[], None]) -> None:
    """Do it now, and whenever text size or colours change: for a size that a widget holds fixed."""
    notifier.changed.connect(fit)
    fit()


def current() -> Theme:
    return state.theme


def scheme() -> Scheme:
    return state.scheme


def text_size() -> float:
    """1.0 is 100 %."""
    return state.scale


def px(measure: float) -> int:
    """A measure that grows with the text."""
    return round(measure * state.scale)


def wallboard() -> Theme:
    """Dark whatever the window is: the ground is `window`, its cards are `surface`."""
    return WALLBOARD
