"""How a customer's agreement stands this month: met of decided for each severity and metric, as the report counts."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.compliance import Attainment
from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.widgets.said import Role
from ui.wording import say

HEAD, ROW = 30, 26


class StandingTable(QWidget):
    """A heading for each metric, below it a line for each severity that has a target."""

    ROLE = Role.Chart

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[Attainment, ...] = ()
        self._called: Mapping[Severity, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self._fit)

    def show_cells(self, cells: Sequence[Attainment], called: Callable[[Severity], str] = wording.severity) -> None:
        """`called` says what the customer's agreement calls a severity."""
        self._cells, self._called = tuple(cells), {severity: one_line(called(severity)) for severity in Severity}
        self.setAccessibleName(say("Standing this month"))
        self.setAccessibleDescription(". ".join(self.sentences()))
        self._fit()

    def sentences(self) -> list[str]:
        return [sentence(cell, self._called[cell.severity]) for cell in self._cells]

    def _metrics(self) -> list[Metric]:
        return list(dict.fromkeys(cell.metric for cell in self._cells))

    def _fit(self) -> None:
        self.setFixedHeight(len(self._metrics()) * theme.px(HEAD) + len(self._cells) * theme.px(ROW))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter, y = theme.current(), QPainter(self), 0
        side, whole = theme.px(14), self._are_whole
        for metric in self._metrics():
            middle = y + theme.px(HEAD) / 2 + 2
            icons.paint(painter, icons.BY_METRIC[metric], t.text3, 0, round(middle - side / 2), side)
            painting.text(painter, wording.metric(metric), "small_strong", t.text2, side + 7, middle)
            y += theme.px(HEAD)
            for cell in (cell for cell in self._cells if cell.metric is metric):
                self._paint_cell(painter, cell, QRectF(0, y, self.width(), theme.px(ROW)), whole=whole)
                y += theme.px(ROW)

    def _paint_cell(self, painter: QPainter, cell: Attainment, rect: QRectF, *, whole: bool) -> None:
        t, middle, side = theme.current(), rect.center().y(), theme.px(14)
        called = self._called[cell.severity]
        painting.severity(painter, 0, middle, cell.severity)
        painting.text(painter, called, "body", t.text, side + 7, middle, rect.width() * 0.4)
        painting.hairline(painter, 0, rect.bottom() - 1, rect.width())
        if not cell.decided:
            painting.text(painter, say("no data"), "small", t.text3, rect.right(), middle, right=True)
            return
        icon, ink = ("check", t.green_text) if cell.met_goal else ("triangle-alert", t.red_text)
        icons.paint(painter, icon, ink, rect.right() - side, round(middle - side / 2), side)
        x = rect.right() - side - 8
        x -= (
            painting.text(
                painter, _counts(cell), "semi", t.text if cell.met_goal else t.red_text, x, middle, right=True
            )
            + 8
        )
        beside = _beside(cell, whole=whole)
        if self._fits(cell, beside):
            painting.text(painter, beside, "small", t.text3, x, middle, right=True)

    @property
    def _are_whole(self) -> bool:
        """All lines tell how many misses are left, or none does."""
        return all(self._fits(cell, _beside(cell, whole=True)) for cell in self._cells if cell.decided)

    def _fits(self, cell: Attainment, beside: str) -> bool:
        """Between the severity and the counts."""
        side, width = theme.px(14), self.width()
        name = theme.metrics("body").horizontalAdvance(self._called[cell.severity])
        counts = theme.metrics("semi").horizontalAdvance(_counts(cell))
        taken = side + 7 + min(name, width * 0.4) + 12 + counts + 8 + side + 8
        return taken + theme.metrics("small").horizontalAdvance(beside) <= width


def _counts(cell: Attainment) -> str:
    return say("{met} of {decided}", met=cell.met, decided=cell.decided)


def _beside(cell: Attainment, *, whole: bool) -> str:
    goal, budget = say("goal {goal} %", goal=cell.goal), cell.budget(cell.goal)
    if whole and cell.met_goal and budget >= 0:
        return wording.joined(say("{count} more allowed", count=budget), goal)
    return goal


def sentence(cell: Attainment, called: str) -> str:
    """`Resolution, High: 9 of 10 met, goal 90 %, kept so far, 0 more misses allowed`"""
    name = f"{wording.metric(cell.metric)}, {called}"
    if not cell.decided:
        return say("{name}: no data", name=name)
    facts = say(
        "{name}: {met} of {decided} met, goal {goal} %", name=name, met=cell.met, decided=cell.decided, goal=cell.goal
    )
    if not cell.met_goal:
        return say("{facts}, missed so far", facts=facts)
    return say("{facts}, kept so far, {count} more misses allowed", facts=facts, count=cell.budget(cell.goal))
