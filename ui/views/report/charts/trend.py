"""The share on time of the last twelve months, with the line of the goal; months below it are open squares."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from slaapp.documents.month_back import took
from slaapp.documents.month_front import trend
from slaapp.domain.agreement import Metric
from slaapp.domain.period import Period
from slaapp.reports import period_words
from slaapp.reports.month_data import MetricMonth, MonthTotal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import FEW
from ui import theme, wording
from ui.views.report.charts.leads import ToPeriod, said
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import dot, line, open_square
from ui.wording import say

TOP, HIGH, MONTHS, COUNTS, LEFT, RIGHT = 22, 150, 20, 18, 44, 62
"""Above the chart, its height, the two lines of words below it, and what stands beside it."""

ROOM = 34
"""A month that is narrower shows its share only where one points at it; every other one is named."""


class TrendChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Last 12 months, all targets, % on time"))
        self._report: MonthlyReport | None = None
        self._floor, self._goal = 0, None
        self._ticks: list[int] = []

    def show_report(self, report: MonthlyReport) -> None:
        self._report = report
        scale = trend(report)
        self._floor, self._goal, self._ticks, self.note = (scale[name] for name in ("floor", "goal", "ticks", "note"))
        self.show_marks([_mark(point, report) for point in report.trend])

    def high(self) -> int:
        return theme.px(TOP + HIGH + 10 + MONTHS + COUNTS)

    @property
    def _points(self) -> tuple[MonthTotal, ...]:
        return () if self._report is None else self._report.trend

    def _step(self) -> float:
        return (self.width() - theme.px(LEFT) - theme.px(RIGHT)) / max(1, len(self._points))

    def _x(self, at: int) -> float:
        return theme.px(LEFT) + (at + 0.5) * self._step()

    def _y(self, tenths: float) -> float:
        return theme.px(TOP) + theme.px(HIGH) * (1000 - tenths) / (1000 - self._floor * 10)

    def boxes(self) -> list[QRectF]:
        step = self._step()
        return [QRectF(self._x(at) - step / 2, 0, step, self.height()) for at in range(len(self._points))]

    def draw(self, painter: QPainter) -> None:
        if not self._points:
            return
        self._draw_scale(painter)
        t, points = theme.current(), self._points
        for at, (one, other) in enumerate(pairwise(points)):
            if one.total.tenths is not None and other.total.tenths is not None:
                start = QPointF(self._x(at), self._y(one.total.tenths))
                line(painter, start, QPointF(self._x(at + 1), self._y(other.total.tenths)), t.accent_text, 2)
        for at, point in enumerate(points):
            if point.total.tenths is not None:
                self._draw_point(painter, at, point)
            self._draw_month(painter, at, point)
        y = theme.px(TOP + HIGH + 10 + MONTHS) + theme.px(COUNTS) / 2
        painting.text(painter, "n", "small", t.text3, theme.px(LEFT) - 8, y, right=True)

    def _draw_scale(self, painter: QPainter) -> None:
        t, left, right = theme.current(), theme.px(LEFT), self.width() - theme.px(RIGHT)
        for tick in self._ticks:
            y = round(self._y(tick * 10))
            if tick != self._goal:
                painting.hairline(painter, left, y, right - left, t.line)
            painting.text(painter, str(tick), "small_figures", t.text3, left - 8, y, right=True)
        if self._goal is not None:
            y = round(self._y(self._goal * 10)) + 0.5
            line(painter, QPointF(left, y), QPointF(right, y), t.text, 1, dashed=True)
            words = say("goal") if self._goal in self._ticks else say("goal {goal}", goal=self._goal)
            painting.text(painter, words, "small_semi", t.text, right + 8, y, theme.px(RIGHT) - 8)

    def _draw_point(self, painter: QPainter, at: int, point: MonthTotal) -> None:
        t, x, tenths = theme.current(), self._x(at), point.total.tenths or 0
        y, below = self._y(tenths), point.total.met_goal is False
        if below:
            open_square(painter, QPointF(x, y))
        else:
            dot(painter, QPointF(x, y), t.accent_text)
        if self._step() >= theme.px(ROOM) or at == len(self._points) - 1:
            under = below and theme.px(TOP + HIGH) - y > theme.px(20)
            style = "small_semi" if below or at == len(self._points) - 1 else "small_figures"
            words = point.total.shown()
            wide = theme.metrics(style).horizontalAdvance(words)
            middle = y + (theme.px(14) if under else -theme.px(14))
            painting.flat(painter, x - wide / 2 - 2, middle - 7, wide + 4, 14, self._ground(at))
            painting.text(painter, words, style, t.text, x - wide / 2, middle)

    def _ground(self, at: int) -> theme.Colour:
        return theme.current().hover if at == self.under else theme.current().surface

    def _draw_month(self, painter: QPainter, at: int, point: MonthTotal) -> None:
        assert self._report is not None
        if self._step() < theme.px(ROOM) and (len(self._points) - 1 - at) % 2:
            return
        t, y = theme.current(), theme.px(TOP + HIGH + 10)
        for words, style, ink, high in (
            (self._report.words.short_month(point.month.month), "small", t.text2, MONTHS),
            (f"{point.total.decided:,}", "small_figures", t.text3, COUNTS),
        ):
            wide = theme.metrics(style).horizontalAdvance(words)
            painting.text(painter, words, style, ink, self._x(at) - wide / 2, y + theme.px(high) / 2)
            y += theme.px(high)


def _mark(point: MonthTotal, report: MonthlyReport) -> Mark:
    period, total = Period.of_month(point.month), point.total
    name = period_words.name(period)
    if not total.decided:
        return Mark(name, (say("no data"),), ToPeriod(period), say("its report"))
    verdict = {True: say("goal kept"), False: say("below the goal"), None: ""}[total.met_goal]
    facts = (
        say(
            "{share} % on time, {met} of {decided}",
            share=total.shown(),
            met=f"{total.met:,}",
            decided=f"{total.decided:,}",
        ),
        "" if total.goal is None else say("goal {goal} %", goal=total.goal),
        verdict,
        say("few targets") if total.decided < FEW else "",
        *(_of_metric(held, report) for held in point.metrics),
        _flow(point),
    )
    leads = None if report.one_month and point.month == report.month else ToPeriod(period)
    return Mark(name, said(facts), leads, say("its report"))


def _of_metric(held: MetricMonth, report: MonthlyReport) -> str:
    metric, total = wording.metric(held.metric), held.total
    if not total.decided:
        return ""
    told = say("{metric} {share} %", metric=metric, share=total.shown())
    if held.metric is Metric.UPDATE:
        return told  # a rhythm, no length
    median = say("median {length}", length=took(held.median, report.words))
    p90 = "" if held.p90 is None else say("90th {length}", length=took(held.p90, report.words))
    return ", ".join(said((told, median, p90)))


def _flow(point: MonthTotal) -> str:
    if point.flow is None:
        return ""
    return say(
        "{received} received, {resolved} resolved",
        received=f"{point.flow.received:,}",
        resolved=f"{point.flow.resolved:,}",
    )
