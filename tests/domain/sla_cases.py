"""Other help desks' scenarios in our words: what we would say where they say something."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from slaapp.services.scenario import simulate

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "sla_cases.json").read_text(encoding="utf-8")
)
_SEVERITIES = {"none": "low", "set": "high", "default": "normal", "low": "low", "medium": "normal", "high": "high"}
_SEVERITIES |= {"urgent": "urgent", "normal": "normal", "first": "normal", "second": "high"}
_METRICS = {"first_response_min": "first_response", "resolution_min": "resolution", "keep_in_loop_min": "update"}
_DONE = ("closed", "merged", "resolved")


def ours(case: dict[str, Any]) -> dict[str, object]:
    """What our engine says, for each of the case's expected fields that we have a word for."""
    clocks = simulate(scenario_of(case))[0]["clocks"]
    assert isinstance(clocks, list)
    public = [clock for clock in clocks if clock["tier"] == "public" and clock["state"] != "no_target"]
    said = {field: _field(case, public, field) for field in case["expected"] if field != "breached"}
    for name in case["expected"].get("breached", {}):
        clock = _latest(public, name, case)
        said[f"breached.{name}"] = clock is not None and clock["verdict"] == "breached"
    return {field: value for field, value in said.items() if value is not _NO_WORD}


def theirs(case: dict[str, Any]) -> dict[str, object]:
    """What the case expects, in the same form: instants as numbers."""
    expected: dict[str, object] = {}
    for field, value in case["expected"].items():
        if field == "breached":
            expected |= {f"breached.{name}": late for name, late in value.items()}
        else:
            expected[field] = _number(value) if isinstance(value, str) and value[:2] == "20" else value
    return expected


_NO_WORD = object()
"""They say something that we have no such figure for (a status of the whole ticket, a job's warning)."""


def _field(case: dict[str, Any], clocks: list[dict[str, Any]], field: str) -> object:
    if field == "next_due":
        due = [_due(clock) for clock in clocks if clock["ended_at"] is None]
        return min((at for at in due if at is not None), default=None)
    for name in ("first_response", "update", "resolution"):
        clock = _latest(clocks, name, case)
        if field == f"{name}_due":
            return None if clock is None else _due(clock)
        if field == f"{name}_min":
            return None if clock is None or clock["ended_at"] is None else clock["used_s"] // 60
        if field == f"{name}_diff_min":
            return None if clock is None else clock["left_s"] // 60 - -(-clock["late_s"] // 60)
    if field == "paused_min":
        clock = _latest(clocks, "resolution", case)
        return None if clock is None else clock["paused_s"] / 60
    return _NO_WORD


def _latest(clocks: list[dict[str, Any]], name: str, case: dict[str, Any]) -> dict[str, Any] | None:
    metric = "next_response" if name == "update" and case["rules"].get("update_mode") == "next_response" else name
    return next((clock for clock in reversed(clocks) if clock["metric"] == metric), None)


def _due(clock: dict[str, Any]) -> int | None:
    return _number(clock["due_at"] or clock["due_if_resumed"])


def _number(text: str | None) -> int | None:
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


def scenario_of(case: dict[str, Any]) -> dict[str, Any]:
    """Their targets, calendar and events in our words. What pauses for them waits on the customer for us."""
    events = [event for told in case["events"] for event in _events(case, told)]
    pausing = [name if name != "update" else None for name in case["rules"].get("pause_clocks", [])]
    stops = {"first_response", "next_response", "update", "resolution"} if None in pausing else set(pausing)
    return {
        "zone": case["zone"],
        "week": case["week"],
        "holidays": case["holidays"],
        "targets": {_SEVERITIES[word]: _lengths(case, lengths) for word, lengths in case["targets"].items()},
        "pauses": {
            metric: ["waiting_customer"] if metric in stops else []
            for metric in ("first_response", "next_response", "update", "resolution")
        },
        "severity_change": "from_start",
        "events": [event for event in events if event["type"] != "received" or event is events[0]],
        "as_of": max(case.get("asof", ""), case["events"][-1]["at"]),
    }


def _lengths(case: dict[str, Any], lengths: dict[str, int]) -> dict[str, int]:
    found = {_METRICS[name]: minutes * 60 for name, minutes in lengths.items() if name in _METRICS and minutes}
    if lengths.get("update_min"):
        name = "next_response" if case["rules"].get("update_mode") == "next_response" else "update"
        found[name] = lengths["update_min"] * 60
    if lengths.get("response_min"):
        found |= {"first_response": lengths["response_min"] * 60, "next_response": lengths["response_min"] * 60}
    return found


def _events(case: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    at = told["at"]
    match told["type"]:
        case "created":
            status = "waiting_customer" if told.get("status") in case["pause_statuses"] else "new"
            word = _SEVERITIES[told.get("severity", next(iter(case["targets"])))]
            return [{"at": at, "type": "received", "severity": word, "status": status}]
        case "customer_message":
            return [{"at": at, "type": "customer_wrote"}]
        case "agent_response":
            return [{"at": at, "type": "replied" if told.get("public", True) else "noted"}]
        case "severity":
            return [{"at": at, "type": "severity", "severity": _SEVERITIES[told["severity"]]}]
        case "status" if told["status"].lower() in _DONE:
            return [{"at": at, "type": "resolved"}]
        case "status":
            waits = told["status"] in case["pause_statuses"]
            return [{"at": at, "type": "status", "status": "waiting_customer" if waits else "in_progress"}]
        case kind:
            return [{"at": at, "type": kind}]
