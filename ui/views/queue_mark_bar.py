"""At the foot of the list while tickets are marked: how many, and what can be done to all of them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.keymap import KeyOf
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label, Panel
from ui.wording import say

HEIGHT = 48


class MarkBar(Panel):
    """Each button says on itself which key does the same in the list."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("subtle", lines="top", parent=parent)
        self._count = Label("", "semi")
        self.assignee = Button(say("Assign"), icon="user-round", keys=KeyOf("assign"))
        self.status = Button(say("Status"), icon="circle-dot", keys=KeyOf("status"))
        self.severity = Button(say("Severity"), keys=KeyOf("severity"))
        self.reason = Button(say("Not measured"), icon="archive", keys=KeyOf("close_as"))
        clear = Button(say("Clear"), keys="Esc", kind=Kind.QUIET)
        self._buttons = (self.assignee, self.status, self.severity, self.reason, clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GUTTER_LEFT, 1, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addSpacing(8)
        for button in (self.assignee, self.status, self.severity, self.reason):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(clear)
        self.setAccessibleName(say("Marked tickets"))
        clear.clicked.connect(self.cleared)
        theme.notifier.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self._fit()

    def _fit(self) -> None:
        """Where the words have no room beside the keys, the keys are left out."""
        for button in self._buttons:
            button.hide_keys(False)
        tight = self.sizeHint().width() > self.width()
        for button in self._buttons:
            button.hide_keys(tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_count(self, count: int) -> None:
        """None of it is seen while nothing is marked."""
        self._count.setText(say("{count} marked", count=count))
        self._fit()
        self.setVisible(count > 0)

    @property
    def count(self) -> str:
        return self._count.text()
