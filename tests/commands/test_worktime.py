"""`slaapp worktime`: the conformance tool, and the same for a person."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Command

DATA = Path(__file__).parent.parent / "data"


def test_the_cases_of_other_systems_are_answered_in_their_order(slaapp: Command) -> None:
    result = slaapp("worktime", "--cases", str(DATA / "calendar_cases.json"))

    cases = json.loads((DATA / "calendar_cases.json").read_text())
    assert [answer["id"] for answer in result.json] == [case["id"] for case in cases]
    milliseconds = next(answer for answer in result.json if answer["id"] == "moment-046")
    assert milliseconds["result"] == "2015-03-02T09:00:00.555000Z"
    assert next(answer for answer in result.json if answer["id"] == "biz-002")["result"] == 0


def test_a_table_with_cases_is_answered_too(slaapp: Command) -> None:
    result = slaapp("worktime", "--cases", str(DATA / "random_calendar_cases.json"))

    assert len(result.json) == 600
    assert next(answer for answer in result.json if answer["id"] == "rnd-0004")["result"] == "2015-08-25T18:23:47Z"


def test_a_calendar_that_never_opens_gives_null(slaapp: Command, tmp_path: Path) -> None:
    case = {"id": "x", "zone": "UTC", "week": {}, "op": "add", "start": "2026-03-09T10:00:00Z", "minutes": 5}
    (tmp_path / "cases.json").write_text(json.dumps([case]))

    assert slaapp("worktime", "--cases", str(tmp_path / "cases.json")).json == [{"id": "x", "result": None}]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ({"zone": "UTC", "week": {}, "op": "guess", "start": "2026-03-09T10:00:00Z"}, "[0].op: “guess” is not known"),
        ({"zone": "UTC", "week": {}, "op": "is_open", "start": "2026-03-09T10:00:00"}, "[0].start: "),
        (
            {"zone": "UTC", "week": {}, "op": "add", "start": "2026-03-09T10:00:00Z", "minutes": "5"},
            "[0].minutes: a number",
        ),
        ({"week": {}, "op": "is_open", "start": "2026-03-09T10:00:00Z"}, "[0].zone: this is missing."),
        (17, "[0]: a table of names and values"),
    ],
)
def test_a_case_that_cannot_be_understood(slaapp: Command, tmp_path: Path, case: object, sentence: str) -> None:
    (tmp_path / "cases.json").write_text(json.dumps([case]))

    result = slaapp("worktime", "--cases", str(tmp_path / "cases.json"))

    assert (result.code, result.out) == (2, "")
    assert sentence in result.err


def test_a_person_asks_for_a_due_instant_and_for_what_has_passed(slaapp: Command) -> None:
    slaapp("new")
    due = slaapp("worktime", "add", "--from", "2026-03-13T16:30:00Z", "--work", "2h")
    passed = slaapp("worktime", "between", "--from", "2026-03-13T16:30:00Z", "--to", "2026-03-16T10:30:00Z", "--json")

    assert due.out == "Mon 16 Mar 2026 10:30:00 UTC\n"
    assert passed.json == {"seconds": 2 * 3600}


def test_what_is_missing_is_said(slaapp: Command) -> None:
    slaapp("new")
    assert "say add or between" in slaapp("worktime").err
    assert "--from: give an instant" in slaapp("worktime", "add", "--work", "2h").err
    assert "--work: say how much" in slaapp("worktime", "add", "--from", "2026-03-13T16:30:00Z").err
    assert (
        "There is no calendar named “Moon”"
        in slaapp("worktime", "add", "--calendar", "Moon", "--from", "2026-03-13T16:30:00Z", "--work", "1h").err
    )
