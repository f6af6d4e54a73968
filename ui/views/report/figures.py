"""The report as charts, painted from the figures that its pages are set from; T shows the same as a table."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from slaapp.reports.month_report import MonthlyReport
from ui import theme, wording
from ui.views.dashboard.table import Line, OverviewTable
from ui.views.report.charts.arrivals import ArrivalsChart
from ui.views.report.charts.attainment import AttainmentChart
from ui.views.report.charts.audited import again, corrections, hardly, not_measured, pauses, restated, silent
from ui.views.report.charts.backlog import BacklogChart
from ui.views.report.charts.balls import BallsChart
from ui.views.report.charts.breakdown import breakdown_charts
from ui.views.report.charts.close import at_risk, near_misses, oldest
from ui.views.report.charts.compared import both_times, comparison
from ui.views.report.charts.curve import curve_charts
from ui.views.report.charts.customers import CustomersChart
from ui.views.report.charts.decided import actions, wishes
from ui.views.report.charts.objectives import ObjectivesChart
from ui.views.report.charts.reasons import ReasonsChart
from ui.views.report.charts.report_chart import ListChart, Told
from ui.views.report.charts.trend import TrendChart
from ui.views.report.charts.used import used_charts
from ui.views.report.charts.weeks import WeeksChart
from ui.views.report.glance import Glance
from ui.views.report.part import OneChart, Part, SeveralCharts
from ui.views.report.spoken import spoken
from ui.widgets.beside import Beside
from ui.widgets.charts.chart import Chart
from ui.widgets.label import Panel
from ui.widgets.said import Role
from ui.widgets.scroll import ScrollArea
from ui.widgets.waiting import Bars
from ui.wording import say

WIDEST = 1240


_LISTS: tuple[tuple[str, Callable[[MonthlyReport], Told]], ...] = (
    ("Pauses", pauses),
    ("Pauses begun with hardly any time left", hardly),
    ("Pauses without a message to the customer", silent),
    ("Paused again and again", again),
    ("Not measured", not_measured),
    ("Corrections and late entries", corrections),
    ("Restated since it was closed", restated),
    ("Actions", actions),
    ("Asked for, to be decided", wishes),
)
"""What stands below the charts."""


class FiguresTable(OverviewTable):
    FIRST, SECOND = 210, 300

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalHeaderLabels([say("Chart"), say("What"), say("Figures")])
        self.setAccessibleName(say("Figures of the report as a table"))


class _Awaited(QWidget):
    """Stands in the place of figures that are not made yet, and keeps the keyboard there."""

    ROLE = Role.Pane


class Figures(Panel):
    """`followed` hands out where a mark leads, and what lies where it lies."""

    followed = Signal(object, object)
    turned = Signal()
    """Between charts and table."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.glance = Glance()
        self.customers, self.attainment, self.trend = CustomersChart(), AttainmentChart(), TrendChart()
        self.compared = ListChart(say("Compared with before"), comparison)
        self.objectives, self.both = (
            ObjectivesChart(),
            ListChart(say("In support hours and by the calendar"), both_times),
        )
        self.reasons, self.backlog, self.arrivals = ReasonsChart(), BacklogChart(), ArrivalsChart()
        self.near = ListChart(say("Near misses"), near_misses)
        self.risk = ListChart(say("At risk at the cut-off"), at_risk)
        self.oldest = ListChart(say("The oldest open tickets"), oldest)
        self.balls = BallsChart()
        self.lists = tuple(ListChart(say(title), told) for title, told in _LISTS)
        self.weeks, self.apart = WeeksChart(), Beside(least=210, most=3)
        self.used, self.curves = Beside(least=620, most=1), Beside(least=260, most=3)
        reasons, backlog, pair = OneChart(self.reasons), OneChart(self.backlog), Beside(least=380, most=2)
        pair.put([reasons, backlog])
        share = (self.customers, self.attainment, self.compared, self.trend, self.objectives)
        before = [*(OneChart(chart) for chart in share), OneChart(self.balls, self.balls.legend)]
        after: list[Part] = [OneChart(chart) for chart in (self.oldest, self.near, self.risk, self.weeks)]
        after += [
            SeveralCharts(say("Tickets received, told apart"), self.apart, breakdown_charts),
            OneChart(self.arrivals),
            SeveralCharts(say("How long it took, as a share of the target"), self.used, used_charts),
            OneChart(self.both),
            SeveralCharts(say("How much of the target was used"), self.curves, curve_charts),
            *(OneChart(chart) for chart in self.lists),
        ]
        self._parts: tuple[Part, ...] = (*before, reasons, backlog, *after)
        """In the order of Tab."""

        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.GUTTER_LEFT, 20, theme.GUTTER_RIGHT, 28)
        column.setSpacing(20)
        column.addWidget(self.glance)
        for part in (*before, pair, *after):
            column.addWidget(part)
        column.addStretch(1)
        self.area = ScrollArea(self._content)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.area.setAccessibleName(say("Charts of the report"))
        self.table = FiguresTable()
        self._waiting, self._bars = _Awaited(), Bars()
        self._waiting.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._waiting.setAccessibleName(say("Making the report"))
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(theme.GUTTER_LEFT, 24, theme.GUTTER_RIGHT, 24)
        waiting.addWidget(self._bars)
        waiting.addStretch(1)
        self._bars.hide()
        self._as_table = False
        self._stack = QStackedWidget()
        self.faces: tuple[QWidget, ...] = (self._waiting, self.area, self.table)
        for face in self.faces:
            self._stack.addWidget(face)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.area)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._close_cards())
        theme.follow(self._keep_width)
        self._followed: tuple[str, str] | None = None
        """The chart and the mark that were followed last, by name."""

        self._left: tuple[str, str] | None = None
        """Those that were when another page was turned to."""

        for part in self._parts:
            part.followed.connect(self._follow)

    def _keep_width(self) -> None:
        self._content.setMaximumWidth(theme.px(WIDEST))

    def _follow(self, leads: object, under: QWidget) -> None:
        chart = under.parentWidget()
        if isinstance(chart, Chart) and chart.here is not None:
            self._followed = chart.accessibleName(), chart.marks[chart.here].name
        self.followed.emit(leads, under)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._left, self._followed = self._followed, None

    def take_up(self) -> None:
        """The keyboard to the mark from which another page was turned to, if it is there still."""
        left, self._left = self._left, None
        for chart in self.charts():
            for at, mark in enumerate(chart.marks):
                if (chart.accessibleName(), mark.name) == left and chart.isVisible():
                    chart.setFocus(Qt.FocusReason.OtherFocusReason)
                    chart.go_to(at)
                    return

    def charts(self) -> tuple[Chart, ...]:
        """From the top."""
        return tuple(chart for part in self._parts for chart in part.charts)

    @property
    def shows_table(self) -> bool:
        return self._as_table

    def turn(self) -> None:
        """Between what is painted and the same as a table."""
        self._as_table = not self._as_table
        self.setFocusProxy(self._shown)
        if self._stack.currentWidget() is not self._waiting:
            self._stack.setCurrentWidget(self._shown)
            self._shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.turned.emit()

    @property
    def _shown(self) -> QWidget:
        return self.table if self._as_table else self.area

    def show_waiting(self, waits: bool) -> None:
        """What is to come is not there yet. The keyboard stays here where it is here."""
        self._bars.setVisible(waits)
        face = self._waiting if waits else self._shown
        held = QApplication.focusWidget()
        stays = held is not None and self.isAncestorOf(held) and self._stack.currentWidget() is not face
        self._stack.setCurrentWidget(face)
        if stays:
            face.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_report(self, report: MonthlyReport) -> None:
        told = spoken(report)
        self.glance.show_report(told)
        for part in self._parts:
            part.show_report(told)
        self.table.show_lines(list(_lines(self.charts())))
        self._tab_through()

    def _tab_through(self) -> None:
        before: QWidget = self.area
        for chart in self.charts():
            self.setTabOrder(before, chart)
            before = chart

    def _close_cards(self) -> None:
        for chart in self.charts():
            chart.close_card()


def _lines(charts: Sequence[Chart]) -> Iterator[Line]:
    for chart in charts:
        for mark in chart.marks:
            yield chart.accessibleName(), mark.name, wording.joined(*mark.figures)
