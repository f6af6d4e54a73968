"""The ring around the button that has the keyboard: 2 px of `focus`, outside, with a gap of 2 px."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import painting

REACH = 4


class FocusRing(QWidget):
    """Lies over the parent of the widget it surrounds, because a widget cannot paint outside itself."""

    def __init__(self, around: QWidget, radius: float) -> None:
        super().__init__(around.parentWidget())
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.follow(around)
        self.show()

    def follow(self, around: QWidget) -> None:
        self.setGeometry(around.geometry().adjusted(-REACH, -REACH, REACH, REACH))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painting.frame(
            QPainter(self),
            QRectF(self.rect()),
            self._radius + REACH,
            fill=None,
            outline=theme.current().focus,
            width=2,
        )
