"""Tells when somebody types, in whichever field of the program it is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


class Typing(QObject):
    """Qt tells the input method of each step of a field's writing mark: no key has to be watched for it."""

    typed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._tell)

    def _tell(self) -> None:
        """Where no field has the keyboard, something else but writing moved it."""
        if isinstance(QApplication.focusWidget(), FIELDS):
            self.typed.emit()
