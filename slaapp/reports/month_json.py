"""The month's report for machines: plain values, instants as UTC text, lengths of time in seconds."""

from collections.abc import Iterator, Sequence

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.compliance import SEVERITIES, Attainment, Percentile, Tally, Total
from slaapp.domain.period import Period
from slaapp.reports.inside import DeskReport, inside_json
from slaapp.reports.month_data import MonthTotal, PeriodTotal
from slaapp.reports.month_report import Backlog, LateTarget, MonthlyReport, Ranks, Times
from slaapp.reports.seal import Restatement, Seal
from slaapp.reports.section_json import Json, flow_table, instant, section_tables

RANKS = ("median", "p75", "p90", "longest")


def to_json(report: MonthlyReport) -> Json:
    """Every figure of the report; nothing of the internal tier, because the report itself holds none (C16), unless it
    is the desk's own edition. Of a closed month what was said when it was closed, to the letter."""
    if isinstance(report, DeskReport):
        return {**_said(report), "edition": "desk", **inside_json(report.inside)}
    return _said(report)


def _said(report: MonthlyReport) -> Json:
    if report.seal is not None and report.seal.figures is not None:
        return dict(report.seal.figures)
    return {
        "report": report.days.kind.value,
        "edition": "company" if report.customers else "customer",
        "language": report.language,
        **_seal(report.seal),
        "month": str(report.month) if report.one_month else None,
        "period": {
            "name": str(report.days),
            "first_day": report.days.first_day.isoformat(),
            "last_day": report.days.last_day.isoformat(),
            "start": instant(report.period.start),
            "end": instant(report.period.end),
            "zone": report.zone,
            "working_days": report.calendars[0].working_days,
        },
        "cut_off": instant(report.cut_off),
        "made_at": instant(report.made_at),
        "customer": report.customer,
        "site": list(report.site) or None,
        "prepared_by": report.prepared_by or None,
        "limits": {label.lower(): value for label, value in report.limits},
        "desk": {"name": report.desk.name, "lines": list(report.desk.lines)},
        "agreement": {
            "name": report.agreement,
            "version": report.version,
            "valid_from": None if report.valid_from is None else report.valid_from.isoformat(),
            "valid_to": None if report.valid_to is None else report.valid_to.isoformat(),
            "basis": report.basis.value,
        },
        "other_agreements": [{"name": name, "version": version} for name, version in report.other_agreements],
        **_severity_names(report),
        "calendars": [
            {
                "name": calendar.name,
                "zone": calendar.zone,
                "hours": calendar.hours_in_words,
                "severities": [severity.word for severity in calendar.severities],
                "holidays": [{"date": day.isoformat(), "name": name} for day, name in calendar.holidays],
                "working_days": calendar.working_days,
            }
            for calendar in report.calendars
        ],
        "at_a_glance": {
            "goals_kept": report.kept,
            "goals_decided": report.decided_cells,
            "without_data": [
                {"metric": cell.metric.value, "severity": cell.severity.word} for cell in report.without_data
            ],
            "all_targets": _total(report.total),
            "facts": [{"headline": fact.headline, "text": fact.text} for fact in report.facts],
        },
        "compared": {
            "before": _compared(report.before),
            "year_before": _compared(report.year_before),
        },
        "comparison": [
            {"period": str(days), "metric": metric.value, **_total(of_metric)}
            for days, metrics in _side_by_side(report)
            for metric, of_metric in metrics
        ],
        "customers": [
            {
                "customer": line.name,
                "agreement": line.agreement,
                "goals_kept": line.kept,
                "goals_decided": line.decided_cells,
                **_total(line.total),
                "flow": flow_table(line.flow),
            }
            for line in report.customers
        ],
        "flow": flow_table(report.flow),
        "reconciliation": {
            "reconciles": report.flow.reconciles,
            "expected_at_end": report.flow.expected_at_end,
        },
        "attainment": [_cell(cell, report) for cell in report.cells],
        "totals": [{"metric": metric.value, **_total(of_metric)} for metric, of_metric in report.totals],
        "times": [_times(times) for times in report.times],
        "breaches": [_late(late) for late in report.late],
        "still_late": [_late(late) for late in report.still_late],
        **section_tables(report),
        "backlog": _backlog(report.backlog),
        "not_measured": [
            {
                "ticket": ticket.number,
                "subject": ticket.subject,
                "reason": ticket.reason.value,
                "text": ticket.text,
                "other": ticket.other,
                "at": instant(ticket.at),
                "metrics": sorted(metric.value for metric in ticket.metrics) or None,
            }
            for ticket in report.not_measured
        ],
        **_left_out(report),
        "corrections": [
            {
                "ticket": entry.number,
                "kind": entry.kind.value,
                "what": entry.what,
                "occurred_at": instant(entry.occurred_at),
                "recorded_at": instant(entry.recorded_at),
                "reason": entry.reason,
            }
            for entry in report.amendments
        ],
        **_time_spent(report),
        "restatements": [restatement_table(restated) for restated in report.restatements],
        "trend": [_month(point) for point in report.trend],
        "definitions": list(report.definitions),
    }


def _left_out(report: MonthlyReport) -> Json:
    """Nothing where the adjusted figures leave out nothing that was marked as not measured."""
    if not report.left_out:
        return {}
    return {
        "left_out": [
            {
                "ticket": one.number,
                "subject": one.subject,
                "reason": one.reason.value,
                "text": one.text,
                "other": one.other,
                "at": instant(one.at),
                "metric": one.metric.value,
                "severity": one.severity.word,
                "cycle": one.cycle,
                "late": one.late,
            }
            for one in report.left_out
        ]
    }


def _severity_names(report: MonthlyReport) -> Json:
    """Of those that the agreement calls in words of its own; elsewhere severities go by the words of everywhere."""
    named = zip(SEVERITIES, report.called, strict=True)
    own = {severity.word: called for severity, called in named if called != report.words.of(severity)}
    return {"severity_names": own} if own else {}


def _seal(seal: Seal | None) -> Json:
    if seal is None:
        return {"state": "draft", "number": None}
    return {
        "state": "closed",
        "number": seal.number,
        "closed_at": instant(seal.closed_at),
        "digest": seal.digest,
        "replaces": seal.replaces or None,
        "because": seal.because or None,
        "sources": {
            "events": seal.sources.events,
            "agreements": dict(seal.sources.agreements),
            "calendars": dict(seal.sources.calendars),
            "time_zones": seal.sources.time_zones,
            "engine": seal.sources.engine,
        },
    }


def restatement_table(restated: Restatement) -> Json:
    return {
        "month": str(restated.month) if restated.of is None else None,
        "period": str(restated.days),
        "number": restated.number,
        "figures": [
            {"what": figure.what, "before": figure.before, "after": figure.after} for figure in restated.figures
        ],
        "tickets": list(restated.tickets),
    }


def _time_spent(report: MonthlyReport) -> Json:
    """Nothing where the desk does not print it."""
    if report.time_spent is None:
        return {}
    return {
        "time_spent": {
            "minutes": sum(spent.minutes for spent in report.time_spent),
            "tickets": [
                {"ticket": spent.number, "subject": spent.subject, "minutes": spent.minutes}
                for spent in report.time_spent
            ],
        }
    }


def _share(tally: Tally) -> Json:
    return {
        "share": tally.shown() if tally.decided else None,
        "adjusted": {
            "decided": tally.adjusted_decided,
            "met": tally.adjusted_met,
            "share": tally.adjusted_shown() if tally.adjusted_decided else None,
        },
    }


def _side_by_side(report: MonthlyReport) -> Iterator[tuple[Period, Sequence[tuple[Metric, Total]]]]:
    yield report.days, report.totals
    for other in report.others:
        yield other.days, other.metrics


def _compared(other: PeriodTotal | None) -> Json | None:
    return None if other is None else {"period": str(other.days), **_total(other.total), "flow": flow_table(other.flow)}


def _cell(cell: Attainment, report: MonthlyReport) -> Json:
    several = (cell.metric, cell.severity) in report.several_goals
    return {
        "metric": cell.metric.value,
        "severity": cell.severity.word,
        "tier": Tier.PUBLIC.value,
        "decided": cell.decided,
        "met": cell.met,
        "breached": cell.breached,
        "goal": None if several else cell.goal,
        "met_goal": report.verdict(cell),
        "excluded": cell.excluded,
        "waived": cell.waived,
        "budget": None if several else cell.budget(cell.goal),
        **_share(cell),
    }


def _total(total: Total) -> Json:
    return {
        "decided": total.decided,
        "met": total.met,
        "breached": total.breached,
        "goal": total.goal,
        "met_goal": total.met_goal,
        "excluded": total.excluded,
        "waived": total.waived,
        **_share(total),
    }


def _month(point: MonthTotal) -> Json:
    return {
        "month": str(point.month),
        **_total(point.total),
        "flow": None if point.flow is None else flow_table(point.flow),
        "metrics": [
            {
                "metric": held.metric.value,
                **_total(held.total),
                "median_s": None if held.median is None else held.median.seconds,
                "p90_s": None if held.p90 is None else held.p90.seconds,
            }
            for held in point.metrics
        ],
        "cells": [
            {
                "metric": cell.metric.value,
                "severity": cell.severity.word,
                "decided": cell.decided,
                "met": cell.met,
                "share": cell.shown() if cell.decided else None,
            }
            for cell in point.cells
        ],
    }


def _times(times: Times) -> Json:
    worked = Ranks(times.median, times.p75, times.p90, times.longest)
    return {
        "metric": times.metric.value,
        "severity": times.severity.word,
        "decided": times.decided,
        "target_s": times.target,
        **_ranks(worked),
        "at_least": [name for name in RANKS if (value := getattr(worked, name)) is not None and value.at_least],
        "calendar": _ranks(times.calendar or Ranks(None, None, None, None)),
    }


def _ranks(ranks: Ranks) -> Json:
    values: dict[str, Percentile | None] = {name: getattr(ranks, name) for name in RANKS}
    return {f"{name}_s": None if value is None else value.seconds for name, value in values.items()}


def _late(late: LateTarget) -> Json:
    return {
        "ticket": late.number,
        "subject": late.subject,
        "customer": late.customer or None,
        "severity": late.severity.word,
        "metric": late.metric.value,
        "cycle": late.cycle,
        "target_s": late.target,
        "used_s": late.used,
        "late_s": late.late,
        "running": late.running,
        "received_at": instant(late.received_at),
        "due_at": instant(late.due_at),
        "decided_at": instant(late.decided_at),
        "ended_at": instant(late.ended_at),
        "reason": late.reason,
        "reason_code": None if late.code is None else late.code.value,
        "waived": late.waived,
        "waiver": late.waiver,
        "set_aside": late.set_aside,
        "ball": [
            {"holder": turn.holder.value, "start": instant(turn.start), "end": instant(turn.end)} for turn in late.turns
        ],
    }


def _backlog(backlog: Backlog) -> Json:
    return {
        "tickets": backlog.tickets,
        "paused": backlog.paused,
        "bands": [
            {
                "from_days": band.first,
                "to_days": band.last,
                "tickets": band.tickets,
                **{severity.word: band.of(severity) for severity in SEVERITIES},
            }
            for band in backlog.bands
        ],
        "oldest": [
            {
                "ticket": ticket.number,
                "subject": ticket.subject,
                "severity": ticket.severity.word,
                "received_at": instant(ticket.received_at),
                "working_days": ticket.age,
                "paused": ticket.paused,
            }
            for ticket in backlog.oldest
        ],
    }
