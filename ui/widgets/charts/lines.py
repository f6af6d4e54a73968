"""Figures in lines and columns, each line a mark. What has no room beside the others is left to the card."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.domain.agreement import Severity
from ui import theme
from ui.widgets import painting
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.mark import Mark

HEAD, LINE, GAP, SIGN = 28, 30, 16, 22
"""SIGN is what the sign of a severity takes before its name."""

WIDEST, LEAST = 190, 130
"""A column is at most so wide; the one that takes what is left is no narrower while another one can go."""


class Column(NamedTuple):
    """`wide`: it takes the room that is left. Where there is none those go whose `yields` is highest; 0 stays.

    `signed`: the sign of the line's severity stands before its words.
    """

    title: str
    yields: int = 0
    right: bool = False
    wide: bool = False
    strong: bool = False
    signed: bool = False


class Line(NamedTuple):
    cells: Sequence[str]
    mark: Mark
    severity: Severity | None = None


class LinesChart(Chart):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._columns: Sequence[Column] = ()
        self._lines: Sequence[Line] = ()
        self._widths: list[float] = []
        """Of each column as wide as its widest cell."""

    def show_lines(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        self._columns, self._lines = columns, lines
        self.show_marks([line.mark for line in lines])

    def fit(self) -> None:
        self._widths = [self._widest(at) for at in range(len(self._columns))]
        super().fit()

    def _widest(self, at: int) -> float:
        column = self._columns[at]
        cells = theme.metrics(_style(column))
        words = max((cells.horizontalAdvance(line.cells[at]) for line in self._lines), default=0)
        title = theme.metrics("caption").horizontalAdvance(column.title)
        return max(title, min(words, theme.px(WIDEST))) + (theme.px(SIGN) if column.signed else 0)

    def high(self) -> int:
        return theme.px(HEAD) + len(self._lines) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, theme.px(HEAD) + at * high + 2, self.width(), high - 4) for at in range(len(self._lines))]

    def seen(self) -> list[tuple[int, float, float]]:
        """The columns that have room, each by its place with where it begins and how wide it is."""
        there = list(range(len(self._columns)))
        while self._left_over(there) < 0 and any(self._columns[at].yields for at in there):
            there.remove(max(there, key=lambda at: (self._columns[at].yields, at)))
        found, x, over = [], 0.0, max(0.0, self._left_over(there))
        for at in there:
            wide = min(self._widths[at], theme.px(LEAST)) + over if self._columns[at].wide else self._widths[at]
            found.append((at, x, min(wide, max(0.0, self.width() - x))))
            x += wide + theme.px(GAP)
        return found

    def _left_over(self, there: Sequence[int]) -> float:
        """What these columns leave free; below 0 they have no room."""
        least = (min(self._widths[at], theme.px(LEAST)) if self._columns[at].wide else self._widths[at] for at in there)
        return self.width() - sum(least) - (len(there) - 1) * theme.px(GAP)

    def draw(self, painter: QPainter) -> None:
        t, seen, head = theme.current(), self.seen(), theme.px(HEAD) / 2
        for at, x, wide in seen:
            column = self._columns[at]
            start = x + wide if column.right else x
            painting.text(painter, column.title, "caption", t.text3, start, head, wide, right=column.right)
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        for box, line in zip(self.boxes(), self._lines, strict=True):
            for at, x, wide in seen:
                self._draw_cell(painter, line, at, QRectF(x, box.y(), wide, box.height()))
            painting.hairline(painter, 0, box.bottom() + 1, self.width(), t.line)

    def _draw_cell(self, painter: QPainter, line: Line, at: int, box: QRectF) -> None:
        t, column, middle = theme.current(), self._columns[at], box.center().y()
        if column.signed and line.severity is not None:
            painting.severity(painter, box.x(), middle, line.severity)
            box = box.adjusted(theme.px(SIGN), 0, 0, 0)
        x = box.right() if column.right else box.x()
        ink = t.text if at == 0 or column.strong or column.wide else t.text2
        painting.text(painter, line.cells[at], _style(column), ink, x, middle, box.width(), right=column.right)


def _style(column: Column) -> str:
    return "semi" if column.strong else "prose" if column.wide else "body"
