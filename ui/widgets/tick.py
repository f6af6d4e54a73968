"""A small choice between yes and no, with its words beside it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme
from ui.widgets import painting
from ui.widgets.button import Pressable


class Tick(Pressable):
    RADIUS = theme.RADIUS_TAG

    def __init__(self, text: str, *, style: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = theme.metrics(self._style).horizontalAdvance(self.text())
        return QSize(round(2 + theme.px(14) + 7 + words + 2), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        side, middle = theme.px(14), self.height() / 2
        box = QRectF(2, round(middle - side / 2), side, side)
        on = self.isChecked()
        edge = t.disabled if not self.isEnabled() else t.accent if on else t.control
        painting.frame(painter, box, 3, fill=self._ground() or t.surface, outline=edge, width=1.5 if on else 1.0)
        if on:
            inner = side - 4
            icons.paint(painter, "check", t.accent_text, box.x() + 2, box.y() + 2, inner, stroke=3.0)
        ink = t.text if self.isEnabled() else t.disabled
        start = box.right() + 7
        painting.text(painter, self.text(), self._style, ink, start, middle, max(1.0, self.width() - start))
