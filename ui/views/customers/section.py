"""A part of the customer's page: a title, what can be added, and a hairline above."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.keymap import Keys
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label, Panel


class Section(Panel):
    """Fill `column`. `button` stands at the right of the title, where there is something to add."""

    def __init__(self, title: str, *, add: str = "", keys: Keys = "", first: bool = False) -> None:
        super().__init__("surface", lines="" if first else "top")
        self.title = Label(title, "title_s")
        self.count = Label("", "small", "text3")
        self.button = Button(add or title, icon="plus", keys=keys, kind=Kind.QUIET)
        if not add:
            self.button.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.GUTTER_LEFT, 12, theme.GUTTER_RIGHT, 14)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addSpacing(4)

    def put(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def left(self, widget: QWidget) -> None:
        self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
