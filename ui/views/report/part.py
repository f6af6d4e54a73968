"""A part of the report's figures: charts under a title, and what has to be said of them below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.reports.month_report import MonthlyReport
from ui.views.report.charts.report_chart import ReportChart
from ui.widgets.beside import Beside
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.mark import Mark
from ui.widgets.label import Hairline, Label


class Part(QWidget):
    """Nothing of it is seen where there is neither a mark nor a word."""

    followed = Signal(object, object)
    """Where a mark leads, and what lies where it lies."""

    def __init__(self, title: str, *held: QWidget) -> None:
        super().__init__()
        self.charts: Sequence[Chart] = ()
        self._note = Label("", "small", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Hairline())
        column.addSpacing(8)
        column.addWidget(Label(title, "title_s", elide=True))
        for widget in held:
            column.addWidget(widget)
        column.addWidget(self._note)

    def show_report(self, report: MonthlyReport) -> None:
        raise NotImplementedError

    def say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self.setVisible(bool(words) or any(chart.marks for chart in self.charts))

    def listen(self, chart: Chart) -> None:
        chart.followed.connect(lambda mark, chart=chart: self._follow(mark, chart))

    def _follow(self, mark: Mark, chart: Chart) -> None:
        self.followed.emit(mark.leads, chart.anchor())


class OneChart(Part):
    """Under the chart's own name; `above` stands between."""

    def __init__(self, chart: ReportChart, *above: QWidget) -> None:
        super().__init__(chart.accessibleName(), *above, chart)
        self._chart = chart
        self.charts = (chart,)
        self.listen(chart)

    def show_report(self, report: MonthlyReport) -> None:
        self._chart.show_report(report)
        self._chart.setVisible(bool(self._chart.marks))
        self.say(self._chart.note)


class SeveralCharts(Part):
    """One for each metric, or whatever `make` makes of a report; it says too what has to be said of them."""

    def __init__(
        self, title: str, beside: Beside, make: Callable[[MonthlyReport], tuple[Sequence[Chart], str]]
    ) -> None:
        super().__init__(title, beside)
        self._beside, self._make = beside, make

    def show_report(self, report: MonthlyReport) -> None:
        self.charts, words = self._make(report)
        for chart in self.charts:
            self.listen(chart)
        self._beside.put(self.charts)
        self.say(words)
