"""With whom the ball was while the late targets ran: a strip for each, as on paper."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.documents.month_ball import balls
from slaapp.reports.month_report import LateTarget, MonthlyReport
from ui import theme
from ui.views.report.ball import BallLegend, draw_turns, in_words
from ui.views.report.charts.leads import ToLate
from ui.views.report.charts.report_chart import Printed, ReportChart, latest
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.wording import say

LINE, WORDS, STRIP, NUMBER = 50, 16, 36, 52
"""Of a target: its height, the middle of its words and that of its strip, and what its number takes."""


class BallsChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Who had the ball"))
        self.legend = BallLegend()
        self._targets: Sequence[LateTarget] = ()
        self._rows: Sequence[Printed] = ()
        self._lengths: Sequence[str] = ()

    def show_report(self, report: MonthlyReport) -> None:
        self._targets, self.note = latest([late for late in (*report.late, *report.still_late) if late.turns])
        told = balls(replace(report, late=self._targets, still_late=()))
        self._rows = told["rows"]
        self.legend.show_holders(told["holders"], told["scale"])
        words = [in_words(row, told["holders"]).split("\n") for row in self._rows]
        self._lengths = [lengths for lengths, _ in words]
        self.show_marks([_mark(*held) for held in zip(self._targets, self._rows, words, strict=True)])

    def high(self) -> int:
        return len(self._rows) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, at * high + 2, self.width(), high - 4) for at in range(len(self._rows))]

    def draw(self, painter: QPainter) -> None:
        t = theme.current()
        for at, box in enumerate(self.boxes()):
            target, row, lengths = self._targets[at], self._rows[at], self._lengths[at]
            middle, right = box.y() + theme.px(WORDS), self.width()
            painting.text(painter, row["number"], "body", t.text, 0, middle)
            late = say("late by {length}", length=row["late"])
            used = painting.text(painter, late, "semi", t.text, right, middle, right=True)
            left = float(theme.px(NUMBER))
            left += painting.text(painter, row["clock"], "prose", t.text, left, middle, right - used - 12 - left) + 16
            if theme.metrics("small").horizontalAdvance(lengths) <= right - used - 16 - left:
                painting.text(painter, lengths, "small", t.text2, left, middle)
            draw_turns(painter, target.turns, QRectF(0, box.y() + theme.px(STRIP) - theme.px(8), right, theme.px(16)))
            painting.hairline(painter, 0, box.bottom() + 1, right, t.line)


def _mark(target: LateTarget, row: Printed, words: Sequence[str]) -> Mark:
    late = say("late by {length}", length=row["late"])
    facts = late, row["received"], *words, *row["actions"]
    return Mark(f"{row['number']} {row['clock']}", facts, ToLate((target,)), say("the late target"))
