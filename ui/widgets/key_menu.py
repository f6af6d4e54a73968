"""A menu whose choices are one letter each: `S` opens it, the next letter decides."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QWidget

from ui import icons, theme
from ui.widgets.typed_menu import TypedMenu


class KeyMenu(TypedMenu):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(False)

    def refill(self) -> None:
        """Empty it, to be filled anew."""
        self.clear()

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
        return action
