"""All keys on one page, and what the program is made of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp import __version__
from ui import wording
from ui.actions import ACTIONS, all_keys, shown_keys
from ui.widgets.button import Button, Kind
from ui.widgets.keycap import Keycap
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay

_LIST = (
    ("↑ ↓  J K", "Move"),
    ("Home End", "First, last"),
    ("PgUp PgDn", "A page up, down"),
    ("Enter", "Open the ticket"),
    ("[ ]", "Previous, next group"),
    ("← →", "Close, open the group"),
    ("/  Esc", "Filter, clear it"),
)
_TICKET = (
    *((shown_keys(act), act.text) for act in ACTIONS if act.of_page),
    ("S then N P", "New, in progress"),
    ("S then C T", "Waiting on customer, third party"),
    ("S then D R X", "Scheduled, resolved, closed"),
    ("V then 1 – 4", "Low to urgent"),
    ("Alt R  Alt I", "To the reply, to the note"),
    ("Ctrl ↵", "Add the reply"),
    ("Ctrl ⇧ ↵", "Add the reply and resolve"),
    ("J K", "Next, previous ticket"),
    ("Esc", "Back to the list"),
)
_LOG = (
    ("Enter", "Next field"),
    ("Alt S C V N A", "To a field, by its letter"),
    ("1 – 4", "Severity; Alt 1 – 4 from any field"),
    ("Ctrl ↵", "Log the ticket"),
    ("Ctrl ⇧ ↵", "Log and open it"),
    ("Esc", "Close, keep the draft"),
)
_WHY = (
    ("← →", "Previous, next clock"),
    ("P  I", "Public, internal"),
    ("Ctrl C", "Copy as text"),
    ("Ctrl P", "Print"),
    ("Esc", "Close"),
)
_REPORT = (
    ("PgUp PgDn", "Page"),
    ("Alt ← →", "Month"),
    ("Ctrl = −", "Zoom"),
    ("Ctrl E", "Save as PDF"),
    ("Ctrl P", "Print"),
)


class _Sheet(Overlay):
    def __init__(self, title: str, over: QWidget, *, width: int) -> None:
        super().__init__(over, width=width, top=56)
        self._close = Button(wording.say("Close"), keys="Esc", kind=Kind.DEFAULT)
        self.column = QVBoxLayout(self.form)
        self.column.setContentsMargins(24, 18, 24, 20)
        self.column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(title, "title_m"))
        head.addStretch(1)
        head.addWidget(self._close)
        self.column.addLayout(head)
        self._close.clicked.connect(self._leave)
        self.left.connect(self._leave)

    def open(self) -> None:
        super().open()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()


class Keys(_Sheet):
    def __init__(self, over: QWidget) -> None:
        super().__init__(wording.say("All shortcuts"), over, width=1120)
        anywhere = tuple((all_keys(act), act.text) for act in ACTIONS if act.keys and not act.of_page)
        half = -(-len(anywhere) // 2)
        row = QHBoxLayout()
        row.setSpacing(28)
        for groups in (
            (("Anywhere", anywhere[:half]),),
            (("", anywhere[half:]), ("Report", _REPORT)),
            (("List", _LIST), ("Log ticket", _LOG), ("Why?", _WHY)),
            (("Ticket, in the list too", _TICKET),),
        ):
            row.addLayout(_grid(groups))
        self.column.addLayout(row)


def _grid(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    at = 0
    for title, keys in groups:
        grid.addWidget(Label(wording.say(title) if title else "", "small_semi", "text2"), at, 0, 1, 2)
        for cap, text in keys:
            at += 1
            grid.addWidget(Keycap(cap), at, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(wording.say(text), "small", "text"), at, 1)
        at += 1
        grid.setRowMinimumHeight(at, 8)
        at += 1
    grid.setRowStretch(at, 1)
    return grid


class About(_Sheet):
    def __init__(self, over: QWidget) -> None:
        super().__init__(wording.say("SLA Desk {version}", version=__version__), over, width=520)
        for line in (
            wording.say("Tickets and service level agreements of one support desk. Nothing leaves this machine."),
            wording.say("Typeface: Inter, SIL Open Font License. Icons: Lucide, ISC License."),
            wording.say("Window: Qt for Python, LGPL 3."),
        ):
            self.column.addWidget(Label(line, "body", "text2", wrap=True))
