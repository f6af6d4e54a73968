"""The period beside the one before and the same one of the year before, as the template takes it."""

from slaapp.documents.month_front import NOTHING, Shown, points
from slaapp.domain.compliance import Total
from slaapp.domain.durations import MINUS
from slaapp.languages import Words
from slaapp.reports import period_words
from slaapp.reports.month_report import MonthlyReport


def comparison(report: MonthlyReport) -> Shown:
    """Shares with their difference in points, counts with theirs."""
    words, others = report.words, report.others
    by_metric = [dict(other.metrics) for other in others]
    shares = [(words("section.comparison.all_targets"), report.total, [other.total for other in others])]
    shares += [
        (words.of(metric), total, [held.get(metric, Total()) for held in by_metric]) for metric, total in report.totals
    ]
    counts = [
        (
            words(f"section.comparison.{name}"),
            getattr(report.flow, name),
            [getattr(other.flow, name) for other in others],
        )
        for name in ("received", "resolved", "reopened", "open_at_end")
    ]
    return {
        "head": [period_words.name(days, words) for days in (report.days, *(other.days for other in others))],
        "shares": [
            {
                "words": named,
                "this": _on_time(this, words),
                "others": [[_on_time(other, words), _difference(this, other, words)] for other in compared],
            }
            for named, this, compared in shares
        ],
        "counts": [
            {
                "words": named,
                "this": words.count(this),
                "others": [[words.count(other), _more(this - other, words)] for other in compared],
            }
            for named, this, compared in counts
        ],
        "note": words("section.comparison.note"),
    }


def _on_time(total: Total, words: Words) -> str:
    if total.tenths is None:
        return words("report.no_data")
    return f"{words.number(total.shown())} ({words.count(total.met)}/{words.count(total.decided)})"


def _difference(this: Total, other: Total, words: Words) -> str:
    if this.tenths is None or other.tenths is None:
        return NOTHING
    return words("section.comparison.points", points=points(this.tenths - other.tenths, words))


def _more(count: int, words: Words) -> str:
    return f"{'+' if count > 0 else MINUS if count < 0 else '±'}{words.count(abs(count))}"
