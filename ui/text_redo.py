"""Ctrl+Y in a text field is the field's own, as Ctrl+Z is: by itself Qt has it so on some systems only. A field that
hands them on has them for as long as it has something to take back, then they are the page's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

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
        if event.type() == QEvent.Type.ShortcutOverride and _is_handed_on(watched, event, redo=ours):
            return True  # nobody takes it, so it is a key of the window
        if not ours or not isinstance(watched, FIELDS) or watched.isReadOnly():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            watched.redo()
        return True


def _is_handed_on(watched: QObject, event: QKeyEvent, *, redo: bool) -> bool:
    if not isinstance(watched, QLineEdit) or not getattr(watched.parent(), "hands_on", False):
        return False
    if redo or event.matches(QKeySequence.StandardKey.Redo):
        return not watched.isRedoAvailable()
    return event.matches(QKeySequence.StandardKey.Undo) and not watched.isUndoAvailable()
