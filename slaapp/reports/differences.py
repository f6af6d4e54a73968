"""Where two reports for machines differ: named by section, row and figure, whatever the sections are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slaapp.domain.value import Value

NAMING = (
    *("month", "ticket", "metric", "severity", "cycle", "tier", "kind", "what", "name", "number", "date", "at"),
    *("occurred_at", "recorded_at", "from_days"),
)
"""The fields by which a row of a list is known again."""
ABSENT, THERE = "not there", "there"


class Difference(Value):
    """`where` names it from the outside in: `("attainment", "resolution high", "met")`.

    `before` and `after` are plain values, for a row or a field that only one of them has THERE or ABSENT. `ticket` is
    the number of the one it is about, None where it is about none.
    """

    where: tuple[str, ...]
    before: object
    after: object
    ticket: int | None = None


def differences(before: object, after: object) -> tuple[Difference, ...]:
    """In the order in which they stand in `before`, what is only in `after` last; nothing where both are equal."""
    return tuple(_between(before, after, (), None))


def _between(before: Any, after: Any, where: tuple[str, ...], ticket: int | None) -> Iterator[Difference]:
    if before == after and type(before) is type(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        about = before.get("ticket", ticket)
        # A group of figures that only `after` has is told figure by figure; a row that only it has is there.
        groups: dict[str, Any] = {
            name: {} for name, held in after.items() if name not in before and isinstance(held, Mapping)
        }
        yield from _each({**before, **groups}, after, where, about if isinstance(about, int) else ticket)
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        yield from _each(_rows(before), _rows(after), where, ticket)
    else:
        yield Difference(where, _spoken(before), _spoken(after), ticket)


def _each(
    before: Mapping[str, Any], after: Mapping[str, Any], where: tuple[str, ...], ticket: int | None
) -> Iterator[Difference]:
    for name in (*before, *(name for name in after if name not in before)):
        one, other = before.get(name, ABSENT), after.get(name, ABSENT)
        held = one if isinstance(one, Mapping) else other
        about = held.get("ticket", ticket) if isinstance(held, Mapping) else ticket
        yield from _between(one, other, (*where, name), about)


def _rows(listed: Sequence[Any]) -> dict[str, Any]:
    """The rows by name; rows of one name by their place among them as well."""
    seen = Counter[str]()
    found = {}
    for row in listed:
        name = _name(row)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = row
    return found


def _name(row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    return " ".join(str(row[field]) for field in NAMING if row.get(field) is not None) or "row"


def _spoken(value: Any) -> object:
    """A row that only one of them has is there, with all it holds."""
    return THERE if isinstance(value, Mapping | list) else value


def difference_words(one: Difference) -> str:
    """`breaches, 2214 resolution urgent 1, late s: 4320 → 60`"""
    where = ", ".join(name.replace("_", " ") for name in one.where)
    before, after = ("none" if value is None else str(value) for value in (one.before, one.after))
    return f"{where}: {before} → {after}"
