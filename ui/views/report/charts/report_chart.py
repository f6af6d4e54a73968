"""A chart of a report: it is shown anew with each one, and says what has to be said below it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from slaapp.documents.month_sections import section_data
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.lines import Column, Line, LinesChart
from ui.wording import say

Printed = Mapping[str, Any]


class ReportChart(Chart):
    note = ""

    def show_report(self, report: MonthlyReport) -> None:
        raise NotImplementedError


class Told(NamedTuple):
    columns: Sequence[Column]
    lines: Sequence[Line]
    note: str = ""


class ListChart(LinesChart, ReportChart):
    """What a report lists, as `told` takes it out of it."""

    def __init__(self, name: str, told: Callable[[MonthlyReport], Told]) -> None:
        super().__init__(name)
        self._told = told

    def show_report(self, report: MonthlyReport) -> None:
        columns, lines, self.note = self._told(report)
        self.show_lines(columns, lines)


def printed(report: MonthlyReport, section: Section) -> Printed:
    """The section as its page is set."""
    shown: Printed = section_data(report, (section,))[section.value]
    return shown


MOST = 30
"""So many lines of a list are shown; the pages hold all of them."""

T = TypeVar("T")


def latest(listed: Sequence[T]) -> tuple[tuple[T, ...], str]:
    """The last ones of a long list, and that they are not all."""
    if len(listed) <= MOST:
        return tuple(listed), ""
    return tuple(listed[-MOST:]), say(
        "The latest {n} of {all}; the pages hold all of them.", n=MOST, all=f"{len(listed):,}"
    )
