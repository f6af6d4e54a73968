"""All keys on one page, and what the program is made of."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import about, key_sheet, theme, wording
from ui.key_sheet import Group
from ui.widgets.button import Button, Kind
from ui.widgets.keycap import Keycap
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay
from ui.widgets.scroll import ScrollArea

COLUMN = 220
"""So much room a column of keys needs; four are the most."""


class _Sheet(Overlay):
    def __init__(self, title: str, over: QWidget, *, width: int) -> None:
        super().__init__(over, width=width, top=56)
        self._close = Button(wording.say("Close"), keys="Esc", kind=Kind.DEFAULT)
        self.column = QVBoxLayout(self.form)
        self.column.setContentsMargins(24, 18, 24, 20)
        self.column.setSpacing(12)
        self.head = head = QHBoxLayout()
        head.setSpacing(8)
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
    """`print_wanted` and `change_wanted` leave the sheet for the printer and for the settings."""

    print_wanted = Signal()
    change_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(wording.say("All shortcuts"), over, width=1180)
        for words, icon, signal in (
            ("Print", "printer", self.print_wanted),
            ("Change", "pencil-line", self.change_wanted),
        ):
            button = Button(wording.say(words), icon=icon)
            button.clicked.connect(self._leave)
            button.clicked.connect(signal)
            self.head.insertWidget(self.head.count() - 1, button)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(24)
        columns = max(1, min(4, self._room() // theme.px(COLUMN)))
        for column in key_sheet.columns(columns):
            row.addLayout(_grid(column), 1)
        self.column.addWidget(_Tall(held))


class _Tall(ScrollArea):
    """As high as what it holds where there is room for that."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._content = content
        self.setAccessibleName(wording.say("All shortcuts"))

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()


def _grid(groups: Sequence[Group]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    at = 0
    for group in groups:
        grid.addWidget(Label(group.title, "small_semi", "text2"), at, 0, 1, 2)
        for keys, text in group.lines:
            at += 1
            grid.addWidget(Keycap(keys), at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(text, "small", "text", wrap=True), at, 1)
        at += 1
        grid.setRowMinimumHeight(at, 8)
        at += 1
    grid.setRowStretch(at, 1)
    return grid


class About(_Sheet):
    """`copied` when what is shown was put on the clipboard."""

    copied = Signal()

    def __init__(self, over: QWidget, store: Path, sqlite: str) -> None:
        super().__init__(wording.say("About SLA Desk"), over, width=640)
        copy = Button(wording.say("Copy"), icon="copy")
        self.head.insertWidget(self.head.count() - 1, copy)
        words = "Tickets and service level agreements of one support desk. Nothing leaves this machine."
        self.column.addWidget(Label(wording.say(words), "prose", "text2", wrap=True))
        self.column.addLayout(_facts(about.facts(store, sqlite)))
        self.column.addSpacing(4)
        self.column.addWidget(Label(wording.say("What it is made of, and under which licence"), "small_semi", "text2"))
        held = QWidget()
        lines = QGridLayout(held)
        lines.setContentsMargins(0, 0, 10, 0)
        lines.setHorizontalSpacing(16)
        lines.setVerticalSpacing(2)
        lines.setColumnStretch(2, 1)
        for row, (name, number, licence) in enumerate(about.licences()):
            for column, (text, colour) in enumerate(((name, "text"), (number, "text3"), (licence, "text2"))):
                lines.addWidget(Label(text, "small", colour), row, column)
        self.column.addWidget(_Tall(held))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(about.as_text(store, sqlite)))
        copy.clicked.connect(self.copied)


def _facts(held: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(held):
        said = Label(value, "small", "text", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(Label(name, "small", "text3"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, row, 1)
    return grid
