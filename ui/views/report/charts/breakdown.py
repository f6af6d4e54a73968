"""The tickets received, told apart by severity, service or channel: a bar for each."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.domain.compliance import SEVERITIES, percent
from slaapp.reports.facts import capital
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import Breakdown
from slaapp.reports.texts import tidy
from ui import theme, wording
from ui.views.report.charts.leads import ToNarrowed
from ui.views.report.charts.names import counts_width
from ui.widgets import painting
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import bar
from ui.wording import say

HEAD, LINE, BAR, COUNT, SHARE = 28, 30, 12, 40, 0.5
"""The names have so much of the width at most."""


class BreakdownChart(Chart):
    def __init__(self, one: Breakdown, report: MonthlyReport) -> None:
        super().__init__(report.words(f"section.volume.by_{one.by}"))
        self._one = one
        self.show_marks([_mark(one, label, count, report) for label, count in one.rows])

    def high(self) -> int:
        return theme.px(HEAD) + len(self.marks) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, theme.px(HEAD) + at * high + 2, self.width(), high - 4) for at in range(len(self.marks))]

    def draw(self, painter: QPainter) -> None:
        t, most = theme.current(), max((count for _, count in self._one.rows), default=0)
        painting.text(painter, self.accessibleName(), "semi", t.text, 0, theme.px(HEAD) / 2 - 2, self.width())
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        widest = max((theme.metrics("prose").horizontalAdvance(mark.name) for mark in self.marks), default=0)
        names, high = min(widest + 2, self.width() * SHARE), theme.px(BAR)
        left = names + counts_width((f"{count:,}" for _, count in self._one.rows), "semi", COUNT) + 8
        for box, mark, (_, count) in zip(self.boxes(), self.marks, self._one.rows, strict=True):
            middle = box.center().y()
            painting.text(painter, mark.name, "prose", t.text, 0, middle, names)
            painting.text(painter, f"{count:,}", "semi", t.text, left - 8, middle, right=True)
            room = QRectF(left, round(middle - high / 2), max(8.0, self.width() - left), high)
            bar(painter, room, count / most if most else 0)
            painting.hairline(painter, 0, box.bottom() + 1, self.width(), t.line)


def breakdown_charts(report: MonthlyReport) -> tuple[list[BreakdownChart], str]:
    return [BreakdownChart(one, report) for one in report.received_by if one.rows], ""


def _mark(one: Breakdown, label: str, count: int, report: MonthlyReport) -> Mark:
    facts = (
        say("{tickets} received", tickets=wording.tickets(count)),
        say("{share} % of all", share=percent(count, one.tickets)),
    )
    return Mark(tidy(capital(label), longest=40), facts, _leads(one, label, report), say("the report of these tickets"))


def _leads(one: Breakdown, label: str, report: MonthlyReport) -> ToNarrowed | None:
    """To a report of these alone; nowhere where it is one already, and of what a report cannot be narrowed to."""
    if len(one.rows) > 1 and one.by == "severity":
        return next((ToNarrowed(severity=level) for level in SEVERITIES if report.words.of(level) == label), None)
    if len(one.rows) > 1 and one.by == "service" and label != report.words("channel.unknown"):
        return ToNarrowed(service=label)
    return None
