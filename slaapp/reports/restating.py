"""Compare a month's figures as they were stated with what history gives now (R7 of semantics)."""

from collections.abc import Iterator

from msgspec.structs import replace

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.compliance import Percentile, Tally
from slaapp.domain.durations import AT_LEAST, exact
from slaapp.domain.spans import MINUTE
from slaapp.reports.month_data import Amendment, NotMeasuredTicket
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.seal import Restated, Restatement
from slaapp.reports.severity_names import within
from slaapp.wording import METRIC

NOTHING = "–"


def restatement(stated: MonthlyReport, number: str, now: MonthlyReport) -> Restatement | None:
    """What differs, each figure in the order of the report; None where no figure does.

    Reasons, subjects and what the customer is called are no figures; the trend restates each month by itself.
    """
    before, after = dict(_figures(stated, stated)), dict(_figures(now, stated))
    figures = tuple(
        Restated(what, before.get(what, NOTHING), after.get(what, NOTHING))
        for what in (*before, *(what for what in after if what not in before))
        if before.get(what, NOTHING) != after.get(what, NOTHING)
    )
    if not figures:
        return None
    tickets = {ticket for ticket, _ in _told(stated) ^ _told(now)}
    return Restatement(stated.month, number, figures, tuple(sorted(tickets)))


def _figures(report: MonthlyReport, named_by: MonthlyReport) -> Iterator[tuple[str, str]]:
    """Severities are called as in one of the two reports, so that a new name is no new figure."""

    def cell_name(metric: Metric, severity: Severity) -> str:
        return f"{METRIC[metric]}, {within(named_by.name_of(severity))}"

    yield "All targets", _share(report.total)
    for cell in report.cells:
        yield cell_name(cell.metric, cell.severity), _share(cell)
    flow = report.flow
    yield "Open at the start", str(flow.open_at_start)
    yield "Received", str(flow.received)
    yield "Reopened", str(flow.reopened)
    yield "Resolved", str(flow.resolved)
    yield "Left otherwise", str(flow.left_otherwise)
    yield "Open at the end", str(flow.open_at_end)
    yield "Open at the end, paused", str(report.backlog.paused)
    for band in report.backlog.bands:
        last = "and more" if band.last is None else f"to {band.last}"
        yield f"Open at the end, {band.first} {last} working days old", str(band.tickets)
    for times in report.times:
        for rank, value in (
            ("median", times.median),
            ("75th percentile", times.p75),
            ("90th percentile", times.p90),
            ("longest", times.longest),
        ):
            yield f"{cell_name(times.metric, times.severity)}, {rank}", _took(value)
    if report.time_spent is not None:
        yield "Time spent", exact(MINUTE * sum(spent.minutes for spent in report.time_spent))


def _share(tally: Tally) -> str:
    if not tally.decided and not tally.excluded:
        return "no data"
    words = f"{tally.met} of {tally.decided}"
    if tally.decided:
        words += f", {tally.shown()} %"
    if tally.adjusted:
        words += f"; adjusted {tally.adjusted_met} of {tally.adjusted_decided}"
    if tally.excluded:
        words += f"; {tally.excluded} not measured"
    return words


def _took(value: Percentile | None) -> str:
    if value is None:
        return NOTHING
    return f"{AT_LEAST if value.at_least else ''}{exact(value.seconds)}"


def _told(report: MonthlyReport) -> set[tuple[int, object]]:
    """What is told of single tickets, each with the ticket's number; not the reasons, which are words."""
    late = [replace(target, reason=None, subject="", called="") for target in (*report.late, *report.still_late)]
    unmeasured = [replace(ticket, subject="") for ticket in report.not_measured]
    amended = [replace(entry, effects=()) for entry in report.amendments]
    rows: list[LateTarget | NotMeasuredTicket | Amendment] = [*late, *unmeasured, *amended]
    return {(row.number, row) for row in rows}
