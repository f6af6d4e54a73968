"""A few cards side by side, of which one is chosen: by mouse, by its figure, by the arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.button import Choice
from ui.widgets.said import Role
from ui.wording import say

PAD = 14


class _Card(Choice):
    RADIUS = theme.RADIUS_CARD

    def __init__(self, title: str, text: str, key: str) -> None:
        super().__init__()
        self._text, self._key, self._bare = text, key, False
        self.setText(title)
        self.setAccessibleName(f"{title}. {text}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.wanted_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the page's, arrows and figures are those of the row."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wanted_height(self) -> int:
        return theme.px(36) + max(2, len(self._lines())) * theme.line_height("small") + PAD - 2

    def _title_room(self) -> int:
        key = 0 if self._bare else painting.keycap_width(self._key) + 8
        return self.width() - PAD - theme.px(15) - 9 - key - PAD

    def is_cut(self) -> bool:
        """Its title."""
        return theme.metrics("semi").horizontalAdvance(self.text()) > self._title_room()

    def leave_key(self, left: bool) -> None:
        """Without its key, for the title."""
        self._bare = left
        self.update()

    def _lines(self) -> list[str]:
        return painting.broken(self._text, "small", max(60, self.width() - 2 * PAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, here = theme.current(), self.isChecked()
        with QPainter(self) as painter:
            fill = t.selected if here else self._ground() or t.surface
            outline, width = (t.focus, 2.0) if here else (t.control, 1.0)
            painting.frame(painter, QRectF(self.rect()), self.RADIUS, fill=fill, outline=outline, width=width)
            middle, side = theme.px(23), theme.px(15)
            ring = QRectF(PAD, middle - side / 2, side, side)
            ground = t.accent if here else t.surface
            painting.frame(painter, ring, side / 2, fill=ground, outline=t.accent if here else t.control)
            if here:
                dot = ring.adjusted(side / 3, side / 3, -side / 3, -side / 3)
                painting.frame(painter, dot, dot.width() / 2, fill=t.on_accent)
            key = painting.keycap_width(self._key)
            painting.text(painter, self.text(), "semi", t.text, PAD + side + 9, middle, self._title_room())
            if not self._bare:
                painting.keycap(painter, self.width() - PAD - key, middle, self._key)
            line = theme.line_height("small")
            for at, words in enumerate(self._lines()):
                painting.text(painter, words, "small", t.text2, PAD, theme.px(36) + at * line + line / 2)


class Cards(QWidget):
    """`chosen` carries the value. One stop for the keyboard."""

    ROLE = Role.Grouping

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """`choices` are value, title and what it means."""
        super().__init__(parent)
        self._cards: dict[str, _Card] = {}
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for at, (value, title, text) in enumerate(choices, start=1):
            card = _Card(say(title), say(text), str(at))
            card.clicked.connect(lambda _=False, value=value: self.choose(value))
            self._cards[value] = card
            row.addWidget(card, 1)
        theme.follow(self._fit)

    @property
    def value(self) -> str:
        return next(value for value, card in self._cards.items() if card.isChecked())

    def choose(self, value: str) -> None:
        held = any(card.hasFocus() for card in self._cards.values())
        for of, card in self._cards.items():
            card.setChecked(of == value)
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if of == value else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._cards[value])
        if held:
            self._cards[value].setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All as high as the one with the most to say; with their keys, or none where a title has no room beside it."""
        for card in self._cards.values():
            card.leave_key(False)
        cut = any(card.is_cut() for card in self._cards.values())
        for card in self._cards.values():
            card.leave_key(cut)
        tallest = max(card.wanted_height() for card in self._cards.values())
        for card in self._cards.values():
            card.setFixedHeight(tallest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        values = list(self._cards)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is not None:
            self.choose(values[(values.index(self.value) + step) % len(values)])
        elif event.text() in [str(at) for at in range(1, len(values) + 1)]:
            self.choose(values[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)
