"""960 cases of other systems and of a generator, all of which must agree."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from slaapp.domain.calendar import Calendar, CalendarLine, Opening, Openings
from slaapp.domain.working_time import WorkingTime

DATA = Path(__file__).parent.parent / "data"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.mark.parametrize(("file", "count"), [("calendar_cases.json", 360), ("random_calendar_cases.json", 600)])
def test_every_case_agrees(file: str, count: int) -> None:
    cases = list(read(file))
    differing = [
        f"{case['id']}: {told}, not {case['expected']}" for case in cases if (told := answer(case)) != wanted(case)
    ]

    assert len(cases) == count
    assert differing == []


def read(file: str) -> Iterator[dict[str, Any]]:
    held = json.loads((DATA / file).read_text("utf-8"))
    yield from held["cases"] if isinstance(held, dict) else held


def answer(case: dict[str, Any]) -> Any:
    hours = WorkingTime(CalendarLine.single("case", calendar(case)))
    start: Any = instant(case["start"])
    match case["op"]:
        case "is_open":
            return hours.is_open(start)
        case "elapsed":
            end: Any = instant(case["end"])
            return hours.between(start, end)
        case "add":
            length: Any = seconds(case, "seconds", "minutes")
            return hours.after(start, length)
    raise AssertionError(case["op"])


def wanted(case: dict[str, Any]) -> Any:
    expected = case["expected"]
    if case["op"] == "elapsed":
        return seconds(case, "expected_seconds", "expected")
    if case["op"] == "is_open" or expected is None:
        return expected
    if "expected_utc" in case:
        assert instant(expected) == instant(case["expected_utc"])
    return instant(expected)


def seconds(case: dict[str, Any], exact: str, minutes: str) -> Fraction:
    """Minutes are rounded where the file holds exact seconds as well."""
    return Fraction(str(case[exact])) if exact in case else Fraction(str(case[minutes])) * 60


def instant(text: str) -> Fraction:
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return Fraction(since // timedelta(microseconds=1), 1_000_000)


def calendar(case: dict[str, Any]) -> Calendar:
    return Calendar(
        zone=case["zone"],
        week=tuple(openings(case["week"].get(day, [])) for day in DAYS),
        holidays={date.fromisoformat(day): "" for day in case["holidays"]},
        special_days={date.fromisoformat(day): openings(pairs) for day, pairs in case.get("extra", {}).items()},
    )


def openings(pairs: list[list[str]]) -> Openings:
    return tuple(Opening.parse(opens, closes) for opens, closes in pairs)
