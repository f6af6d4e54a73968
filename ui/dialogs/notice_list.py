"""The notices of this sitting under the bell, the latest on top (Ctrl+.)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button, Kind
from ui.widgets.label import Hairline, Icon, Label
from ui.widgets.overlay import Overlay
from ui.widgets.scroll import ScrollArea
from ui.widgets.toast import Notice
from ui.wording import say


class NoticeList(Overlay):
    """`open_ticket` is given the number of a notice's ticket."""

    def __init__(self, over: QWidget, told: Sequence[tuple[str, Notice]], open_ticket: Callable[[int], object]) -> None:
        """`told`: when, and what was said."""
        super().__init__(over, width=560, top=56)
        self._open_ticket = open_ticket
        self.buttons: list[Button] = []
        self._close = Button(say("Close"), keys="Esc")
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Label(say("Notices"), "title_m"))
        head.addStretch(1)
        head.addWidget(self._close)
        column.addLayout(head)
        if not told:
            column.addWidget(Label(say("Nothing was told since the window opened."), "body", "text2"))
        else:
            content = QWidget()
            rows = QVBoxLayout(content)
            rows.setContentsMargins(0, 0, 6, 0)
            rows.setSpacing(8)
            for time, notice in reversed(told):
                rows.addWidget(Hairline())
                rows.addLayout(self._row(time, notice))
            rows.addStretch(1)
            area = ScrollArea(content)
            area.setAccessibleName(say("Notices"))
            area.setMinimumHeight(min(460, 62 * len(told) + 12))
            column.addWidget(area, 1)
        self._close.clicked.connect(self._leave)
        self.left.connect(self._leave)

    def open(self) -> None:
        super().open()
        (self.buttons or [self._close])[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, time: str, notice: Notice) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon(notice.icon, notice.colour), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(notice.title, "semi", wrap=True))
        for line in notice.lines:
            words.addWidget(Label(line, "prose", "text2", elide=not notice.whole, wrap=notice.whole))
        row.addLayout(words, 1)
        row.addWidget(Label(time, "small", "text3"), 0, Qt.AlignmentFlag.AlignTop)
        if len(notice.about) == 1:
            (number,) = notice.about
            button = Button(say("Open {number}", number=number), kind=Kind.QUIET)
            button.clicked.connect(lambda _=False: self._go(number))
            self.buttons.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _go(self, number: int) -> None:
        self._leave()
        self._open_ticket(number)

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()
