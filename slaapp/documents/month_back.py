"""Page 2 of the month's report, as the template takes it: times, late targets, backlog, what was not measured, flow."""

from collections.abc import Sequence

from slaapp.documents.month_front import Shown, capital, severity_words
from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import Percentile
from slaapp.domain.durations import AT_LEAST, MINUS, NARROW, exact, late, short_day, short_instant, used, wall_time
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.spans import MINUTE
from slaapp.reports.month_data import Amendment, AmendmentKind, NotMeasuredTicket
from slaapp.reports.month_report import AgeBand, LateTarget, MonthlyReport, Times
from slaapp.reports.texts import counted, quoted, tidy
from slaapp.wording import METRIC, NOT_MEASURED

NO_BREAK = "\u00a0"
BEYOND = 1500
"""Where the drawing of used shares ends, in thousandths of the target; the template ends it there too."""
LONGEST = 180
"""So many characters of a subject or a reason are printed; the attached figures hold all of it."""
SHORT = 44
"""So many where the sheet would not hold them and the annex does: two lines of a column."""

_TIMED = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.RESOLUTION)
"""The metrics whose times are printed: an update is a rhythm, not a length; its times are in the attached figures."""


def times(report: MonthlyReport) -> Shown:
    by_metric = {metric: [times for times in report.times if times.metric is metric] for metric in _TIMED}
    told = {metric: rows for metric, rows in by_metric.items() if any(times.decided for times in rows)}
    shown = [times for rows in told.values() for times in rows]
    notes = []
    if told:
        notes.append(
            "● median, ○ longest, □ longest and late. The grey box ends at the 90th percentile. "
            "Fewer than 10 targets: only median and longest."
        )
    if any(times.shares is not None and times.shares.longest > BEYOND for times in shown):
        notes.append("▶ goes on past one and a half targets.")
    if any(value is not None and value.at_least for times in shown for value in _ranks(times)):
        notes.append(f"{AT_LEAST} still running at the cut-off.")
    notes += [
        f"No data for {METRIC[metric].lower()}." for metric, rows in by_metric.items() if rows and metric not in told
    ]
    return {
        "title": "How long it took, in support hours",
        "tables": [
            {
                "metric": METRIC[metric],
                "rows": [_time_row(times, report.name_of(times.severity)) for times in rows],
            }
            for metric, rows in told.items()
        ],
        "notes": notes,
    }


def _ranks(times: Times) -> tuple[Percentile | None, ...]:
    return times.median, times.p75, times.p90, times.longest


def _time_row(times: Times, called: str) -> Shown:
    shares = times.shares
    return {
        **severity_words(times.severity, called),
        "n": str(times.decided),
        "median": _took(times.median),
        "p75": _took(times.p75),
        "p90": _took(times.p90),
        "longest": _took(times.longest),
        "target": "–" if times.target is None else exact(times.target),
        "late": shares is not None and shares.longest > 1000,
        "shares": None
        if shares is None
        else {
            "median": shares.median,
            "p75": shares.p75,
            "p90": shares.p90,
            "longest": shares.longest,
            "box": times.p90 is not None,
            "words": f"Median {shares.median // 10} %, longest {shares.longest // 10} % of the target",
        },
    }


def _took(value: Percentile | None) -> str:
    if value is None:
        return "–"
    return f"{AT_LEAST}{NARROW}{used(value.seconds)}" if value.at_least else used(value.seconds)


def late_targets(report: MonthlyReport) -> Shown:
    tickets = len({target.number for target in report.late})
    words = f"{counted(len(report.late), 'target')} on {counted(tickets, 'ticket')}" if report.late else "none"
    return {
        "words": words,
        "rows": [_late_row(target) for target in _by_ticket(report.late)],
        "earlier": [
            f"{target.number} {METRIC[target.metric].lower()}, {AT_LEAST}{NARROW}{late(target.late)} late"
            for target in report.still_late
        ],
    }


def _by_ticket(targets: Sequence[LateTarget]) -> list[LateTarget]:
    """A ticket's targets stand together, tickets by the first of their targets that became late."""
    first: dict[int, int] = {}
    for place, target in enumerate(targets):
        first.setdefault(target.number, place)
    return sorted(targets, key=lambda target: first[target.number])


def _late_row(target: LateTarget) -> Shown:
    at_least = f"{AT_LEAST}{NARROW}" if target.running else ""
    mark, reason = None, target.reason or "No reason recorded"
    if target.waived:
        mark, reason = "Waived:", target.waiver or target.reason or ""
    elif target.set_aside:
        mark = "Not measured later:"
    return {
        **severity_words(target.severity, target.called),
        "number": str(target.number),
        "subject": tidy(target.subject, longest=LONGEST),
        "short_subject": tidy(target.subject, longest=SHORT),
        "clock": f"{METRIC[target.metric]}, {exact(target.target)}",
        "took": at_least + used(target.used),
        "late": f"{at_least}+{late(target.late)}",
        "mark": mark,
        "reason": tidy(reason, longest=LONGEST),
        "short_reason": tidy(reason, longest=SHORT),
        "cut": max(len(tidy(target.subject)), len(tidy(reason))) > SHORT,
    }


def backlog(report: MonthlyReport) -> Shown:
    backlog = report.backlog
    day = wall_time(report.cut_off - 1, zone_info(report.zone)).date()
    words = counted(backlog.tickets, "ticket")
    if backlog.paused:
        words += f", {backlog.paused} paused"
    return {
        "title": f"Open at {short_day(day)}, by age",
        "words": words,
        "severities": list(report.called),
        "bands": [
            {
                "words": _band(band),
                "count": band.tickets,
                "total": str(band.tickets),
                "by_severity": [str(count) if count else "–" for count in band.by_severity],
            }
            for band in backlog.bands
        ],
    }


def _band(band: AgeBand) -> str:
    return f"over {band.first - 1} days" if band.last is None else f"{band.first} – {band.last} days"


def not_measured(report: MonthlyReport) -> Shown:
    tickets = [ticket for ticket in report.not_measured if ticket.reason is not NotMeasuredReason.NOT_RECORDED]
    silent = [ticket for ticket in report.not_measured if ticket.reason is NotMeasuredReason.NOT_RECORDED]
    note = None
    if silent:
        metrics = sorted({METRIC[metric].lower() for ticket in silent for metric in ticket.metrics})
        note = (
            f"Not recorded by the source on {counted(len(silent), 'imported ticket')}: {', '.join(metrics) or 'all'}."
        )
    elif not tickets:
        note = "Every ticket was measured."
    return {
        "words": counted(len(tickets), "ticket") if tickets or not silent else None,
        "rows": [{"number": str(ticket.number), "words": _why_not(ticket)} for ticket in tickets],
        "note": note,
    }


def _why_not(ticket: NotMeasuredTicket) -> str:
    reason = capital(NOT_MEASURED[ticket.reason])
    if ticket.reason is NotMeasuredReason.DUPLICATE and ticket.other is not None:
        reason = f"Duplicate of {ticket.other}"
    elif ticket.reason is NotMeasuredReason.MERGED and ticket.other is not None:
        reason = f"Merged into {ticket.other}"
    text = tidy(ticket.text, longest=LONGEST)
    return f"{reason}: {text}" if text else reason


def flow(report: MonthlyReport) -> Shown:
    flow = report.flow
    zone = zone_info(report.zone)
    first = short_day(report.days.first_day)
    last = short_day(wall_time(report.cut_off - 1, zone).date())
    terms = (
        f"{flow.open_at_start} open before {first}",
        f"+ {flow.received} received",
        f"+ {flow.reopened} reopened",
        f"{MINUS} {flow.resolved} resolved",
        f"{MINUS} {flow.left_otherwise} left otherwise",
        f"{'=' if flow.reconciles else '≠'} {flow.open_at_end} open after {last}.",
    )
    mismatch = None
    if not flow.reconciles:
        mismatch = (
            f"These counts do not add up: they give {flow.expected_at_end}, but {flow.open_at_end} open tickets were "
            "counted. The desk must check its data."
        )
    return {"line": " ".join(term.replace(" ", NO_BREAK) for term in terms), "mismatch": mismatch}


def time_spent(report: MonthlyReport) -> Shown | None:
    """The tickets that took time, on a sheet of their own; None where the desk does not print it."""
    if report.time_spent is None:
        return None
    total = sum(spent.minutes for spent in report.time_spent)
    words = f"{used(total * MINUTE)} on {counted(len(report.time_spent), 'ticket')}" if total else "none noted"
    return {
        "words": words,
        "rows": [
            {
                "number": str(spent.number),
                "words": f"{used(spent.minutes * MINUTE)}: {tidy(spent.subject, longest=LONGEST)}",
            }
            for spent in report.time_spent
        ],
    }


def amendments(report: MonthlyReport) -> Shown:
    rows = [_amendment(entry, report) for entry in report.amendments]
    words = counted(len(rows), "entry", "entries") if rows else "Nothing was corrected or written down late."
    return {"words": words, "rows": rows}


def _amendment(entry: Amendment, report: MonthlyReport) -> Shown:
    zone = zone_info(report.zone)
    what = tidy(entry.what, longest=LONGEST)
    if entry.kind is AmendmentKind.CORRECTION:
        words = f"{what}, corrected {short_instant(entry.recorded_at, zone)}"
    else:
        words = (
            f"{what} of {short_instant(entry.occurred_at, zone)}, written down {short_instant(entry.recorded_at, zone)}"
        )
    if entry.reason:
        words += f": {tidy(entry.reason, longest=LONGEST)}"
    return {"number": str(entry.number), "words": words, "sentence": f"{entry.number} {quoted(words, longest=LONGEST)}"}
