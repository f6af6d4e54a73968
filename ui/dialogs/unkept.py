"""Asked before the window closes while what was typed could not be written down: closing would lose it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button, Kind
from ui.widgets.label import Icon, Label
from ui.widgets.overlay import Overlay
from ui.wording import say


class Unkept(Overlay):
    """Esc stays; `close` is called where the person wants to lose it."""

    def __init__(self, over: QWidget, close: Callable[[], object]) -> None:
        super().__init__(over, width=520, top=120)
        self._stay = Button(say("Stay"), kind=Kind.PRIMARY, keys="Esc")
        self.close_anyway = Button(say("Close and lose the text"), kind=Kind.DANGER)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon("circle-alert", "red_text", 18))
        head.addWidget(Label(say("What you typed is not on the disk"), "title_s"), 1)
        words = say(
            "The file for unsaved text cannot be written. Replies, notes and forms that you began are kept in this "
            "window only; closing it loses them. Add or copy them, or free some space on the disk, then close again. "
            "Everything that was saved is kept."
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_anyway)
        row.addWidget(self._stay)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(words, "prose", "text2", wrap=True))
        column.addSpacing(8)
        column.addLayout(row)
        self._stay.clicked.connect(self._leave)
        self.left.connect(self._leave)
        self.close_anyway.clicked.connect(self._leave)
        self.close_anyway.clicked.connect(lambda _=False: close())

    def open(self) -> None:
        super().open()
        self._stay.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()
