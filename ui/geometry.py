"""Where the window stands when it opens again: as it was left, but on a screen that is there."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize

GRIP = 120, 24
"""How much of the window's upper edge must lie on a screen, so that it can be seen and moved."""


WANTED = 1440, 870
TITLE_BAR = 40
"""What a system's title bar takes at most of the height of a screen."""


def first_size(room: QSize) -> QSize:
    """Of a window that was never seen before: with its title bar it fits on the screen, so that its foot is seen."""
    return QSize(min(WANTED[0], room.width()), min(WANTED[1], room.height() - TITLE_BAR))


def least_size(designed: tuple[int, int], room: QSize) -> QSize:
    """What a window may be made as small as: what was designed, and no higher than the screen with a title bar."""
    return QSize(designed[0], min(designed[1], room.height() - TITLE_BAR))


def onto_screen(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """`wanted` where enough of its upper edge lies on one of the `screens`; else moved onto the nearest of them, and
    made no larger than it. `screens` are what is free of bars of the system; the first is the main one."""
    if not screens or _held(wanted, screens):
        return wanted
    nearest = min(screens, key=lambda screen: _apart(wanted, screen))
    width, height = min(wanted.width(), nearest.width()), min(wanted.height(), nearest.height())
    left = min(max(wanted.left(), nearest.left()), nearest.left() + nearest.width() - width)
    top = min(max(wanted.top(), nearest.top()), nearest.top() + nearest.height() - height)
    return QRect(left, top, width, height)


def _held(wanted: QRect, screens: Sequence[QRect]) -> bool:
    edge = QRect(wanted.left(), wanted.top(), wanted.width(), GRIP[1])
    seen = [edge.intersected(screen) for screen in screens]
    return any(part.width() >= min(GRIP[0], wanted.width()) and part.height() >= GRIP[1] for part in seen)


def _apart(wanted: QRect, screen: QRect) -> int:
    """How far the window would have to move."""
    across = max(screen.left() - wanted.right(), wanted.left() - screen.right(), 0)
    down = max(screen.top() - wanted.bottom(), wanted.top() - screen.bottom(), 0)
    return across + down
