"""Words that lead somewhere: as wide as there is room, cut at the right, the whole of them as a tip."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme, wording
from ui.widgets import painting
from ui.widgets.button import Pressable


class Link(Pressable):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_words(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(16)

    def show_words(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(wording.tip(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(theme.metrics("body").horizontalAdvance(self.text())) + 2, theme.line_height("body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle = theme.current(), self.height() / 2
        with QPainter(self) as painter:
            width = painting.text(painter, self.text(), "body", t.accent_text, 0, middle, self.width())
            if self.underMouse():
                painting.hairline(painter, 0, self.height() - 2, width, t.accent_text)
