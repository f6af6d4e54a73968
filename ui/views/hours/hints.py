"""Below the grid: how it is edited, each key beside what it does."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.views.hours.grid import LABELS
from ui.widgets import painting
from ui.wording import say

GAP = 14

KEYS = (
    ("← → ↑ ↓", "move"),
    ("⇧ ↑ ↓", "resize by 15 min"),
    ("Ins", "new"),
    ("Del", "remove"),
    ("Ctrl D", "copy to next day"),
)


class Hints(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Drag to add hours, drag an edge to change them."))
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(theme.BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle = theme.current(), self.height() / 2
        with QPainter(self) as painter:
            x = float(theme.px(LABELS))
            words = say("Drag to add hours, drag an edge to change them.")
            room = self.width() - x - sum(_width(keys, what) + GAP for keys, what in KEYS)
            if theme.metrics("small").horizontalAdvance(words) + GAP <= room:
                x += painting.text(painter, words, "small", t.text2, x, middle) + GAP
            for keys, what in KEYS:
                if x + _width(keys, what) > self.width():
                    return
                x += painting.keycap(painter, x, middle, keys) + 7
                x += painting.text(painter, say(what), "small", t.text2, x, middle) + GAP


def _width(keys: str, what: str) -> float:
    return painting.keycap_width(keys) + 7 + theme.metrics("small").horizontalAdvance(say(what))
