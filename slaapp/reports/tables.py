"""A report for machines as plain tables, one a section: what its workbook, its CSV files and its web page hold.

The tables are made from the names and the forms of what the report says, so that a new section comes along by itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.table_words import Path, TableWords


class Length(Value):
    """Working or real time, as the head of its column says."""

    seconds: Seconds


class Moment(Value):
    at: Instant


class Share(Value):
    """In tenths of a percent, truncated as everywhere (R2)."""

    tenths: int


class Days(Value):
    """A period, such as a month."""

    period: Period


class Number(int):
    """One that names something, such as a ticket, where any other says how many there are."""


Cell = str | int | bool | date | Length | Moment | Share | Days | None


class Table(Value):
    """`name` is the section's, `title` what a person reads; every row has a cell for each of the `columns`."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


SUMMARY = "summary"
_HEAD = frozenset(
    {
        "period",
        "site",
        "limits",
        "desk",
        "agreement",
        "severity_names",
        "sources",
        "at_a_glance",
        "compared",
        "flow",
        "reconciliation",
    }
)
"""What is said once about the whole report stands together on the first table."""
_PARENTS = ("month", "name", "number", "metric", "severity", "ticket", "cycle", "customer")
"""By which of its fields a list inside of a row says whose it is."""
_INSTANTS = frozenset({"at", "start", "end", "cut_off"})
_DAYS = frozenset({"date", "due", "action_due", "valid_from", "valid_to"})
_PERIODS = frozenset({"month", "period"})
_NUMBERS = frozenset({"ticket", "other", "number", "version", "cycle"})
"""The fields whose numbers name something."""
_NAME_OF_PERIOD = ("period", "name")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHARE = re.compile(r"(\d{1,3})\.(\d)")

_TOOK = ("target_s", "median_s", "p90_s", "longest_s", "at_least")
"""What stands beside the counts of a target, of its times."""

MANY = 10
"""So many numbers get a column each; fewer stand together in one cell."""
LONGEST = 80
"""So many characters of a column's title."""


def tables(figures: Mapping[str, Any], words: Words | None = None) -> tuple[Table, ...]:
    """Of what `to_json` gives, in English unless it is said. The summary comes first; sections without an entry are
    named in it."""
    return _Maker(words or words_of(ENGLISH)).tables(_with_actions(_with_times(figures)))


def _with_times(figures: Mapping[str, Any]) -> Mapping[str, Any]:
    """Targets with how long their clocks took, as the table of times has it, beside their counts."""
    times = {(row["metric"], row["severity"]): row for row in figures.get("times", ())}

    def took(cell: Mapping[str, Any]) -> dict[str, Any]:
        row = times.get((cell["metric"], cell["severity"]), {})
        return {name: row.get(name) for name in _TOOK}

    return {**figures, "attainment": [{**cell, **took(cell)} for cell in figures.get("attainment", ())]}


def _with_actions(figures: Mapping[str, Any]) -> Mapping[str, Any]:
    """Late targets with what is done about their tickets, as the table of actions has it, beside their reasons."""
    about: dict[int, list[Mapping[str, Any]]] = {}
    for action in figures.get("actions", ()):
        if action.get("ticket") is not None:
            about.setdefault(action["ticket"], []).append(action)

    def done(target: Mapping[str, Any]) -> dict[str, Any]:
        held = about.get(target["ticket"], ())
        return {
            "action": _one_or_all([action["text"] for action in held]),
            "action_owner": _one_or_all([action["owner"] for action in held]),
            "action_due": _one_or_all([action["due"] for action in held]),
            "action_state": _one_or_all([_state(action, figures["cut_off"]) for action in held]),
        }

    late = {name: figures[name] for name in ("breaches", "still_late") if name in figures}
    return {**figures, **{name: [{**one, **done(one)} for one in rows] for name, rows in late.items()}}


def _one_or_all(values: Sequence[str | None]) -> str | Sequence[str] | None:
    if len(values) > 1:
        return [value or "–" for value in values]
    return values[0] if values else None


def _state(action: Mapping[str, Any], cut_off: str) -> str:
    closed_at = action["closed_at"]
    return "open" if closed_at is None or closed_at >= cut_off else "closed"


class _Maker:
    def __init__(self, words: Words) -> None:
        self._say = TableWords(words)
        self._pair = (words("table.what"), words("table.value"))

    def tables(self, figures: Mapping[str, Any]) -> tuple[Table, ...]:
        words = self._say.words
        sections = {name: held for name, held in figures.items() if _is_section(name, held)}
        found = [table for name, held in sections.items() for table in self._section(name, held)]
        rest = {name: held for name, held in figures.items() if name not in sections}
        if "limits" in rest:
            rest["limits"] = self._say.limits(rest["limits"], rest["agreement"]["basis"])
        summary = [*self._pairs(SUMMARY, rest, ())]
        silent = [self._say.title(name) for name, held in sections.items() if not held]
        if silent:
            summary.append((words("table.silent"), ", ".join(silent)))
        return (Table(SUMMARY, words("table.summary"), self._pair, tuple(summary)), *found)

    def _section(self, name: str, held: Any) -> Iterator[Table]:
        if isinstance(held, list):
            yield from self._listed(name, held)
            return
        grids = {part: rows for part, rows in held.items() if _is_grid(rows)}
        lists = {part: rows for part, rows in held.items() if part not in grids and _is_rows(rows)}
        rest = {part: rows for part, rows in held.items() if part not in grids and part not in lists}
        pairs = tuple(self._pairs(name, rest, ()))
        if pairs:
            yield Table(name, self._say.title(name), self._pair, pairs)
        for part, rows in grids.items():
            yield self._grid(f"{name}_{part}", rows)
        for part, rows in lists.items():
            yield from self._listed(f"{name}_{part}", rows)

    def _pairs(self, table: str, held: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Cell]]:
        """Everything that is said once, each by its path in words."""
        for name, value in held.items():
            inside = (*path, name)
            if isinstance(value, Mapping):
                yield from self._pairs(table, value, inside)
            elif _is_rows(value):
                for row in value:
                    yield self._say.titled(inside), self._in_a_line(row)
            elif inside == _NAME_OF_PERIOD:
                yield self._say.titled(inside), _days(value)
            else:
                yield self._say.titled(inside), self._cell(table, name, value)

    def _in_a_line(self, row: Mapping[str, Any]) -> str:
        said = (self._say.value("", name, str(value)) for name, value in row.items() if value is not None)
        return " ".join(said)

    def _listed(self, name: str, listed: Sequence[Any]) -> Iterator[Table]:
        """A table of the rows, and one of each list of rows inside of them."""
        if not listed:
            return
        title = self._say.title(name)
        if not isinstance(listed[0], Mapping):
            yield Table(name, title, (title,), tuple((self._cell(name, name, value),) for value in listed))
            return
        series = _series(listed)
        parts = dict.fromkeys(part for row in listed for part, value in row.items() if _is_rows(value))
        outer = ({name: value for name, value in row.items() if name not in parts} for row in listed)
        rows: list[dict[Path, Cell]] = [dict(self._row(name, row, series)) for row in outer]
        columns: list[Path] = [*dict.fromkeys(column for row in rows for column in row)]
        cells = tuple(tuple([row.get(column) for column in columns]) for row in rows)
        yield Table(name, title, tuple(named_apart(map(self._say.titled, columns), LONGEST)), cells)
        for part in parts:
            inner = [
                {**{key: row[key] for key in _PARENTS if row.get(key) is not None}, **one}
                for row in listed
                for one in row.get(part) or ()
            ]
            yield from self._listed(f"{name}_{part}", inner)

    def _row(
        self, table: str, held: Mapping[str, Any], series: frozenset[str], path: Path = ()
    ) -> Iterator[tuple[Path, Cell]]:
        for name, value in held.items():
            if isinstance(value, Mapping):
                yield from self._row(table, value, frozenset(), (*path, name))
            elif name in series:
                yield from (((*path, f"{name} {place}"), number) for place, number in enumerate(value, 1))
            elif not _is_rows(value):
                yield (*path, name), self._cell(table, name, value)

    def _grid(self, name: str, rows: Sequence[Sequence[Any]]) -> Table:
        """A row for each day of the week, a column for each hour."""
        width = max(len(row) for row in rows)
        columns = (self._say.words("table.weekday"), *(str(place) for place in range(width)))
        days = self._say.words.several("date.weekdays")
        cells = tuple((day, *row) for day, row in zip(days, rows, strict=True))
        return Table(name, self._say.title(name), columns, cells)

    def _cell(self, table: str, name: str, value: Any) -> Cell:
        """By the field's name and the value's form together: what a person has typed stays text, whatever it looks
        like."""
        if isinstance(value, list):
            return self._say.values(name, [str(one) for one in value]) or None
        if name == "goal" and type(value) is int:
            return Share(10 * value)
        if type(value) is int:
            return Length(value) if name.endswith("_s") else Number(value) if name in _NUMBERS else value
        if not isinstance(value, str):
            return value if value is None or isinstance(value, bool) else str(value)
        if (name.endswith("_at") or name in _INSTANTS) and _INSTANT.fullmatch(value):
            return Moment(int(datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()))
        if (name.endswith("_day") or name in _DAYS) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if name in _PERIODS:
            return _days(value)
        if name == "share" and (found := _SHARE.fullmatch(value)):
            return Share(10 * int(found[1]) + int(found[2]))
        return self._say.value(table, name, value)


def _days(value: object) -> Cell:
    """Of a period as it is written for machines."""
    try:
        return Days(Period.parse(str(value)))
    except ValueError:
        return str(value)


def _is_section(name: str, held: object) -> bool:
    return name not in _HEAD and isinstance(held, Mapping | list)


def _series(listed: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The fields that hold equally many numbers in every row: a column each."""
    lengths: dict[str, set[int]] = {}
    for row in listed:
        for name, value in row.items():
            numbers = isinstance(value, list) and value and all(type(one) is int for one in value)
            lengths.setdefault(name, set()).add(len(value) if numbers else 0)
    return frozenset(name for name, found in lengths.items() if len(found) == 1 and max(found) >= MANY)


def _is_grid(held: object) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(row, list) for row in held)


def _is_rows(held: object) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(row, Mapping) for row in held)


def named_apart(titles: Iterable[str], longest: int) -> list[str]:
    """The titles cut to a length, those that are alike then with a number behind them."""
    found: list[str] = []
    taken: set[str] = set()
    for title in titles:
        name, count = title[:longest].rstrip(), 1
        while name.casefold() in taken:
            count += 1
            end = f" {count}"
            name = title[: longest - len(end)].rstrip() + end
        taken.add(name.casefold())
        found.append(name)
    return found
