"""Tabs side by side of which one is seen; they go on in the next line where the room ends."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.button import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Panel


class TabButton(Choice):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(round(theme.metrics("semi").horizontalAdvance(self.text())) + 22, theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, chosen = theme.current(), self.isChecked()
        ground = t.selected if chosen else self._ground()
        with QPainter(self) as painter:
            if ground is not None:
                painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=ground)
            style, ink = ("semi", t.text) if chosen else ("body", t.text2)
            painting.text(painter, self.text(), style, ink, 11, self.height() / 2)


class TabBar(Panel):
    """`pressed` carries the place of the tab that was pressed. What else is in it is added to `row`."""

    pressed = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__("surface", lines="bottom")
        self.buttons = [TabButton(title) for title in titles]
        tabs = QWidget()
        flow = FlowLayout(tabs, gap=4)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.GUTTER_LEFT, 6, theme.GUTTER_RIGHT, 7)
        self.row.addWidget(tabs, 1)
        for place, button in enumerate(self.buttons):
            flow.addWidget(button)
            button.clicked.connect(partial(self._press, place))
        self.show_tab(0)

    def show_tab(self, place: int) -> None:
        """The keyboard goes along where it is on one of the tabs."""
        if any(button.hasFocus() for button in self.buttons):
            self.buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
        for at, button in enumerate(self.buttons):
            button.setChecked(at == place)

    def _press(self, place: int, _on: bool = False) -> None:
        self.pressed.emit(place)
