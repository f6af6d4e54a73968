"""A line of a form that offers the text it is about for the clipboard: the way on where no program took it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.said import announce
from ui.wording import say


class CopyText(QWidget):
    def __init__(self, question: str, text: str) -> None:
        super().__init__()
        self._text = text
        self.button = Button(say("Copy the text"), kind=Kind.LINK)
        self._copied = Label("", "small", "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(question, "small", "text2"))
        row.addWidget(self.button)
        row.addWidget(self._copied, 1)
        self.button.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        words = say("Copied. Paste it where you write e-mails.")
        self._copied.setText(words)
        announce(words, self, at_once=True)
