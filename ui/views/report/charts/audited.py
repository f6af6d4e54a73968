"""What lets a reader trust the figures: pauses and which of them to look at, what was not measured, what was written
late or corrected, and what is restated of reports that were closed before."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.documents import month_audit, month_back, month_unmeasured
from slaapp.documents.month_front import SUBJECT
from slaapp.reports.audit_data import LatePause, PauseAudit, RepeatedPauses, SilentPause
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.texts import tidy
from ui.views.report.charts.leads import ToPeriod, ToTicket, ToWhy, said, the_tickets
from ui.views.report.charts.report_chart import Printed, Told, latest
from ui.widgets.charts.lines import Column, Line
from ui.widgets.charts.mark import Mark
from ui.wording import say


def pauses(report: MonthlyReport) -> Told:
    """By status; below them what was looked for and not found."""
    audit, words = report.pause_audit, report.words
    found = {"hardly": audit.last_minutes, "silent": audit.silent, "again": audit.repeated}
    told = _audit(report)
    columns = (
        Column(words("section.pauses.reason"), wide=True),
        Column(words("section.pauses.tickets"), right=True),
        Column(words("section.pauses.paused"), right=True, strong=True),
    )
    lines = [
        Line([row["status"], row["tickets"], row["paused"]], Mark(row["status"], (row["tickets"], row["paused"])))
        for row in told["rows"]
    ]
    none = "" if lines else words("section.pauses.nothing")
    absent = [
        f"{words(f'section.pauses.{name}')}: {words('section.pauses.none')}"
        for name, to_look_at in found.items()
        if told["note"] and not to_look_at
    ]
    return Told(columns, lines, " ".join(said((none, told["note"] or "", *absent))))


def hardly(report: MonthlyReport) -> Told:
    few, cut = latest(report.pause_audit.last_minutes)
    rows = _audit(report, last_minutes=few)["last_minutes"]
    return _looked_at(report, few, rows, ("status", "since", "clock", "left", "cut_off"), cut)


def silent(report: MonthlyReport) -> Told:
    few, cut = latest(report.pause_audit.silent)
    rows = _audit(report, silent=few)["silent"]
    return _looked_at(report, few, rows, ("status", "since", "until", "length"), cut)


def again(report: MonthlyReport) -> Told:
    few, cut = latest(report.pause_audit.repeated)
    rows = _audit(report, repeated=few)["repeated"]
    return _looked_at(report, few, rows, ("short", "in_all"), cut)


def _audit(report: MonthlyReport, **few: Any) -> Printed:
    """The pauses as their page is set, with so many of those to look at."""
    audit = PauseAudit(report.pause_audit.begun, **few)
    return month_audit.pauses(replace(report, pause_audit=audit))


def _looked_at(
    report: MonthlyReport,
    found: Sequence[LatePause | SilentPause | RepeatedPauses],
    rows: Sequence[Printed],
    names: Sequence[str],
    note: str,
) -> Told:
    """`names` are those of the columns behind the subject; where there is no room the last one stays."""
    head = [report.words(f"section.pauses.{name}") for name in names]
    columns = [Column(report.words("section.pauses.number")), Column(report.words("section.pauses.subject"), wide=True)]
    columns += [Column(title, yields=len(head) - 1 - at, right=at > 0) for at, title in enumerate(head)]
    lines = []
    for pause, row in zip(found, rows, strict=True):
        facts = [
            say("{what} {value}", what=title.lower(), value=value)
            for title, value in zip(head, row["words"], strict=True)
        ]
        mark = Mark(f"{row['number']} {row['subject']}", tuple(facts), *_leads(pause))
        lines.append(Line([row["number"], row["subject"], *row["words"]], mark))
    return Told(columns, lines, note)


def _leads(pause: LatePause | SilentPause | RepeatedPauses) -> tuple[ToWhy | ToTicket, str]:
    if isinstance(pause, LatePause):
        return ToWhy(pause.number, pause.metric, pause.cycle), say("how its time was counted")
    return ToTicket(pause.number), the_tickets(1)


def not_measured(report: MonthlyReport) -> Told:
    few, cut = latest(month_unmeasured.unmeasured(report))
    columns = (
        Column(report.words("section.pauses.number")),
        Column(report.words("section.pauses.subject"), wide=True),
        Column(say("Reason")),
    )
    lines = []
    for ticket in few:
        subject = tidy(ticket.subject, longest=SUBJECT)
        mark = Mark(f"{ticket.number} {subject}", (ticket.why,), ToTicket(ticket.number), the_tickets(1))
        lines.append(Line([str(ticket.number), subject, ticket.why], mark))
    return Told(columns, lines, " ".join(said((month_unmeasured.unmeasured_note(report) or "", cut))))


def corrections(report: MonthlyReport) -> Told:
    few, cut = latest(report.amendments)
    shortened = replace(report, amendments=few)
    told, audited, words = month_back.amendments(shortened), month_audit.corrections(shortened), report.words
    none = "" if few else told["words"]
    clock = f"{words('report.corrections.clock')} {audited['clock']}"
    columns = (Column(words("section.pauses.number")), Column(say("Entry"), wide=True))
    lines = [
        Line(
            [row["number"], row["words"]],
            Mark(f"{row['number']} {row['words']}", (effect,), ToTicket(entry.number), the_tickets(1)),
        )
        for entry, row, effect in zip(few, told["rows"], audited["effects"], strict=True)
    ]
    return Told(columns, lines, " ".join(said((none, cut, clock))))


def restated(report: MonthlyReport) -> Told:
    words = report.words
    every = [(of, figure) for of in report.restatements for figure in of.figures]
    few, cut = latest(every)
    columns = (
        Column(say("Report"), yields=1),
        Column(words("report.restated.figure"), wide=True),
        Column(words("report.restated.before"), right=True),
        Column(words("report.restated.now"), right=True, strong=True),
    )
    lines = []
    for of, figure in few:
        before, after = words.grouped(figure.before), words.grouped(figure.after)
        facts = (say("was {value}", value=before), say("is {value}", value=after))
        mark = Mark(
            say("{number}: {what}", number=of.number, what=figure.what), facts, ToPeriod(of.days), say("its report")
        )
        lines.append(Line([of.number, figure.what, before, after], mark))
    return Told(columns, lines, cut)
