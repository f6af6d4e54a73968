"""Below the grid: how it is edited, each key beside what it does."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import painting
from ui.wording import say

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
        theme.follow(lambda: self.setFixedHeight(theme.px(30)))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle = theme.current(), self.height() / 2
        with QPainter(self) as painter:
            x = float(theme.px(40))
            words = say("Drag to add hours, drag an edge to change them.")
            if x + theme.metrics("small").horizontalAdvance(words) < self.width():
                x += painting.text(painter, words, "small", t.text2, x, middle) + 14
            for keys, what in KEYS:
                width = painting.keycap_width(keys) + 7 + theme.metrics("small").horizontalAdvance(say(what))
                if x + width > self.width():
                    return
                x += painting.keycap(painter, x, middle, keys) + 7
                x += painting.text(painter, say(what), "small", t.text2, x, middle) + 14
