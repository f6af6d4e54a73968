"""The period beside others, and its times beside those by the calendar, in lines."""

from slaapp.reports.month_report import MonthlyReport, Times
from slaapp.reports.section import Section
from ui import wording
from ui.views.report.charts.leads import ToPeriod, late_ones, said
from ui.views.report.charts.report_chart import Printed, Told, printed
from ui.widgets.charts.lines import Column, Line
from ui.widgets.charts.mark import Mark
from ui.wording import say


def comparison(report: MonthlyReport) -> Told:
    """Nothing where it is compared with nothing."""
    if not report.others:
        return Told((), ())
    told = printed(report, Section.COMPARISON)
    this, *others = told["head"]
    columns = [Column("", wide=True), Column(this, right=True, strong=True)]
    for back, name in enumerate(others):
        columns.append(Column(name, yields=2 * back + 1, right=True))
        columns.append(Column(say("difference"), yields=2 * back + 2, right=True))
    lines = [
        Line(
            [row["words"], row["this"], *(cell for pair in row["others"] for cell in pair)],
            _compared(row, told, report),
        )
        for row in (*told["shares"], *told["counts"])
    ]
    return Told(columns, lines, told["note"])


def _compared(row: Printed, told: Printed, report: MonthlyReport) -> Mark:
    this, *others = told["head"]
    facts = [f"{this} {row['this']}"]
    facts += [
        say("{period} {value} ({difference})", period=name, value=value, difference=difference)
        for name, (value, difference) in zip(others, row["others"], strict=True)
    ]
    before = report.others[0].days
    return Mark(row["words"], tuple(facts), ToPeriod(before), say("the report of {period}", period=others[0]))


_RANKS = ("median", "p75", "p90", "longest")
_CELLS = ("targets", *_RANKS, *(f"{rank}_calendar" for rank in _RANKS))
_YIELDS = (6, 1, 8, 5, 3, 2, 9, 7, 4)


def both_times(report: MonthlyReport) -> Told:
    """Of every cell in which something was decided, by support hours and by the calendar."""
    rows, words = printed(report, Section.TIMES)["rows"], report.words
    held = [times for times in report.times if times.calendar is not None]
    head = {name: words(f"section.both_times.{name}") for name in ("clock", "severity", *_CELLS)}
    columns = (
        Column(head["clock"], wide=True),
        Column(head["severity"], signed=True),
        *(Column(head[name], yields=at, right=True) for name, at in zip(_CELLS, _YIELDS, strict=True)),
    )
    lines = [
        Line([row["metric"], row["severity"], *row["words"]], _timed(times, row, head, report), times.severity)
        for times, row in zip(held, rows, strict=True)
    ]
    return Told(columns, lines, words("section.both_times.note") if lines else "")


def _timed(times: Times, row: Printed, head: Printed, report: MonthlyReport) -> Mark:
    facts = (
        say("{what} {value}", what=head[name].lower(), value=value)
        for name, value in zip(_CELLS, row["words"], strict=True)
        if value != wording.NOTHING
    )
    leads, to = late_ones(report, lambda late: late.metric is times.metric and late.severity is times.severity)
    name = say("{metric}, {severity}", metric=row["metric"], severity=row["severity"])
    return Mark(name, said(facts), leads, to)
