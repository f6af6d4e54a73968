"""The head of the page: the agreement's name, where the version that is seen stands, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.services.agreement_versions import State
from ui import theme, wording
from ui.views.agreements.words import STATES
from ui.widgets import painting
from ui.widgets.button import Button
from ui.widgets.label import Label, Panel
from ui.wording import say

GAP = 10


AFTER_TAG = 8


class _State(QWidget):
    """Where the version that is seen stands: a tag, and its days where there is room for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._tag, self._look, self._icon, self._days = "", "neutral", "", ""
        self._days_fit = True

    def show_state(self, number: int, state: State, days: str) -> None:
        self._look, self._icon, name = STATES[state]
        self._tag, self._days = say("v{number} {state}", number=number, state=say(name)), days
        self.setAccessibleName(", ".join(filter(None, (self._tag, days))))
        self.setMinimumWidth(painting.tag_width(self._tag, self._icon) + 4)
        self._fit()

    def _fit(self) -> None:
        taken = painting.tag_width(self._tag, self._icon) + AFTER_TAG
        self._days_fit = taken + theme.metrics("body").horizontalAdvance(self._days) <= self.width()
        self.setToolTip("" if self._days_fit else wording.tip(self._days))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            middle = self.height() / 2
            x = painting.tag(painter, 0, middle, theme.tag(self._look), self._tag, self._icon) + AFTER_TAG
            if self._days_fit:
                painting.text(painter, self._days, "body", theme.current().text2, x, middle)


class Head(Panel):
    """Where there is little room the buttons that are `brief` do with their icons: the name is not cut for them."""

    def __init__(self, buttons: Sequence[QWidget], brief: Sequence[Button]) -> None:
        super().__init__("surface", lines="bottom")
        self._buttons = buttons
        self._words = {button: button.text() for button in brief}
        self.name, self.state = Label("", "title_m", elide=True), _State()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 1)
        row.setSpacing(GAP)
        row.addWidget(self.name)
        row.addWidget(self.state, 1)
        for button in buttons:
            row.addWidget(button)
        theme.follow(self._grow)

    def show_version(self, name: str, number: int, state: State, days: str) -> None:
        self.name.setText(name)
        self.state.show_state(number, state, days)
        self.fit()

    def fit(self) -> None:
        """Other buttons are seen now, or there is other room."""
        for button, words in self._words.items():
            button.setText(words)
        seen = [button for button in self._buttons if not button.isHidden()]
        taken = sum(button.sizeHint().width() + GAP for button in seen) + self.state.minimumWidth() + GAP
        room = self.width() - theme.GUTTER_LEFT - theme.GUTTER_RIGHT - taken
        tight = self.name.sizeHint().width() > room
        for button, words in self._words.items():
            button.setText("" if tight else words)
            button.setToolTip(wording.tip(words) if tight else "")

    def _grow(self) -> None:
        self.setFixedHeight(theme.px(theme.HEADER))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
