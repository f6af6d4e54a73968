"""The notices of this sitting under the bell, the latest on top (Ctrl+.).

What only informed is read there: it is undone with the key for that, whatever was done since.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.button import PAD, Button, Kind
from ui.widgets.label import Hairline, Icon, Label
from ui.widgets.notice import Notice
from ui.widgets.overlay import Overlay
from ui.widgets.runs import one_line
from ui.widgets.scroll import ScrollArea
from ui.wording import say

ICON, BESIDE = 16, 12
"""The sign of a notice, and how far beside it its words begin."""


class NoticeList(Overlay):
    """`open_ticket` and `snooze` are given the number of a notice's ticket."""

    def __init__(
        self,
        over: QWidget,
        told: Sequence[tuple[str, Notice]],
        subjects: Mapping[int, str],
        open_ticket: Callable[[int], object],
        snooze: Callable[[int], object],
        answered: Callable[[str], object],
    ) -> None:
        """`told`: when, and what was said; `subjects` are those of the open tickets. `answered` is given the key of a
        notice that was acted upon here."""
        super().__init__(over, width=560, top=56)
        self._subjects, self._open_ticket, self._snooze, self._answered = subjects, open_ticket, snooze, answered
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
                if notice.stays and notice.answers and not notice.about:
                    rows.addLayout(self._answers(notice))
                for number in sorted(notice.about):
                    rows.addLayout(self._ticket(number, notice))
            rows.addStretch(1)
            area = ScrollArea(content)
            area.setAccessibleName(say("Notices"))
            area.setMinimumHeight(min(460, sum(map(_height, (notice for _, notice in told))) + 12))
            column.addWidget(area, 1)
        self._close.clicked.connect(self._leave)
        self.left.connect(self._leave)

    def open(self) -> None:
        super().open()
        (self.buttons or [self._close])[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, time: str, notice: Notice) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(BESIDE)
        row.addWidget(Icon(notice.icon, notice.ink, ICON, line="semi"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(notice.title, "prose_semi", wrap=True))
        for line in _beside_tickets(notice):
            words.addWidget(Label(line, "prose", "text2", elide=not notice.whole, wrap=notice.whole))
        row.addLayout(words, 1)
        row.addWidget(Label(time, "small", "text3"), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _answers(self, notice: Notice) -> QHBoxLayout:
        """What can be done about a notice that is of no ticket, as in the notice itself; its first word is below those
        of the notice."""
        row = QHBoxLayout()
        row.setContentsMargins(_indent() - PAD, 0, 0, 0)
        row.setSpacing(8)
        for text, do in notice.actions:
            self._offer(row, text, notice.title).clicked.connect(partial(self._act, notice, do))
        if notice.later is not None:
            text, do = notice.later
            later = self._offer(row, text, notice.title)
            later.clicked.connect(partial(self._act_later, notice, do, later))
        row.addStretch(1)
        return row

    def _offer(self, row: QHBoxLayout, text: str, of: str) -> Button:
        button = Button(text, kind=Kind.QUIET)
        button.setAccessibleName(f"{text}: {of}")
        self.buttons.append(button)
        row.addWidget(button)
        return button

    def _act(self, notice: Notice, do: Callable[[], object]) -> None:
        self._leave()
        self._answered(notice.key)
        do()

    def _act_later(self, notice: Notice, do: Callable[[], object], later: Button) -> None:
        self._answered(notice.key)
        do()
        self._take_away(later)

    def _take_away(self, later: Button) -> None:
        self.focusNextPrevChild(True)  # to what follows: it can be pressed no more
        later.setText(say("Snoozed"))
        later.setEnabled(False)

    def _ticket(self, number: int, notice: Notice) -> QHBoxLayout:
        """Number, subject, and what can be done about it; a ticket that is done can only be opened."""
        row = QHBoxLayout()
        row.setContentsMargins(_indent(), 0, 0, 0)
        row.setSpacing(8)
        subject = one_line(self._subjects.get(number, ""))
        row.addWidget(Label(f"{number}  {subject}".rstrip(), "prose", elide=True), 1)
        opens = Button(say("Open"), kind=Kind.QUIET)
        opens.setAccessibleName(say("Open {number}", number=number))
        opens.clicked.connect(lambda _=False: self._go(number))
        self.buttons.append(opens)
        row.addWidget(opens)
        for about, verb, do in notice.beside:
            if about == number:
                self._offer(row, verb, str(number)).clicked.connect(partial(self._act, notice, do))
        if notice.stays and number in self._subjects:
            later = Button(say("Snooze 5 min"), kind=Kind.QUIET)
            later.setAccessibleName(say("Snooze {number} for 5 min", number=number))
            later.clicked.connect(lambda _=False: self._put_off(number, later))
            self.buttons.append(later)
            row.addWidget(later)
        return row

    def _put_off(self, number: int, later: Button) -> None:
        self._snooze(number)
        self._take_away(later)

    def _go(self, number: int) -> None:
        self._leave()
        self._open_ticket(number)

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()


def _indent() -> int:
    """Where the words of a notice begin."""
    return theme.px(ICON) + BESIDE


def _height(notice: Notice) -> int:
    return 46 + 36 * (len(notice.about) or bool(notice.stays and notice.answers))


def _beside_tickets(notice: Notice) -> tuple[str, ...]:
    """Its lines without the one that names its tickets: each has a line of its own. One is named first, many last.
    Where each line says what happened to a ticket, all."""
    if not notice.about or notice.whole:
        return notice.lines
    return notice.lines[1:] if len(notice.about) == 1 else notice.lines[:-1]
