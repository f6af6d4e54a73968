"""The sections of the full report, as the template takes them: tables and charts from the same figures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slaapp.documents.month_audit import corrections, pauses
from slaapp.documents.month_comparison import comparison
from slaapp.documents.month_front import NOTHING, SUBJECT, capital, points, severity_words
from slaapp.domain.agreement import Metric
from slaapp.domain.ball import Holder
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import METRICS, SEVERITIES, Attainment, Percentile, percent
from slaapp.domain.durations import AT_LEAST, DAYS, NARROW, exact, late, long_day, short_instant, used
from slaapp.reports import period_words
from slaapp.reports.month_data import MonthTotal
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.month_sections import FEW, STEPS, TARGET, CloseTarget
from slaapp.reports.section import Section
from slaapp.reports.sections import NEAR, reconciliations
from slaapp.reports.severity_names import within
from slaapp.reports.texts import counted, tidy
from slaapp.wording import METRIC

Shown = dict[str, Any]

HOLDER: Mapping[Holder, str] = {
    Holder.DESK: "desk",
    Holder.CUSTOMER: "customer",
    Holder.THIRD_PARTY: "third party",
    Holder.SCHEDULED: "appointment",
    Holder.DONE: "resolved",
    Holder.CLOSED: "closed hours",
}


def section_data(report: MonthlyReport, wanted: Sequence[Section]) -> Shown:
    """By name of the section, for those that have figures of their own here; each with its line that adds up."""
    found = {section.value: make(report) for section, make in _MAKERS.items() if section in wanted}
    for section in wanted:
        found.setdefault(section.value, {})["sum"] = _sum(report, section)
    return found


def _sum(report: MonthlyReport, section: Section) -> Shown | None:
    """What is counted twice, and whether both counts agree; None where nothing is."""
    checks = [check for check in reconciliations(report) if check.section is section]
    if not any(check.counted or check.expected for check in checks):
        return None
    wrong = [check for check in checks if not check.agrees]
    if wrong:
        words = "; ".join(f"{check.counted} {check.what} here, {check.expected} elsewhere" for check in wrong)
        return {"agrees": False, "words": f"This does not add up: {words}. The desk must check its data."}
    words = ", ".join(f"{check.counted} {check.what}" for check in checks)
    return {"agrees": True, "words": f"Adds up with the rest of the report: {words}."}


def _customers(report: MonthlyReport) -> Shown:
    return {
        "rows": [
            {
                "name": tidy(line.name, longest=SUBJECT),
                "agreement": tidy(line.agreement or "no agreement", longest=60),
                "goals": f"{line.kept} of {line.decided_cells}" if line.decided_cells else "no data",
                "kept": line.kept == line.decided_cells if line.decided_cells else None,
                "tenths": line.total.tenths,
                "share": line.total.shown(),
                "counts": f"{line.total.met}/{line.total.decided}",
                "numbers": [str(line.flow.received), str(line.flow.resolved), str(line.flow.open_at_end)],
            }
            for line in report.customers
        ]
    }


def _performance(report: MonthlyReport) -> Shown:
    """Every target with its goal and counts; what the sheet shows as bars."""
    target = {(times.metric, times.severity): times.target for times in report.times}
    return {
        "rows": [
            {
                "metric": METRIC[cell.metric],
                **severity_words(cell.severity, report.name_of(cell.severity)),
                "words": [
                    NOTHING if (length := target[cell.metric, cell.severity]) is None else exact(length),
                    NOTHING if (goal := _goal(cell, report)) is None else f"{goal} %",
                    str(cell.decided),
                    str(cell.met),
                    str(cell.breached),
                    NOTHING if cell.tenths is None else cell.shown(),
                    NOTHING if cell.tenths is None or goal is None else points(cell.tenths - 10 * goal),
                    str(cell.excluded) if cell.excluded else NOTHING,
                    str(cell.waived) if cell.waived else NOTHING,
                    cell.adjusted_shown() if cell.adjusted else NOTHING,
                ],
                "kept": report.verdict(cell),
            }
            for cell in report.cells
        ]
    }


def _goal(cell: Attainment, report: MonthlyReport) -> int | None:
    """None where customers were promised different ones."""
    return None if (cell.metric, cell.severity) in report.several_goals else cell.goal


def _objectives(report: MonthlyReport) -> list[Shown]:
    """Each target over the months of the trend: share and sign."""
    several = bool(report.other_agreements)
    held = [{(cell.metric, cell.severity): cell for cell in point.cells} for point in report.trend]
    return [
        {
            "words": f"{METRIC[metric]}, {within(report.name_of(severity))}",
            "cells": [_objective(month.get((metric, severity)), several=several) for month in held],
        }
        for metric in METRICS
        for severity in SEVERITIES
        if any((metric, severity) in month for month in held)
    ]


def _objective(cell: Attainment | None, *, several: bool) -> Shown:
    """`spare` is False where one more late target would have missed the goal."""
    if cell is None or not cell.decided:
        return {"share": NOTHING, "kept": None, "spare": True}
    spare = cell.budget(cell.goal) > 0
    return {"share": cell.shown(), "kept": None if several else cell.met_goal, "spare": spare}


def _trend(report: MonthlyReport) -> Shown:
    metrics = [metric for metric in METRICS if any(held.metric is metric for p in report.trend for held in p.metrics)]
    timed = [metric for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION) if metric in metrics]
    return {
        "head": [
            "Month",
            *(f"{METRIC[metric]}, %" for metric in metrics),
            *(f"{METRIC[metric]}, {rank}" for metric in timed for rank in ("median", "90th")),
            "Received",
            "Resolved",
        ],
        "rows": [_trend_row(point, metrics, timed) for point in report.trend],
        "months": [period_words.month_name(point.month)[:3] for point in report.trend],
        "objectives": _objectives(report),
        "note": f"A month with fewer than {FEW} targets of a metric has no 90th percentile.",
    }


def _trend_row(point: MonthTotal, metrics: Sequence[Metric], timed: Sequence[Metric]) -> list[str]:
    held = {month.metric: month for month in point.metrics}
    shares = [held[metric].total.shown() if metric in held else NOTHING for metric in metrics]
    ranks = [
        _took(value)
        for metric in timed
        for value in ((held[metric].median, held[metric].p90) if metric in held else (None, None))
    ]
    flow = [NOTHING, NOTHING] if point.flow is None else [str(point.flow.received), str(point.flow.resolved)]
    return [
        period_words.month_name(point.month)[:3] + f" {point.month.year}",
        *(NOTHING if share == "no data" else share for share in shares),
        *ranks,
        *flow,
    ]


def _took(value: Percentile | None) -> str:
    if value is None:
        return NOTHING
    return f"{AT_LEAST}{NARROW}{used(value.seconds)}" if value.at_least else used(value.seconds)


def _breaches(report: MonthlyReport) -> Shown:
    """Who had the ball: open hours to scale, closed ones folded."""
    targets = [target for target in (*report.late, *report.still_late) if target.turns]
    held = [holder for holder in Holder if any(turn.holder is holder for target in targets for turn in target.turns)]
    return {
        "holders": [{"holder": holder.value, "words": capital(HOLDER[holder])} for holder in held],
        "rows": [_strip(target, held, report) for target in targets],
    }


def _strip(target: LateTarget, holders: Sequence[Holder], report: MonthlyReport) -> Shown:
    lengths = {holder: sum(turn.length for turn in target.turns if turn.holder is holder) for holder in holders}
    end = report.cut_off if target.ended_at is None else target.ended_at
    zone = zone_info(report.zone)
    by_calendar = NOTHING if target.due_at is None else late(max(0, end - target.due_at))
    at_least = f"{AT_LEAST}{NARROW}" if target.running else ""
    return {
        "number": str(target.number),
        "clock": f"{METRIC[target.metric]}, {exact(target.target)}",
        "late": f"{at_least}{late(target.late)}",
        "by_calendar": f"{at_least}{by_calendar}",
        "due": NOTHING if target.due_at is None else short_instant(target.due_at, zone),
        "from": short_instant(target.turns[0].start, zone),
        "to": short_instant(target.turns[-1].end, zone),
        "turns": [{"holder": turn.holder.value, "length": turn.length} for turn in target.turns],
        "lengths": [used(lengths[holder]) if lengths[holder] else NOTHING for holder in holders],
        "alt": "; ".join(f"{HOLDER[turn.holder]} {used(turn.length)}" for turn in target.turns),
    }


def _reasons(report: MonthlyReport) -> Shown:
    total = sum(line.targets for line in report.reasons)
    return {
        "rows": [
            {
                "reason": tidy(line.reason or "No reason recorded", longest=SUBJECT),
                "count": line.targets,
                "targets": str(line.targets),
                "waived": str(line.waived) if line.waived else NOTHING,
                "late": used(line.late),
                "so_far": f"{percent(line.running_total, total)} %",
                "silent": line.reason is None,
            }
            for line in report.reasons
        ]
    }


def _near_misses(report: MonthlyReport) -> Shown:
    return {
        "note": f"Met with less than {NEAR} % of the target left.",
        "rows": [_close(target, report) for target in report.near_misses],
        "at_risk": [_close(target, report) for target in report.at_risk],
    }


def _close(target: CloseTarget, report: MonthlyReport) -> Shown:
    when = target.due_at if target.ended_at is None else target.ended_at
    return {
        **severity_words(target.severity, report.name_of(target.severity)),
        "number": str(target.number),
        "subject": tidy(target.subject, longest=SUBJECT),
        "clock": f"{METRIC[target.metric]}, {exact(target.target)}",
        "used": used(target.used),
        "left": used(max(0, target.left)),
        "when": NOTHING if when is None else short_instant(when, zone_info(report.zone)),
    }


def _volume(report: MonthlyReport) -> Shown:
    return {
        "most": max((max(week.flow.received, week.flow.resolved) for week in report.weeks), default=0),
        "weeks": [
            {
                "days": period_words.days(week.days),
                "received": week.flow.received,
                "resolved": week.flow.resolved,
                "numbers": [
                    str(week.flow.reopened),
                    str(week.flow.left_otherwise),
                    str(week.not_measured),
                    str(week.flow.open_at_end),
                ],
            }
            for week in report.weeks
        ],
        "received_by": [
            {
                "title": f"Received by {one.by}",
                "most": max((count for _, count in one.rows), default=0),
                "rows": [{"words": tidy(capital(label), longest=40), "count": count} for label, count in one.rows],
            }
            for one in report.received_by
        ],
    }


def _arrivals(report: MonthlyReport) -> Shown:
    arrivals = report.arrivals
    most = max(max(row) for row in arrivals.counts)
    return {
        "words": f"{arrivals.tickets_outside} of {counted(arrivals.tickets, 'ticket')} while the desk was closed",
        "rows": [
            {
                "day": DAYS[day],
                "cells": [
                    {
                        "count": count,
                        "shade": -(-4 * count // most) if most else 0,
                        "open": arrivals.opened[day][hour],
                        "outside": arrivals.outside[day][hour] > 0,
                    }
                    for hour, count in enumerate(arrivals.counts[day])
                ],
            }
            for day in range(7)
        ],
        "alt": "; ".join(
            f"{DAYS[day]} {hour:02}:00 {count}"
            for day in range(7)
            for hour, count in enumerate(arrivals.counts[day])
            if count
        )
        or "No ticket was received.",
    }


def _backlog(report: MonthlyReport) -> Shown:
    backlog = report.backlog
    paused = "Nothing is open."
    if backlog.tickets:
        paused = f"{backlog.paused} of {backlog.tickets} paused ({percent(backlog.paused, backlog.tickets)} %)."
    return {
        "paused": paused,
        "oldest": [
            {
                **severity_words(ticket.severity, report.name_of(ticket.severity)),
                "number": str(ticket.number),
                "subject": tidy(ticket.subject, longest=SUBJECT),
                "since": short_instant(ticket.received_at, zone_info(report.zone)),
                "age": counted(ticket.age, "working day") if ticket.age else "under a day",
                "paused": "paused" if ticket.paused else "",
            }
            for ticket in backlog.oldest
        ],
    }


def _curves(report: MonthlyReport) -> Shown:
    goals = {metric: total.goal for metric, total in report.totals}
    return {
        "target": TARGET,
        "steps": STEPS,
        "curves": [
            {
                "metric": METRIC[curve.metric],
                "mille": [1000 * count // curve.decided for count in curve.counts],
                "goal": goals.get(curve.metric),
                "words": f"{percent(curve.met, curve.decided)} % within the target, {curve.met} of {curve.decided}",
                "alt": f"{METRIC[curve.metric]}, share within a share of the target: "
                + "; ".join(
                    f"{10 * step} % of the target {percent(count, curve.decided)} %"
                    for step, count in enumerate(curve.counts, start=1)
                ),
            }
            for curve in report.curves
            if curve.drawn
        ],
        "few": [
            f"{METRIC[curve.metric]}: {counted(curve.decided, 'target')}, {curve.met} met; too few for a curve."
            for curve in report.curves
            if not curve.drawn
        ],
    }


def _actions(report: MonthlyReport) -> Shown:
    return {
        "rows": [
            {
                "number": str(action.number),
                "text": tidy(action.text, longest=400),
                "owner": tidy(action.owner, longest=60),
                "due": NOTHING if action.due is None else long_day(action.due),
                "state": "open"
                if action.is_open(report.cut_off - 1)
                else tidy(f"closed: {action.outcome}", longest=200),
            }
            for action in report.actions
        ]
    }


_MAKERS: Mapping[Section, Callable[[MonthlyReport], Shown]] = {
    Section.CUSTOMERS: _customers,
    Section.PERFORMANCE: _performance,
    Section.COMPARISON: comparison,
    Section.TREND: _trend,
    Section.BREACHES: _breaches,
    Section.REASONS: _reasons,
    Section.NEAR_MISSES: _near_misses,
    Section.VOLUME: _volume,
    Section.ARRIVALS: _arrivals,
    Section.BACKLOG: _backlog,
    Section.CURVES: _curves,
    Section.PAUSES: pauses,
    Section.CORRECTIONS: corrections,
    Section.ACTIONS: _actions,
}
