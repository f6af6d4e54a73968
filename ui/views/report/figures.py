"""The report as charts, painted from the figures that its pages are set from; T shows the same as a table."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from slaapp.documents.month_back import times
from slaapp.documents.month_front import performance
from slaapp.languages import ENGLISH
from slaapp.reports.month_report import MonthlyReport, Times
from slaapp.reports.month_sections import Curve
from ui import theme, wording
from ui.views.dashboard.table import Line, OverviewTable
from ui.views.report.charts.arrivals import ArrivalsChart
from ui.views.report.charts.attainment import AttainmentChart
from ui.views.report.charts.backlog import BacklogChart
from ui.views.report.charts.curve import CurveChart
from ui.views.report.charts.customers import CustomersChart
from ui.views.report.charts.reasons import ReasonsChart
from ui.views.report.charts.trend import TrendChart
from ui.views.report.charts.used import UsedChart
from ui.views.report.glance import Glance
from ui.widgets.beside import Beside
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.mark import Mark
from ui.widgets.label import Hairline, Label, Panel
from ui.widgets.scroll import ScrollArea
from ui.widgets.waiting import Bars
from ui.wording import say

WIDEST = 1240


class Part(QWidget):
    """A chart, or several, under a title; below them what has to be said of them."""

    def __init__(self, title: str, *held: QWidget) -> None:
        super().__init__()
        self.note = Label("", "small", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Hairline())
        column.addSpacing(8)
        column.addWidget(Label(title, "title_s", elide=True))
        for widget in held:
            column.addWidget(widget)
        column.addWidget(self.note)
        self.say("")

    def say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))


class FiguresTable(OverviewTable):
    FIRST, SECOND = 210, 300

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalHeaderLabels([say("Chart"), say("What"), say("Figures")])
        self.setAccessibleName(say("Figures of the report as a table"))


class Figures(Panel):
    """`followed` hands out where a mark leads, and what lies where it lies."""

    followed = Signal(object, object)
    turned = Signal()
    """Between charts and table."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.glance = Glance()
        self.customers, self.attainment, self.trend = CustomersChart(), AttainmentChart(), TrendChart()
        self.reasons, self.backlog, self.arrivals = ReasonsChart(), BacklogChart(), ArrivalsChart()
        self.used, self.curves = Beside(least=620, most=1), Beside(least=260, most=3)
        self._several: list[Chart] = []
        """Of which there is one for each metric."""

        self._of_customers, self._attainment, self._trend = map(_titled, (self.customers, self.attainment, self.trend))
        self._reasons, self._backlog, self._arrivals = map(_titled, (self.reasons, self.backlog, self.arrivals))
        self._used = Part(say("How long it took, as a share of the target"), self.used)
        self._curves = Part(say("How much of the target was used"), self.curves)
        pair = Beside(least=380, most=2)
        pair.put([self._reasons, self._backlog])
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.GUTTER_LEFT, 20, theme.GUTTER_RIGHT, 28)
        column.setSpacing(20)
        column.addWidget(self.glance)
        for part in (self._of_customers, self._attainment, self._trend, pair, self._used, self._curves, self._arrivals):
            column.addWidget(part)
        column.addStretch(1)
        self.area = ScrollArea(self._content)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.area.setAccessibleName(say("Charts of the report"))
        self.table = FiguresTable()
        self._waiting, self._bars = QWidget(), Bars()
        self._waiting.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._waiting.setAccessibleName(say("Making the report"))
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(theme.GUTTER_LEFT, 24, theme.GUTTER_RIGHT, 24)
        waiting.addWidget(self._bars)
        waiting.addStretch(1)
        self._bars.hide()
        self._as_table = False
        self._stack = QStackedWidget()
        for face in (self._waiting, self.area, self.table):
            self._stack.addWidget(face)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.area)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._close_cards())
        theme.follow(self._keep_width)
        for chart in self.charts():
            self._listen(chart)

    def _keep_width(self) -> None:
        self._content.setMaximumWidth(theme.px(WIDEST))

    def charts(self) -> tuple[Chart, ...]:
        """From the top."""
        first = (self.customers, self.attainment, self.trend, self.reasons, self.backlog)
        return (*first, *self._several, self.arrivals)

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
        """In the window's language, whatever its pages are printed in."""
        spoken = replace(report, language=ENGLISH)
        self.glance.show_report(spoken)
        for chart in (self.customers, self.attainment, self.trend, self.reasons, self.backlog, self.arrivals):
            chart.show_report(spoken)
        self._of_customers.setVisible(bool(report.customers))
        self._attainment.say(" ".join(performance(spoken)["notes"]))
        self._trend.say(self.trend.note)
        self.reasons.setVisible(bool(report.reasons))
        self._reasons.say("" if report.reasons else say("No target was late."))
        self._say_backlog(spoken)
        self._show_used(spoken)
        self._show_curves(spoken)
        self._arrivals.say(
            say(
                "{words}. The stronger its colour, the more tickets; support hours are underlined.",
                words=self.arrivals.note,
            )
        )
        self.table.show_lines(list(_lines(self.charts())))
        self._tab_through()

    def _say_backlog(self, report: MonthlyReport) -> None:
        held = report.backlog
        paused = say("{n} of them paused", n=held.paused) if held.paused else ""
        self._backlog.say(wording.joined(say("{tickets} open", tickets=wording.tickets(held.tickets)), paused))

    def _show_used(self, report: MonthlyReport) -> None:
        told = times(report)
        shown = {table["metric"] for table in told["tables"]}
        by_metric: dict[str, list[Times]] = {}
        for held in report.times:
            by_metric.setdefault(report.words.of(held.metric), []).append(held)
        charts = [UsedChart(tuple(rows), report) for metric, rows in by_metric.items() if metric in shown]
        self.used.put(charts)
        self._used.setVisible(bool(charts))
        self._used.say(" ".join(told["notes"]))
        self._several = list(charts)
        for chart in charts:
            self._listen(chart)

    def _show_curves(self, report: MonthlyReport) -> None:
        charts = [CurveChart(curve, report) for curve in report.curves if curve.drawn]
        self.curves.put(charts)
        self._several += charts
        legend = say(
            "The line says which share of targets had used at most so much. Upright: the target. Dashed: the goal."
        )
        few = [_too_few(curve) for curve in report.curves if not curve.drawn]
        self._curves.say(" ".join([legend, *few] if charts else few))
        self._curves.setVisible(bool(report.curves))
        for chart in charts:
            self._listen(chart)

    def _listen(self, chart: Chart) -> None:
        chart.followed.connect(lambda mark, chart=chart: self._follow(mark, chart))

    def _follow(self, mark: Mark, chart: Chart) -> None:
        self.followed.emit(mark.leads, chart.anchor())

    def _tab_through(self) -> None:
        before: QWidget = self.area
        for chart in self.charts():
            self.setTabOrder(before, chart)
            before = chart

    def _close_cards(self) -> None:
        for chart in self.charts():
            chart.close_card()


def _titled(chart: Chart) -> Part:
    return Part(chart.accessibleName(), chart)


def _too_few(curve: Curve) -> str:
    metric = wording.metric(curve.metric)
    counted = say("1 target") if curve.decided == 1 else say("{n} targets", n=curve.decided)
    return say("{metric}: {targets}, {met} met; too few for a curve.", metric=metric, targets=counted, met=curve.met)


def _lines(charts: Sequence[Chart]) -> Iterator[Line]:
    for chart in charts:
        for mark in chart.marks:
            yield chart.accessibleName(), mark.name, wording.joined(*mark.figures)
