"""Compare a period's figures as they were stated with what history gives now (R7 of semantics)."""

from collections.abc import Iterator

from msgspec.structs import replace

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.compliance import Percentile, Tally
from slaapp.domain.durations import AT_LEAST
from slaapp.domain.spans import MINUTE
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.month_data import Amendment, NotMeasuredTicket
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.seal import Restated, Restatement

NOTHING = "–"


def restatement(
    stated: MonthlyReport, number: str, now: MonthlyReport, words: Words | None = None
) -> Restatement | None:
    """What differs, each figure in the order of the report; None where no figure does. In English unless said
    otherwise; thousands are grouped only where it is printed.

    Reasons, subjects and what the customer is called are no figures; the trend restates each month by itself.
    """
    words = (words or words_of(ENGLISH)).ungrouped
    before, after = dict(_figures(stated, stated, words)), dict(_figures(now, stated, words))
    figures = tuple(
        Restated(what, before.get(what, NOTHING), after.get(what, NOTHING))
        for what in (*before, *(what for what in after if what not in before))
        if before.get(what, NOTHING) != after.get(what, NOTHING)
    )
    if not figures:
        return None
    tickets = {ticket for ticket, _ in _told(stated) ^ _told(now)}
    of = None if stated.one_month else stated.days
    return Restatement(stated.month, number, figures, tuple(sorted(tickets)), of)


def _figures(report: MonthlyReport, named_by: MonthlyReport, words: Words) -> Iterator[tuple[str, str]]:
    """Severities are called as in one of the two reports, so that a new name is no new figure."""

    def cell_name(metric: Metric, severity: Severity) -> str:
        called = named_by.name_of(severity)
        common = called == named_by.words.of(severity)
        severity_words = words.of(severity, inside=True) if common else called
        return words("report.performance.cell", metric=words.of(metric), severity=severity_words)

    def named(what: str, **values: object) -> str:
        return words(f"report.restated.{what}", **values)

    yield named("all_targets"), _share(report.total, words)
    for cell in report.cells:
        yield cell_name(cell.metric, cell.severity), _share(cell, words)
    flow = report.flow
    yield named("open_start"), str(flow.open_at_start)
    yield named("received"), str(flow.received)
    yield named("reopened"), str(flow.reopened)
    yield named("resolved"), str(flow.resolved)
    yield named("left"), str(flow.left_otherwise)
    yield named("open_end"), str(flow.open_at_end)
    yield named("open_paused"), str(report.backlog.paused)
    for band in report.backlog.bands:
        if band.last is None:
            yield named("band_over", first=band.first), str(band.tickets)
        else:
            yield named("band", first=band.first, last=band.last), str(band.tickets)
    for times in report.times:
        cell_words = cell_name(times.metric, times.severity)
        for rank in ("median", "p75", "p90", "longest"):
            yield named("rank", cell=cell_words, rank=named(rank)), _took(getattr(times, rank), words)
    if report.time_spent is not None:
        yield named("time_spent"), words.exact(MINUTE * sum(spent.minutes for spent in report.time_spent))


def _share(tally: Tally, words: Words) -> str:
    if not tally.decided and not tally.excluded:
        return words("report.no_data")
    said = words("report.restated.share", met=tally.met, decided=tally.decided)
    if tally.decided:
        said = words("report.restated.share_percent", words=said, share=words.number(tally.shown()))
    if tally.adjusted:
        met, decided = tally.adjusted_met, tally.adjusted_decided
        said = words("report.restated.share_adjusted", words=said, met=met, decided=decided)
    if tally.excluded:
        said = words("report.restated.share_excluded", words=said, count=tally.excluded)
    return said


def _took(value: Percentile | None, words: Words) -> str:
    if value is None:
        return NOTHING
    return f"{AT_LEAST if value.at_least else ''}{words.exact(value.seconds)}"


def _told(report: MonthlyReport) -> set[tuple[int, object]]:
    """What is told of single tickets, each with the ticket's number; not the reasons, which are words."""
    late = [
        replace(target, reason=None, subject="", called="", excluded=None)
        for target in (*report.late, *report.still_late)
    ]
    unmeasured = [replace(ticket, subject="") for ticket in report.not_measured]
    amended = [replace(entry, effects=()) for entry in report.amendments]
    rows: list[LateTarget | NotMeasuredTicket | Amendment] = [*late, *unmeasured, *amended]
    return {(row.number, row) for row in rows}
