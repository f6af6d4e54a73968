"""Every ticket that refused what was asked of so many: number, subject, and why it was left as it is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.value import Value
from ui.widgets.button import Button, Kind
from ui.widgets.label import Hairline, Label
from ui.widgets.overlay import Overlay
from ui.widgets.runs import one_line
from ui.widgets.scroll import ScrollArea
from ui.wording import say

WIDTH, TOP, TALLEST = 620, 56, 460
MOST = 300
"""Tickets with a line of their own: more than anybody reads."""


class Left(Value):
    """A ticket that was left as it is; `subject` is empty where the list does not hold it any more."""

    number: int
    subject: str
    why: str


class RefusedList(Overlay):
    """`mark` marks all of them in the list, `open_ticket` is given the number of one."""

    def __init__(
        self,
        over: QWidget,
        title: str,
        left: Sequence[Left],
        *,
        mark: Callable[[], object],
        open_ticket: Callable[[int], object],
    ) -> None:
        super().__init__(over, width=WIDTH, top=TOP)
        self._open_ticket = open_ticket
        self.buttons: list[Button] = []
        self.mark = Button(say("Mark these"), kind=Kind.QUIET)
        self.close_button = Button(say("Close"), keys="Esc")
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(title, "title_m", wrap=True), 1)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setSpacing(8)
        for held in left[:MOST]:
            rows.addWidget(Hairline())
            rows.addLayout(self._row(held))
        if len(left) > MOST:
            rows.addWidget(Hairline())
            more = say("and {count} more. Mark these to go through them in the list.", count=len(left) - MOST)
            rows.addWidget(Label(more, "prose", "text2", wrap=True))
        rows.addStretch(1)
        area = ScrollArea(content)
        area.setAccessibleName(say("Tickets that were left as they are"))
        area.setMinimumHeight(min(TALLEST, 62 * len(left) + 12))
        column.addWidget(area, 1)
        self.form.setAccessibleName(title)

        self.mark.clicked.connect(self._leave)
        self.mark.clicked.connect(lambda _=False: mark())
        self.close_button.clicked.connect(self._leave)
        self.left.connect(self._leave)

    def open(self) -> None:
        super().open()
        (self.buttons or [self.close_button])[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, held: Left) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = f"{held.number}  {one_line(held.subject)}" if held.subject else str(held.number)
        words.addWidget(Label(title, "prose_semi", elide=True))
        words.addWidget(Label(held.why, "prose", "text2", wrap=True))
        row.addLayout(words, 1)
        button = Button(say("Open {number}", number=held.number), kind=Kind.QUIET)
        button.clicked.connect(lambda _=False: self._go(held.number))
        self.buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _go(self, number: int) -> None:
        self._leave()
        self._open_ticket(number)

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()
