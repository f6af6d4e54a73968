"""The wallboard: the whole screen, dark, to be read at five metres."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui import keymap
from ui.actions import Where
from ui.coming_data import ComingData
from ui.views.dashboard.face import Face
from ui.views.dashboard.table import OverviewTable
from ui.widgets.said import Role
from ui.wording import say


class Wallboard(QWidget):
    """`left` when it is closed, `names_turned` when names are to be hidden or shown."""

    ROLE = Role.Window

    left = Signal()
    names_turned = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._name = name
        self._paused = False
        self._last: tuple[ComingData, bool] | None = None
        self.face = Face(wall=True)
        self.table = OverviewTable(wall=True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.face)
        self._stack.addWidget(self.table)
        self.setWindowTitle(say("Wallboard – SLA Desk"))
        self.setAccessibleName(say("Wallboard"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)

    @property
    def paused(self) -> bool:
        return self._paused

    def show_data(self, found: ComingData, *, hide_names: bool) -> None:
        """While paused it stays as it is, but names are hidden at once."""
        if self._paused and self._last is not None:
            found = self._last[0]
        self._last = found, hide_names
        name = f"{self._name} · {say('paused')}" if self._paused else self._name
        self.face.show_overview(found.overview, name=name, hide_names=hide_names)
        self.table.show_overview(found.overview, hide_names=hide_names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
            return
        match keymap.act_of(event, Where.WALLBOARD):
            case "wallboard_pause":
                self._paused = not self._paused
                if self._last is not None:
                    self.show_data(self._last[0], hide_names=self._last[1])
            case "wallboard_names":
                self.names_turned.emit()
            case "wallboard_table":
                shown = self._stack.currentWidget()
                self._stack.setCurrentWidget(self.table if shown is self.face else self.face)
                self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case _:
                super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()
