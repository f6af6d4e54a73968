"""The audit of pauses, corrections and the clock, as the template takes it."""

from slaapp.documents.month_front import SUBJECT, Shown
from slaapp.domain.calendar import zone_info
from slaapp.reports import audit_words
from slaapp.reports.facts import capital
from slaapp.reports.month_data import LATE
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.texts import tidy


def pauses(report: MonthlyReport) -> Shown:
    audit, zone, words = report.pause_audit, zone_info(report.zone), report.words
    goes_on = words("audit.goes_on")
    return {
        "note": audit_words.looked_at(audit.begun, words) if audit.begun else None,
        "last_minutes": [
            {
                "number": str(pause.number),
                "subject": tidy(pause.subject, longest=SUBJECT),
                "words": [
                    words.of(pause.status),
                    words.short_instant(pause.began_at, zone),
                    words.of(pause.metric),
                    words.left(pause.left),
                    words.of(pause.state),
                ],
            }
            for pause in audit.last_minutes
        ],
        "silent": [
            {
                "number": str(pause.number),
                "subject": tidy(pause.subject, longest=SUBJECT),
                "words": [
                    words.of(pause.status),
                    words.short_instant(pause.began_at, zone),
                    goes_on if pause.ended_at is None else words.short_instant(pause.ended_at, zone),
                    words.used(pause.paused),
                ],
            }
            for pause in audit.silent
        ],
        "repeated": [
            {
                "number": str(held.number),
                "subject": tidy(held.subject, longest=SUBJECT),
                "words": [words.count(held.pauses), words.used(held.paused)],
            }
            for held in audit.repeated
        ],
        "rows": [
            {
                "status": words.of(pause.status),
                "tickets": words.counted("count.ticket", pause.tickets),
                "paused": words.used(pause.seconds),
            }
            for pause in report.pauses
        ],
    }


def corrections(report: MonthlyReport) -> Shown:
    zone, words = zone_info(report.zone), report.words
    steps = [f"{step.number} {audit_words.clock_step_words(step, zone, words)}" for step in report.clock_steps]
    return {
        "note": words("report.corrections.note", late=words.exact(LATE)),
        "effects": [capital(audit_words.effects_words(entry.effects, zone, words)) for entry in report.amendments],
        "clock": words("report.corrections.clock_behind", entries="; ".join(steps))
        if steps
        else words("audit.clock_right"),
    }
