"""Scroll bars of 8 px without arrows, and areas that scroll with them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

from ui import theme
from ui.widgets.said import Role


class SlimBar(QScrollBar):
    """Qt keeps the behaviour; only the look is ours."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._dress()
        theme.notifier.changed.connect(self._dress)

    def _dress(self) -> None:
        theme.dress_scroll_bar(self)


def slim(area: QAbstractScrollArea) -> None:
    """Give an area our scroll bars."""
    area.setVerticalScrollBar(SlimBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(SlimBar(Qt.Orientation.Horizontal))


class ScrollArea(QScrollArea):
    """Scrolls one widget of its own width upwards and downwards."""

    ROLE = Role.Pane

    def __init__(self, content: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
