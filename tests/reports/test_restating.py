"""What is recorded after a month was closed and changes a figure is restated: the old value beside the new (R7)."""

from typing import Any

import pytest
from msgspec.structs import replace

from slaapp.domain.compliance import Percentile
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.reports.month_data import TimeSpent
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.restating import restatement
from slaapp.reports.seal import Restated
from tests.reports.northgate import february

STATED = build(february())
NUMBER = "R2026-014"


def figures(stated: MonthlyReport, now: MonthlyReport) -> list[tuple[str, str, str]]:
    found = restatement(stated, NUMBER, now)
    assert found is not None
    assert (found.month, found.number) == (stated.month, NUMBER)
    return [(one.what, one.before, one.after) for one in found.figures]


def test_nothing_is_restated_where_no_figure_differs() -> None:
    late = tuple(replace(one, reason="Two were ill", subject="Other words") for one in STATED.late)

    assert restatement(STATED, NUMBER, replace(STATED, late=late, customer="Northgate Academy")) is None


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("open_at_start", "Open at the start"),
        ("received", "Received"),
        ("reopened", "Reopened"),
        ("resolved", "Resolved"),
        ("left_otherwise", "Left otherwise"),
        ("open_at_end", "Open at the end"),
    ],
)
def test_each_count_of_the_flow_is_a_figure(field: str, said: str) -> None:
    held = getattr(STATED.flow, field)

    now = replace(STATED, flow=replace(STATED.flow, **{field: held + 3}))

    assert figures(STATED, now) == [(said, str(held), str(held + 3))]


def test_so_are_the_ages_of_what_is_open_and_how_much_of_it_is_paused() -> None:
    first, *rest = STATED.backlog.bands
    older = replace(first, by_severity=tuple(count + 1 for count in first.by_severity))
    backlog = replace(STATED.backlog, bands=(older, *rest), paused=STATED.backlog.paused + 1)

    assert figures(STATED, replace(STATED, backlog=backlog)) == [
        ("Open at the end, paused", str(STATED.backlog.paused), str(backlog.paused)),
        ("Open at the end, 0 to 1 working days old", str(first.tickets), str(older.tickets)),
    ]


@pytest.mark.parametrize(
    ("rank", "said"),
    [("median", "median"), ("p75", "75th percentile"), ("p90", "90th percentile"), ("longest", "longest")],
)
def test_so_is_each_length_of_time(rank: str, said: str) -> None:
    urgent, *rest = STATED.times
    longer = replace(urgent, **{rank: Percentile(6 * HOUR, at_least=True)})

    ((what, _, after),) = figures(STATED, replace(STATED, times=(longer, *rest)))

    assert (what, after) == (f"First response, urgent, {said}", "≥6\N{NARROW NO-BREAK SPACE}h")


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"met": 12, "breached": 0}, "12 of 12, 100.0 %"),
        ({"waived": 1}, "11 of 12, 91.6 %; adjusted 11 of 11"),
        ({"set_aside_met": 1}, "11 of 12, 91.6 %; adjusted 10 of 11"),
        ({"excluded": 2}, "11 of 12, 91.6 %; 2 not measured"),
        ({"met": 0, "breached": 0}, "no data"),
    ],
)
def test_a_share_says_what_was_waived_set_aside_and_not_measured(change: dict[str, Any], after: str) -> None:
    place, cell = next((at, cell) for at, cell in enumerate(STATED.cells) if (cell.met, cell.breached) == (11, 1))
    cells = (*STATED.cells[:place], replace(cell, **change), *STATED.cells[place + 1 :])

    ((_, before, said),) = figures(STATED, replace(STATED, cells=cells))

    assert (before, said) == ("11 of 12, 91.6 %", after)


def test_what_is_there_only_once_stands_beside_a_dash() -> None:
    spent = replace(STATED, time_spent=(TimeSpent(2214, "Core switch", 90),))

    assert [before for _, before, _ in figures(STATED, spent)] == ["–"]
    assert [after for _, _, after in figures(spent, STATED)] == ["–"]


def test_the_tickets_are_those_whose_late_targets_or_marks_are_not_as_they_were() -> None:
    """Healed, late since, later by a minute, and marked: each is named, whichever of the two reports tells of it."""
    healed, later, *rest = STATED.late
    added = replace(healed, number=2999)
    now = replace(
        STATED,
        late=(replace(later, late=later.late + MINUTE), added, *rest),
        not_measured=(),
        flow=replace(STATED.flow, received=STATED.flow.received + 1),
    )

    found = restatement(STATED, NUMBER, now)

    assert found is not None
    marked = {ticket.number for ticket in STATED.not_measured}
    assert set(found.tickets) == {healed.number, later.number, 2999, *marked}
    assert found.figures == (Restated("Received", str(STATED.flow.received), str(STATED.flow.received + 1)),)
