"""All keys on one page, and what the program is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp import __version__
from ui import wording
from ui.actions import ACTIONS, shown_keys
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
    ("Esc", "Clear the filter"),
)
_TICKET = (
    ("R", "Reply"),
    ("I", "Internal note"),
    ("S", "Status"),
    ("V", "Severity"),
    ("A", "Assign"),
    ("M", "Assign to me"),
    ("E", "Edit the subject"),
    ("W", "Why is it due then?"),
    ("Y", "Copy number"),
    ("Ctrl ↵", "Add the reply"),
    ("Ctrl ⇧ ↵", "Add the reply and resolve"),
    ("J K", "Next, previous ticket"),
    ("Esc", "Back to the list"),
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
        super().__init__(wording.say("All shortcuts"), over, width=860)
        anywhere = tuple((shown_keys(act), act.text) for act in ACTIONS if act.keys)
        half = -(-len(anywhere) // 2)
        row = QHBoxLayout()
        row.setSpacing(28)
        for title, keys in (
            (wording.say("Anywhere"), anywhere[:half]),
            ("", anywhere[half:]),
            (wording.say("List"), _LIST),
            (wording.say("Ticket"), _TICKET),
        ):
            grid = QGridLayout()
            grid.setHorizontalSpacing(10)
            grid.setVerticalSpacing(4)
            grid.addWidget(Label(title, "small_semi", "text2"), 0, 0, 1, 2)
            for at, (cap, text) in enumerate(keys, start=1):
                grid.addWidget(Keycap(cap), at, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(Label(wording.say(text), "small", "text"), at, 1)
            grid.setRowStretch(len(keys) + 1, 1)
            row.addLayout(grid, 1)
        self.column.addLayout(row)


class About(_Sheet):
    def __init__(self, over: QWidget) -> None:
        super().__init__(wording.say("SLA Desk {version}", version=__version__), over, width=520)
        for line in (
            wording.say("Tickets and service level agreements of one support desk. Nothing leaves this machine."),
            wording.say("Typeface: Inter, SIL Open Font License. Icons: Lucide, ISC License."),
            wording.say("Window: Qt for Python, LGPL 3."),
        ):
            self.column.addWidget(Label(line, "body", "text2", wrap=True))
