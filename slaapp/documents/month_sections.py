"""The sections of the full report, as the template takes them: tables and charts from the same figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from slaapp.documents.month_actions import actions
from slaapp.documents.month_audit import corrections, pauses
from slaapp.documents.month_back import clock_words, took
from slaapp.documents.month_ball import balls
from slaapp.documents.month_comparison import comparison
from slaapp.documents.month_front import NOTHING, SUBJECT, severity_words
from slaapp.documents.month_targets import both_times, targets
from slaapp.documents.month_volume import arrivals, volume
from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import METRICS, SEVERITIES, Attainment, percent
from slaapp.languages import Words
from slaapp.reports.miss_words import counted_words
from slaapp.reports.month_data import MonthTotal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import FEW, STEPS, TARGET, CloseTarget, Curve, Reconciliation
from slaapp.reports.review_data import Wish
from slaapp.reports.section import Section
from slaapp.reports.sections import NEAR, reconciliations
from slaapp.reports.severity_names import within
from slaapp.reports.texts import tidy

Shown = dict[str, Any]


def section_data(report: MonthlyReport, wanted: Sequence[Section]) -> Shown:
    """By name of the section, for those that have figures of their own here; each with its line that adds up."""
    found = {section.value: make(report) for section, make in _MAKERS.items() if section in wanted}
    for section in wanted:
        found.setdefault(section.value, {})["sum"] = _sum(report, section)
    return found


def _sum(report: MonthlyReport, section: Section) -> Shown | None:
    """What is counted twice, and whether both counts agree; None where nothing is."""
    words = report.words
    checks = [check for check in reconciliations(report) if check.section is section]
    if not any(check.counted or check.expected for check in checks):
        return None

    def said(name: str, check: Reconciliation, **values: object) -> str:
        what = words(f"section.sum.{check.what.replace(' ', '_')}")
        return words(f"section.{name}", counted=check.counted, what=what, **values)

    wrong = [said("sum_differs", check, expected=check.expected) for check in checks if not check.agrees]
    if wrong:
        return {"agrees": False, "words": words("section.sum_wrong", sums="; ".join(wrong))}
    sums = ", ".join(said("sum_part", check) for check in checks)
    return {"agrees": True, "words": words("section.sum_right", sums=sums)}


def _customers(report: MonthlyReport) -> Shown:
    words = report.words
    none, nothing = words("section.customers.no_agreement"), words("report.no_data")
    return {
        "rows": [
            {
                "name": tidy(line.name, longest=SUBJECT),
                "agreement": tidy(line.agreement or none, longest=60),
                "goals": words("section.customers.kept", kept=line.kept, decided=line.decided_cells)
                if line.decided_cells
                else nothing,
                "kept": line.kept == line.decided_cells if line.decided_cells else None,
                "tenths": line.total.tenths,
                "share": words.number(line.total.shown()),
                "counts": f"{words.count(line.total.met)}/{words.count(line.total.decided)}",
                "numbers": [
                    words.count(count) for count in (line.flow.received, line.flow.resolved, line.flow.open_at_end)
                ],
            }
            for line in report.customers
        ]
    }


def _objectives(report: MonthlyReport) -> list[Shown]:
    """Each target over the months of the trend: share and sign."""
    several, words = bool(report.other_agreements), report.words
    held = [{(cell.metric, cell.severity): cell for cell in point.cells} for point in report.trend]
    return [
        {
            "words": words(
                "report.performance.cell",
                metric=words.of(metric),
                severity=within(report.name_of(severity), words),
            ),
            "cells": [_objective(month.get((metric, severity)), words, several=several) for month in held],
        }
        for metric in METRICS
        for severity in SEVERITIES
        if any((metric, severity) in month for month in held)
    ]


def _objective(cell: Attainment | None, words: Words, *, several: bool) -> Shown:
    """`spare` is False where one more late target would have missed the goal."""
    if cell is None or not cell.decided:
        return {"share": NOTHING, "kept": None, "spare": True}
    spare = cell.budget(cell.goal) > 0
    return {"share": words.number(cell.shown()), "kept": None if several else cell.met_goal, "spare": spare}


def _trend(report: MonthlyReport) -> Shown:
    words = report.words
    metrics = [metric for metric in METRICS if any(held.metric is metric for p in report.trend for held in p.metrics)]
    timed = [metric for metric in (Metric.FIRST_RESPONSE, Metric.RESOLUTION) if metric in metrics]
    return {
        "head": [
            words("section.trend.month"),
            *(words("section.trend.share", metric=words.of(metric)) for metric in metrics),
            *(
                words(f"section.trend.{rank}", metric=words.of(metric))
                for metric in timed
                for rank in ("median", "p90")
            ),
            words("section.trend.received"),
            words("section.trend.resolved"),
        ],
        "rows": [_trend_row(point, metrics, timed, words) for point in report.trend],
        "months": [words.short_month(point.month.month) for point in report.trend],
        "objectives": _objectives(report),
        "note": words("section.trend.few", few=FEW),
    }


def _trend_row(point: MonthTotal, metrics: Sequence[Metric], timed: Sequence[Metric], words: Words) -> list[str]:
    held = {month.metric: month for month in point.metrics}
    shares = [held[metric].total if metric in held else None for metric in metrics]
    ranks = [
        took(value, words)
        for metric in timed
        for value in ((held[metric].median, held[metric].p90) if metric in held else (None, None))
    ]
    counts = () if point.flow is None else (point.flow.received, point.flow.resolved)
    flow = [words.count(count) for count in counts] or [NOTHING, NOTHING]
    return [
        f"{words.short_month(point.month.month)} {point.month.year}",
        *(NOTHING if total is None or not total.decided else words.number(total.shown()) for total in shares),
        *ranks,
        *flow,
    ]


def _reasons(report: MonthlyReport) -> Shown:
    words = report.words
    total, silent = sum(line.targets for line in report.reasons), words("section.reasons.silent")
    return {
        "rows": [
            {
                "reason": tidy(counted_words(line, words) or silent, longest=SUBJECT),
                "count": line.targets,
                "targets": words.count(line.targets),
                "waived": words.count(line.waived) if line.waived else NOTHING,
                "late": words.used(line.late),
                "so_far": words.percent(percent(line.running_total, total)),
                "silent": line.reason is None,
            }
            for line in report.reasons
        ]
    }


def _near_misses(report: MonthlyReport) -> Shown:
    return {
        "note": report.words("section.near.note", near=NEAR),
        "rows": [_close(target, report) for target in report.near_misses],
        "at_risk": [_close(target, report) for target in report.at_risk],
    }


def _close(target: CloseTarget, report: MonthlyReport) -> Shown:
    words = report.words
    when = target.due_at if target.ended_at is None else target.ended_at
    return {
        **severity_words(target.severity, report.name_of(target.severity)),
        "number": str(target.number),
        "subject": tidy(target.subject, longest=SUBJECT),
        "clock": clock_words(target.metric, target.target, words),
        "used": words.used(target.used),
        "left": words.used(max(0, target.left)),
        "when": NOTHING if when is None else words.short_instant(when, zone_info(report.zone)),
    }


def _backlog(report: MonthlyReport) -> Shown:
    backlog, words = report.backlog, report.words
    paused = words("section.oldest.nothing")
    if backlog.tickets:
        share = words.number(percent(backlog.paused, backlog.tickets))
        paused = words("section.oldest.paused", paused=backlog.paused, tickets=backlog.tickets, share=share)
    return {
        "paused": paused,
        "oldest": [
            {
                **severity_words(ticket.severity, report.name_of(ticket.severity)),
                "number": str(ticket.number),
                "subject": tidy(ticket.subject, longest=SUBJECT),
                "since": words.short_instant(ticket.received_at, zone_info(report.zone)),
                "age": words.counted("count.working_day", ticket.age) if ticket.age else words("section.oldest.under"),
                "paused": words("section.oldest.is_paused") if ticket.paused else "",
            }
            for ticket in backlog.oldest
        ],
    }


def _curves(report: MonthlyReport) -> Shown:
    goals, words = {metric: total.goal for metric, total in report.totals}, report.words
    return {
        "target": TARGET,
        "steps": STEPS,
        "curves": [
            {
                "metric": words.of(curve.metric),
                "mille": [1000 * count // curve.decided for count in curve.counts],
                "goal": goals.get(curve.metric),
                "words": words(
                    "section.curves.within",
                    share=words.number(percent(curve.met, curve.decided)),
                    met=curve.met,
                    decided=curve.decided,
                ),
                "alt": words(
                    "section.curves.alt", metric=words.of(curve.metric), steps="; ".join(_steps(curve, words))
                ),
            }
            for curve in report.curves
            if curve.drawn
        ],
        "few": [
            words(
                "section.curves.few",
                metric=words.of(curve.metric),
                targets=words.counted("count.target", curve.decided),
                met=curve.met,
            )
            for curve in report.curves
            if not curve.drawn
        ],
    }


def _steps(curve: Curve, words: Words) -> Iterator[str]:
    for step, count in enumerate(curve.counts, start=1):
        share = words.number(percent(count, curve.decided))
        yield words("section.curves.step", step=10 * step, share=share)


ASKED = 3
"""So many decisions that are asked for are told at a glance; the rest are counted."""


def _wish(wish: Wish, report: MonthlyReport, *, inside: bool = False) -> str:
    """`Resolution, high: 6 h wished for, 8 h agreed`; of several agreements with its name."""
    words = report.words
    severity = within(report.name_of(wish.severity), words)
    cell = words("report.performance.cell", metric=words.of(wish.metric, inside=inside), severity=severity)
    if report.other_agreements:
        cell = f"{tidy(wish.agreement, longest=60)}, {cell}"
    if wish.agreed is None:
        return words("section.wishes.none", cell=cell, wished=words.exact(wish.wished))
    return words("section.wishes.one", cell=cell, wished=words.exact(wish.wished), agreed=words.exact(wish.agreed))


def asked(report: MonthlyReport) -> Shown:
    """The decisions that are asked for: in a sentence, and all of them."""
    words, wishes = report.words, report.wishes
    more = words("report.late.and_more", count=len(wishes) - ASKED) if len(wishes) > ASKED else ""
    told = [_wish(wish, report, inside=place > 0) for place, wish in enumerate(wishes[:ASKED])]
    return {
        "words": f"{'; '.join(told)}{more}.",
        "rows": [_wish(wish, report) for wish in wishes],
        "cut": len(wishes) > ASKED,
    }


_MAKERS: Mapping[Section, Callable[[MonthlyReport], Shown]] = {
    Section.CUSTOMERS: _customers,
    Section.PERFORMANCE: targets,
    Section.COMPARISON: comparison,
    Section.TREND: _trend,
    Section.BREACHES: balls,
    Section.REASONS: _reasons,
    Section.NEAR_MISSES: _near_misses,
    Section.VOLUME: volume,
    Section.ARRIVALS: arrivals,
    Section.BACKLOG: _backlog,
    Section.TIMES: both_times,
    Section.CURVES: _curves,
    Section.PAUSES: pauses,
    Section.CORRECTIONS: corrections,
    Section.ACTIONS: actions,
}
