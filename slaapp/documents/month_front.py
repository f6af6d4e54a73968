"""Page 1 of the month's report, as the template takes it: head, at a glance, performance against targets, trend."""

from collections.abc import Iterable
from typing import Any

from slaapp.documents.month_seal import issue
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import SEVERITIES, Attainment, Total, percent
from slaapp.domain.durations import MINUS, MONTHS, long_day, long_instant
from slaapp.reports import period_words
from slaapp.reports.facts import cell_words
from slaapp.reports.month_data import MonthTotal, PeriodTotal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.severity_names import within
from slaapp.reports.texts import counted, tidy
from slaapp.wording import BASIS, METRIC

Shown = dict[str, Any]

NOTHING = "–"
SUBJECT = 90
"""So many characters of a subject are printed."""


def strip(report: MonthlyReport) -> list[Shown]:
    desk = report.calendars[0]
    days = f"{period_words.days(report.days)}, {counted(desk.working_days, 'working day')}"
    hours = desk.hours_in_words
    if len(report.calendars) > 1:
        hours += ", others below"
    agreement = f"{tidy(report.agreement, longest=60)}, version {report.version}"
    if report.other_agreements:
        agreement += f", and {counted(len(report.other_agreements), 'other')}"
    return [
        {"label": "Agreement", "value": agreement},
        {"label": "Support hours", "value": hours[0].upper() + hours[1:]},
        {"label": "Period", "value": days},
        {"label": "Goal", "value": "see below" if report.total.goal is None else f"{report.total.goal} % on time"},
    ]


def small_print(report: MonthlyReport) -> str:
    """The rest of the head: validity, basis, cut-off, edition, draft or closed."""
    cut_off = f"Figures as of {long_instant(report.cut_off, zone_info(report.zone))} ({report.zone})"
    if not report.complete:
        cut_off += f", the {period_words.noun(report.days)} is not over"
    edition = "company edition" if report.customers else "customer edition"
    limits = [f"{label}: {tidy(value, longest=60)}" for label, value in report.limits]
    named = any(label == "Counted by" for label, _ in report.limits)
    basis = "" if named else f"counted by {BASIS[report.basis]}"
    facts = [*limits, _in_force(report), cut_off, basis, edition, issue(report)]
    return " · ".join(fact for fact in facts if fact)


def _in_force(report: MonthlyReport) -> str:
    first, last = (None if day is None else long_day(day) for day in (report.valid_from, report.valid_to))
    if last is None:
        return f"In force since {first}" if first else "In force from the beginning"
    return f"In force until {last}" if first is None else f"In force from {first} to {last}"


def headline(report: MonthlyReport) -> Shown:
    total = report.total
    if not total.decided:
        return {"share": None, "verdict": "No data", "all_kept": False, "lines": ["No target was decided."]}
    goals = "goal" if report.decided_cells == 1 else "goals"
    lines = [f"of all targets met on time, {total.met} of {total.decided}"]
    if total.adjusted:
        adjusted = f"{total.adjusted_met} of {total.adjusted_decided}"
        lines.append(f"adjusted {_percent(total.adjusted_shown())}, {adjusted}")
    lines += [_compared(other, with_year=other is not report.before) for other in report.others if other.total.decided]
    missing = _without_data(report)
    if missing:
        few = "; ".join(missing[:3]) + (f"; and {len(missing) - 3} more" if len(missing) > 3 else "")
        lines.append(f"No data for {few}")
    return {
        "share": total.shown(),
        "verdict": f"{report.kept} of {report.decided_cells} {goals} kept",
        "all_kept": report.kept == report.decided_cells,
        "lines": lines,
    }


def _compared(other: PeriodTotal, *, with_year: bool = False) -> str:
    """`January: 92.5 %`"""
    name = period_words.name(other.days) if with_year else period_words.inside(other.days)
    return f"{name[0].upper()}{name[1:]}: {_percent(other.total.shown())}"


def _without_data(report: MonthlyReport) -> list[str]:
    """Each cell in which nothing was decided; a metric in which nothing at all was is named once."""
    silent = [metric for metric, of_metric in report.totals if not of_metric.decided]
    cells = [cell_words(cell, report) for cell in report.without_data if cell.metric not in silent]
    return [METRIC[metric].lower() for metric in silent] + cells


def _percent(share: str) -> str:
    return share if share == "no data" else f"{share} %"


def key_figures(report: MonthlyReport) -> list[Shown]:
    flow = report.flow
    resolved = ["ticket resolved" if flow.resolved == 1 else "tickets resolved"]
    if flow.reopened:
        resolved = [resolved[0] + ",", f"{flow.reopened} reopened"]
    end = (
        ["open at the end", f"of the {period_words.noun(report.days)}"]
        if report.complete
        else ["open at the", "cut-off"]
    )
    return [
        {"number": str(flow.received), "lines": ["ticket received" if flow.received == 1 else "tickets received"]},
        {"number": str(flow.resolved), "lines": resolved},
        {"number": str(flow.open_at_end), "lines": end},
    ]


def performance(report: MonthlyReport) -> Shown:
    metrics = [metric for metric, _ in report.totals]
    cells = {(cell.metric, cell.severity): cell for cell in report.cells}
    severities = [severity for severity in SEVERITIES if any(key[1] is severity for key in cells)]
    return {
        "title": "Targets met, per severity",
        "metrics": [METRIC[metric] for metric in metrics],
        "rows": [
            {
                **severity_words(severity, report.name_of(severity)),
                "cells": [_cell(cells.get((metric, severity)), report) for metric in metrics],
            }
            for severity in severities
        ],
        "all": [_cell(total, report) for _, total in report.totals],
        "notes": _performance_notes(report),
        "adjusted": [
            f"{capital(cell_words(cell, report))}: {_percent(cell.shown())} ({cell.met} of {cell.decided}), adjusted "
            f"{_percent(cell.adjusted_shown())} ({cell.adjusted_met} of {cell.adjusted_decided})."
            for cell in report.cells
            if cell.adjusted
        ],
    }


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def severity_words(severity: Severity, called: str) -> Shown:
    return {"level": int(severity), "severity": called}


def _cell(cell: Attainment | Total | None, report: MonthlyReport) -> Shown:
    if cell is None:
        return {"tenths": None, "words": "no target"}
    if cell.tenths is None:
        return {"tenths": None, "words": "– no data"}
    several = isinstance(cell, Attainment) and (cell.metric, cell.severity) in report.several_goals
    goal = None if several else cell.goal
    return {
        "tenths": cell.tenths,
        "share": cell.shown(),
        "kept": report.verdict(cell) if isinstance(cell, Attainment) else cell.met_goal,
        "goal": 0 if goal is None else goal,
        "goal_line": goal is not None,
        "counts": f"{cell.met}/{cell.decided}",
    }


def _performance_notes(report: MonthlyReport) -> list[str]:
    notes = []
    if report.total.goal is not None:
        notes.append(f"The line in each bar is the goal, {report.total.goal} %.")
    else:
        notes.append(f"The line in each bar is its goal: {_goals(report)}. A sum over different goals has no sign.")
    fewest = [cell for cell in report.cells if 0 < cell.decided < 10]
    if fewest:
        least = min(fewest, key=lambda cell: cell.decided)
        count = counted(least.decided, "target")
        notes.append(f"{capital(cell_words(least, report))}: {count}, one weighs {percent(1, least.decided)} points.")
    return notes


def _goals(report: MonthlyReport) -> str:
    """`95 % first response; 90 % resolution, urgent`: a metric whose cells share a goal is named once."""
    by_metric: dict[Metric, list[Attainment]] = {}
    for cell in report.cells:
        if (cell.metric, cell.severity) in report.several_goals:
            continue
        by_metric.setdefault(cell.metric, []).append(cell)
    named: dict[int, list[str]] = {}
    for metric, of_metric in by_metric.items():
        if len({cell.goal for cell in of_metric}) == 1:
            named.setdefault(of_metric[0].goal, []).append(METRIC[metric].lower())
        else:
            for cell in of_metric:
                severity = within(report.name_of(cell.severity))
                named.setdefault(cell.goal, []).append(f"{METRIC[metric].lower()} {severity}")
    words = [f"{goal} % {', '.join(cells)}" for goal, cells in sorted(named.items(), reverse=True)]
    if report.several_goals:
        words.append("none where customers were promised different ones")
    return "; ".join(words)


def trend(report: MonthlyReport) -> Shown:
    goals = {point.total.goal for point in report.trend if point.total.decided} or {report.total.goal}
    goal = goals.pop() if len(goals) == 1 else None
    floor = _floor(report.trend, goal)
    ticks = sorted({100, *range(floor, 101, 10 if floor >= 60 else 20)})
    below = any(point.total.met_goal is False for point in report.trend)
    notes = ["n is the number of targets decided."]
    if below:
        notes.append("Open squares are months below the goal.")
    if goal is None:
        notes.append("No goal line: the targets do not share one goal.")
    if floor:
        notes.append(f"The scale starts at {floor}.")
    return {
        "title": "Last 12 months, all targets, % on time",
        "points": [
            {
                "month": _month_name(point)[:3],
                "n": str(point.total.decided),
                "tenths": point.total.tenths,
                "share": point.total.shown(),
                "below": point.total.met_goal is False,
                "last": point.month == report.month,
            }
            for point in report.trend
        ],
        "goal": goal,
        "goal_words": "goal" if goal in ticks else f"goal {goal}",
        "floor": floor,
        "ticks": ticks,
        "note": " ".join(notes),
        "alt": _in_words(report.trend, goal),
    }


def _floor(points: Iterable[MonthTotal], goal: int | None) -> int:
    """A round number with some room under the lowest point."""
    shares = [point.total.tenths // 10 for point in points if point.total.tenths is not None]
    lowest = min(shares if goal is None else [*shares, goal], default=90)
    return max(0, (lowest - 2) // 10 * 10)


def _in_words(points: Iterable[MonthTotal], goal: int | None) -> str:
    """The chart for those who cannot see it."""
    words = [f"{_month_name(point)} {_percent(point.total.shown())} of {point.total.decided}" for point in points]
    goal_words = "" if goal is None else f" The goal is {goal} %."
    return f"Share of all targets on time in the last 12 months: {'; '.join(words)}.{goal_words}"


def _month_name(point: MonthTotal) -> str:
    return MONTHS[point.month.month - 1]


def points(tenths: int) -> str:
    """`+4.2`, `−15.0`: percentage points above or below the goal (R6)."""
    sign = "+" if tenths > 0 else MINUS if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"
