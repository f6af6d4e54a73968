"""How much of its target each kind of clock used: median, 75th and 90th percentile and the longest, on one scale."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from slaapp.documents import month_back
from slaapp.documents.month_back import BEYOND, took
from slaapp.domain import durations
from slaapp.reports.month_report import MonthlyReport, Shares, Times
from ui import theme, wording
from ui.views.report.charts.leads import late_ones, said
from ui.views.report.charts.names import draw_name, names_width
from ui.widgets import painting
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import dot, line, open_square, upright
from ui.wording import say

GROUP, LINE, BOX, GAP, WORDS, COUNT, MOST = 30, 32, 12, 16, 190, 44, 520
LEAST = 200
"""Where less is left for the picture, the words behind it are left to the card."""


class UsedChart(Chart):
    """One for each metric of which times are told."""

    def __init__(self, rows: tuple[Times, ...], report: MonthlyReport) -> None:
        super().__init__(say("{metric}: share of target used", metric=wording.metric(rows[0].metric)))
        self._rows, self._report = rows, report
        self._names = 0.0
        """How wide the names of severities are, and those of clocks above them: as wide for every clock."""

        self.show_marks([_mark(times, report) for times in rows])

    def high(self) -> int:
        return theme.px(GROUP) + len(self._rows) * theme.px(LINE)

    def fit(self) -> None:
        severities = names_width([self._report.name_of(times.severity) for times in self._rows])
        clocks = {wording.metric(times.metric) for times in self._report.times}
        self._names = max(severities, *(theme.metrics("semi").horizontalAdvance(clock) for clock in clocks))
        super().fit()

    def _picture(self) -> tuple[float, float]:
        """Where it begins, and how wide it is."""
        left = self._names + theme.px(COUNT) + GAP
        room = self.width() - left - GAP
        return left, min(theme.px(MOST), room - theme.px(WORDS) if room - theme.px(WORDS) >= theme.px(LEAST) else room)

    def _row(self, at: int) -> QRectF:
        return QRectF(0, theme.px(GROUP) + at * theme.px(LINE), self.width(), theme.px(LINE))

    def boxes(self) -> list[QRectF]:
        return [self._row(at).adjusted(0, 2, 0, -2) for at in range(len(self._rows))]

    def draw(self, painter: QPainter) -> None:
        t, (left, width) = theme.current(), self._picture()
        head = theme.px(GROUP) / 2
        painting.text(
            painter, wording.metric(self._rows[0].metric), "semi", t.text, 0, head, left - theme.px(COUNT) - 8
        )
        painting.text(painter, say("n"), "caption", t.text3, left - GAP, head, right=True)
        for mille, words in ((0, "0"), (500, "50"), (1000, say("target")), (BEYOND, "150 %")):
            used = theme.metrics("caption").horizontalAdvance(words)
            x = left + width * mille / BEYOND - (used / 2 if 0 < mille < BEYOND else used if mille else 0)
            painting.text(painter, words, "caption", t.text if mille == 1000 else t.text3, x, head)
        painting.hairline(painter, 0, theme.px(GROUP) - 1, self.width(), t.line2)
        for at, times in enumerate(self._rows):
            self._draw_row(painter, self._row(at), times)

    def _draw_row(self, painter: QPainter, row: QRectF, times: Times) -> None:
        t, middle, (left, width) = theme.current(), row.center().y(), self._picture()
        draw_name(painter, times.severity, self._report.name_of(times.severity), middle, self._names)
        painting.text(painter, f"{times.decided:,}", "small_figures", t.text3, left - GAP, middle, right=True)
        painting.hairline(painter, 0, row.bottom() - 1, self.width(), t.line)
        y = round(middle)
        painting.hairline(painter, left, y, width, t.line2)
        if times.shares is None:
            painting.text(painter, say("no data"), "small", t.text3, left + width + GAP, middle)
        else:
            self._draw_box(painter, times.shares, y, boxed=times.p90 is not None)
            rest = self.width() - left - width - GAP
            if rest >= theme.px(WORDS) - GAP:
                painting.text(
                    painter, _in_short(times.shares), "small_figures", t.text2, left + width + GAP, middle, rest
                )
        upright(painter, left + width * 1000 / BEYOND, row.top() + 4, row.bottom() - 5)

    def _draw_box(self, painter: QPainter, shares: Shares, y: float, *, boxed: bool) -> None:
        t, (left, width), high = theme.current(), self._picture(), theme.px(BOX)

        def x(mille: int) -> float:
            return left + min(width - 6, width * mille / BEYOND)

        line(painter, QPointF(x(shares.median), y), QPointF(x(shares.longest), y), t.ink, 1.5)
        if boxed:
            painting.frame(
                painter,
                QRectF(x(shares.median), y - high / 2, x(shares.p90) - x(shares.median), high),
                1.5,
                fill=t.track,
                outline=t.ink,
            )
            line(painter, QPointF(x(shares.p75), y - high / 2), QPointF(x(shares.p75), y + high / 2), t.ink, 1.5)
        dot(painter, QPointF(x(shares.median), y), t.ink)
        if shares.longest > 1000:
            open_square(painter, QPointF(x(shares.longest), y))
        else:
            dot(painter, QPointF(x(shares.longest), y), t.ink, fill=t.surface)
        if shares.longest > BEYOND:
            painter.setPen(QPen(t.red_text, 1.8))
            end = left + width + 5
            painter.drawPolyline([QPointF(end - 4, y - 4), QPointF(end, y), QPointF(end - 4, y + 4)])


def used_charts(report: MonthlyReport) -> tuple[list[UsedChart], str]:
    """Of each metric of which times are told."""
    told = month_back.times(report)
    shown = {table["metric"] for table in told["tables"]}
    by_metric: dict[str, list[Times]] = {}
    for held in report.times:
        by_metric.setdefault(report.words.of(held.metric), []).append(held)
    charts = [UsedChart(tuple(rows), report) for metric, rows in by_metric.items() if metric in shown]
    return charts, " ".join(told["notes"]) if charts else ""


def _in_short(shares: Shares) -> str:
    return say("median {median} % · longest {longest} %", median=shares.median // 10, longest=shares.longest // 10)


def _mark(times: Times, report: MonthlyReport) -> Mark:
    name = say("{metric}, {severity}", metric=wording.metric(times.metric), severity=report.name_of(times.severity))
    shares = times.shares
    if shares is None:
        return Mark(name, (say("no target was decided"),))
    target = "" if times.target is None else say("target {length}", length=durations.exact(times.target))
    ranks = (
        (say("median"), times.median, shares.median),
        (say("75th"), times.p75, shares.p75),
        (say("90th"), times.p90, shares.p90),
        (say("longest"), times.longest, shares.longest),
    )
    told = (
        "" if value is None else f"{rank} {took(value, report.words)} ({mille // 10}\u202f%)"
        for rank, value, mille in ranks
    )
    counted = say("1 target") if times.decided == 1 else say("{n} targets", n=f"{times.decided:,}")
    few = say("too few for percentiles") if times.p90 is None else ""
    leads, to = late_ones(report, lambda late: late.metric is times.metric and late.severity is times.severity)
    return Mark(name, said((wording.joined(counted, target), *told, few)), leads, to)
