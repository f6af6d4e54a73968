"""Ctrl+Y in a text field is the field's own, as Ctrl+Z is: by itself Qt has it so on some systems only."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.typed import FIELDS


class TextRedo(QObject):
    """Listens to whatever field has the keyboard; does nothing in one that is only read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._listen)

    def _listen(self, _: QWidget | None, field: QWidget | None) -> None:
        if isinstance(field, FIELDS):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        ours = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if not ours or not isinstance(watched, FIELDS) or watched.isReadOnly():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            watched.redo()
        return True
