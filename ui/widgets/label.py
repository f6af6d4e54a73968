"""Words on a page: plain text in a style and a colour of the theme."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import icons, theme

_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = re.compile(r"(.{8})(?=\w)")
_MAY_BREAK = "\u200b"


def _breakable(text: str) -> str:
    """With places to break in words so long that what holds them would grow past its frame."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\1{_MAY_BREAK}", word[0]), text)


class Label(QLabel):
    """Never reads its text as markup. `colour` is the name of a token; `elide` cuts at the right, the rest is a tip."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        colour: str = "text",
        *,
        weight: int | None = None,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._style, self._colour, self._weight, self._elide = style, colour, weight, elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if elide:
            self.setMinimumWidth(16)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._dress()
        theme.notifier.changed.connect(self._dress)

    def setText(self, text: str) -> None:
        self._words = text
        super().setText(_breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        return self._words

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        self.setFont(theme.font(self._style, weight=self._weight))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme.current(), self._colour))
        self.setPalette(palette)
        if not self.wordWrap():
            self.setFixedHeight(theme.line_height(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        metrics = theme.metrics(self._style, weight=self._weight)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, words)


class Icon(QWidget):
    """An icon of the theme on its own; `colour` is the name of a token."""

    def __init__(self, name: str, colour: str = "text3", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setFixedSize(theme.px(size), theme.px(size))
        theme.notifier.changed.connect(self._dress)

    def show_icon(self, name: str, colour: str | None = None) -> None:
        self._name, self._colour = name, colour or self._colour
        self.update()

    def _dress(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, getattr(theme.current(), self._colour), 0, 0, self.width())


class Hairline(QFrame):
    """One pixel of `line`."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        theme.notifier.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().line)


class Panel(QFrame):
    """A surface of one token's colour, with a hairline at the sides that are named (`top bottom left right`)."""

    def __init__(self, colour: str = "surface", *, lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._lines = frozenset(lines.split())
        theme.notifier.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(t, self._colour))
        width, height = self.width(), self.height()
        for side, box in {
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
            "left": (0, 0, 1, height),
            "right": (width - 1, 0, 1, height),
        }.items():
            if side in self._lines:
                painter.fillRect(*box, t.line)
