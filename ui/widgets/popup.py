"""A small window under a control that lists choices or asks one thing; Esc or a click beside it closes it."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import painting

REACH = 10
"""Room around the frame for its shadow."""


class Popup(QFrame):
    """Fill `column`; `open_under(control)` shows it and gives the keyboard to `first`."""

    def __init__(self, parent: QWidget, *, width: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFixedWidth(theme.px(width) + 2 * REACH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(REACH + 5, REACH + 5, REACH + 5, REACH + 5)
        self.column.setSpacing(4)
        self._came_from: QWidget | None = None

    def open_under(self, control: QWidget, first: QWidget) -> None:
        self._came_from = control
        self.adjustSize()
        corner = control.mapToGlobal(QPoint(-REACH, control.height() + 4 - REACH))
        screen = QGuiApplication.screenAt(control.mapToGlobal(QPoint(0, 0))) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        if corner.y() + self.height() > room.bottom():
            corner.setY(control.mapToGlobal(QPoint(0, 0)).y() - 4 - self.height() + REACH)
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        box = QRectF(self.rect()).adjusted(REACH, REACH, -REACH, -REACH)
        with QPainter(self) as painter:
            painting.shadow(painter, box, theme.RADIUS_CARD)
            painting.frame(painter, box, theme.RADIUS_CARD, fill=t.surface, outline=t.line2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()
