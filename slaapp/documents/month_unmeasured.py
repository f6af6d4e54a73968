"""What a report did not measure, or only until it was decided, as the template takes it (C13 of semantics)."""

from collections.abc import Sequence

from slaapp.documents.month_front import Shown
from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import wall_time
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.languages import Words
from slaapp.reports.facts import capital
from slaapp.reports.month_data import LeftOut, NotMeasuredTicket
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.texts import tidy

LONGEST = 180
"""So many characters of a subject or a reason are printed; the attached figures hold all of it."""


class Unmeasured(Value):
    """A ticket in the list, by when it was marked; `why` in words."""

    at: Instant
    number: int
    subject: str
    why: str


def unmeasured(report: MonthlyReport) -> list[Unmeasured]:
    """Tickets marked in the period, and those marked after something of the period was decided, in their order; not
    those of which the source recorded too little."""
    words, later = report.words, _marked_later(report)
    found = [
        Unmeasured(ticket.at, ticket.number, ticket.subject, _with_text(_reason(ticket, words), ticket.text, words))
        for ticket in report.not_measured
        if ticket.reason is not NotMeasuredReason.NOT_RECORDED and (ticket.at, ticket.number) not in later
    ]
    found += [
        Unmeasured(at, number, clocks[0].subject, _why_later(clocks, report)) for (at, number), clocks in later.items()
    ]
    return sorted(found, key=lambda one: (one.at, one.number))


def not_measured(report: MonthlyReport) -> Shown:
    words, tickets = report.words, unmeasured(report)
    silent = [ticket for ticket in report.not_measured if ticket.reason is NotMeasuredReason.NOT_RECORDED]
    return {
        "words": words.counted("count.ticket", len(tickets)) if tickets or not silent else None,
        "rows": [{"number": str(ticket.number), "words": ticket.why} for ticket in tickets],
        "note": unmeasured_note(report),
    }


def unmeasured_note(report: MonthlyReport) -> str | None:
    """That the source recorded too little of some, or that all were measured."""
    words = report.words
    silent = [ticket for ticket in report.not_measured if ticket.reason is NotMeasuredReason.NOT_RECORDED]
    if silent:
        metrics = sorted({words.of(metric, inside=True) for ticket in silent for metric in ticket.metrics})
        imported = words.counted("count.imported", len(silent))
        named = ", ".join(metrics) or words("report.not_measured.all")
        return words("report.not_measured.silent", tickets=imported, metrics=named)
    return None if report.not_measured or report.left_out else words("report.not_measured.every")


def why_left_out(report: MonthlyReport) -> dict[tuple[int, Metric, int], str]:
    """Why clocks were not measured any more once they were decided, by ticket, metric and cycle."""
    words = report.words
    return {
        (one.number, one.metric, one.cycle): _with_text(_reason(one, words), one.text, words) for one in report.left_out
    }


def _marked_later(report: MonthlyReport) -> dict[tuple[Instant, int], list[LeftOut]]:
    """By the instant of the mark and the ticket: what had been decided before, which the adjusted figures leave out."""
    found: dict[tuple[Instant, int], list[LeftOut]] = {}
    for one in report.left_out:
        found.setdefault((one.at, one.number), []).append(one)
    return found


def _why_later(clocks: Sequence[LeftOut], report: MonthlyReport) -> str:
    words, first = report.words, clocks[0]
    day = words.short_day(wall_time(first.at, zone_info(report.zone)).date())
    told = [_decided_before(metric, clocks, words) for metric in dict.fromkeys(one.metric for one in clocks)]
    reason = _reason(first, words)
    marked = words("report.not_measured.marked_on", reason=reason, day=day, clocks=words.listed(told))
    return _with_text(marked, first.text, words)


def _decided_before(metric: Metric, clocks: Sequence[LeftOut], words: Words) -> str:
    """`next update 2 met`"""
    late = [one.late for one in clocks if one.metric is metric]
    name, missed, met = words.of(metric, inside=True), sum(late), len(late) - sum(late)
    if missed and met:
        return words("report.not_measured.both", metric=name, met=met, late=missed)
    return words(f"report.not_measured.{'late' if missed else 'met'}", metric=name, count=len(late))


def _reason(mark: NotMeasuredTicket | LeftOut, words: Words) -> str:
    if mark.reason is NotMeasuredReason.DUPLICATE and mark.other is not None:
        return words("report.not_measured.duplicate_of", other=mark.other)
    if mark.reason is NotMeasuredReason.MERGED and mark.other is not None:
        return words("report.not_measured.merged_into", other=mark.other)
    return capital(words.of(mark.reason))


def _with_text(reason: str, text: str, words: Words) -> str:
    text = tidy(text, longest=LONGEST)
    return words("report.not_measured.because", reason=reason, text=text) if text else reason
