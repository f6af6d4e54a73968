"""Why targets were late, the most frequent reason first; a line adds them up (Pareto)."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from slaapp.domain import durations
from slaapp.domain.compliance import percent
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import ReasonLine
from ui import theme, wording
from ui.views.report.charts.leads import late_ones, said
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import bar, dot, line
from ui.widgets.runs import one_line
from ui.wording import say

HEAD, LINE, BAR, COUNT, SO_FAR, SHARE = 28, 30, 12, 34, 58, 0.42
"""The names have so much of the width at most."""


class ReasonsChart(ReportChart):
    """Bars and line are shares of all late targets, on one scale."""

    def __init__(self) -> None:
        super().__init__(say("Why targets were late"))
        self._lines: tuple[ReasonLine, ...] = ()

    def show_report(self, report: MonthlyReport) -> None:
        self._lines, self.note = report.reasons, "" if report.reasons else say("No target was late.")
        self.show_marks([_mark(held, report) for held in report.reasons])

    @property
    def _total(self) -> int:
        return max(1, sum(held.targets for held in self._lines))

    def high(self) -> int:
        return theme.px(HEAD) + max(1, len(self._lines)) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, theme.px(HEAD) + at * high + 2, self.width(), high - 4) for at in range(len(self._lines))]

    def _room(self) -> tuple[float, float]:
        """Where the bars begin, and how wide all of it is."""
        widest = max((theme.metrics("prose").horizontalAdvance(called(held)) for held in self._lines), default=0)
        left = min(widest + 4, self.width() * SHARE) + theme.px(COUNT) + 14
        return left, max(8.0, self.width() - left - theme.px(SO_FAR) - 8)

    def draw(self, painter: QPainter) -> None:
        t, (left, width) = theme.current(), self._room()
        if not self._lines:
            return
        head, high = theme.px(HEAD) / 2, theme.px(BAR)
        painting.text(painter, say("Reason"), "caption", t.text3, 0, head, left - theme.px(COUNT) - 14)
        painting.text(painter, say("This and above"), "caption", t.text3, self.width(), head, right=True)
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        points = []
        for box, held in zip(self.boxes(), self._lines, strict=True):
            middle = box.center().y()
            ink = t.text if held.reason is not None else t.red_text
            painting.text(painter, called(held), "prose", ink, 0, middle, left - theme.px(COUNT) - 18)
            painting.text(painter, f"{held.targets:,}", "semi", t.text, left - 14, middle, right=True)
            room = QRectF(left, round(middle - high / 2), width, high)
            bar(painter, room, held.targets / self._total, below=held.reason is None)
            so_far = f"{percent(held.running_total, self._total)}\u202f%"
            painting.text(painter, so_far, "small_figures", t.text2, self.width(), middle, right=True)
            painting.hairline(painter, 0, box.bottom() + 1, self.width(), t.line)
            points.append(QPointF(left + width * held.running_total / self._total, middle))
        for start, end in pairwise(points):
            line(painter, start, end, t.text2, 1.5)
        for point in points:
            dot(painter, point, t.text2, size=6, fill=t.surface)


def called(held: ReasonLine) -> str:
    if held.code is not None:
        return wording.miss_reason(held.code)
    return one_line(held.reason) if held.reason else say("No reason recorded")


def _mark(held: ReasonLine, report: MonthlyReport) -> Mark:
    total = sum(one.targets for one in report.reasons)
    counted = say("1 target") if held.targets == 1 else say("{n} targets", n=f"{held.targets:,}")
    facts = (
        say("{targets}, {share} % of all", targets=counted, share=percent(held.targets, total)),
        say("{length} late in all", length=durations.used(held.late)),
        say("{share} % with those above", share=percent(held.running_total, total)),
        say("{n} of them waived", n=f"{held.waived:,}") if held.waived else "",
    )

    leads, to = late_ones(report, lambda late: late.counted_as == held.reason)
    return Mark(called(held), said(facts), leads, to)
