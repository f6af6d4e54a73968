"""`slaapp simulate`: what the clocks say, and what is said of a scenario that cannot be understood."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.commands.conftest import Command

OFFICE = {day: [["09:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def monday(clock: str) -> str:
    return f"2026-03-09T{clock}:00Z"


def scenario_of(*events: dict[str, Any], as_of: str = monday("16:00"), **more: Any) -> dict[str, Any]:
    return {
        "id": "one",
        "zone": "UTC",
        "week": OFFICE,
        "targets": {"normal": {"first_response": "2h", "resolution": 28800}},
        "events": list(events),
        "as_of": as_of,
        **more,
    }


RECEIVED = {"at": monday("10:00"), "type": "received", "severity": "normal"}


def clock(answer: dict[str, Any], metric: str, tier: str = "public") -> dict[str, Any]:
    found = [held for held in answer["clocks"] if held["metric"] == metric and held["tier"] == tier]
    assert found, f"no clock {metric} {tier}"
    return found[-1]


def test_a_paused_clock_says_when_it_would_be_due(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    waiting = {"at": monday("11:00"), "type": "status", "status": "waiting_customer"}

    result = slaapp("simulate", scenario(scenario_of(RECEIVED, waiting, as_of=monday("15:00"))))

    held = clock(result.json[0], "resolution")
    assert result.code == 0
    assert (held["state"], held["due_at"], held["due_if_resumed"]) == ("paused", None, "2026-03-10T15:00:00Z")
    assert (held["left_s"], held["used_s"], held["paused_s"]) == (7 * 3600, 3600, 3 * 3600)


def test_the_rows_behind_a_clock_add_up(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    raised = {"at": monday("11:00"), "type": "severity", "severity": "urgent"}
    targets = {"normal": {"resolution": "8h"}, "urgent": {"resolution": "2h"}}

    answer = slaapp("simulate", scenario(scenario_of(RECEIVED, raised, targets=targets))).json[0]

    for held, why in zip(answer["clocks"], answer["why"], strict=True):
        counted = sum(row["counts_s"] for row in why["rows"])
        assert (why["metric"], counted) == (held["metric"], held["used_s"])
        assert why["rows"][-1]["left_s"] == (held["left_s"] or 0)
        assert why["rows"][-1]["total_s"] == held["used_s"]


def test_a_list_gives_a_list_in_its_order(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    first, second = scenario_of(RECEIVED), {**scenario_of(RECEIVED), "id": "two"}

    answers = slaapp("simulate", scenario([first, second])).json

    assert [answer["id"] for answer in answers] == ["one", "two"]


def test_urgent_around_the_clock_beside_office_hours(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    always = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    data = scenario_of(
        {"at": monday("16:30"), "type": "received", "severity": "urgent"},
        calendar_by_severity={"urgent": {"week": always}},
        targets={"urgent": {"resolution": "4h"}, "normal": {"resolution": "8h"}},
        as_of=monday("18:00"),
    )

    held = clock(slaapp("simulate", scenario(data)).json[0], "resolution")

    assert (held["severity"], held["used_s"], held["due_at"]) == ("urgent", 5400, monday("20:30"))


def test_the_internal_tier_has_its_own_lengths_and_pauses(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    waiting = {"at": monday("11:00"), "type": "status", "status": "waiting_third_party"}
    data = scenario_of(
        RECEIVED,
        waiting,
        internal={"normal": {"resolution": "6h"}},
        internal_pauses={"resolution": ["waiting_third_party"]},
    )

    answer = slaapp("simulate", scenario(data)).json[0]

    assert clock(answer, "resolution")["state"] == "running"
    assert clock(answer, "resolution", "internal")["state"] == "paused"


def test_corrections_waivers_and_undoing(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    data = scenario_of(
        RECEIVED,
        {"at": monday("10:30"), "type": "status", "status": "waiting_customer"},
        {"at": monday("10:31"), "type": "retracted", "index": 1},
        {
            "at": monday("10:40"),
            "type": "corrected",
            "field": "received_at",
            "value": monday("09:30"),
            "reason": "call",
        },
        {"at": monday("14:00"), "type": "waived", "metric": "first_response", "reason": "agreed"},
        {"at": monday("14:10"), "type": "severity", "severity": "low", "correction": True},
    )

    held = clock(slaapp("simulate", scenario(data)).json[0], "resolution")

    assert (held["started_at"], held["state"], held["severity"]) == (monday("09:30"), "no_target", "low")


def test_every_word_of_the_format_is_understood(slaapp: Command, scenario: Callable[[Any], str]) -> None:
    data = scenario_of(
        {
            **RECEIVED,
            "status": "scheduled",
            "until": monday("11:00"),
            "opened_by_desk": True,
            "answered_on_phone": False,
        },
        {"at": monday("11:10"), "type": "customer_wrote"},
        {"at": monday("11:20"), "type": "noted"},
        {"at": monday("11:30"), "type": "replied"},
        {"at": monday("11:40"), "type": "severity", "severity": "high"},
        {"at": monday("11:50"), "type": "resolved"},
        {"at": monday("13:10"), "type": "reopened"},
        {"at": monday("13:20"), "type": "not_measured", "reason": "force_majeure"},
        {"at": monday("13:30"), "type": "closed"},
        holidays=["2026-12-25"],
        extra={"2026-12-24": [["09:00", "12:00"]]},
        pauses={"resolution": ["scheduled"]},
        internal={"normal": {"update": "1h"}},
        severity_change="from_start",
        reopen_window=3,
        warn_at=80,
    )

    result = slaapp("simulate", scenario(data))

    assert result.code == 0, result.err
    assert {held["state"] for held in result.json[0]["clocks"]} <= {"ended", "not_measured", "no_target"}


def changed(**more: Any) -> dict[str, Any]:
    return {**scenario_of(RECEIVED), **more}


def with_event(**event: Any) -> dict[str, Any]:
    return scenario_of(RECEIVED, {"at": monday("11:00"), **event})


def without(key: str) -> dict[str, Any]:
    data = copy.deepcopy(scenario_of(RECEIVED))
    del data[key]
    return data


BAD = [
    ("not json", "{", "scenario.json is not JSON"),
    ("not a table", 3, "The input: a table of names and values is expected here, not 3."),
    ("a list of what is none", [1], "[0]: a table of names and values is expected here"),
    ("no events", without("events"), "events: this is missing."),
    ("no as_of", without("as_of"), "as_of: this is missing."),
    ("no week", without("week"), "week: this is missing."),
    ("unknown key", changed(colour="red"), "colour: this name is not known here."),
    ("unknown zone", changed(zone="Mars/Olympus"), "zone: “Mars/Olympus” is no time zone."),
    ("unknown day", changed(week={"monday": []}), "week.monday: this name is not known here."),
    ("no time of day", changed(week={"mon": [["9", "17:00"]]}), "week.mon[0]: “9” is no time of day"),
    ("half a pair", changed(week={"mon": [["09:00"]]}), "week.mon[0]: a pair such as"),
    ("holiday that is none", changed(holidays=["25.12."]), "holidays[0]: a date such as 2026-12-25 is expected"),
    ("special day that is none", changed(extra={"soon": []}), "extra.soon: a date such as 2026-12-25 is expected"),
    ("unknown severity", changed(targets={"huge": {}}), "targets: “huge” is not known here. Choose one of: low"),
    ("unknown metric", changed(targets={"low": {"speed": 1}}), "targets.low: “speed” is not known here."),
    ("no length", changed(targets={"low": {"update": "soon"}}), "targets.low.update: a working time above zero"),
    ("length of nothing", changed(targets={"low": {"update": 0}}), "targets.low.update: a working time above zero"),
    ("pause that is none", changed(pauses={"update": ["new"]}), "pauses.update[0]: “new” is not known here."),
    ("unknown option", changed(severity_change="never"), "severity_change: “never” is not known here."),
    ("window of words", changed(reopen_window="five"), "reopen_window: a whole number from 0 to 366"),
    ("warning of nothing", changed(warn_at=0), "warn_at: a whole number from 1 to 100"),
    ("no zone in as_of", changed(as_of="2026-03-09T10:00"), "as_of: “2026-03-09T10:00” has no zone."),
    ("fractions in as_of", changed(as_of="2026-03-09T10:00:00.5Z"), "has fractions of a second"),
    ("far future", changed(as_of="3026-03-09T10:00:00Z"), "as_of: “3026-03-09T10:00:00Z” lies outside the years"),
    ("no event", scenario_of(), "events: at least one event is needed"),
    ("begins with a reply", scenario_of({**RECEIVED, "type": "replied"}), "events[0].type: a ticket is received once"),
    ("received twice", scenario_of(RECEIVED, RECEIVED), "events[1].type: a ticket is received once"),
    ("out of order", scenario_of(RECEIVED, {"at": monday("09:00"), "type": "noted"}), "events[1].at: this lies before"),
    ("no zone in an event", with_event(at="2026-03-09T11:00:00", type="noted"), "events[1].at: "),
    ("unknown type", with_event(type="exploded"), "events[1].type: “exploded” is not known here."),
    ("unknown key in an event", with_event(type="noted", text="x"), "events[1].text: this name is not known here."),
    ("unknown status", with_event(type="status", status="asleep"), "events[1].status: “asleep” is not known here."),
    ("no until", with_event(type="status", status="scheduled"), "events[1].until: this is missing."),
    (
        "until before",
        with_event(type="status", status="scheduled", until=monday("10:30")),
        "events[1].until: this is not",
    ),
    (
        "until of no use",
        with_event(type="status", status="in_progress", until=monday("12:00")),
        "events[1].until: only a",
    ),
    ("unknown severity in an event", with_event(type="severity", severity="dire"), "events[1].severity: “dire” is not"),
    (
        "truth that is none",
        with_event(type="severity", severity="low", correction="yes"),
        "events[1].correction: true or",
    ),
    ("unknown reason", with_event(type="not_measured", reason="bored"), "events[1].reason: “bored” is not known here."),
    (
        "waiver of nothing",
        with_event(type="waived", metric="mood", reason="x"),
        "events[1].metric: “mood” is not known",
    ),
    ("waiver without reason", with_event(type="waived", metric="update"), "events[1].reason: this is missing."),
    (
        "unknown field",
        with_event(type="corrected", field="mood", value="x", reason="x"),
        "events[1].field: “mood” is not",
    ),
    (
        "nothing to correct",
        with_event(type="corrected", field="resolved_at", value=monday("10:30"), reason="x"),
        "events[1].field: no event",
    ),
    (
        "corrected into the future",
        with_event(type="corrected", field="received_at", value=monday("12:00"), reason="x"),
        "events[1].value: this lies",
    ),
    ("undoing what is not there", with_event(type="retracted", index=7), "events[1].index: a whole number from 0 to 0"),
    ("undoing the ticket", with_event(type="retracted", index=0), "events[1].index: that a ticket was received"),
    (
        "pausing a resolved ticket",
        scenario_of(
            RECEIVED,
            {"at": monday("11:00"), "type": "resolved"},
            {"at": monday("11:30"), "type": "status", "status": "waiting_customer"},
        ),
        "events[2].status: the ticket is resolved or closed then.",
    ),
]


@pytest.mark.parametrize(("data", "sentence"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_input_gets_a_sentence_with_its_path(
    slaapp: Command, scenario: Callable[[Any], str], data: Any, sentence: str
) -> None:
    result = slaapp("simulate", scenario(data))

    assert result.code == 2
    assert result.out == ""
    assert sentence in result.err
    assert result.err.count("\n") == 1


def test_a_file_that_is_not_there(slaapp: Command) -> None:
    result = slaapp("simulate", "/nowhere/scenario.json")

    assert (result.code, result.out) == (2, "")
    assert "could not be read" in result.err
