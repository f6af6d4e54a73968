"""A few choices below each other, in columns, of which one holds: chosen by mouse, by arrows, or by its digit."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.button import Choice
from ui.widgets.said import Role

V = TypeVar("V")

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class Radio(Choice):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = theme.metrics("semi").horizontalAdvance(self.text())
        return QSize(round(theme.px(14) + 9 + words + 6), theme.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()  # Qt would move the focus without choosing
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, side, middle = theme.current(), theme.px(14), self.height() / 2
        box, on = QRectF(2, round(middle - side / 2), side, side), self.isChecked()
        with QPainter(self) as painter:
            edge = t.disabled if not self.isEnabled() else t.accent if on else t.control
            fill = self._ground() or t.surface
            painting.frame(painter, box, side / 2, fill=fill, outline=edge, width=1.5 if on else 1.0)
            if on:
                inner = box.adjusted(4, 4, -4, -4)
                painting.frame(painter, inner, inner.width() / 2, fill=t.accent)
            ink = t.text if self.isEnabled() else t.disabled
            room = self.width() - box.right() - 9
            painting.text(painter, self.text(), "semi" if on else "body", ink, box.right() + 8, middle, room)


class RadioList(QWidget, Generic[V]):
    """`chosen` carries the value. Tab comes to the one that holds; the first until one is chosen."""

    ROLE = Role.Grouping

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[V, str]], *, name: str, columns: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in choices]
        self._radios = [Radio(text) for _, text in choices]
        self._at: int | None = None
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        rows = -(-len(choices) // columns)
        for place, radio in enumerate(self._radios):
            grid.addWidget(radio, place % rows, place // rows, Qt.AlignmentFlag.AlignLeft)
            radio.clicked.connect(lambda _checked=False, place=place: self._press(place))
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self._radios[0])

    @property
    def value(self) -> V | None:
        return None if self._at is None else self._values[self._at]

    def choose(self, value: V) -> None:
        """Without telling anybody."""
        self._hold(self._values.index(value))

    def radio(self, value: V) -> Radio:
        return self._radios[self._values.index(value)]

    def _hold(self, place: int) -> None:
        self._at = place
        for held, radio in enumerate(self._radios):
            radio.setChecked(held == place)
            policy = Qt.FocusPolicy.StrongFocus if held == place else Qt.FocusPolicy.ClickFocus
            radio.setFocusPolicy(policy)
        self.setFocusProxy(self._radios[place])

    def _press(self, place: int) -> None:
        self._hold(place)
        self.chosen.emit(self._values[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if 0 <= digit < len(self._radios):
            place = digit
        elif event.key() in _STEPS:
            place = 0 if self._at is None else (self._at + _STEPS[Qt.Key(event.key())]) % len(self._radios)
        else:
            super().keyPressEvent(event)
            return
        self._radios[place].setFocus(Qt.FocusReason.TabFocusReason)
        self._press(place)
