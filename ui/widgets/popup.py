"""A small window under a control that lists choices or asks one thing; Esc or a click beside it closes it."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.corners import round_off
from ui.widgets import painting
from ui.widgets.said import Role

GAP, EDGE = 4, 8
"""From the control, and from the edge of the window."""


def _on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _room(control: QWidget) -> QRect:
    """The window, as far as it is on the control's screen."""
    screen = QGuiApplication.screenAt(_on_screen(control).center())
    window = _on_screen(control.window())
    return window if screen is None else window.intersected(screen.availableGeometry())


class Popup(QFrame):
    """Fill `column`; `open_under(control)` shows it and gives the keyboard to `first`.

    Opaque, with its corners cut off.
    """

    ROLE = Role.Dialog

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

    def sizeHint(self) -> QSize:
        """In the one width that it has: words that wrap are as high as they are in it, not in a width of their own."""
        hint, width = super().sizeHint(), theme.px(self._width)
        return QSize(width, self.heightForWidth(width) if self.hasHeightForWidth() else hint.height())

    def open_under(self, control: QWidget, first: QWidget, *, within: QWidget | None = None) -> None:
        """Below the control where there is room in the window, and no wider than `within` reaches to the sides."""
        self._came_from = control
        self.setAccessibleName(self.accessibleName() or control.accessibleName())
        spot = _on_screen(control)
        room, sides = _room(control), _on_screen(within or control.window())
        self._fit_in(room.bottom() - EDGE - spot.bottom() - GAP)
        self.adjustSize()
        x = spot.left() if spot.left() + self.width() <= sides.right() else spot.right() + 1 - self.width()
        y = spot.bottom() + 1 + GAP
        if y + self.height() > room.bottom():
            self._fit_in(spot.top() - GAP - room.top() - EDGE)
            self.adjustSize()
            y = spot.top() - GAP - self.height()
        self.move(max(room.left(), min(x, room.right() + 1 - self.width())), y)
        self.show()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit_in(self, height: int) -> None:
        """For what can do with less height: the room below, rather than open upwards, and then that above."""

    def event(self, event: QEvent) -> bool:
        """While it is open keys are its own, not the page's or the window's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_off(self, theme.RADIUS_BUTTON)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), t.line2)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painting.frame(painter, box, theme.RADIUS_BUTTON - 1, fill=t.surface)
