"""The frame of a form that asks before something is done: title, what it asks, what is wrong, Cancel and the verb."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Problem
from ui.widgets.label import Label
from ui.widgets.overlay import DOES_IT, Overlay
from ui.wording import say


class TitledForm(Overlay):
    """Fill `rows`, and connect what `act` does; Ctrl+Enter presses it too. Esc, Cancel and the cross close the form.

    `head` holds the title and what stands below it, `foot` the buttons behind a stretch.
    """

    def __init__(
        self, over: QWidget, title: str, verb: str, *, icon: str | None = None, width: int = 520, top: int = 110
    ) -> None:
        super().__init__(over, width=width, top=top)
        self.title = Label(title, "title_s", elide=True)
        self.close_button = IconButton("x", say("Close"))
        self.problem = Problem()
        self.cancel = Button(say("Cancel"), keys="Esc")
        self.act = Button(verb, icon=icon, keys=DOES_IT, kind=Kind.PRIMARY)
        self.head, self.rows, self.foot = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self._lay_out()
        self.done_by(self.act)
        for leaving in (self.left, self.cancel.clicked, self.close_button.clicked):
            leaving.connect(self.close_form)

    def _lay_out(self) -> None:
        self.head.setSpacing(0)
        self.head.addWidget(self.title)
        top = QHBoxLayout()
        top.addLayout(self.head, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.setSpacing(12)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.act)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 16, 20, 18)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(self.rows, 1)
        column.addWidget(self.problem)
        column.addLayout(self.foot)

    def open(self) -> None:
        """In the order of Tab what is asked comes before the buttons, whenever it was put there."""
        stops = [held for held in self.form.findChildren(QWidget) if held.focusPolicy() & Qt.FocusPolicy.TabFocus]
        asked = [held for held in stops if self.foot.indexOf(held) < 0]
        buttons = sorted((held for held in stops if self.foot.indexOf(held) >= 0), key=self.foot.indexOf)
        for before, after in pairwise([asked[-1], *buttons]):
            self.setTabOrder(before, after)
        super().open()

    def say_wrong(self, sentence: str) -> None:
        self.problem.say(sentence)
        if self.isVisible():
            self.refit()
