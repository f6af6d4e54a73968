"""Page 1 of the month's report, as the template takes it: head, at a glance, performance against targets, trend."""

from collections.abc import Iterable, Sequence
from typing import Any

from slaapp.documents.month_seal import issue
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import SEVERITIES, Attainment, Total, percent
from slaapp.domain.durations import MINUS
from slaapp.languages import Words
from slaapp.reports import period_words
from slaapp.reports.definitions import adjusted_for
from slaapp.reports.facts import capital, cell_words
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_data import MonthTotal, PeriodTotal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import FEW
from slaapp.reports.severity_names import within
from slaapp.reports.texts import tidy
from slaapp.wording import SEVERITY

Shown = dict[str, Any]

NOTHING = "–"
COUNTED_BY = "Counted by"
SUBJECT = 90
"""So many characters of a subject are printed."""


SITE = 120
"""So many of an address."""


def strip(report: MonthlyReport) -> list[Shown]:
    words, desk = report.words, report.calendars[0]
    working_days = words.counted("count.working_day", desk.working_days)
    hours = capital(desk.hours_in_words)
    if len(report.calendars) > 1:
        hours = words("report.strip.others_below", hours=hours)
    agreement = words("report.strip.version", name=tidy(report.agreement, longest=60), version=report.version)
    if report.other_agreements:
        others = words.counted("count.other", len(report.other_agreements))
        agreement = words("report.strip.and_others", agreement=agreement, others=others)
    goal = report.total.goal
    values = {
        "agreement": agreement,
        "hours": hours,
        "period": words("report.strip.days", days=period_words.days(report.days, words), working_days=working_days),
        "goal": words("report.strip.goal_below") if goal is None else words("report.strip.goal_value", goal=goal),
    }
    return [{"label": words(f"report.strip.{name}"), "value": value} for name, value in values.items()]


def small_print(report: MonthlyReport) -> str:
    """The rest of the head: site, validity, basis, cut-off, edition, who prepared it, draft or closed."""
    words = report.words
    at = words.long_instant(report.cut_off, zone_info(report.zone))
    if report.complete:
        cut_off = words("report.small.as_of", at=at, zone=report.zone)
    else:
        not_over = period_words.not_over(report.days, words)
        cut_off = words("report.small.as_of_open", at=at, zone=report.zone, not_over=not_over)
    named = any(label == COUNTED_BY for label, _ in report.limits)
    basis = "" if named else words(f"report.small.{report.basis.value}")
    whose = "desk" if isinstance(report, DeskReport) else "company" if report.customers else "customer"
    edition = words(f"report.small.{whose}")
    limits = [_limit(label, value, report) for label, value in report.limits]
    where = tidy(", ".join(report.site), longest=SITE)
    site = words("report.small.site", site=where) if where else ""
    by = tidy(report.prepared_by, longest=60)
    prepared = words("report.small.prepared_by", name=by) if by else ""
    facts = [site, *limits, in_force(report), cut_off, basis, edition, prepared, issue(report, words)]
    return " · ".join(fact for fact in facts if fact)


def _limit(label: str, value: str, report: MonthlyReport) -> str:
    """`Service: Wi-Fi`; a severity as the report calls it, a basis in the words of the language."""
    words = report.words
    if label == COUNTED_BY:
        return words("report.limit.counted_by", counted=words(f"report.small.{report.basis.value}"))
    level = next((severity for severity in SEVERITIES if SEVERITY[severity] == value), None)
    named = label.lower()
    said = report.name_of(level) if named == "severity" and level is not None else tidy(value, longest=60)
    return words(f"report.limit.{named}", value=said)


def in_force(report: MonthlyReport) -> str:
    words = report.words
    first, last = (None if day is None else words.long_day(day) for day in (report.valid_from, report.valid_to))
    if last is None:
        return words("report.small.since", first=first) if first else words("report.small.beginning")
    if first is None:
        return words("report.small.until", last=last)
    return words("report.small.from_to", first=first, last=last)


def headline(report: MonthlyReport) -> Shown:
    total, words = report.total, report.words

    def said(name: str, **values: object) -> str:
        return words(f"report.headline.{name}", **values)

    if not total.decided:
        return {"share": None, "verdict": said("no_data"), "all_kept": False, "lines": [said("none_decided")]}
    lines = [said("met", met=total.met, decided=total.decided)]
    if total.adjusted:
        share = words.percent(total.adjusted_shown())
        lines.append(said("adjusted", share=share, met=total.adjusted_met, decided=total.adjusted_decided))
    compared = (other for other in report.others if other.total.decided)
    lines += [_compared(other, words, with_year=other is not report.before) for other in compared]
    missing = _without_data(report)
    if missing:
        few = "; ".join(missing[:3])
        more = len(missing) - 3
        lines.append(said("no_data_for", cells=said("and_more", few=few, count=more) if more > 0 else few))
    return {
        "share": words.number(total.shown()),
        "verdict": words.counted("report.headline.kept", report.decided_cells, kept=report.kept),
        "all_kept": report.kept == report.decided_cells,
        "lines": lines,
    }


def _compared(other: PeriodTotal, words: Words, *, with_year: bool = False) -> str:
    """`January: 92.5 %`"""
    name = period_words.name(other.days, words) if with_year else period_words.inside(other.days, words)
    return words("report.headline.compared", name=capital(name), share=words.percent(other.total.shown()))


def _without_data(report: MonthlyReport) -> list[str]:
    """Each cell in which nothing was decided; a metric in which nothing at all was is named once."""
    silent = [metric for metric, of_metric in report.totals if not of_metric.decided]
    cells = [cell_words(cell, report) for cell in report.without_data if cell.metric not in silent]
    return [report.words.of(metric, inside=True) for metric in silent] + cells


def key_figures(report: MonthlyReport) -> list[Shown]:
    flow, words = report.flow, report.words
    resolved = [words.counted("report.kpi.resolved", flow.resolved)]
    if flow.reopened:
        resolved = [f"{resolved[0]},", words("report.kpi.reopened", count=flow.reopened)]
    end = [words("report.kpi.open_cut_off"), words("report.kpi.cut_off")]
    if report.complete:
        end = [words("report.kpi.open"), period_words.at_end(report.days, words)]
    return [
        {"number": words.count(flow.received), "lines": [words.counted("report.kpi.received", flow.received)]},
        {"number": words.count(flow.resolved), "lines": resolved},
        {"number": words.count(flow.open_at_end), "lines": end},
    ]


def performance(report: MonthlyReport) -> Shown:
    words = report.words
    metrics = [metric for metric, _ in report.totals]
    cells = {(cell.metric, cell.severity): cell for cell in report.cells}
    severities = [severity for severity in SEVERITIES if any(key[1] is severity for key in cells)]
    return {
        "metrics": [words("report.performance.head_metric", metric=words.of(metric)) for metric in metrics],
        "rows": [
            {
                **severity_words(severity, report.name_of(severity)),
                "cells": [_cell(cells.get((metric, severity)), report) for metric in metrics],
            }
            for severity in severities
        ],
        "all": [_cell(total, report) for _, total in report.totals],
        "notes": _performance_notes(report),
        "adjusted_head": words(f"report.performance.adjusted_head.{adjusted_for(report)}"),
        "adjusted": [_adjusted(cell, report) for cell in report.cells if cell.adjusted],
    }


def _adjusted(cell: Attainment, report: MonthlyReport) -> str:
    words = report.words
    return words(
        "report.performance.adjusted",
        cell=capital(cell_words(cell, report)),
        share=words.percent(cell.shown()),
        met=cell.met,
        decided=cell.decided,
        adjusted=words.percent(cell.adjusted_shown()),
        adjusted_met=cell.adjusted_met,
        adjusted_decided=cell.adjusted_decided,
    )


def severity_words(severity: Severity, called: str) -> Shown:
    return {"level": int(severity), "severity": called}


def _cell(cell: Attainment | Total | None, report: MonthlyReport) -> Shown:
    words = report.words
    if cell is None:
        return {"tenths": None, "words": words("report.performance.no_target")}
    if cell.tenths is None:
        return {"tenths": None, "words": words("report.performance.no_data")}
    several = isinstance(cell, Attainment) and (cell.metric, cell.severity) in report.several_goals
    goal = None if several else cell.goal
    return {
        "tenths": cell.tenths,
        "share": words.number(cell.shown()),
        "kept": report.verdict(cell) if isinstance(cell, Attainment) else cell.met_goal,
        "goal": 0 if goal is None else goal,
        "goal_line": goal is not None,
        "counts": f"{words.count(cell.met)}/{words.count(cell.decided)}",
    }


def _performance_notes(report: MonthlyReport) -> list[str]:
    words = report.words
    if report.total.goal is not None:
        notes = [words("report.performance.goal_line", goal=report.total.goal)]
    else:
        notes = [words("report.performance.goal_lines", goals=_goals(report))]
    few = [cell for cell in report.cells if 0 < cell.decided < FEW]
    if few:
        notes.append(_weights(few, report))
    return notes


def _weights(few: Sequence[Attainment], report: MonthlyReport) -> str:
    """How much one ticket weighs (R2): in the smallest that missed its goal and in the smallest of all, the rest are
    counted."""
    words = report.words
    by_size = sorted(few, key=lambda cell: cell.decided)
    missed = [cell for cell in by_size if report.verdict(cell) is False]
    named = list(dict.fromkeys((*missed[:1], by_size[0], *missed, *by_size)))[:2]
    told = []
    for place, cell in enumerate(named):
        weight, called = words.number(percent(1, cell.decided)), cell_words(cell, report)
        if place:
            told.append(words("report.performance.weighs_too", cell=called, count=cell.decided, points=weight))
        else:
            targets = words.counted("count.target", cell.decided)
            told.append(words("report.performance.weighs", cell=capital(called), targets=targets, points=weight))
    if len(few) > len(named):
        told.append(words.counted("report.performance.fewer", len(few) - len(named), few=FEW))
    return f"{'; '.join(told)}."


def _goals(report: MonthlyReport) -> str:
    """`95 % first response; 90 % resolution, urgent`: a metric whose cells share a goal is named once."""
    words = report.words
    by_metric: dict[Metric, list[Attainment]] = {}
    for cell in report.cells:
        if (cell.metric, cell.severity) in report.several_goals:
            continue
        by_metric.setdefault(cell.metric, []).append(cell)
    named: dict[int, list[str]] = {}
    for metric, of_metric in by_metric.items():
        called = words.of(metric, inside=True)
        if len({cell.goal for cell in of_metric}) == 1:
            named.setdefault(of_metric[0].goal, []).append(called)
        else:
            for cell in of_metric:
                severity = within(report.name_of(cell.severity), words)
                said = words("report.performance.metric_severity", metric=called, severity=severity)
                named.setdefault(cell.goal, []).append(said)
    found = [
        words("report.performance.goals", goal=goal, cells=", ".join(cells))
        for goal, cells in sorted(named.items(), reverse=True)
    ]
    if report.several_goals:
        found.append(words("report.performance.goals_differ"))
    return "; ".join(found)


def trend(report: MonthlyReport) -> Shown:
    words = report.words

    def said(name: str, **values: object) -> str:
        return words(f"report.trend.{name}", **values)

    goals = {point.total.goal for point in report.trend if point.total.decided} or {report.total.goal}
    goal = goals.pop() if len(goals) == 1 else None
    floor = _floor(report.trend, goal)
    ticks = sorted({100, *range(floor, 101, 10 if floor >= 60 else 20)})
    notes = [said("n")]
    if any(point.total.met_goal is False for point in report.trend):
        notes.append(said("below"))
    if goal is None:
        notes.append(said("no_goal"))
    if floor:
        notes.append(said("floor", floor=floor))
    return {
        "points": [
            {
                "month": words.short_month(point.month.month),
                "n": words.count(point.total.decided),
                "tenths": point.total.tenths,
                "share": words.number(point.total.shown()),
                "below": point.total.met_goal is False,
                "last": point.month == report.month,
            }
            for point in report.trend
        ],
        "goal": goal,
        "goal_words": said("goal") if goal in ticks else said("goal_at", goal=goal),
        "floor": floor,
        "ticks": ticks,
        "note": " ".join(notes),
        "alt": _in_words(report.trend, goal, words),
    }


def _floor(points: Iterable[MonthTotal], goal: int | None) -> int:
    """A round number with some room under the lowest point."""
    shares = [point.total.tenths // 10 for point in points if point.total.tenths is not None]
    lowest = min(shares if goal is None else [*shares, goal], default=90)
    return max(0, (lowest - 2) // 10 * 10)


def _in_words(points: Iterable[MonthTotal], goal: int | None, words: Words) -> str:
    """The chart for those who cannot see it."""
    told = [
        words(
            "report.trend.alt_point",
            month=words.month(point.month.month),
            share=words.percent(point.total.shown()),
            decided=point.total.decided,
        )
        for point in points
    ]
    alt = words("report.trend.alt", points="; ".join(told))
    return alt if goal is None else f"{alt} {words('report.trend.alt_goal', goal=goal)}"


def points(tenths: int, words: Words) -> str:
    """`+4.2`, `−15.0`: percentage points above or below the goal (R6)."""
    sign = "+" if tenths > 0 else MINUS if tenths < 0 else ""
    return words.number(f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}")
