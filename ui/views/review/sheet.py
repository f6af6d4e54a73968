"""Figures in lines and columns, as on the printed sheet: captions above, a hairline under each line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import Meaning, Metric, Severity
from ui import icons, theme, wording
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Hairline, Icon, Label
from ui.widgets.severity_sign import SeveritySign

LINE, PAD = 32, 8


class Cell(NamedTuple):
    """Words with the icon before them, if any; `severity` has its own sign."""

    words: str
    style: str = "body"
    colour: str = "text"
    icon: str = ""
    icon_colour: str = ""
    severity: Severity | None = None


def of_severity(severity: Severity, meaning: Meaning | None = None) -> Cell:
    """`meaning` is what the agreement says of it."""
    return Cell(wording.severity_called(severity, meaning), severity=severity)


def judged(cell: Cell, kept: bool | None) -> Cell:
    """With the sign of a goal that was kept, or was not; as it is where that cannot be said."""
    if kept is None:
        return cell
    icon, colour = ("check", "green_text") if kept else ("triangle-alert", "red_text")
    return cell._replace(colour="text", icon=icon, icon_colour=colour)


class _Held(NamedTuple):
    widget: QWidget
    side: Qt.AlignmentFlag


class _Line(NamedTuple):
    """None where nothing is said; one cell alone goes over all columns. `below` stands under all but the first."""

    cells: Sequence[_Held | None]
    hairline: Hairline
    height: int
    below: QWidget | None = None


class Sheet(QWidget):
    """`rights` are the columns whose figures stand at the right; the column `wide` takes what room is left.

    With `folds`, the columns from that one on stand in a line of their own below the others, each behind its caption,
    where `fit_in` finds no room for all of them side by side.
    """

    def __init__(self, head: Sequence[str], *, rights: Sequence[int] = (), wide: int = -1, folds: int = 0) -> None:
        super().__init__()
        self._head, self._rights, self._wide, self._folds = head, frozenset(rights), wide % len(head), folds
        self._lines: list[_Line] = []
        self._flows: list[QWidget] = []
        """What holds the folded cells of a line."""

        self._row = 0
        self.folded = False
        self._below: list[_Held] = []
        """What stands below; what says nothing is left out."""

        self._metric: Metric | None = None
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(0)
        self.begin()

    def begin(self, head: Sequence[str] | None = None) -> None:
        """Anew, with nothing but the captions, which are others where `head` is given."""
        self._take_out()
        for line in self._lines:
            for held in line.cells:
                if held is not None:
                    _drop(held.widget)
            if line.below is not None:
                _drop(line.below)
            _drop(line.hairline)
        self._lines, self._below, self._metric, self.folded = [], [], None, False
        self._head = head or self._head
        captions = [_Held(Label(words, "caption", "text3"), self._side(at)) for at, words in enumerate(self._head)]
        self._add(captions, 26)

    def begin_metric(self, metric: Metric) -> None:
        """Its name above the first of its lines."""
        if metric is self._metric:
            return
        self._metric = metric
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(7)
        row.addWidget(Icon(icons.BY_METRIC[metric], "text2", 14))
        row.addWidget(Label(wording.metric(metric), "semi"))
        row.addStretch(1)
        self._add([_Held(line, Qt.AlignmentFlag(0))], LINE)

    def add(self, cells: Sequence[Cell | QWidget], below: QWidget | None = None) -> None:
        """One line; a control of its own stands where it is given."""
        self._add([self._held(column, cell) for column, cell in enumerate(cells)], LINE, below)

    def fit_in(self, room: int) -> None:
        """Fold, or unfold, as there is room. The widgets stay, and so does what is being typed in one."""
        folded = bool(self._folds) and self._width() > room
        below = [held for line in self._lines for held in line.cells[self._folds :] if held and _says(held)]
        if (folded, below if folded else []) == (self.folded, self._below):
            return
        typing = QApplication.focusWidget()
        with QSignalBlocker(typing or self):
            self._take_out()
            self.folded, self._below = folded, below if folded else []
            for line in self._lines:
                self._place(line)
            if typing is not None and self.isAncestorOf(typing):
                typing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _width(self) -> int:
        """Of all columns side by side."""
        widths = [0] * len(self._head)
        for line in self._lines:
            if len(line.cells) == len(self._head):
                for column, held in enumerate(line.cells):
                    if held is not None:
                        least = held.widget.minimumSizeHint().expandedTo(held.widget.minimumSize())
                        widths[column] = max(widths[column], least.width())
        return sum(widths) + self.grid.horizontalSpacing() * (len(self._head) - 1)

    def _held(self, column: int, cell: Cell | QWidget) -> _Held | None:
        if isinstance(cell, QWidget):
            return _Held(cell, Qt.AlignmentFlag.AlignVCenter)
        if cell.icon or cell.severity is not None:
            return _Held(_with_sign(cell), self._side(column))
        return _Held(Label(cell.words, cell.style, cell.colour), self._side(column)) if cell.words else None

    def _add(self, cells: Sequence[_Held | None], height: int, below: QWidget | None = None) -> None:
        line = _Line(cells, Hairline(), height, below)
        self._lines.append(line)
        self._place(line)

    def _place(self, line: _Line) -> None:
        over = len(self._head) if len(line.cells) == 1 else 1
        beside = line.cells[: self._folds] if self.folded else line.cells
        for column, held in enumerate(beside):
            if held is not None:
                self.grid.addWidget(held.widget, self._row, column, 1, over, held.side)
                held.widget.show()
        self.grid.setRowMinimumHeight(self._row, theme.px(line.height))
        if self.folded and line is self._lines[0]:
            for held in line.cells[self._folds :]:
                assert held is not None
                held.widget.hide()
        elif self.folded and len(line.cells) > 1:
            self.grid.addWidget(self._flowing(line), self._row + 1, 1, 1, len(self._head) - 1)
            self.grid.setRowMinimumHeight(self._row + 2, PAD)
            self._row += 2
        if line.below is not None:
            self._row += 1
            self.grid.addWidget(line.below, self._row, 1, 1, len(self._head) - 1)
            line.below.show()
        self.grid.addWidget(line.hairline, self._row + 1, 0, 1, len(self._head))
        self.grid.setColumnStretch(self._wide, 1)
        self._row += 2

    def _flowing(self, line: _Line) -> QWidget:
        """The folded cells, each behind its caption."""
        held_in = QWidget(self)
        flow = FlowLayout(held_in, gap=20, between=4)
        for words, held in zip(self._head[self._folds :], line.cells[self._folds :], strict=True):
            if held is not None and _says(held):
                pair = QWidget()
                row = QHBoxLayout(pair)
                row.setContentsMargins(0, 0, 0, 0)
                row.setSpacing(6)
                row.addWidget(Label(words, "small", "text3"))
                row.addWidget(held.widget)
                held.widget.show()
                flow.addWidget(pair)
        self._flows.append(held_in)
        return held_in

    def _take_out(self) -> None:
        while self.grid.takeAt(0) is not None:
            pass
        for row in range(self.grid.rowCount()):
            self.grid.setRowMinimumHeight(row, 0)
        for column in range(self.grid.columnCount()):
            self.grid.setColumnStretch(column, 0)
        for line in self._lines:
            for held in line.cells:
                if held is not None:
                    held.widget.setParent(self)
            if line.below is not None:
                line.below.setParent(self)
        for flow in self._flows:
            _drop(flow)
        self._flows = []
        self._row = 0

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._rights else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _says(held: _Held) -> bool:
    return not isinstance(held.widget, Label) or bool(held.widget.text())


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()


def lay_out(part: QWidget, words: Label, sheet: Sheet, button: Button | None = None) -> None:
    """What is said of the sheet above it, and beside that what can be done."""
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(words, 1)
    if button is not None:
        head.addWidget(button)
    column = QVBoxLayout(part)
    column.setContentsMargins(theme.GUTTER_LEFT, 12, theme.GUTTER_RIGHT, 20)
    column.setSpacing(12)
    column.addLayout(head)
    column.addWidget(sheet)
    column.addStretch(1)


def _with_sign(cell: Cell) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    if cell.severity is not None:
        row.addWidget(SeveritySign(cell.severity))
    else:
        row.addWidget(Icon(cell.icon, cell.icon_colour or cell.colour, 14))
    row.addWidget(Label(cell.words, cell.style, cell.colour))
    return held
