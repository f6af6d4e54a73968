"""`slaapp worktime`: working time between two instants, or after a length, with nothing stored."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from slaapp.domain.calendar import CalendarLine
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.working_time import WorkingTime
from slaapp.services.calendar_data import read_calendar
from slaapp.services.fields import Fields, shown

_MOST = 10_000_000_000
"""More seconds than lie between the first and the last year that calendars know."""

_KEYS = ("id", "zone", "week", "holidays", "extra", "op", "start", "end", "minutes", "seconds", "direction")


def answer_cases(data: object) -> list[dict[str, object]]:
    """One `{"id", "result"}` for each case, in order: an instant or None for `add`, seconds for `elapsed`, a truth for
    `is_open`. `data` is a list of cases or a table with such a list under `cases`.

    What else a case holds (its expected result, its source) is left unread. Raises UsageRefusal with the value's path.
    """
    cases = data.get("cases") if isinstance(data, Mapping) else data
    if not isinstance(cases, list):
        raise UsageRefusal('cases: a list of cases is expected, or a table with such a list under "cases".')
    return [_answer(case, f"[{index}]") for index, case in enumerate(cases)]


def _answer(case: object, path: str) -> dict[str, object]:
    known = {key: value for key, value in case.items() if key in _KEYS} if isinstance(case, Mapping) else case
    fields = Fields(known, path)
    hours = WorkingTime(CalendarLine.single("", read_calendar(fields)))
    operation = fields.word("op", {name: name for name in ("add", "elapsed", "is_open")})
    start = _exact_instant(fields, "start")
    if operation == "is_open":
        result: object = hours.is_open(start)  # type: ignore[arg-type]  # fractions count as instants do
    elif operation == "elapsed":
        result = _number(Fraction(hours.between(start, _exact_instant(fields, "end"))))  # type: ignore[arg-type]
    else:
        found: Any = hours.after(start, _length(fields))  # type: ignore[arg-type]
        result = None if found is None else _instant_text(Fraction(found))
    return {"id": case.get("id") if isinstance(case, Mapping) else None, "result": result}


def _exact_instant(fields: Fields, key: str) -> Fraction | int:
    text = fields.text(key)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise fields.refuse(key, f"{shown(text)} is no instant such as 2026-03-09T10:00:00Z.") from error
    if moment.tzinfo is None:
        raise fields.refuse(key, f"{shown(text)} has no zone. Add Z or an offset such as +01:00.")
    whole = int(moment.replace(microsecond=0).timestamp())
    return whole + Fraction(moment.microsecond, 1_000_000) if moment.microsecond else whole


def _length(fields: Fields) -> Fraction | int:
    """`seconds` where given, else `minutes`; negative, or with the direction backward, goes back."""
    key, unit = ("seconds", 1) if fields.has("seconds") else ("minutes", 60)
    value = fields.take(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > _MOST:
        raise fields.refuse(key, f"a number is expected here, not {shown(value)}.")
    length = Fraction(str(value)) * unit
    direction = fields.optional("direction", lambda name: fields.word(name, {"forward": 1, "backward": -1}), 1)
    if direction < 0 < length:
        length = -length
    return int(length) if length.denominator == 1 else length


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _instant_text(at: Fraction) -> str:
    """`2026-03-09T10:00:00Z`, with microseconds where there are any."""
    whole, part = divmod(at, 1)
    moment = datetime.fromtimestamp(int(whole), UTC).replace(microsecond=min(999_999, round(part * 1_000_000)))
    return moment.isoformat().replace("+00:00", "Z")
