"""Stories in the words of the semantics, told to `simulate` and read at an instant.

The stories begin in the week of Monday 9 March 2026; `+` after a day is the week after, `-` the one before. The
calendar is Mon–Fri 09:00–12:00 and 13:00–17:00 in UTC, unless said otherwise.
"""

import re
from typing import Any

from slaapp.services.scenario import simulate

WEEK = {day: [["09:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WHEN = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)([+-]?) (\d\d:\d\d(?::\d\d)?)")
_STATUSES = ("new", "in_progress", "waiting_customer", "waiting_third_party", "scheduled")

Clock = dict[str, Any]


def instant(when: str) -> str:
    """`Mon 10:00` as an instant; an instant is left as it is."""
    found = _WHEN.fullmatch(when)
    if not found:
        return when
    day, week, clock = found.groups()
    number = 9 + _DAYS.index(day) + {"": 0, "+": 7, "-": -7}[week]
    return f"2026-03-{number:02}T{clock}{'' if clock.count(':') == 2 else ':00'}Z"


def _event(line: str) -> dict[str, Any]:
    """`Mon 11:00 waiting_customer`, `Mon 10:00 scheduled until Wed 10:00`, `Wed 10:00 severity urgent`, …"""
    day, clock, *words = line.split(" ")
    at = instant(f"{day} {clock}")
    match words:
        case ["received", severity, *more]:
            return {"at": at, "type": "received", "severity": severity, **_status(more)}
        case ["severity", severity]:
            return {"at": at, "type": "severity", "severity": severity}
        case ["entered", "wrong,", "was", severity]:
            return {"at": at, "type": "severity", "severity": severity, "correction": True}
        case ["not_measured", reason]:
            return {"at": at, "type": "not_measured", "reason": reason}
        case ["undone", place]:
            return {"at": at, "type": "retracted", "index": int(place)}
        case ["waived", metric]:
            return {"at": at, "type": "waived", "metric": metric, "reason": "agreed"}
        case ["received", "was"]:
            raise ValueError(line)
        case [status, *more] if status in _STATUSES:
            return {"at": at, "type": "status", **_status([status, *more])}
        case [kind]:
            return {"at": at, "type": kind}
    raise ValueError(line)


def _status(words: list[str]) -> dict[str, Any]:
    match words:
        case []:
            return {}
        case ["opened_by_desk"]:
            return {"opened_by_desk": True}
        case ["answered_on_phone"]:
            return {"answered_on_phone": True}
        case [status]:
            return {"status": status}
        case [status, "until", day, clock]:
            return {"status": status, "until": instant(f"{day} {clock}")}
    raise ValueError(words)


def tell(
    *lines: str,
    now: str,
    targets: dict[str, str] | dict[str, dict[str, str]],
    **rules: Any,
) -> list[Clock]:
    """What the clocks say at `now`. Targets by metric hold for every severity."""
    by_severity = targets
    if set(targets) & {"first_response", "next_response", "update", "resolution"}:
        by_severity = {severity: dict(targets) for severity in ("low", "normal", "high", "urgent")}  # type: ignore[arg-type]
    scenario = {
        "id": None,
        "zone": "UTC",
        "week": WEEK,
        "targets": by_severity,
        "events": [_event(line) for line in lines],
        "as_of": instant(now),
        **rules,
    }
    answer = simulate(scenario)[0]
    clocks = answer["clocks"]
    assert isinstance(clocks, list)
    return clocks


def clock(clocks: list[Clock], metric: str, *, tier: str = "public", cycle: int | None = None) -> Clock:
    """The latest cycle of a metric, or the one asked for."""
    found = [held for held in clocks if held["metric"] == metric and held["tier"] == tier]
    return found[-1] if cycle is None else next(held for held in found if held["cycle"] == cycle)


def hours(number: float) -> int:
    return round(number * 3600)
