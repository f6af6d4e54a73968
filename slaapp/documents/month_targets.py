"""The targets of the full report one by one: counts, goal and how long their clocks took."""

from collections.abc import Iterator, Sequence

from slaapp.documents.month_back import ranks_of, took
from slaapp.documents.month_front import NOTHING, Shown, points, severity_words
from slaapp.domain.compliance import Attainment, Percentile
from slaapp.domain.durations import AT_LEAST
from slaapp.languages import Words
from slaapp.reports.month_report import MonthlyReport, Ranks, Times
from slaapp.reports.month_sections import FEW


def targets(report: MonthlyReport) -> Shown:
    """Every target with its goal, its counts and how long its clocks took; what the sheet shows as bars."""
    words = report.words
    return {
        "note": " ".join(_of_times(report.times, words)),
        "rows": [
            {
                "metric": words.of(cell.metric),
                **severity_words(cell.severity, report.name_of(cell.severity)),
                "words": [
                    NOTHING if times.target is None else words.exact(times.target),
                    NOTHING if (goal := _goal(cell, report)) is None else words("report.percent", share=goal),
                    *(words.count(count) for count in (cell.decided, cell.met, cell.breached)),
                    NOTHING if cell.tenths is None else words.number(cell.shown()),
                    NOTHING if cell.tenths is None or goal is None else points(cell.tenths - 10 * goal, words),
                    words.count(cell.excluded) if cell.excluded else NOTHING,
                    words.count(cell.waived) if cell.waived else NOTHING,
                    words.number(cell.adjusted_shown()) if cell.adjusted else NOTHING,
                ],
                "took": _took(times, words),
                "kept": report.verdict(cell),
            }
            for cell, times in zip(report.cells, report.times, strict=True)
        ],
    }


def _took(times: Times, words: Words) -> list[str]:
    """`median 4 h 50 m`, and so on; nothing where nothing was decided."""
    if not times.decided:
        return []
    shown = zip(("median", "p90", "longest"), _shown_of(times), strict=True)
    return [words(f"section.targets.{rank}", took=took(value, words)) for rank, value in shown]


def _shown_of(ranks: Times | Ranks) -> tuple[Percentile | None, ...]:
    return ranks.median, ranks.p90, ranks.longest


def _of_times(every: Sequence[Times], words: Words) -> Iterator[str]:
    yield words("section.targets.note", few=FEW)
    if any(value is not None and value.at_least for times in every for value in _shown_of(times)):
        yield words("report.times.running", sign=AT_LEAST)


def both_times(report: MonthlyReport) -> Shown:
    """Every cell in which something was decided, by support hours and by the calendar."""
    words = report.words
    return {
        "rows": [
            {
                "metric": words.of(times.metric),
                **severity_words(times.severity, report.name_of(times.severity)),
                "words": [
                    words.count(times.decided),
                    *(took(value, words) for value in ranks_of(times)),
                    *(took(value, words) for value in ranks_of(times.calendar)),
                ],
            }
            for times in report.times
            if times.calendar is not None
        ]
    }


def _goal(cell: Attainment, report: MonthlyReport) -> int | None:
    """None where customers were promised different ones."""
    return None if (cell.metric, cell.severity) in report.several_goals else cell.goal
