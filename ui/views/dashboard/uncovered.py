"""The line that says how many tickets no agreement covers, and leads to them; there while there are any."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme, wording
from ui.widgets.button import Button, Kind
from ui.widgets.label import Icon, Label
from ui.wording import say


class Uncovered(QWidget):
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Label("", "body", "text2", elide=True)
        self.show_them = Button(say("Show them"), kind=Kind.LINK)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 0)
        row.setSpacing(8)
        row.addWidget(Icon("circle-alert", "text3", 14))
        row.addWidget(self.sentence)
        row.addWidget(self.show_them)
        row.addStretch(1)
        self.show_them.clicked.connect(self.wanted)
        self.hide()

    def show_count(self, count: int) -> None:
        tickets = wording.open_tickets(count)
        self.sentence.setText(say("{tickets} without an agreement, so not measured.", tickets=tickets))
        self.show_them.setAccessibleName(say("Show the tickets without an agreement"))
        self.setVisible(bool(count))
