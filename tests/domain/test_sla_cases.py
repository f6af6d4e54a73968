"""48 scenarios of eight other help desks: each agrees with our rules, or is listed with what differs and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.domain.sla_cases import CASES, ours, theirs

LISTED: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "sla_differences.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_scenario_agrees_or_differs_as_it_is_listed(case: dict[str, Any]) -> None:
    said, expected = ours(case), theirs(case)
    differing = {field: [expected[field], said[field]] for field in said if said[field] != expected[field]}

    if case["id"] in LISTED:
        assert differing == LISTED[case["id"]]["theirs_and_ours"]
        assert len(LISTED[case["id"]]["reason"]) > 20
    else:
        assert differing == {}


def test_the_list_names_no_case_twice_and_none_that_is_not_there() -> None:
    assert set(LISTED) <= {case["id"] for case in CASES}
    assert len(CASES) - len(LISTED) >= 30
