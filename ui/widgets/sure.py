"""Asks once before something is done, such as to many tickets: how many, and how they stand. Enter does, Esc leaves."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay
from ui.wording import say

WIDTH, TOP = 440, 160


class Sure(Overlay):
    settled = Signal()
    """It was left, or done."""

    def __init__(self, over: QWidget, question: str, known: str, verb: str, do: Callable[[], object]) -> None:
        """`known` may be empty."""
        super().__init__(over, width=WIDTH, top=TOP)
        self.question, self.known = question, known
        self.act = Button(verb, keys="↵", kind=Kind.PRIMARY)
        leave = Button(say("Leave"), keys="Esc", kind=Kind.QUIET)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.act)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(Label(question, "title_m", wrap=True))
        if known:
            column.addWidget(Label(known, "prose", "text2", wrap=True))
        column.addSpacing(6)
        column.addLayout(row)
        self.act.setAccessibleDescription(known)
        leave.clicked.connect(self._leave)
        self.left.connect(self._leave)
        self.act.clicked.connect(lambda _=False: self._do(do))

    def open(self) -> None:
        super().open()
        self.act.setFocus(Qt.FocusReason.PopupFocusReason)

    def _do(self, do: Callable[[], object]) -> None:
        self.close_form()
        do()
        self._end()

    def _leave(self) -> None:
        self.close_form()
        self._end()

    def _end(self) -> None:
        self.deleteLater()
        self.settled.emit()
