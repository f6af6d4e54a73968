"""The audit of pauses, corrections and the clock, as the template takes it."""

from slaapp.documents.month_front import SUBJECT, Shown, capital
from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import exact, left, short_instant, used
from slaapp.reports import audit_words
from slaapp.reports.month_data import LATE
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.texts import counted, tidy
from slaapp.wording import METRIC, STATUS


def pauses(report: MonthlyReport) -> Shown:
    audit, zone = report.pause_audit, zone_info(report.zone)
    return {
        "note": audit_words.looked_at(audit.begun) if audit.begun else None,
        "last_minutes": [
            {
                "number": str(pause.number),
                "subject": tidy(pause.subject, longest=SUBJECT),
                "words": [
                    STATUS[pause.status],
                    short_instant(pause.began_at, zone),
                    METRIC[pause.metric],
                    left(pause.left),
                    audit_words.STANDING[pause.state],
                ],
            }
            for pause in audit.last_minutes
        ],
        "silent": [
            {
                "number": str(pause.number),
                "subject": tidy(pause.subject, longest=SUBJECT),
                "words": [
                    STATUS[pause.status],
                    short_instant(pause.began_at, zone),
                    "goes on" if pause.ended_at is None else short_instant(pause.ended_at, zone),
                    used(pause.paused),
                ],
            }
            for pause in audit.silent
        ],
        "repeated": [
            {
                "number": str(held.number),
                "subject": tidy(held.subject, longest=SUBJECT),
                "words": [str(held.pauses), used(held.paused)],
            }
            for held in audit.repeated
        ],
        "rows": [
            {"status": STATUS[pause.status], "tickets": counted(pause.tickets, "ticket"), "paused": used(pause.seconds)}
            for pause in report.pauses
        ],
    }


def corrections(report: MonthlyReport) -> Shown:
    zone = zone_info(report.zone)
    return {
        "note": "Beneath each entry stands what it changes: against its not having been made or, of one written down "
        f"more than {exact(LATE)} late, against its having happened when it was written down.",
        "effects": [capital(audit_words.effects_words(entry.effects, zone)) for entry in report.amendments],
        "clock": [f"{step.number} {audit_words.clock_step_words(step, zone)}" for step in report.clock_steps],
        "right": audit_words.CLOCK_WAS_RIGHT,
    }
