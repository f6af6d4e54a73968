"""The period beside the one before and the same one of the year before, as the template takes it."""

from slaapp.documents.month_front import NOTHING, Shown, points
from slaapp.domain.compliance import Total
from slaapp.domain.durations import MINUS
from slaapp.reports import period_words
from slaapp.reports.month_report import MonthlyReport
from slaapp.wording import METRIC


def comparison(report: MonthlyReport) -> Shown:
    """Shares with their difference in points, counts with theirs."""
    others = report.others
    by_metric = [dict(other.metrics) for other in others]
    shares = [("All targets", report.total, [other.total for other in others])]
    shares += [
        (METRIC[metric], total, [held.get(metric, Total()) for held in by_metric]) for metric, total in report.totals
    ]
    counts = [
        (words, getattr(report.flow, name), [getattr(other.flow, name) for other in others])
        for words, name in (
            ("Tickets received", "received"),
            ("Tickets resolved", "resolved"),
            ("Tickets reopened", "reopened"),
            ("Open at the end", "open_at_end"),
        )
    ]
    return {
        "head": [period_words.name(days) for days in (report.days, *(other.days for other in others))],
        "shares": [
            {
                "words": words,
                "this": _on_time(this),
                "others": [
                    [
                        _on_time(other),
                        NOTHING
                        if this.tenths is None or other.tenths is None
                        else f"{points(this.tenths - other.tenths)} points",
                    ]
                    for other in compared
                ],
            }
            for words, this, compared in shares
        ],
        "counts": [
            {"words": words, "this": str(this), "others": [[str(other), _more(this - other)] for other in compared]}
            for words, this, compared in counts
        ],
        "note": "On time in %, with the targets met and decided; beside it, by how much this period differs.",
    }


def _on_time(total: Total) -> str:
    return "no data" if total.tenths is None else f"{total.shown()} ({total.met}/{total.decided})"


def _more(count: int) -> str:
    return f"+{count}" if count > 0 else f"{MINUS}{-count}" if count < 0 else "±0"
