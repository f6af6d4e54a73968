"""Tells when somebody begins to work in a window that has only been looked at so far."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow

_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.DragEnter)


class FirstTouch(QObject):
    """`touched` comes once, at the first key, click or file that reaches the window; then nothing is listened to."""

    touched = Signal()

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            watched.removeEventFilter(self)
            self.touched.emit()
            self.deleteLater()
        return False
