"""The report at a glance: share on time and verdict, and how many tickets came, went and are open."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.documents.month_front import headline, key_figures
from slaapp.reports.month_report import MonthlyReport
from ui import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Icon, Label


class Glance(QWidget):
    """In the words of the printed head; where there are no data the chart below says."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[QWidget] = []
        self._flow = FlowLayout(self, gap=40, between=12)
        theme.notifier.changed.connect(self._level)

    def show_report(self, report: MonthlyReport) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        self._blocks = [_verdict(report), *(_block(told["number"], told["lines"]) for told in key_figures(report))]
        for block in self._blocks:
            self._flow.addWidget(block)
        self._level()

    def _level(self) -> None:
        """Their numbers stand on one line."""
        for block in self._blocks:
            block.setMinimumHeight(0)
        high = max((block.sizeHint().height() for block in self._blocks), default=0)
        for block in self._blocks:
            block.setMinimumHeight(high)


def _verdict(report: MonthlyReport) -> QWidget:
    told = headline(report)
    if told["share"] is None:
        return _block(told["verdict"], told["lines"])
    lines = told["lines"][:-1] if report.without_data else told["lines"]
    sign = (Icon("check", "green_text", 16),) if told["all_kept"] else ()
    share = f"{told['share']}\u202f%"
    return _block(share, lines, *sign, Label(told["verdict"], "semi"))


def _block(number: str, lines: Sequence[str], *beside: QWidget) -> QWidget:
    """A number, what stands beside it, and its words below."""
    held = QWidget()
    first = QHBoxLayout()
    first.setSpacing(7)
    first.addWidget(Label(number, "title_l"))
    if beside:
        first.addSpacing(9)
    for widget in beside:
        first.addWidget(widget)
    first.addStretch(1)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addLayout(first)
    for words in lines:
        column.addWidget(Label(words, "small", "text2"))
    column.addStretch(1)
    return held
