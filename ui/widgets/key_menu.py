"""A menu whose choices are one letter each: `S` opens it, the next letter decides."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons, theme


class KeyMenu(QMenu):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_key: dict[str, QAction] = {}
        self.setToolTipsVisible(False)

    def refill(self) -> None:
        """Empty it, to be filled anew."""
        self.clear()
        self._by_key.clear()

    def offer(
        self,
        text: str,
        key: str,
        chosen: Callable[[], object],
        *,
        icon: QIcon | None = None,
        current: bool = False,
        enabled: bool = True,
    ) -> QAction:
        """`key` may be empty. `&` in the text is a plain sign. What holds now has a tick in place of its icon."""
        shown = text.replace("&", "&&")
        action = self.addAction(f"{shown}\t{key}" if key else shown)
        if current:
            icon = icons.icon("check", theme.current().accent_text)
        if icon is not None:
            action.setIcon(icon)
        action.setIconVisibleInMenu(True)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: chosen())
        if key and enabled:
            self._by_key[key.upper()] = action
        return action

    def event(self, event: QEvent) -> bool:
        """While it is open its letters are its own, not the page's or the window's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._by_key.get(event.text().upper())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if action is None or not plain:
            super().keyPressEvent(event)
            return
        self.close()
        action.trigger()
