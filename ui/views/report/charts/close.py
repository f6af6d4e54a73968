"""Targets that were nearly missed and those that may be yet, and the tickets that are open longest."""

from collections.abc import Sequence

from msgspec.structs import replace

from slaapp.reports.month_data import OpenTicket
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import CloseTarget
from slaapp.reports.section import Section
from ui.views.report.charts.leads import ToTicket, ToWhy, said, the_tickets
from ui.views.report.charts.report_chart import Printed, Told, latest, printed
from ui.widgets.charts.lines import Column, Line
from ui.widgets.charts.mark import Mark
from ui.wording import say


def near_misses(report: MonthlyReport) -> Told:
    few, cut = latest(report.near_misses)
    rows = printed(replace(report, near_misses=few, at_risk=()), Section.NEAR_MISSES)
    none = "" if few else report.words("section.near.none")
    return _close(report, few, rows["rows"], "ended", " ".join(said((rows["note"], none, cut))))


def at_risk(report: MonthlyReport) -> Told:
    few, cut = latest(report.at_risk)
    rows = printed(replace(report, near_misses=(), at_risk=few), Section.NEAR_MISSES)
    return _close(report, few, rows["at_risk"], "due", cut if few else report.words("section.near.no_risk"))


def _close(
    report: MonthlyReport, targets: Sequence[CloseTarget], rows: Sequence[Printed], when: str, note: str
) -> Told:
    """`when`: what the instant is called."""
    head = {name: report.words(f"section.near.{name}") for name in (*_CELLS, when)}
    columns = (
        Column(head["number"]),
        Column(head["severity"], yields=3, signed=True),
        Column(head["subject"], wide=True),
        Column(head["clock"], yields=1),
        Column(head["used"], yields=4, right=True),
        Column(head["left"], right=True, strong=True),
        Column(head[when], yields=2, right=True),
    )
    lines = [
        Line([*(row[name] for name in _CELLS), row["when"]], _near_mark(target, row, head, when), target.severity)
        for target, row in zip(targets, rows, strict=True)
    ]
    return Told(columns, lines, note)


_CELLS = ("number", "severity", "subject", "clock", "used", "left")


def _near_mark(target: CloseTarget, row: Printed, head: Printed, when: str) -> Mark:
    facts = (
        row["subject"],
        row["severity"],
        *(say("{what} {value}", what=head[name].lower(), value=row[name]) for name in ("used", "left")),
        say("{what} {value}", what=head[when].lower(), value=row["when"]),
    )
    leads = ToWhy(target.number, target.metric, target.cycle)
    return Mark(f"{row['number']} {row['clock']}", facts, leads, say("how its time was counted"))


def oldest(report: MonthlyReport) -> Told:
    rows, words = printed(report, Section.BACKLOG)["oldest"], report.words
    columns = (
        Column(words("section.oldest.number")),
        Column(words("section.oldest.severity"), yields=3, signed=True),
        Column(words("section.oldest.subject"), wide=True),
        Column(words("section.oldest.received"), yields=2, right=True),
        Column(words("section.oldest.open_for"), right=True, strong=True),
        Column("", yields=1),
    )
    lines = [
        Line([row[name] for name in _OLDEST], _oldest_mark(ticket, row), ticket.severity)
        for ticket, row in zip(report.backlog.oldest, rows, strict=True)
    ]
    return Told(columns, lines)


_OLDEST = ("number", "severity", "subject", "since", "age", "paused")


def _oldest_mark(ticket: OpenTicket, row: Printed) -> Mark:
    facts = (
        row["severity"],
        say("received {at}", at=row["since"]),
        say("open for {age}", age=row["age"]),
        row["paused"],
    )
    return Mark(f"{row['number']} {row['subject']}", said(facts), ToTicket(ticket.number), the_tickets(1))
