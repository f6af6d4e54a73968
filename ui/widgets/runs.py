"""Plain text in several weights and colours: one line that is cut, or a paragraph that wraps. Never markup."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLayout

NARROW = "\u202f"
"""The space inside a length, which Python does not call printable."""


class Run(NamedTuple):
    """A piece of text in one style of the theme; `tone` names one of its colours."""

    text: str
    style: str = "prose"
    tone: str = "text2"


Runs = Sequence[Run]


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def one_line(text: str) -> str:
    """Text of people on one line: breaks and control characters become spaces; a length stays together."""
    clean = "".join(letter if letter.isprintable() or letter == NARROW else " " for letter in text)
    return " ".join(part for part in clean.split(" ") if part).strip()


def short(text: str, most: int = 60) -> str:
    """The beginning of a text of people on one line, where all of it would be too much."""
    words = one_line(text)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def isolated(text: str) -> str:
    """Text of people inside a sentence of ours: what it says about writing direction ends with it."""
    return f"\u2068{one_line(text)}\u2069"


def marked(text: str, marks: Sequence[tuple[int, int]], *, style: str = "prose", tone: str = "text") -> list[Run]:
    """A text with what was looked for in bold; signs that break a line become spaces."""
    runs, at = [], 0
    quiet = {"prose": "prose", "small": "small"}[style]
    bold = {"prose": "prose_semi", "small": "small_semi"}[style]
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    for start, end in marks:
        runs += [Run(clean[at:start], quiet, tone), Run(clean[start:end], bold, "text")]
        at = end
    return [run for run in (*runs, Run(clean[at:], quiet, tone)) if run.text]


def width(runs: Runs) -> float:
    return sum(theme.metrics(run.style).horizontalAdvance(run.text) for run in runs)


def paint_line(painter: QPainter, runs: Runs, x: float, middle: float, room: float) -> float:
    """The runs one after the other from `x`, the last that fits cut with an ellipsis; gives the width used."""
    at = x
    for run in runs:
        rest = x + room - at
        if rest < 1:
            break
        wanted = theme.metrics(run.style).horizontalAdvance(run.text)
        painting.text(painter, run.text, run.style, getattr(theme.current(), run.tone), at, middle, rest)
        at += min(wanted, rest)
    return at - x


def laid_out(runs: Runs, style: str, room: float) -> "QTextLayout":
    """The runs in lines of at most `room`, on the line height of a style."""
    from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption  # noqa: PLC0415 - after the first paint

    layout = QTextLayout(plain(runs), theme.font(style))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats, start = [], 0
    for run in runs:
        form = QTextCharFormat()
        form.setFont(theme.font(run.style))
        form.setForeground(getattr(theme.current(), run.tone))
        piece = QTextLayout.FormatRange()
        piece.start, piece.length, piece.format = start, _utf16_length(run.text), form
        formats.append(piece)
        start += _utf16_length(run.text)
    layout.setFormats(formats)
    pitch, drop = theme.line_height(style), 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1.0))
        line.setPosition(QPointF(0, drop + (pitch - line.height()) / 2))
        drop += pitch
    layout.endLayout()
    return layout


class RunsParagraph(QWidget):
    """Runs that wrap, on the line height of one style."""

    def __init__(self, runs: Runs = (), parent: QWidget | None = None, *, style: str = "prose") -> None:
        super().__init__(parent)
        self._style = style
        self._runs: tuple[Run, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier.changed.connect(self.updateGeometry)
        self.set_runs(runs)

    def set_runs(self, runs: Runs) -> None:
        if tuple(runs) == self._runs:
            return
        self._runs = tuple(runs)
        self.setAccessibleName(plain(runs))
        self.updateGeometry()
        self.update()

    @property
    def runs(self) -> tuple[Run, ...]:
        return self._runs

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, laid_out(self._runs, self._style, width).lineCount()) * theme.line_height(self._style)

    def sizeHint(self) -> QSize:
        wide = self.width() if self.width() > 0 else 400
        return QSize(min(wide, round(width(self._runs)) + 1), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.line_height(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(theme.current().text2)
            laid_out(self._runs, self._style, self.width()).draw(painter, QPointF(0, 0), [], QRectF())


def _utf16_length(text: str) -> int:
    """Qt counts in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
