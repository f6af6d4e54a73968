"""What is to be done and what came of it, as the template takes it: all of it, and what is done about a late ticket."""

from slaapp.documents.month_front import NOTHING, Shown
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.review_data import Decision
from slaapp.reports.texts import tidy


def actions(report: MonthlyReport) -> Shown:
    words = report.words
    return {
        "rows": [
            {
                "number": str(action.number),
                "text": _about(action, report),
                "owner": tidy(action.owner, longest=60),
                "due": NOTHING if action.due is None else words.long_day(action.due),
                "state": _state(action, report),
            }
            for action in report.actions
        ]
    }


def by_ticket(report: MonthlyReport) -> dict[int, list[str]]:
    """What keeps missed targets of a ticket from happening again, a line each."""
    found: dict[int, list[str]] = {}
    for action in report.actions:
        if action.ticket is not None:
            found.setdefault(action.ticket, []).append(_line(action, report))
    return found


def _line(action: Decision, report: MonthlyReport) -> str:
    """`Action: keep spare fuses (Kim L., 20 Apr 2026, open)`"""
    words = report.words
    due = "" if action.due is None else words.dated_day(action.due)
    standing = ", ".join(filter(None, (tidy(action.owner, longest=60), due, _state(action, report))))
    return words("section.ball.action", text=tidy(action.text, longest=400), standing=standing)


def _state(action: Decision, report: MonthlyReport) -> str:
    words = report.words
    if action.is_open(report.cut_off - 1):
        return words("section.actions.open")
    return tidy(words("section.actions.closed", outcome=tidy(action.outcome)), longest=200)


def _about(action: Decision, report: MonthlyReport) -> str:
    text, words = tidy(action.text, longest=400), report.words
    return text if action.ticket is None else words("section.actions.about", text=text, number=action.ticket)
