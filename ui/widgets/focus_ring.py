"""The ring around the button that has the keyboard: 2 px of `focus`, outside, with a gap of 2 px."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import painting

REACH = 4


def _ring(around: QWidget, over: QWidget) -> QRect:
    corner = around.mapTo(over, QPoint(0, 0))
    return QRect(corner, around.size()).adjusted(-REACH, -REACH, REACH, REACH)


def _with_room(around: QWidget) -> QWidget:
    over = around
    while (parent := over.parentWidget()) is not None and not over.isWindow():
        over = parent
        if over.rect().contains(_ring(around, over)):
            break
    return over


class FocusRing(QWidget):
    """Lies over the nearest ancestor with room for it, because a widget cannot paint outside itself; goes along when
    the button, or what lies between the two, is moved."""

    def __init__(self, around: QWidget, radius: float) -> None:
        self._over = _with_room(around)
        super().__init__(self._over)
        self._radius, self._around = radius, around
        moved: QWidget | None = around
        while moved is not None and moved is not self._over:
            moved.installEventFilter(self)
            moved = moved.parentWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._follow()
        self.show()

    def _follow(self) -> None:
        self.setGeometry(_ring(self._around, self._over))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painting.frame(
            QPainter(self),
            QRectF(self.rect()),
            self._radius + REACH,
            fill=None,
            outline=theme.current().focus,
            width=2,
        )
