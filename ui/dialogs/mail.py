"""An e-mail that may belong to a ticket: added there, kept there as a file, logged as a new one, or left alone."""

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
    """`added_to` and `attached_to` carry the number of a ticket; Esc leaves the e-mail alone."""

    added_to = Signal(int)
    attached_to = Signal(int)
    new_wanted = Signal()
    left_alone = Signal()

    def __init__(
        self, letter: Letter, tickets: Sequence[tuple[int, str]], over: QWidget, *, dropped_on: int | None = None
    ) -> None:
        """`tickets` by number, with what is said of them. `dropped_on` may have it as a mere file, too."""
        super().__init__(over, width=560, top=140)
        self.choices = [
            Button(say("Add to {number}", number=number), kind=Kind.DEFAULT if place else Kind.PRIMARY)
            for place, (number, _) in enumerate(tickets[:MOST])
        ]
        self.new = Button(say("Log as a new ticket"))
        self.as_file = Button(say("Attach to {number} as a file", number=dropped_on), icon="paperclip")
        close = IconButton("x", say("Leave the e-mail alone"))
        mail = letter.mail
        head = QHBoxLayout()
        head.setSpacing(9)
        head.addWidget(Icon("mail", "text3", 16))
        question = say("An answer to a ticket?") if dropped_on is None else say("Where does this e-mail belong?")
        head.addWidget(Label(question, "title_s"), 1)
        head.addWidget(close)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 16, 16, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(one_line(letter.subject), "semi", elide=True))
        sender = " · ".join(one_line(part) for part in (mail.sender, mail.address) if part)
        column.addWidget(Label(sender, "small", "text3", elide=True))
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
        foot.setSpacing(8)
        foot.addWidget(self.new)
        foot.addWidget(self.as_file)
        foot.addStretch(1)
        column.addLayout(foot)
        self.as_file.setVisible(dropped_on is not None)  # only now: without a parent it would be a window

        self.new.clicked.connect(self._want_new)
        self.as_file.clicked.connect(lambda: self._attach(dropped_on))
        self.left.connect(self._leave)
        close.clicked.connect(self._leave)

    def open(self) -> None:
        super().open()
        self.choices[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, number: int) -> None:
        self._close()
        self.added_to.emit(number)

    def _attach(self, number: int | None) -> None:
        self._close()
        self.attached_to.emit(number)

    def _want_new(self) -> None:
        self._close()
        self.new_wanted.emit()

    def _leave(self) -> None:
        self._close()
        self.left_alone.emit()

    def _close(self) -> None:
        self.close_form()
        self.deleteLater()
