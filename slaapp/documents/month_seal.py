"""Whether the month's report is a draft or closed, and what it restates of months closed before, as it is printed."""

from typing import Any

from slaapp.domain.calendar import zone_info
from slaapp.languages import Words
from slaapp.reports import period_words
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.seal import Restatement
from slaapp.reports.texts import tidy

Shown = dict[str, Any]

NO_BREAK = "\u00a0"
LONGEST = 120
"""So many characters of why a month was reopened are printed."""
ON_A_LINE, LONGEST_NAME, SHORTEST_NAME = 72, 50, 16
"""So many characters of the foot of a page stand beside when it was made, and so many of them may be the customer's."""
NAMED = 12
"""So many tickets are named."""


def standing(report: MonthlyReport, words: Words) -> str:
    """`Draft`, or the report's number."""
    return words("report.draft") if report.seal is None else report.seal.number


def footer(report: MonthlyReport, customer: str, period: str, mark: str = "") -> str:
    """What each page says at its foot: a closed report its number first and its digest last, then a `mark`. The
    customer's name is cut so that it stays on one line."""

    def said(customer: str) -> str:
        if report.seal is None:
            parts = [report.words("report.footer_draft", customer=customer, period=period)]
        else:
            parts = [report.seal.number, customer, period, report.seal.short.replace(" ", NO_BREAK)]
        return " · ".join(part for part in (*parts, mark) if part)

    return said(tidy(customer, longest=max(SHORTEST_NAME, min(LONGEST_NAME, ON_A_LINE - len(said(""))))))


def issue(report: MonthlyReport, words: Words) -> str:
    """The end of the small print."""
    seal = report.seal
    if seal is None:
        return words("report.draft_without_number")
    at = words.long_instant(seal.closed_at, zone_info(report.zone))
    said = words("report.closed", at=at, digest=seal.short)
    if seal.replaces:
        because = tidy(seal.because, longest=LONGEST)
        said += f" · {words('report.replaces', number=seal.replaces, because=because)}"
    return said


def restatements(report: MonthlyReport) -> list[Shown]:
    return [_restatement(restated, report.words) for restated in report.restatements]


def _restatement(restated: Restatement, words: Words) -> Shown:
    rows = [
        {"what": figure.what, "before": words.grouped(figure.before), "after": words.grouped(figure.after)}
        for figure in restated.figures
    ]
    numbers = [str(ticket) for ticket in restated.tickets]
    few = numbers[:NAMED]
    if len(numbers) > NAMED:
        few.append(words("count.more", count=len(numbers) - NAMED))
    why = words("report.restated.why")
    if few:
        why = words.counted("report.restated.why_tickets", len(numbers), tickets=words.listed(few))
    return {
        "title": words("report.restated.title", month=period_words.name(restated.days, words), number=restated.number),
        "words": words("report.restated.words", **rows[0]),
        "count": words.counted("count.figure", len(restated.figures)),
        "why": why,
        "rows": rows,
    }
