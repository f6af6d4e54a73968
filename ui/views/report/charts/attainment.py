"""Share of targets kept, a bar for each metric and severity, with the line of its goal."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.documents.month_back import took
from slaapp.documents.month_front import performance, points
from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.compliance import SEVERITIES, Attainment, Total, percent
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import FEW
from ui import icons, theme, wording
from ui.views.report.charts.leads import late_ones, said
from ui.views.report.charts.names import counts_width, draw_name, names_width
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import bar, upright
from ui.wording import say

HEAD, LINE, BETWEEN, BAR, GAP = 28, 32, 18, 12, 16
LEAST, MOST, SHARE, SIGN, COUNTS = 48, 220, 50, 22, 46
"""Widths: of a bar at least and at most, of the share, its sign, and of the counts behind it at least."""

Row = Severity | None
"""None: all severities together."""

Cell = Attainment | Total


class AttainmentChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Targets met, per severity"))
        self._report: MonthlyReport | None = None
        self._places: list[tuple[Metric, Row, Cell]] = []
        """What there is a mark of."""

        self._names = 0.0
        """How wide the names of severities are."""
        self._counts = 0.0
        """How wide the counts are."""

    def show_report(self, report: MonthlyReport) -> None:
        self._report, self.note = report, " ".join(performance(report)["notes"])
        self._places = list(_places(report))
        self.show_marks([_mark(report, *place) for place in self._places])

    @property
    def _metrics(self) -> list[Metric]:
        return [] if self._report is None else [metric for metric, _ in self._report.totals]

    @property
    def _rows(self) -> list[Row]:
        if self._report is None:
            return []
        return [*(level for level in SEVERITIES if any(cell.severity is level for cell in self._report.cells)), None]

    def fit(self) -> None:
        report, named = self._report, [row for row in self._rows if row is not None]
        self._names = names_width([] if report is None else [report.name_of(row) for row in named])
        self._counts = counts_width((_counts(cell) for _, _, cell in self._places), "small_figures", COUNTS)
        super().fit()

    def _beside(self) -> float:
        return theme.px(SHARE) + theme.px(SIGN) + self._counts + GAP

    def _across(self) -> int:
        """So many metrics stand side by side; the others below them."""
        room = self.width() - self._names
        return max(1, min(len(self._metrics) or 1, int(room // (theme.px(LEAST) + self._beside()))))

    def _pitch(self) -> float:
        most = theme.px(MOST) + self._beside()
        return min(most, (self.width() - self._names) / self._across())

    def _band(self) -> int:
        return theme.px(HEAD) + len(self._rows) * theme.px(LINE)

    def high(self) -> int:
        bands = -(-len(self._metrics) // self._across())
        return max(1, bands * (self._band() + theme.px(BETWEEN)) - theme.px(BETWEEN))

    def _box(self, metric: Metric, row: Row) -> QRectF:
        band, column = divmod(self._metrics.index(metric), self._across())
        y = band * (self._band() + theme.px(BETWEEN)) + theme.px(HEAD) + self._rows.index(row) * theme.px(LINE)
        return QRectF(self._names + column * self._pitch(), y, self._pitch() - GAP / 2, theme.px(LINE))

    def boxes(self) -> list[QRectF]:
        return [self._box(metric, row).adjusted(-6, 2, 0, -2) for metric, row, _ in self._places]

    def draw(self, painter: QPainter) -> None:
        t, report = theme.current(), self._report
        if report is None:
            return
        for at, metric in enumerate(self._metrics):
            first = self._box(metric, self._rows[0])
            middle = first.top() - theme.px(HEAD) / 2
            if at % self._across() == 0:
                self._draw_rows(painter, report, first.top())
            painting.text(painter, wording.metric(metric), "caption", t.text3, first.x(), middle, first.width())
        for metric, row, cell in self._places:
            self._draw_cell(painter, report, self._box(metric, row), cell)

    def _draw_rows(self, painter: QPainter, report: MonthlyReport, top: float) -> None:
        t, high = theme.current(), theme.px(LINE)
        painting.hairline(painter, 0, top, self.width(), t.line2)
        for at, row in enumerate(self._rows):
            middle = top + (at + 0.5) * high
            if row is None:
                painting.text(painter, say("All"), "semi", t.text, 0, middle)
            else:
                draw_name(painter, row, report.name_of(row), middle, self._names)
            painting.hairline(painter, 0, round(top + (at + 1) * high), self.width(), t.line)

    def _draw_cell(self, painter: QPainter, report: MonthlyReport, box: QRectF, cell: Cell) -> None:
        t, middle = theme.current(), box.center().y()
        if not cell.decided:
            painting.text(painter, say("no data"), "small", t.text3, box.x(), middle, box.width())
            return
        kept, high = _kept(report, cell), theme.px(BAR)
        width = self._pitch() - self._beside()
        track = QRectF(box.x(), round(middle - high / 2), width, high)
        painting.frame(painter, track, 1.5, fill=t.surface, outline=t.control)
        bar(painter, track, (cell.tenths or 0) / 1000, below=kept is False)
        goal = _goal(report, cell)
        if goal is not None:
            upright(painter, track.x() + width * goal / 100, track.top() - 4, track.bottom() + 4)
        right = track.right() + theme.px(SHARE)
        painting.text(painter, cell.shown(), "body" if kept is not False else "semi", t.text, right, middle, right=True)
        side = theme.px(14)
        if kept is not None:
            icon, ink = ("check", t.green_text) if kept else ("triangle-alert", t.red_text)
            icons.paint(painter, icon, ink, right + 6, round(middle - side / 2), side)
        painting.text(painter, _counts(cell), "small_figures", t.text3, right + theme.px(SIGN) + 4, middle)


def _places(report: MonthlyReport) -> Iterator[tuple[Metric, Row, Cell]]:
    for metric, of_all in report.totals:
        for cell in report.cells:
            if cell.metric is metric:
                yield metric, cell.severity, cell
        yield metric, None, of_all


def _counts(cell: Cell) -> str:
    return f"{cell.met:,}/{cell.decided:,}"


def _goal(report: MonthlyReport, cell: Cell) -> int | None:
    """None where clocks were promised different ones."""
    several = isinstance(cell, Attainment) and (cell.metric, cell.severity) in report.several_goals
    return None if several else cell.goal


def _kept(report: MonthlyReport, cell: Cell) -> bool | None:
    return report.verdict(cell) if isinstance(cell, Attainment) else cell.met_goal


def _target(report: MonthlyReport, metric: Metric, row: Row) -> str:
    length = next((held.target for held in report.times if (held.metric, held.severity) == (metric, row)), None)
    return "" if length is None else say("target {length}", length=durations.exact(length))


def _mark(report: MonthlyReport, metric: Metric, row: Row, cell: Cell) -> Mark:
    called = say("all") if row is None else report.name_of(row)
    name = say("{metric}, {severity}", metric=wording.metric(metric), severity=called)
    if not cell.decided:
        return Mark(name, (say("no target was decided"),))
    goal, kept = _goal(report, cell), _kept(report, cell)
    verdict = {True: say("kept"), False: say("missed"), None: say("no verdict")}[kept]
    few = ""
    if cell.decided < FEW:
        few = say("few: one late target weighs {points} points", points=percent(1, cell.decided))
    adjusted = ""
    if cell.adjusted:
        adjusted = say("{share} % without what was waived or set aside", share=cell.adjusted_shown())
    against = say("goals differ")
    if goal is not None and cell.tenths is not None:
        above = points(cell.tenths - 10 * goal, report.words)
        against = say("goal {goal} % {verdict}, {points} points", goal=goal, verdict=verdict, points=above)
    facts = (
        say(
            "{share} % on time, {met} of {decided}",
            share=cell.shown(),
            met=f"{cell.met:,}",
            decided=f"{cell.decided:,}",
        ),
        against,
        _target(report, metric, row),
        _took(report, metric, row),
        few,
        say("{n} not measured", n=f"{cell.excluded:,}") if cell.excluded else "",
        say("{n} waived", n=f"{cell.waived:,}") if cell.waived else "",
        adjusted,
    )
    leads, to = late_ones(report, lambda late: late.metric is metric and row in (None, late.severity))
    return Mark(name, said(facts), leads, to)


def _took(report: MonthlyReport, metric: Metric, row: Row) -> str:
    """How long the clocks took; of all severities together nothing is said."""
    times = next((held for held in report.times if held.metric is metric and held.severity is row), None)
    if times is None:
        return ""
    ranks = ((say("median"), times.median), (say("90th"), times.p90), (say("longest"), times.longest))
    return wording.joined(*(f"{rank} {took(value, report.words)}" for rank, value in ranks if value is not None))
