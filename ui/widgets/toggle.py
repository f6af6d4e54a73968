"""A button that is on or off."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme
from ui.widgets import painting
from ui.widgets.button import Pressable


class Toggle(Pressable):
    """On or off, as words with an icon."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = 7 + theme.metrics("strong").horizontalAdvance(self.text()) if self.text() else 0
        return QSize(round(12 + theme.px(16) + words + 12), theme.px(theme.BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, on = theme.current(), self.isChecked()
        ground = t.selected if on else self._ground()
        middle, side = self.height() / 2, theme.px(16)
        with QPainter(self) as painter:
            if ground is not None:
                painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=ground)
            ink = t.disabled if not self.isEnabled() else t.text if on else t.text2
            icons.paint(painter, self._icon, ink, 12, round(middle - side / 2), side)
            painting.text(painter, self.text(), "strong", ink, 12 + side + 7, middle)
