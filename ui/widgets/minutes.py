"""Ask how long something took, in minutes: a few likely answers to press, or any other to type."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.corrections import MOST_MINUTES
from slaapp.domain.spans import MINUTE
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label
from ui.widgets.popup import Popup
from ui.wording import say

LIKELY = (5, 10, 15, 30, 60)


class MinutesPopup(Popup):
    """`chosen` carries whole minutes; nought takes the time off again."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, *, verb: str = "") -> None:
        """`verb` is what is done then; else the time is set."""
        super().__init__(parent, width=300)
        self.field = Field(say("Minutes"), name=say("Time spent, in minutes"))
        self.problem = Problem()
        self.take = Button(verb or say("Set"), kind=Kind.PRIMARY, keys="↵")
        quick = QHBoxLayout()
        quick.setSpacing(2)
        for minutes in LIKELY:
            button = Button(durations.used(minutes * MINUTE), kind=Kind.QUIET, height=26)
            button.clicked.connect(lambda _checked=False, minutes=minutes: self._choose(minutes))
            quick.addWidget(button)
        quick.addStretch()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.take)
        self.column.setContentsMargins(12, 8, 12, 10)
        self.column.addWidget(Label(say("Time spent on this"), "semi"))
        self.column.addLayout(quick)
        self.column.addLayout(row)
        self.column.addWidget(self.problem)
        self.take.clicked.connect(self._take)
        self.field.edit.textChanged.connect(lambda _: self._say(""))

    def ask(self, under: QWidget, minutes: int) -> None:
        self.field.setText(str(minutes) if minutes else "")
        self.field.edit.selectAll()
        self.open_under(under, self.field.edit)

    def _say(self, sentence: str) -> None:
        self.field.show_wrong(bool(sentence))
        self.problem.say(sentence)
        self.adjustSize()

    def _take(self) -> None:
        text = self.field.text().strip() or "0"
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_MINUTES):
            self._say(say("Give whole minutes, from 0 to {most}.", most=MOST_MINUTES))
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._choose(int(text))

    def _choose(self, minutes: int) -> None:
        self.hide()
        self.chosen.emit(minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return
        super().keyPressEvent(event)
