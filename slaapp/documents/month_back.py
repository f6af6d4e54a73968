"""Page 2 of the month's report, as the template takes it: times, late targets, backlog, flow."""

from collections.abc import Sequence

from slaapp.documents.month_front import Shown, severity_words
from slaapp.documents.month_unmeasured import LONGEST, why_left_out
from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import Percentile
from slaapp.domain.durations import AT_LEAST, MINUS, NARROW, wall_time
from slaapp.domain.spans import MINUTE
from slaapp.languages import Words
from slaapp.reports.miss_words import because
from slaapp.reports.month_data import Amendment, AmendmentKind
from slaapp.reports.month_report import AgeBand, LateTarget, MonthlyReport, Ranks, Times
from slaapp.reports.texts import quoted, tidy

NO_BREAK = "\u00a0"
BEYOND = 1500
"""Where the drawing of used shares ends, in thousandths of the target; the template ends it there too."""
SHORT = 44
"""So many where the sheet would not hold them and the annex does: two lines of a column."""

_TIMED = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.RESOLUTION)
"""The metrics whose times are printed: an update is a rhythm, not a length; its times are in the attached figures."""


def times(report: MonthlyReport) -> Shown:
    words = report.words
    by_metric = {metric: [times for times in report.times if times.metric is metric] for metric in _TIMED}
    told = {metric: rows for metric, rows in by_metric.items() if any(times.decided for times in rows)}
    shown = [times for rows in told.values() for times in rows]
    notes = []
    if told:
        notes.append(words("report.times.legend"))
    if any(times.shares is not None and times.shares.longest > BEYOND for times in shown):
        notes.append(words("report.times.beyond"))
    if any(value is not None and value.at_least for times in shown for value in ranks_of(times)):
        notes.append(words("report.times.running", sign=AT_LEAST))
    notes += [
        words("report.times.no_data", metric=words.of(metric, inside=True))
        for metric, rows in by_metric.items()
        if rows and metric not in told
    ]
    return {
        "tables": [
            {
                "metric": words.of(metric),
                "rows": [_time_row(times, report.name_of(times.severity), words) for times in rows],
            }
            for metric, rows in told.items()
        ],
        "notes": notes,
    }


def ranks_of(times: Times | Ranks) -> tuple[Percentile | None, ...]:
    return times.median, times.p75, times.p90, times.longest


def _time_row(times: Times, called: str, words: Words) -> Shown:
    shares = times.shares
    return {
        **severity_words(times.severity, called),
        "n": words.count(times.decided),
        "median": took(times.median, words),
        "p75": took(times.p75, words),
        "p90": took(times.p90, words),
        "longest": took(times.longest, words),
        "target": "–" if times.target is None else words.exact(times.target),
        "late": shares is not None and shares.longest > 1000,
        "shares": None
        if shares is None
        else {
            "median": shares.median,
            "p75": shares.p75,
            "p90": shares.p90,
            "longest": shares.longest,
            "box": times.p90 is not None,
            "words": words("report.times.words", median=shares.median // 10, longest=shares.longest // 10),
        },
    }


def took(value: Percentile | None, words: Words) -> str:
    """How long a clock took, `≥` where one still ran; a dash of nothing."""
    if value is None:
        return "–"
    return f"{AT_LEAST}{NARROW}{words.used(value.seconds)}" if value.at_least else words.used(value.seconds)


def late_targets(report: MonthlyReport) -> Shown:
    words, left_out = report.words, why_left_out(report)
    told = words("report.late.none")
    if report.late:
        tickets = words.counted("count.ticket", len({target.number for target in report.late}))
        told = words("report.late.words", targets=words.counted("count.target", len(report.late)), tickets=tickets)
    return {
        "words": told,
        "rows": [
            _late_row(target, left_out.get((target.number, target.metric, target.cycle)), words)
            for target in _by_ticket(report.late)
        ],
        "earlier": [
            words(
                "report.late.earlier" if target.excluded is None else "report.late.earlier_excluded",
                reason="" if target.excluded is None else words.of(target.excluded),
                number=target.number,
                metric=words.of(target.metric, inside=True),
                late=f"{AT_LEAST}{NARROW}{words.late(target.late)}",
            )
            for target in report.still_late
        ],
    }


def _by_ticket(targets: Sequence[LateTarget]) -> list[LateTarget]:
    """A ticket's targets stand together, tickets by the first of their targets that became late."""
    first: dict[int, int] = {}
    for place, target in enumerate(targets):
        first.setdefault(target.number, place)
    return sorted(targets, key=lambda target: first[target.number])


def _late_row(target: LateTarget, left_out: str | None, words: Words) -> Shown:
    at_least = f"{AT_LEAST}{NARROW}" if target.running else ""
    mark, reason = None, because(target, words) or words("report.late.no_reason")
    if target.waived:
        mark, reason = words("report.late.waived"), target.waiver or because(target, words) or ""
    elif target.set_aside:
        mark = words("report.late.set_aside")
        reason = "; ".join(filter(None, (left_out, because(target, words)))) or reason
    subject = f"{target.subject} · {target.customer}" if target.customer else target.subject
    return {
        **severity_words(target.severity, target.called),
        "number": str(target.number),
        "subject": tidy(subject, longest=LONGEST),
        "short_subject": tidy(subject, longest=SHORT),
        "clock": clock_words(target.metric, target.target, words),
        "took": at_least + words.used(target.used),
        "late": f"{at_least}+{words.late(target.late)}",
        "mark": mark,
        "reason": tidy(reason, longest=LONGEST),
        "short_reason": tidy(reason, longest=SHORT),
        "cut": max(len(tidy(subject)), len(tidy(reason))) > SHORT,
    }


def clock_words(metric: Metric, target: int, words: Words) -> str:
    """`Resolution, 8 h`"""
    return words("report.late.clock_target", metric=words.of(metric), target=words.exact(target))


def backlog(report: MonthlyReport) -> Shown:
    backlog, words = report.backlog, report.words
    day = wall_time(report.cut_off - 1, zone_info(report.zone)).date()
    told = words.counted("count.ticket", backlog.tickets)
    if backlog.paused:
        told = words("report.backlog.paused", tickets=told, paused=backlog.paused)
    return {
        "title": words("report.backlog.title", day=words.short_day(day)),
        "words": told,
        "severities": list(report.called),
        "bands": [
            {
                "words": _band(band, words),
                "count": band.tickets,
                "total": words.count(band.tickets),
                "by_severity": [words.count(count) if count else "–" for count in band.by_severity],
            }
            for band in backlog.bands
        ],
    }


def _band(band: AgeBand, words: Words) -> str:
    if band.last is None:
        return words("report.backlog.over", days=band.first - 1)
    return words("report.backlog.band", first=band.first, last=band.last)


def flow(report: MonthlyReport) -> Shown:
    flow, words = report.flow, report.words
    zone = zone_info(report.zone)

    def said(name: str, count: int, **values: object) -> str:
        return words(f"report.flow.{name}", count=count, **values)

    last = words.short_day(wall_time(report.cut_off - 1, zone).date())
    terms = (
        said("before", flow.open_at_start, day=words.short_day(report.days.first_day)),
        said("received", flow.received),
        said("reopened", flow.reopened),
        said("resolved", flow.resolved, minus=MINUS),
        said("left", flow.left_otherwise, minus=MINUS),
        said("after", flow.open_at_end, sign="=" if flow.reconciles else "≠", day=last),
    )
    mismatch = None
    if not flow.reconciles:
        mismatch = said("mismatch", flow.open_at_end, expected=flow.expected_at_end)
    return {"line": " ".join(term.replace(" ", NO_BREAK) for term in terms), "mismatch": mismatch}


def time_spent(report: MonthlyReport) -> Shown | None:
    """The tickets that took time, on a sheet of their own; None where the desk does not print it."""
    words = report.words
    if report.time_spent is None:
        return None
    total = sum(spent.minutes for spent in report.time_spent)
    told = words("report.time_spent.none")
    if total:
        tickets = words.counted("count.ticket", len(report.time_spent))
        told = words("report.time_spent.words", time=words.used(total * MINUTE), tickets=tickets)
    return {
        "words": told,
        "rows": [
            {
                "number": str(spent.number),
                "words": words(
                    "report.time_spent.row",
                    time=words.used(spent.minutes * MINUTE),
                    subject=tidy(spent.subject, longest=LONGEST),
                ),
            }
            for spent in report.time_spent
        ],
    }


def amendments(report: MonthlyReport) -> Shown:
    words = report.words
    rows = [_amendment(entry, report) for entry in report.amendments]
    told = words.counted("count.entry", len(rows)) if rows else words("report.corrections.none")
    return {"words": told, "rows": rows}


def _amendment(entry: Amendment, report: MonthlyReport) -> Shown:
    zone, words = zone_info(report.zone), report.words
    what, recorded = tidy(entry.what, longest=LONGEST), words.short_instant(entry.recorded_at, zone)
    if entry.kind is AmendmentKind.CORRECTION:
        told = words("report.corrections.corrected", what=what, at=recorded)
    else:
        happened = words.short_instant(entry.occurred_at, zone)
        told = words("report.corrections.late", what=what, happened=happened, at=recorded)
    if entry.reason:
        told = words("report.corrections.because", words=told, reason=tidy(entry.reason, longest=LONGEST))
    return {"number": str(entry.number), "words": told, "sentence": f"{entry.number} {quoted(told, longest=LONGEST)}"}
