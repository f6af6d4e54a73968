"""A small label with a fill, behind a name."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import painting


class Tag(QWidget):
    """`meaning` is one of those that `theme.tag` knows."""

    def __init__(self, words: str, meaning: str, icon: str | None = None) -> None:
        super().__init__()
        self._meaning, self._icon = meaning, icon
        self.say(words)
        theme.follow(self._fit)

    def say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(painting.tag_width(self._words, self._icon), theme.px(theme.TAG) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painting.tag(painter, 0, self.height() / 2, theme.tag(self._meaning), self._words, self._icon)
