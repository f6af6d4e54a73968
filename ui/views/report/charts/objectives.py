"""Each target over the months of the trend: the share on time and whether the goal was kept."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.domain.period import Period
from slaapp.reports import period_words
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from ui import icons, theme, wording
from ui.views.report.charts.leads import ToPeriod, said
from ui.views.report.charts.report_chart import Printed, ReportChart, printed
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.wording import say

HEAD, LINE, GAP, SIGN, NAMES = 26, 28, 12, 12, 0.4
"""The names have so much of the width at most."""


class ObjectivesChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Each target, % on time"))
        self._rows: Sequence[Printed] = ()
        self._months: Sequence[str] = ()
        self._names = 0.0

    def show_report(self, report: MonthlyReport) -> None:
        told = printed(report, Section.TREND)
        self._rows, self._months = told["objectives"], told["months"]
        self.note = (
            say("A tick: goal kept. A circle: kept, with no late target to spare. A triangle: below the goal.")
            if self._rows
            else ""
        )
        self.show_marks([
            _mark(row["words"], cell, Period.of_month(point.month), report)
            for row in self._rows
            for cell, point in zip(row["cells"], report.trend, strict=True)
        ])  # fmt: skip

    def fit(self) -> None:
        self._names = max((theme.metrics("body").horizontalAdvance(row["words"]) for row in self._rows), default=0)
        super().fit()

    def high(self) -> int:
        return theme.px(HEAD) + len(self._rows) * theme.px(LINE)

    def _columns(self) -> tuple[float, float]:
        """Where the first month begins, and how wide each is."""
        left = min(self._names + theme.px(GAP), self.width() * NAMES)
        return left, (self.width() - left) / max(1, len(self._months))

    def boxes(self) -> list[QRectF]:
        (left, each), high = self._columns(), theme.px(LINE)
        return [
            QRectF(left + at * each, theme.px(HEAD) + row * high + 1, each, high - 2)
            for row in range(len(self._rows))
            for at in range(len(self._months))
        ]

    @property
    def tells_shares(self) -> bool:
        """Whether a cell has room for its share beside its sign, else the sign stands alone."""
        widest = theme.metrics("small_figures").horizontalAdvance("100.0")
        return widest + theme.px(SIGN) + 8 <= self._columns()[1]

    def draw(self, painter: QPainter) -> None:
        t, (left, each) = theme.current(), self._columns()
        every = 1 if theme.metrics("caption").horizontalAdvance("Mmm") <= each - 4 else 2
        for at, month in enumerate(self._months):
            if (len(self._months) - 1 - at) % every == 0:
                painting.text(
                    painter, month, "caption", t.text3, left + (at + 1) * each - 4, theme.px(HEAD) / 2, right=True
                )
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        boxes = self.boxes()
        for at, row in enumerate(self._rows):
            of_row = boxes[at * len(self._months) : (at + 1) * len(self._months)]
            painting.text(painter, row["words"], "body", t.text, 0, of_row[0].center().y(), left - theme.px(GAP) / 2)
            for box, cell in zip(of_row, row["cells"], strict=True):
                self._draw_cell(painter, box, cell)
            painting.hairline(painter, 0, of_row[0].bottom(), self.width(), t.line)

    def _draw_cell(self, painter: QPainter, box: QRectF, cell: Printed) -> None:
        t, side, middle = theme.current(), theme.px(SIGN), box.center().y()
        right = box.right() - 4
        sign = _sign(cell)
        if sign:
            icons.paint(painter, sign[0], getattr(t, sign[1]), right - side, round(middle - side / 2), side)
        if self.tells_shares or not sign:
            ink = t.text2 if cell["share"] != wording.NOTHING else t.text3
            x = right - side - 4 if self.tells_shares else right
            painting.text(painter, cell["share"], "small_figures", ink, x, middle, right=True)


def _sign(cell: Printed) -> tuple[str, str] | None:
    """Icon and colour."""
    match cell["kept"], cell["spare"]:
        case True, False:
            return "circle-alert", "amber_text"
        case True, _:
            return "check", "green_text"
        case False, _:
            return "triangle-alert", "red_text"
    return None


def _mark(name: str, cell: Printed, month: Period, report: MonthlyReport) -> Mark:
    about = say("{target}, {month}", target=name, month=period_words.name(month))
    leads = None if report.one_month and month.month == report.month else ToPeriod(month)
    if cell["share"] == wording.NOTHING:
        return Mark(about, (say("no data"),), leads, say("its report"))
    told = {None: "", True: say("goal kept"), False: say("below the goal")}[cell["kept"]]
    spare = say("with no late target to spare") if cell["kept"] and not cell["spare"] else ""
    return Mark(about, said((say("{share} % on time", share=cell["share"]), told, spare)), leads, say("its report"))
