"""The sections of the full report for machines: plain values, instants as UTC text, lengths of time in seconds."""

from datetime import UTC, datetime
from typing import Any

from slaapp.domain.flow import Flow
from slaapp.domain.spans import Instant
from slaapp.reports.audit_data import PauseAudit
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import CloseTarget
from slaapp.reports.review_data import Decision
from slaapp.reports.sections import reconciliations

Json = dict[str, Any]


def instant(at: Instant | None) -> str | None:
    """`2026-02-01T00:00:00Z`"""
    return None if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def flow_table(flow: Flow) -> Json:
    return {
        "open_at_start": flow.open_at_start,
        "received": flow.received,
        "reopened": flow.reopened,
        "resolved": flow.resolved,
        "left_otherwise": flow.left_otherwise,
        "open_at_end": flow.open_at_end,
    }


def section_tables(report: MonthlyReport) -> Json:
    arrivals = report.arrivals
    return {
        "near_misses": [_close(target) for target in report.near_misses],
        "at_risk": [_close(target) for target in report.at_risk],
        "reasons": [
            {
                "reason": line.reason,
                "reason_code": None if line.code is None else line.code.value,
                "targets": line.targets,
                "waived": line.waived,
                "late_s": line.late,
                "running_total": line.running_total,
            }
            for line in report.reasons
        ],
        "curves": [
            {"metric": curve.metric.value, "decided": curve.decided, "by_tenth_of_target": list(curve.counts)}
            for curve in report.curves
        ],
        "weeks": [
            {
                "first_day": week.days.first_day.isoformat(),
                "last_day": week.days.last_day.isoformat(),
                **flow_table(week.flow),
                "not_measured": week.not_measured,
            }
            for week in report.weeks
        ],
        "received_by": {one.by: dict(one.rows) for one in report.received_by},
        "arrivals": {
            "counts": [list(row) for row in arrivals.counts],
            "outside": [list(row) for row in arrivals.outside],
            "open": [list(row) for row in arrivals.opened],
        },
        "pauses": [
            {"status": pause.status.value, "tickets": pause.tickets, "paused_s": pause.seconds}
            for pause in report.pauses
        ],
        "pause_audit": _pause_audit(report.pause_audit),
        "correction_effects": [
            {
                "ticket": entry.number,
                "what": entry.what,
                "recorded_at": instant(entry.recorded_at),
                "metric": effect.metric.value,
                "cycle": effect.cycle,
                "due_at": instant(effect.due_at),
                "due_without_at": instant(effect.due_without),
                "state": effect.state.value,
                "state_without": effect.state_without.value,
            }
            for entry in report.amendments
            for effect in entry.effects
        ],
        "clock_steps": [
            {"ticket": step.number, "recorded_at": instant(step.recorded_at), "behind_s": step.behind}
            for step in report.clock_steps
        ],
        "actions": [_action(action) for action in report.actions],
        "wishes": [
            {
                "agreement": wish.agreement,
                "metric": wish.metric.value,
                "severity": wish.severity.word,
                "wished_s": wish.wished,
                "agreed_s": wish.agreed,
            }
            for wish in report.wishes
        ],
        "checks": [
            {
                "section": check.section.value,
                "what": check.what,
                "counted": check.counted,
                "expected": check.expected,
                "agrees": check.agrees,
            }
            for check in reconciliations(report)
        ],
    }


def _close(target: CloseTarget) -> Json:
    return {
        "ticket": target.number,
        "subject": target.subject,
        "severity": target.severity.word,
        "metric": target.metric.value,
        "cycle": target.cycle,
        "target_s": target.target,
        "used_s": target.used,
        "left_s": target.left,
        "due_at": instant(target.due_at),
        "ended_at": instant(target.ended_at),
    }


def _pause_audit(audit: PauseAudit) -> Json:
    return {
        "begun": audit.begun,
        "last_minutes": [
            {
                "ticket": pause.number,
                "subject": pause.subject,
                "status": pause.status.value,
                "began_at": instant(pause.began_at),
                "metric": pause.metric.value,
                "cycle": pause.cycle,
                "left_s": pause.left,
                "state": pause.state.value,
            }
            for pause in audit.last_minutes
        ],
        "without_message": [
            {
                "ticket": pause.number,
                "subject": pause.subject,
                "status": pause.status.value,
                "began_at": instant(pause.began_at),
                "ended_at": instant(pause.ended_at),
                "paused_s": pause.paused,
            }
            for pause in audit.silent
        ],
        "repeated": [
            {"ticket": held.number, "subject": held.subject, "pauses": held.pauses, "paused_s": held.paused}
            for held in audit.repeated
        ],
    }


def _action(action: Decision) -> Json:
    return {
        "number": action.number,
        "agreement": action.agreement,
        "text": action.text,
        "owner": action.owner,
        "due": None if action.due is None else action.due.isoformat(),
        "decided_at": instant(action.decided_at),
        "closed_at": instant(action.closed_at),
        "outcome": action.outcome,
        "ticket": action.ticket,
    }
