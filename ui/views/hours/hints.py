"""Below the grid: how it is edited, each key beside what it does."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import keymap, theme
from ui.keymap import KeyOf, Keys, on_cap
from ui.views.hours.grid import LABELS
from ui.widgets import painting
from ui.wording import say

GAP, LINE = 14, 24

KEYS: tuple[tuple[Keys, str], ...] = (
    ("← → ↑ ↓", "move"),
    ("⇧ ↑ ↓", "resize by 15 min"),
    (KeyOf("hours_new"), "new"),
    (KeyOf("hours_remove"), "remove"),
    (KeyOf("hours_copy"), "copy to next day"),
)


class Hints(QWidget):
    """In as many lines as they need; the sentence only where all fits on one."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(say("Drag to add hours, drag an edge to change them."))
        theme.follow(self.updateGeometry)
        keymap.notifier.changed.connect(self.updateGeometry)
        keymap.notifier.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.px(theme.BUTTON))

    def heightForWidth(self, width: int) -> int:
        return max(theme.px(theme.BUTTON), len(_lines(width)) * theme.px(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, lines = theme.current(), _lines(self.width())
        middle = self.height() / 2 - (len(lines) - 1) * theme.px(LINE) / 2
        words = say("Drag to add hours, drag an edge to change them.")
        wide = theme.px(LABELS) + sum(_width(*key) + GAP for key in (*_there(), ("", words)))
        with QPainter(self) as painter:
            for line in lines:
                x = float(theme.px(LABELS))
                if wide <= self.width():
                    x += painting.text(painter, words, "small", t.text2, x, middle) + GAP
                for keys, what in line:
                    x += painting.keycap(painter, x, middle, keys) + 7
                    x += painting.text(painter, say(what), "small", t.text2, x, middle) + GAP
                middle += theme.px(LINE)


def _there() -> list[tuple[str, str]]:
    """The keys as they are now, and what they do."""
    return [(keys, what) for held, what in KEYS if (keys := on_cap(held))]


def _lines(width: int) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for key in _there():
        if lines[-1] and used + _width(*key) > width - theme.px(LABELS):
            lines.append([])
            used = 0.0
        lines[-1].append(key)
        used += _width(*key) + GAP
    return lines


def _width(keys: str, what: str) -> float:
    return painting.keycap_width(keys) + 7 + theme.metrics("small").horizontalAdvance(say(what))
