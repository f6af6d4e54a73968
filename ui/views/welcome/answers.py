"""The answers as they are kept until the desk begins: in the window's state, so that one can go on later."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict, replace

from slaapp.domain.calendar import Calendar
from slaapp.domain.errors import UsageRefusal
from slaapp.services.beginning import Answers
from slaapp.services.calendar_data import DAYS, calendar_table, read_openings
from slaapp.services.fields import Fields


def as_plain(answers: Answers) -> dict[str, Any]:
    """What JSON holds; `from_plain` reads it back as equal answers."""
    plain = asdict(answers)
    week = calendar_table(Calendar(answers.zone, answers.week))["week"]
    return {**plain, "week": week, "people": list(answers.people)}


def from_plain(held: Mapping[str, Any], usual: Answers) -> Answers:
    """The usual answers for what is missing or cannot be read."""
    taken: dict[str, Any] = {}
    for name in Answers.__struct_fields__:
        value = held.get(name)
        if name not in ("week", "people") and isinstance(value, type(getattr(usual, name))):
            taken[name] = value
    people = held.get("people")
    if isinstance(people, list):
        taken["people"] = tuple(name for name in people if isinstance(name, str))
    try:
        week = Fields(held.get("week"))
        taken["week"] = tuple(read_openings(week, day) if week.has(day) else () for day in DAYS)
        return replace(usual, **taken)
    except UsageRefusal:
        taken.pop("week", None)
        return replace(usual, **taken)
