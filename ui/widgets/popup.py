"""A small window under a control that lists choices or asks one thing; Esc or a click beside it closes it."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import painting


class Popup(QFrame):
    """Fill `column`; `open_under(control)` shows it and gives the keyboard to `first`.

    Opaque, with a mask for its corners: without a compositor a translucent window is black where nothing is painted.
    """

    def __init__(self, parent: QWidget, *, width: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self._width = width
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6, 6, 6, 6)
        self.column.setSpacing(4)
        self._came_from: QWidget | None = None
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(self._width))

    def open_under(self, control: QWidget, first: QWidget) -> None:
        self._came_from = control
        self.adjustSize()
        corner = control.mapToGlobal(QPoint(0, control.height() + 4))
        screen = QGuiApplication.screenAt(control.mapToGlobal(QPoint(0, 0))) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        if corner.y() + self.height() > room.bottom():
            corner.setY(control.mapToGlobal(QPoint(0, 0)).y() - 4 - self.height())
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), t.line2)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painting.frame(painter, box, theme.RADIUS_BUTTON - 1, fill=t.surface)
