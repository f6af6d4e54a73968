"""What was open at the cut-off by its age in working days, and how severe it is."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.domain.compliance import SEVERITIES, percent
from slaapp.reports.month_report import AgeBand, MonthlyReport
from ui import theme, wording
from ui.views.report.charts.leads import ToOpen, the_tickets
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import bar
from ui.wording import say

HEAD, LINE, BAR, LABELS, COUNT, COLUMN = 28, 30, 12, 74, 34, 46


class BacklogChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Open tickets by age in working days"))
        self._report: MonthlyReport | None = None

    def show_report(self, report: MonthlyReport) -> None:
        self._report, self.note = report, _standing(report)
        self.show_marks([_mark(band, report) for band in report.backlog.bands])

    @property
    def _bands(self) -> tuple[AgeBand, ...]:
        return () if self._report is None else self._report.backlog.bands

    def high(self) -> int:
        return theme.px(HEAD) + len(self._bands) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, theme.px(HEAD) + at * high + 2, self.width(), high - 4) for at in range(len(self._bands))]

    def draw(self, painter: QPainter) -> None:
        t, report = theme.current(), self._report
        if report is None:
            return
        head, columns = theme.px(HEAD) / 2, len(SEVERITIES) * theme.px(COLUMN)
        painting.text(painter, say("Working days"), "caption", t.text3, 0, head, theme.px(LABELS + COUNT))
        for at, severity in enumerate(SEVERITIES):
            painting.severity(painter, self._column(at) - theme.px(14), head, severity)
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        most = max((band.tickets for band in self._bands), default=0)
        for box, band in zip(self.boxes(), self._bands, strict=True):
            middle = box.center().y()
            painting.text(painter, age(band), "body", t.text, 0, middle, theme.px(LABELS))
            x = theme.px(LABELS + COUNT)
            painting.text(painter, f"{band.tickets:,}", "semi", t.text, x, middle, right=True)
            high = theme.px(BAR)
            room = QRectF(x + 14, round(middle - high / 2), max(8, self.width() - x - 14 - columns - 8), high)
            bar(painter, room, band.tickets / most if most else 0)
            for at, severity in enumerate(SEVERITIES):
                count = band.of(severity)
                words, ink = (f"{count:,}", t.text2) if count else (wording.NOTHING, t.text3)
                painting.text(painter, words, "small_figures", ink, self._column(at), middle, right=True)
            painting.hairline(painter, 0, box.bottom() + 1, self.width(), t.line)

    def _column(self, at: int) -> float:
        """The right edge of a severity's counts."""
        return self.width() - (len(SEVERITIES) - 1 - at) * theme.px(COLUMN) - 4


def age(band: AgeBand) -> str:
    if band.last is None:
        return say("over {days}", days=band.first - 1)
    return f"{band.first}\u2013{band.last}"


def _standing(report: MonthlyReport) -> str:
    held, paused = report.backlog, ""
    if held.tickets:
        share = percent(held.paused, held.tickets)
        paused = say("{n} of them paused ({share} %)", n=f"{held.paused:,}", share=share)
    return wording.joined(say("{tickets} open", tickets=wording.tickets(held.tickets)), paused)


def _mark(band: AgeBand, report: MonthlyReport) -> Mark:
    name = say("{age} working days", age=age(band))
    if not band.tickets:
        return Mark(name, (say("no ticket"),))
    of = [
        say("{n} {severity}", n=f"{band.of(level):,}", severity=report.name_of(level))
        for level in SEVERITIES
        if band.of(level)
    ]
    facts = (wording.tickets(band.tickets), ", ".join(of))
    return Mark(name, facts, ToOpen(name, band), the_tickets(band.tickets))
