"""The share on time of each customer of a report of several."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from slaapp.reports.month_report import CustomerLine, MonthlyReport
from ui import icons, theme, wording
from ui.views.report.charts.leads import ToCustomer, said
from ui.views.report.charts.names import counts_width
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.widgets.charts.strokes import bar
from ui.widgets.runs import one_line
from ui.wording import say

HEAD, LINE, BAR, SHARE, COUNTS, GOALS, NAMES = 28, 30, 12, 52, 58, 118, 0.3
LEAST = 40
"""Where less is left for a bar, its room is the name's."""


class CustomersChart(ReportChart):
    def __init__(self) -> None:
        super().__init__(say("Customers, % on time"))
        self._lines: tuple[CustomerLine, ...] = ()

    def show_report(self, report: MonthlyReport) -> None:
        self._lines = report.customers
        self.show_marks([_mark(held) for held in report.customers])

    def high(self) -> int:
        return theme.px(HEAD) + len(self._lines) * theme.px(LINE)

    def boxes(self) -> list[QRectF]:
        high = theme.px(LINE)
        return [QRectF(0, theme.px(HEAD) + at * high + 2, self.width(), high - 4) for at in range(len(self._lines))]

    def draw(self, painter: QPainter) -> None:
        t, head, high = theme.current(), theme.px(HEAD) / 2, theme.px(BAR)
        right = self.width() - theme.px(GOALS)
        told = (_counts(held) for held in self._lines)
        counts = counts_width(told, "small_figures", COUNTS)
        end = right - theme.px(SHARE) - counts - 12
        names = self.width() * NAMES if end - self.width() * NAMES >= theme.px(LEAST) else end
        painting.text(painter, say("Customer"), "caption", t.text3, 0, head, names)
        painting.text(painter, say("Goals kept"), "caption", t.text3, right + 8, head, theme.px(GOALS) - 8)
        painting.hairline(painter, 0, theme.px(HEAD) - 1, self.width(), t.line2)
        for box, held in zip(self.boxes(), self._lines, strict=True):
            middle, total = box.center().y(), held.total
            painting.text(painter, one_line(held.name), "prose", t.text, 0, middle, names - 14)
            room = QRectF(names, round(middle - high / 2), end - names, high)
            if total.decided:
                if room.width():
                    painting.frame(painter, room, 1.5, fill=t.surface, outline=t.control)
                    bar(painter, room, (total.tenths or 0) / 1000)
                at = end + theme.px(SHARE)
                painting.text(painter, total.shown(), "body", t.text, at, middle, right=True)
                painting.text(painter, _counts(held), "small_figures", t.text3, at + 8, middle, counts)
                self._draw_goals(painter, held, right + 8, middle)
            else:
                painting.text(painter, say("no data"), "small", t.text3, names, middle)
            painting.hairline(painter, 0, box.bottom() + 1, self.width(), t.line)

    def _draw_goals(self, painter: QPainter, held: CustomerLine, x: float, middle: float) -> None:
        t, side = theme.current(), theme.px(14)
        kept = held.kept == held.decided_cells
        icon, ink = ("check", t.green_text) if kept else ("triangle-alert", t.red_text)
        icons.paint(painter, icon, ink, x, round(middle - side / 2), side)
        painting.text(painter, _goals(held), "body", t.text2, x + side + 7, middle)


def _counts(held: CustomerLine) -> str:
    return f"{held.total.met:,}/{held.total.decided:,}"


def _goals(held: CustomerLine) -> str:
    return say("{kept} of {all}", kept=f"{held.kept:,}", all=f"{held.decided_cells:,}")


def _mark(held: CustomerLine) -> Mark:
    facts = [say("no target was decided")]
    if held.total.decided:
        total = held.total
        facts = [
            say(
                "{share} % on time, {met} of {decided}",
                share=total.shown(),
                met=f"{total.met:,}",
                decided=f"{total.decided:,}",
            ),
            say("{goals} goals kept", goals=_goals(held)),
        ]
    facts.append(say("{tickets} received", tickets=wording.tickets(held.flow.received)))
    return Mark(one_line(held.name), said(facts), ToCustomer(held.name), say("the report of this customer"))
