"""Words on a page: plain text in a style and a colour of the theme."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import painting

_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = re.compile(r"(.{8})(?=\w)")
_MAY_BREAK = "\u200b"
WIDTHS = 8
"""So many of them are remembered."""

_UNBROKEN = (1 << 24) - 1
"""Qt's widest widget: lines break only where the text says so."""


def _breakable(text: str) -> str:
    """With places to break in words so long that what holds them would grow past its frame."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\1{_MAY_BREAK}", word[0]), text)


class Label(QLabel):
    """Never reads its text as markup. `colour` is the name of a token; `elide` cuts at the right, the rest is a tip.

    Lines that `wrap` stand on the line height of their style. Where a text can be marked Qt lays it out, closer.
    """

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
        self._broken: dict[int, list[str]] = {}
        """Its lines, by the widths that were asked for: laying a page out asks for few of them, dozens of times."""

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
        self._broken.clear()
        super().setText(_breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        return self._words

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        self._broken.clear()
        self.setFont(theme.font(self._style, weight=self._weight))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme.current(), self._colour))
        self.setPalette(palette)
        if not self.wordWrap():
            self.setFixedHeight(theme.line_height(self._style))

    def heightForWidth(self, width: int) -> int:
        if not self._lies_open:
            return super().heightForWidth(width)
        around, beside = self.contentsMargins(), 2 * self.margin()
        lines = self._lines(width - around.left() - around.right() - beside)
        return len(lines) * theme.line_height(self._style) + around.top() + around.bottom() + beside

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width())) if self._lies_open else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.heightForWidth(_UNBROKEN)) if self._lies_open else hint

    @property
    def _lies_open(self) -> bool:
        """Whether its lines are further apart than Qt would lay them."""
        return self.wordWrap() and not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse

    def _lines(self, width: int) -> list[str]:
        if width not in self._broken:
            if len(self._broken) == WIDTHS:
                self._broken.clear()
            parts = self._words.split("\n")
            self._broken[width] = [line for part in parts for line in painting.broken(part, self._style, width)]
        return self._broken[width]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lies_open:
            self._paint_lines()
            return
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        metrics = theme.metrics(self._style, weight=self._weight)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, words)

    def _paint_lines(self) -> None:
        margin, pitch = self.margin(), theme.line_height(self._style)
        room = self.contentsRect().adjusted(margin, margin, -margin, -margin)
        lines, ink = self._lines(room.width()), self.palette().color(QPalette.ColorRole.WindowText)
        spare = 0 if self.alignment() & Qt.AlignmentFlag.AlignTop else max(0, room.height() - len(lines) * pitch)
        with QPainter(self) as painter:
            middle = room.y() + spare // 2 + pitch / 2
            for line in lines:
                painting.text(painter, line, self._style, ink, room.x(), middle, weight=self._weight)
                middle += pitch


class Icon(QWidget):
    """An icon of the theme on its own; `colour` is the name of a token. Beside words that may wrap it stands at the
    top, in the middle of a `line` of their style."""

    def __init__(
        self,
        name: str,
        colour: str = "text3",
        size: int = 16,
        parent: QWidget | None = None,
        *,
        line: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size, self._line = name, colour, size, line
        theme.follow(self._dress)

    def show_icon(self, name: str, colour: str | None = None) -> None:
        self._name, self._colour = name, colour or self._colour
        self.update()

    def _dress(self) -> None:
        side = theme.px(self._size)
        self.setFixedSize(side, side if self._line is None else theme.line_height(self._line))
        self.update()

    def sizeHint(self) -> QSize:
        return self.maximumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        side, ink = self.width(), getattr(theme.current(), self._colour)
        with QPainter(self) as painter:
            icons.paint(painter, self._name, ink, 0, (self.height() - side) / 2, side)


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
        painting.flat(QPainter(self), 0, 0, self.width(), self.height(), theme.current().line)


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
        width, height = self.width(), self.height()
        painting.flat(painter, 0, 0, width, height, getattr(t, self._colour))
        for side, box in {
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
            "left": (0, 0, 1, height),
            "right": (width - 1, 0, 1, height),
        }.items():
            if side in self._lines:
                painting.flat(painter, *box, t.line)
