"""What the desk's own edition of a report adds, as the template takes it (C16)."""

from slaapp.documents.month_back import clock_words
from slaapp.documents.month_front import NOTHING, SUBJECT, Shown, severity_words
from slaapp.domain.durations import AT_LEAST, NARROW
from slaapp.domain.spans import Seconds
from slaapp.languages import Words
from slaapp.reports.inside import DeskReport, InternalCell, LateInside, Share
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.texts import tidy

NAME = 60
"""So many characters of a person's name are printed."""


def inside(report: MonthlyReport) -> Shown | None:
    """None in the editions of others."""
    if not isinstance(report, DeskReport):
        return None
    return {
        "targets": [_target(cell, report) for cell in report.inside.cells],
        "late": [_late(found, report) for found in report.inside.late],
        "people": [_share(share, report.words) for share in report.inside.shares],
    }


def mark(report: MonthlyReport) -> str:
    """By which each page says that it is internal; nothing in the editions of others."""
    return report.words("report.internal") if isinstance(report, DeskReport) else ""


def marked(words: str, report: MonthlyReport) -> str:
    return " · ".join(part for part in (words, mark(report)) if part)


def _target(cell: InternalCell, report: MonthlyReport) -> Shown:
    words, held, margin = report.words, cell.attainment, cell.margin
    counts = [words.count(held.decided), words.count(held.met), words.count(held.breached)]
    share = words.number(held.shown()) if held.decided else NOTHING
    return {
        **severity_words(held.severity, report.name_of(held.severity)),
        "metric": words.of(held.metric),
        "words": [_length(cell.target, words), _length(cell.public, words), f"{held.goal} %", *counts, share],
        "kept": held.met_goal,
        "margin": NOTHING if margin is None else f"{margin.median} %",
        "p90": NOTHING if margin is None else f"{margin.p90} %",
    }


def _length(seconds: Seconds | None, words: Words) -> str:
    return NOTHING if seconds is None else words.exact(seconds)


def _late(found: LateInside, report: MonthlyReport) -> Shown:
    words = report.words
    at_least = f"{AT_LEAST}{NARROW}" if found.running else ""
    return {
        **severity_words(found.severity, report.name_of(found.severity)),
        "number": str(found.number),
        "subject": tidy(found.subject, longest=SUBJECT),
        "clock": clock_words(found.metric, found.target, words),
        "used": f"{at_least}{words.used(found.used)}",
        "late": f"{at_least}+{words.late(found.late)}",
        "person": tidy(found.person, longest=NAME) or NOTHING,
    }


def _share(share: Share, words: Words) -> Shown:
    flow = share.flow
    counts = (flow.received, flow.reopened, flow.resolved, flow.left_otherwise, flow.open_at_end)
    return {
        "person": tidy(share.person, longest=NAME) or words("section.inside.nobody"),
        "numbers": [words.count(count) for count in (*counts, share.late, share.late_inside)],
    }
