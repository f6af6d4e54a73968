"""Figures in lines and columns, as on the printed sheet: captions above, a hairline under each line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import Metric, Severity
from ui import icons, theme, wording
from ui.widgets.button import Button
from ui.widgets.label import Hairline, Icon, Label
from ui.widgets.severity_sign import SeveritySign

LINE = 32


class Cell(NamedTuple):
    """Words with the icon before them, if any; `severity` has its own sign."""

    words: str
    style: str = "body"
    colour: str = "text"
    icon: str = ""
    icon_colour: str = ""
    severity: Severity | None = None


def of_severity(severity: Severity) -> Cell:
    return Cell(wording.severity(severity), severity=severity)


def judged(cell: Cell, kept: bool | None) -> Cell:
    """With the sign of a goal that was kept, or was not; as it is where that cannot be said."""
    if kept is None:
        return cell
    icon, colour = ("check", "green_text") if kept else ("triangle-alert", "red_text")
    return cell._replace(colour="text", icon=icon, icon_colour=colour)


class Sheet(QWidget):
    """`rights` are the columns whose figures stand at the right; the column `wide` takes what room is left."""

    def __init__(self, head: Sequence[str], *, rights: Sequence[int] = (), wide: int = -1) -> None:
        super().__init__()
        self._head, self._rights, self._wide = head, frozenset(rights), wide % len(head)
        self._line = 0
        self._metric: Metric | None = None
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(self._wide, 1)
        self.begin()

    def begin(self) -> None:
        """Anew, with nothing but the captions."""
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in range(self.grid.rowCount()):
            self.grid.setRowMinimumHeight(line, 0)
        self._line, self._metric = 0, None
        for column, words in enumerate(self._head):
            self.grid.addWidget(Label(words, "caption", "text3"), 0, column, self._side(column))
        self._end_line(26)

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
        self.grid.addWidget(line, self._line, 0, 1, len(self._head))
        self._end_line(LINE)

    def add(self, cells: Sequence[Cell | QWidget]) -> None:
        """One line; a control of its own stands where it is given."""
        for column, cell in enumerate(cells):
            if isinstance(cell, QWidget):
                self.grid.addWidget(cell, self._line, column, Qt.AlignmentFlag.AlignVCenter)
            elif cell.icon or cell.severity is not None:
                self.grid.addWidget(_with_sign(cell), self._line, column, self._side(column))
            elif cell.words:
                self.grid.addWidget(Label(cell.words, cell.style, cell.colour), self._line, column, self._side(column))
        self._end_line(LINE)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._rights else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _end_line(self, height: int) -> None:
        self.grid.setRowMinimumHeight(self._line, theme.px(height))
        self.grid.addWidget(Hairline(), self._line + 1, 0, 1, len(self._head))
        self._line += 2


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
