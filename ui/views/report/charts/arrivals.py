"""When tickets come in: a cell for each hour of the week, the darker the more; support hours are underlined."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import NOTHING_ARRIVED
from ui import theme, wording
from ui.views.hours.day_heads import NAMES
from ui.views.report.charts.leads import ToReceived, said, the_tickets
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.wording import say

HEAD, LINE, LABELS, UNDER = 22, 30, 44, 3
SHADES = (0, 30, 72, 184, 255)
"""How much of the ink there is in a cell, of 255: words can be read on each, in ink up to the third, then bare."""

HOURS = 24
NARROW = 19
"""Where an hour is narrower, every other one is named."""


class ArrivalsChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("When tickets come in"))
        self._came = NOTHING_ARRIVED
        self._days: tuple[str, ...] = ("",) * 7

    def show_report(self, report: MonthlyReport) -> None:
        self._came, self._days = report.arrivals, report.words.several("date.days")
        outside, tickets = self._came.tickets_outside, wording.tickets(self._came.tickets)
        self.note = say(
            "{outside} of {tickets} while the desk was closed. The stronger its colour, the more tickets; "
            "support hours are underlined.",
            outside=f"{outside:,}",
            tickets=tickets,
        )
        cells = [(day, hour) for day in range(7) for hour in range(HOURS)]
        self.show_marks([self._mark(day, hour) for day, hour in cells])
        told = [
            mark.sentence for mark, (day, hour) in zip(self.marks, cells, strict=True) if self._came.counts[day][hour]
        ]
        self.setAccessibleDescription(" ".join(told) or say("No ticket was received."))

    def _mark(self, day: int, hour: int) -> Mark:
        count, outside = self._came.counts[day][hour], self._came.outside[day][hour]
        facts = (
            say("{tickets} received", tickets=wording.tickets(count)) if count else say("no ticket received"),
            say("{n} of them while closed", n=f"{outside:,}") if outside else "",
            say("support hours") if self._came.opened[day][hour] else say("closed"),
        )
        name = f"{say(NAMES[day])} {hour:02}\u2013{hour + 1:02}"
        leads = ToReceived(name, day, hour, count) if count else None
        return Mark(name, said(facts), leads, the_tickets(count))

    def high(self) -> int:
        return theme.px(HEAD) + 7 * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        left = theme.px(LABELS)
        each, high = (self.width() - left) / HOURS, theme.px(LINE)
        return [
            QRectF(left + hour * each, theme.px(HEAD) + day * high, each, high)
            for day in range(7)
            for hour in range(HOURS)
        ]

    def draw(self, painter: QPainter) -> None:
        t, boxes = theme.current(), self.boxes()
        most = max(map(max, self._came.counts))
        narrow = boxes[0].width() < theme.px(NARROW)
        for hour in range(0, HOURS, 2 if narrow else 1):
            self._centred(painter, f"{hour:02}", "caption", t.text3, boxes[hour], theme.px(HEAD) / 2)
        for day in range(7):
            middle = boxes[day * HOURS].center().y()
            painting.text(painter, self._days[day], "small_semi", t.text2, 0, middle, theme.px(LABELS) - 6)
        told = theme.metrics("caption_semi").horizontalAdvance(f"{most:,}") <= boxes[0].width() - 2
        for at, box in enumerate(boxes):
            day, hour = divmod(at, HOURS)
            self._draw_cell(painter, box.adjusted(1, 1, -1, -1), day, hour, most, told=told)

    def _draw_cell(self, painter: QPainter, box: QRectF, day: int, hour: int, most: int, *, told: bool) -> None:
        """Its count is not `told` where the largest one would run out of its cell: the colours are read then."""
        t, count = theme.current(), self._came.counts[day][hour]
        shade = -(-4 * count // most) if most else 0
        cell = box.adjusted(0, 0, 0, -UNDER - 1)
        painting.frame(painter, cell, 2, fill=theme.faded(t.ink, SHADES[shade]) if shade else None, outline=t.line)
        if self._came.opened[day][hour]:
            painting.flat(painter, box.x(), box.bottom() - UNDER, box.width(), UNDER, t.text)
        if count and told:
            ink = t.surface if shade > 2 else t.text
            self._centred(painter, f"{count:,}", "caption_semi", ink, box, cell.center().y())

    def _centred(self, painter: QPainter, words: str, style: str, ink: theme.Colour, box: QRectF, y: float) -> None:
        wide = theme.metrics(style).horizontalAdvance(words)
        painting.text(painter, words, style, ink, box.center().x() - wide / 2, y)
