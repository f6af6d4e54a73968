"""An e-mail that seems to belong to a ticket: added there, logged as a new one, or left alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.services.mailing import Letter
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.label import Icon, Label
from ui.widgets.overlay import Overlay
from ui.widgets.runs import one_line
from ui.wording import say

MOST = 4


class MailForm(Overlay):
    """`added_to` carries the number of the ticket that was chosen; Esc leaves the e-mail alone."""

    added_to = Signal(int)
    new_wanted = Signal()
    left_alone = Signal()

    def __init__(self, letter: Letter, tickets: Sequence[tuple[int, str]], over: QWidget) -> None:
        super().__init__(over, width=560, top=140)
        self.choices = [
            Button(say("Add to {number}", number=number), kind=Kind.DEFAULT if place else Kind.PRIMARY)
            for place, (number, _) in enumerate(tickets[:MOST])
        ]
        self.new = Button(say("Log as a new ticket"))
        close = IconButton("x", say("Leave the e-mail alone"))
        mail = letter.mail
        head = QHBoxLayout()
        head.setSpacing(9)
        head.addWidget(Icon("mail", "text3", 16))
        head.addWidget(Label(say("An answer to a ticket?"), "title_s"), 1)
        head.addWidget(close)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 16, 16, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(one_line(letter.subject), "semi", elide=True))
        column.addWidget(Label(one_line(f"{mail.sender} {mail.address}".strip()), "small", "text3", elide=True))
        column.addSpacing(6)
        for button, (number, subject) in zip(self.choices, tickets, strict=False):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(button)
            row.addWidget(Label(one_line(subject), "body", "text2", elide=True), 1)
            column.addLayout(row)
            button.setAccessibleDescription(one_line(subject))
            button.clicked.connect(lambda _=False, number=number: self._choose(number))
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.addWidget(self.new)
        foot.addStretch(1)
        column.addLayout(foot)

        self.new.clicked.connect(self._want_new)
        self.left.connect(self._leave)
        close.clicked.connect(self._leave)

    def open(self) -> None:
        super().open()
        self.choices[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, number: int) -> None:
        self._close()
        self.added_to.emit(number)

    def _want_new(self) -> None:
        self._close()
        self.new_wanted.emit()

    def _leave(self) -> None:
        self._close()
        self.left_alone.emit()

    def _close(self) -> None:
        self.close_form()
        self.deleteLater()
