"""Tickets week by week: received beside resolved, on one scale, and how the rest moved."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from slaapp.documents.month_back import flow
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import Week
from slaapp.reports.section import Section
from ui import theme
from ui.views.report.charts.leads import ToResolved, ToWeek, said
from ui.views.report.charts.names import counts_width
from ui.views.report.charts.report_chart import Printed, ReportChart, printed
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.wording import say

HEAD, LINE, BAR, COUNT, GAP, LEAST = 28, 30, 12, 34, 16, 36
"""LEAST is how wide a bar is at least where a column of figures can give way to it."""

_BARS = ("received", "resolved")
_FIGURES = ("reopened", "left", "not_measured", "open")
_YIELDING = ("not_measured", "left", "reopened", "open")
"""Where there is no room the columns of figures go in this order."""


class WeeksChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Tickets a week"))
        self._rows: Sequence[Printed] = ()
        self._resolved: tuple[int, ...] = ()
        """In which rows there is a bar of what was resolved."""

        self._most = 0
        self._head: dict[str, str] = {}
        self._names, self._counts = 0.0, 0.0
        self._widths: dict[str, float] = {}

    def show_report(self, report: MonthlyReport) -> None:
        told, moved = printed(report, Section.VOLUME), flow(report)
        self._rows, self._most = told["weeks"], told["most"]
        self._head = {name: report.words(f"section.volume.{name}") for name in ("week", *_BARS, *_FIGURES)}
        self.note = " ".join(said((moved["line"], moved["mismatch"] or "")))
        pairs = [*zip(report.weeks, self._rows, strict=True)]
        self._resolved = tuple(at for at, week in enumerate(report.weeks) if week.flow.resolved)
        resolved = [_resolved(*pairs[at], self._head["resolved"].lower()) for at in self._resolved]
        self.show_marks([*(_mark(week, row, self._head) for week, row in pairs), *resolved])

    def fit(self) -> None:
        names = [row["days"] for row in self._rows]
        self._names = max((theme.metrics("body").horizontalAdvance(name) for name in names), default=0)
        counts = [f"{row[name]:,}" for row in self._rows for name in _BARS]
        self._counts = counts_width(counts, "semi", COUNT)
        heads = theme.metrics("caption")
        self._widths = {
            name: max(theme.px(COUNT), heads.horizontalAdvance(self._head[name]))
            for name in _FIGURES
            if name in self._head
        }
        super().fit()

    def high(self) -> int:
        return theme.px(HEAD) + len(self._rows) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        """Of each week up to where the bar of what was resolved begins, then those of these bars."""
        room, (_, second) = self.seen()[0] - theme.px(GAP), self.columns()
        rows = self._lines()
        weeks = [QRectF(0, row.y(), second - theme.px(GAP) / 2, row.height()) for row in rows]
        return [*weeks, *(QRectF(second, rows[at].y(), room, rows[at].height()) for at in self._resolved)]

    def _at(self, point: QPointF) -> int | None:
        """What stands beside a bar belongs to the week."""
        found = super()._at(point)
        return super()._at(QPointF(1.0, point.y())) if found is None else found

    def _lines(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, theme.px(HEAD) + at * high + 2, self.width(), high - 4) for at in range(len(self._rows))]

    def columns(self) -> tuple[float, float]:
        """Where the two columns with bars begin."""
        first = self._names + theme.px(GAP)
        return first, first + self.seen()[0]

    def seen(self) -> tuple[float, list[str]]:
        """How wide each of the two columns with bars is, and which columns of figures have room beside them."""
        there = list(_FIGURES)

        def room() -> float:
            figures = sum(self._widths[name] + theme.px(GAP) for name in there)
            return (self.width() - self._names - figures) / 2

        for name in _YIELDING:
            if room() < theme.px(GAP) + self._counts + 8 + theme.px(LEAST):
                there.remove(name)
        return room(), there

    def draw(self, painter: QPainter) -> None:
        t, head, (room, figures) = theme.current(), theme.px(HEAD) / 2, self.seen()
        painting.text(painter, self._head["week"], "caption", t.text3, 0, head, self._names)
        bars = self.columns()
        for x, name in zip(bars, _BARS, strict=True):
            painting.text(painter, self._head[name], "caption", t.text3, x, head, room - theme.px(GAP))
        rights, x = [], float(self.width())
        for name in reversed(figures):
            rights.append((name, x))
            painting.text(painter, self._head[name], "caption", t.text3, x, head, right=True)
            x -= self._widths[name] + theme.px(GAP)
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        for box, row in zip(self._lines(), self._rows, strict=True):
            middle = box.center().y()
            painting.text(painter, row["days"], "body", t.text, 0, middle, self._names + 1)
            for x, name, ink in zip(bars, _BARS, (t.ink, t.control), strict=True):
                self._draw_bar(painter, QRectF(x, box.y(), room - theme.px(GAP), box.height()), row[name], ink)
            told = dict(zip(_FIGURES, row["numbers"], strict=True))
            for name, x in rights:
                painting.text(painter, told[name], "small_figures", t.text2, x, middle, right=True)
            painting.hairline(painter, 0, box.bottom() + 1, self.width(), t.line)

    def _draw_bar(self, painter: QPainter, box: QRectF, count: int, ink: theme.Colour) -> None:
        high, left, middle = theme.px(BAR), box.x() + self._counts + 8, box.center().y()
        painting.text(painter, f"{count:,}", "semi", theme.current().text, left - 8, middle, right=True)
        width = (box.right() - left) * count / max(1, self._most)
        if count:
            painting.frame(painter, QRectF(left, round(middle - high / 2), max(2.0, width), high), 1.5, fill=ink)


def _mark(week: Week, row: Printed, head: dict[str, str]) -> Mark:
    counts = {
        "received": f"{week.flow.received:,}",
        "resolved": f"{week.flow.resolved:,}",
        **dict(zip(_FIGURES, row["numbers"], strict=True)),
    }
    facts = [say("{count} {what}", count=count, what=head[name].lower()) for name, count in counts.items()]
    name, count = row["days"], week.flow.received
    to = say("the ticket received") if count == 1 else say("the tickets received")
    return Mark(name, tuple(facts), ToWeek(name, week.span, count) if count else None, to)


def _resolved(week: Week, row: Printed, resolved: str) -> Mark:
    count, name = week.flow.resolved, say("{week}, {what}", week=row["days"], what=resolved)
    to = say("the ticket resolved") if count == 1 else say("the tickets resolved")
    return Mark(
        name, (say("{count} {what}", count=f"{count:,}", what=resolved),), ToResolved(name, week.span, count), to
    )
