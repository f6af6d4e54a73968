"""Which share of a metric's clocks had used at most so much of their target; the upright is the target."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from slaapp.domain.compliance import percent
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import STEPS, TARGET, Curve
from ui import theme, wording
from ui.views.report.charts.leads import late_ones
from ui.widgets import painting
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import dot, line
from ui.wording import say

TITLE, HIGH, BELOW, LEFT, RIGHT = 54, 150, 24, 34, 20


class CurveChart(Chart):
    def __init__(self, curve: Curve, report: MonthlyReport) -> None:
        super().__init__(say("{metric}: how much of the target was used", metric=wording.metric(curve.metric)))
        self._curve = curve
        self._goal = dict(report.totals)[curve.metric].goal
        self.show_marks([_mark(curve, step, report) for step in range(1, STEPS + 1)], _met(curve))

    def high(self) -> int:
        return theme.px(TITLE + HIGH + BELOW)

    def _x(self, step: float) -> float:
        return theme.px(LEFT) + (self.width() - theme.px(LEFT) - theme.px(RIGHT)) * step / STEPS

    def _y(self, share: float) -> float:
        return theme.px(TITLE) + theme.px(HIGH) * (1 - share)

    def boxes(self) -> list[QRectF]:
        each = self._x(1) - self._x(0)
        return [
            QRectF(self._x(step) - each / 2, self._y(1) - 6, each, theme.px(HIGH) + 12) for step in range(1, STEPS + 1)
        ]

    def draw(self, painter: QPainter) -> None:
        t, curve = theme.current(), self._curve
        painting.text(painter, wording.metric(curve.metric), "semi", t.text, 0, theme.px(10), self.width())
        painting.text(painter, _met(curve), "small", t.text3, 0, theme.px(29), self.width())
        left, right = self._x(0), self._x(STEPS)
        for share in (0, 50, 100):
            y = round(self._y(share / 100))
            painting.hairline(painter, left, y, right - left, t.line2 if share == 0 else t.line)
            painting.text(painter, str(share), "small_figures", t.text3, left - 8, y, right=True)
        if self._goal is not None:
            level = round(self._y(self._goal / 100)) + 0.5
            line(painter, QPointF(left, level), QPointF(right, level), t.text2, 1, dashed=True)
        x = round(self._x(TARGET))
        painting.flat(painter, x - 1, self._y(1) - 6, 2, theme.px(HIGH) + 6, t.text)
        points = [QPointF(self._x(0), self._y(0))] + [
            QPointF(self._x(step), self._y(count / curve.decided)) for step, count in enumerate(curve.counts, start=1)
        ]
        for start, end in pairwise(points):
            line(painter, start, end, t.ink, 2)
        dot(painter, points[TARGET], t.text, size=8, fill=t.surface)
        if self.under is not None or (self.here is not None and self.hasFocus()):
            at = self.under if self.under is not None else self.here or 0
            dot(painter, points[at + 1], t.focus, size=7)
        below = self._y(0) + theme.px(BELOW) / 2 + 2
        for step, words in ((0, "0"), (TARGET, say("target")), (STEPS, "200 %")):
            wide = theme.metrics("small").horizontalAdvance(words)
            ink = t.text if step == TARGET else t.text3
            painting.text(painter, words, "small", ink, min(self._x(step) - wide / 2, self.width() - wide), below)


def curve_charts(report: MonthlyReport) -> tuple[list[CurveChart], str]:
    charts = [CurveChart(curve, report) for curve in report.curves if curve.drawn]
    legend = say(
        "The line says which share of targets had used at most so much. Upright: the target. Dashed: the goal."
    )
    few = [_too_few(curve) for curve in report.curves if not curve.drawn]
    return charts, " ".join([legend, *few] if charts else few)


def _too_few(curve: Curve) -> str:
    metric = wording.metric(curve.metric)
    counted = say("1 target") if curve.decided == 1 else say("{n} targets", n=curve.decided)
    return say("{metric}: {targets}, {met} met; too few for a curve.", metric=metric, targets=counted, met=curve.met)


def _met(curve: Curve) -> str:
    share = percent(curve.met, curve.decided)
    return say(
        "{share} % within the target, {met} of {decided}",
        share=share,
        met=f"{curve.met:,}",
        decided=f"{curve.decided:,}",
    )


def _mark(curve: Curve, step: int, report: MonthlyReport) -> Mark:
    count = curve.counts[step - 1]
    facts = (
        say(
            "{share} %, {count} of {decided}",
            share=percent(count, curve.decided),
            count=f"{count:,}",
            decided=f"{curve.decided:,}",
        ),
    )
    name = say("Within {share} % of the target", share=10 * step)
    if step <= TARGET:
        return Mark(name, facts)
    leads, to = late_ones(report, lambda late: late.metric is curve.metric)
    return Mark(name, facts, leads, to)
