"""The reference's own figures, recomputed from the final columns of the source."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from tests.oracles.uci import DONE, Final, Rows, final, month_of, next_month

Figures = dict[str, Any]


def recomputed(found: dict[str, Rows]) -> Figures:
    ends = [final(rows) for rows in found.values()]
    rows = [row for of_one in found.values() for row in of_one]
    months = sorted({month for end in ends for month in map(month_of, (end.opened_at, end.done_at, end.closed_at))})
    updates = Counter((row["number"], row["sys_mod_count"]) for row in rows)
    left = [_left_done(of_one) for of_one in found.values()]
    reopened = [int(of_one[-1]["reopen_count"]) for of_one in found.values()]
    return {
        "counts": {
            "event_rows": len(rows),
            "columns": len(rows[0]),
            "incidents": len(found),
            "incidents_without_resolved_at": sum(end.resolved_at is None for end in ends),
            "number_plus_sys_mod_count_duplicates": sum(count - 1 for count in updates.values()),
            "rows_state_minus_100": sum(row["incident_state"] == "-100" for row in rows),
        },
        "per_priority_final": _by(end.priority for end in ends),
        "per_priority_first_row": _by(of_one[0]["priority"] for of_one in found.values()),
        "incidents_whose_priority_changed": sum(
            len({row["priority"] for row in of_one}) > 1 for of_one in found.values()
        ),
        "made_sla": _verdicts(ends),
        "made_sla_by_priority": {
            word: _verdicts(_with(ends, "priority", word)) for word in _by(end.priority for end in ends)
        },
        "flow_per_month": {month: _flow(ends, month) for month in months},
        "backlog_month_end": {month: _backlog(ends, month) for month in months},
        "reopened": {
            "incidents_reopen_count_gt_0": sum(count > 0 for count in reopened),
            "sum_reopen_count": sum(reopened),
            "incidents_with_row_leaving_Resolved_or_Closed": sum(count > 0 for count in left),
            "rows_leaving_Resolved_or_Closed": sum(left),
        },
        "state_rows": _by(row["incident_state"] for row in rows),
    }


def _by(words: Iterable[str]) -> dict[str, int]:
    return dict(Counter(words))


def _with(ends: list[Final], field: str, value: str) -> list[Final]:
    return [end for end in ends if getattr(end, field) == value]


def _verdicts(ends: list[Final]) -> tuple[int, int]:
    kept = sum(end.made_sla for end in ends)
    return kept, len(ends) - kept


def _flow(ends: list[Final], month: str) -> Figures:
    def in_month(at: Callable[[Final], Any]) -> int:
        return sum(at(end) is not None and month_of(at(end)) == month for end in ends)

    return {
        "opened": in_month(lambda end: end.opened_at),
        "resolved_at_in_month": in_month(lambda end: end.resolved_at),
        "resolved_or_closed_in_month": in_month(lambda end: end.done_at),
        "closed": in_month(lambda end: end.closed_at),
    }


def _backlog(ends: list[Final], month: str) -> Figures:
    instant = next_month(month)
    here = [end for end in ends if end.opened_at < instant]
    unresolved = [end for end in here if end.done_at >= instant]
    by_priority = Counter(end.priority for end in unresolved)
    return {
        "instant": f"{instant:%Y-%m-%dT%H:%M}",
        "unresolved": len(unresolved),
        "not_closed": sum(end.closed_at >= instant for end in here),
        "unresolved_by_priority": {word: by_priority[word] for word in sorted({end.priority for end in ends})},
    }


def _left_done(rows: Rows) -> int:
    states = [row["incident_state"] in DONE for row in rows]
    return sum(was and not now for was, now in pairwise(states))
