"""Whether the month's report is a draft or closed, and what it restates of months closed before, as it is printed."""

from typing import Any

from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import MONTHS, long_instant
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.seal import Restatement
from slaapp.reports.texts import counted, listed, tidy

Shown = dict[str, Any]

NO_BREAK = "\u00a0"
LONGEST = 120
"""So many characters of why a month was reopened are printed."""
NAMED = 12
"""So many tickets are named."""


def standing(report: MonthlyReport) -> str:
    """`Draft`, or the report's number."""
    return "Draft" if report.seal is None else report.seal.number


def footer(report: MonthlyReport, customer: str, period: str) -> str:
    """What each page says at its foot: a closed report its number first and its digest last."""
    if report.seal is None:
        return f"Service report · {tidy(customer, longest=50)} · {period} · Draft"
    digest = report.seal.short.replace(" ", NO_BREAK)
    return f"{report.seal.number} · {tidy(customer, longest=32)} · {period} · {digest}"


def issue(report: MonthlyReport) -> str:
    """The end of the small print."""
    seal = report.seal
    if seal is None:
        return "draft without a number"
    words = f"closed {long_instant(seal.closed_at, zone_info(report.zone))}, digest {seal.short}"
    if seal.replaces:
        words += f" · replaces report {seal.replaces}: {tidy(seal.because, longest=LONGEST)}"
    return words


def restatements(report: MonthlyReport) -> list[Shown]:
    return [_restatement(restated) for restated in report.restatements]


def _restatement(restated: Restatement) -> Shown:
    first = restated.figures[0]
    numbers = [str(ticket) for ticket in restated.tickets]
    few = numbers[:NAMED] + ([f"{len(numbers) - NAMED} more"] if len(numbers) > NAMED else [])
    tickets = f" ({'ticket' if len(numbers) == 1 else 'tickets'} {listed(few)})" if few else ""
    return {
        "title": f"Restatement of {MONTHS[restated.month.month - 1]} {restated.month.year}, report {restated.number}",
        "words": f"{first.what}: was {first.before}, is {first.after}",
        "count": counted(len(restated.figures), "figure"),
        "why": f"Recorded after the report was closed{tickets}",
        "rows": [{"what": figure.what, "before": figure.before, "after": figure.after} for figure in restated.figures],
    }
