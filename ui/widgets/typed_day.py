"""A day as people type it, figure by figure: 18.3., 18/3/2026, 180326, 2026-03-18."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<day>\d{1,2})(?:(?P<by>[-./, ])(?P<month>\d{1,2})(?:(?P=by)(?P<year>\d{1,4}))?)?",
        r"(?P<day>\d\d)(?P<month>\d{1,2})(?P<year>\d{1,4})?",
        r"(?P<year>\d{4})(?:(?P<by>[-./])(?:(?P<month>\d{1,2})(?:(?P=by)(?P<day>\d{0,2}))?)?)?",
        r"(?P<year>\d{4})(?P<month>\d{1,2})(?P<day>\d{0,2})",
    )
)
_MONTHS, _DAYS = 12, 31
_CENTURIES = ("19", "20")
"""Two figures that begin a year."""


class Typed(NamedTuple):
    """`whole`: day, month and a year of four figures were typed. `in_year`: its year was begun."""

    day: date
    whole: bool
    in_year: bool
    in_month: bool


def read(typed: str, held: date) -> Typed | None:
    """What was not typed yet is as `held`; the last day of a longer month becomes that of the shorter. None: no day is
    typed like that."""
    for form in _FORMS:
        found = form.fullmatch(typed)
        if found is None:
            continue
        said = {part: found[part] or "" for part in ("day", "month", "year")}
        day, month = (int(said[part] or 0) or getattr(held, part) for part in ("day", "month"))
        year = _year(said["year"]) or held.year
        if month <= _MONTHS and day <= _DAYS:
            shown = date(year, month, min(day, monthrange(year, month)[1]))
            whole = len(said["year"]) == 4 and all(int(said[part] or 0) for part in ("day", "month"))
            return Typed(shown, whole, bool(said["year"]), bool(said["month"]))
    return None


def _year(figures: str) -> int:
    """0 while more have to follow."""
    if len(figures) == 4:
        return int(figures)
    return 2000 + int(figures) if len(figures) == 2 and figures not in _CENTURIES else 0
