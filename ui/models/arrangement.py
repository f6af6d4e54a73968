"""Which tickets a list shows, in which order and under which headings: plain Python over plain lists."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import chain

from msgspec.structs import replace

from slaapp.domain.agreement import WAITING, Severity, Status
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.board import Group, Row, Standing
from slaapp.services.marks import as_compared


class View(Enum):
    """The lists at the left of the window."""

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    WAITING = "waiting"
    RESOLVED = "resolved"
    NO_AGREEMENT = "no_agreement"


class Column(Enum):
    REMAINING = "remaining"
    CLOCK = "clock"
    DUE = "due"
    SEVERITY = "severity"
    NUMBER = "number"
    SUBJECT = "subject"
    CUSTOMER = "customer"
    STATUS = "status"
    ASSIGNEE = "assignee"
    UPDATED = "updated"
    SERVICE = "service"
    RECEIVED = "received"


NOBODY = NONE = ""
"""The choice of assignee that means unassigned tickets, and that of agreement which means tickets that none covers."""


class Choice(Value):
    """What narrows the list down: to tickets that fit each of these, by any of its values; empty narrows nothing."""

    view: View = View.ALL
    text: str = ""
    assignee: frozenset[str] = frozenset()
    customer: frozenset[str] = frozenset()
    severity: frozenset[Severity] = frozenset()
    status: frozenset[Status] = frozenset()
    service: frozenset[str] = frozenset()
    agreement: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether more than the view itself leaves tickets out."""
        return replace(self, text=self.text.strip()) != Choice(self.view)


class Sort(Value):
    column: Column = Column.DUE
    descending: bool = False


class Entry:
    """A ticket in the list. `standing` is what it was sorted by, up to date since its last change of band or group, and
    worked out at `stood_at`; `views` are those that hold it as it stands, a person's own by name."""

    __slots__ = ("haystack", "key", "row", "standing", "stood_at", "views")

    def __init__(self, row: Row, standing: Standing, now: Instant) -> None:
        self.row, self.standing, self.stood_at = row, standing, now
        self.key = row.id
        self.views: tuple[View | str, ...] = ()
        self.haystack = as_compared(
            f"#{row.number}\n{row.subject}\n{row.customer}\n{row.assignee or ''}\n{row.service or ''}"
        )

    def stand(self, standing: Standing, now: Instant) -> None:
        self.standing, self.stood_at = standing, now


class Heading:
    """Stands above the tickets of a group; `group` None: above tickets that are done."""

    __slots__ = ("closed", "count", "group", "key")

    def __init__(self, group: Group | None, count: int, *, closed: bool) -> None:
        self.group, self.count, self.closed = group, count, closed
        self.key = f"group {group}"

    def __eq__(self, other: object) -> bool:
        """The heading of the same group, whatever it counts."""
        return isinstance(other, Heading) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


Line = Entry | Heading


def in_time(entries: Iterable[Entry]) -> list[Entry]:
    """By group, in each by due time: the order from which every other one is made."""
    return sorted(entries, key=lambda entry: entry.standing.order)


def ordered(by_time: Sequence[Entry], sort: Sort, now: Instant, *, done: bool = False) -> list[Entry]:
    """By group always; inside a group by the wanted column, then by due time. What remains of a ticket that is `done`
    is its result. `by_time` is what `in_time` gives."""
    if sort.column is Column.DUE or (sort.column is Column.REMAINING and not done):
        stretches = by_group(by_time) if sort.descending else [by_time]
        return list(chain.from_iterable(map(reversed, stretches) if sort.descending else stretches))
    value = _VALUES[sort.column](now)
    return list(chain.from_iterable(sorted(held, key=value, reverse=sort.descending) for held in by_group(by_time)))


def by_group(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Entries that are sorted by group, each group by itself."""
    start = 0
    while start < len(entries):
        end = bisect_right(entries, entries[start].standing.group, start, key=_group_of)
        yield entries[start:end]
        start = end


def _result(entry: Entry) -> tuple[int, int, int]:
    """Late ones first, the latest of them at the top; then met, then not measured, each with the newest first."""
    reading = entry.standing.reading
    kind = 2 if reading is None else 0 if reading.breached else 1
    late = 0 if reading is None else reading.late or 0
    return kind, -late, -(entry.row.resolved_at or 0)


Comparable = Callable[[Entry], int | str | tuple[int, int, int]]

_VALUES: Mapping[Column, Callable[[Instant], Comparable]] = {
    Column.REMAINING: lambda now: _result,
    Column.CLOCK: lambda now: lambda entry: entry.standing.metric or "~",
    Column.SEVERITY: lambda now: lambda entry: -entry.row.severity,
    Column.NUMBER: lambda now: lambda entry: entry.row.number,
    Column.SUBJECT: lambda now: lambda entry: entry.row.subject.casefold(),
    Column.CUSTOMER: lambda now: lambda entry: entry.row.customer.casefold() or "~",
    Column.STATUS: lambda now: lambda entry: entry.row.status_at(now),
    Column.ASSIGNEE: lambda now: lambda entry: (entry.row.assignee or "~").casefold(),
    Column.UPDATED: lambda now: lambda entry: -entry.row.updated_at,
    Column.SERVICE: lambda now: lambda entry: (entry.row.service or "~").casefold(),
    Column.RECEIVED: lambda now: lambda entry: entry.row.received_at,
}
"""What an instant makes the key by which a column sorts: called for each ticket, so one call deep."""


def chosen(entries: Sequence[Entry], choice: Choice, now: Instant) -> list[Entry]:
    """Those of the view that hold every word of the text, in the order in which they came."""
    words = as_compared(choice.text).split()
    view = choice.view
    everything = view in (View.ALL, View.RESOLVED)
    found = list(entries) if everything else [entry for entry in entries if view in entry.views]
    if choice.assignee:
        found = [entry for entry in found if (entry.row.assignee or NOBODY) in choice.assignee]
    if choice.customer:
        found = [entry for entry in found if entry.row.customer in choice.customer]
    if choice.severity:
        found = [entry for entry in found if entry.row.severity in choice.severity]
    if choice.status:
        found = [entry for entry in found if entry.row.status_at(now) in choice.status]
    if choice.service:
        found = [entry for entry in found if entry.row.service in choice.service]
    if choice.agreement:
        found = [entry for entry in found if (entry.row.agreement or NONE) in choice.agreement]
    for word in words:
        found = [entry for entry in found if word in entry.haystack]
    return found


def under_headings(entries: Sequence[Entry], closed: frozenset[Group | None], *, done: bool = False) -> list[Line]:
    """The entries, sorted by group, with a heading above each; those of a closed group are left out, empty groups
    too."""
    lines: list[Line] = []
    for held in [entries] if done and entries else by_group(entries):
        heading = Heading(None if done else held[0].standing.group, len(held), closed=False)
        heading.closed = heading.group in closed
        lines.append(heading)
        if not heading.closed:
            lines += held
    return lines


def headings(lines: Sequence[Line]) -> list[int]:
    """Where the headings stand: each says how many tickets follow it."""
    found, at = [], 0
    while at < len(lines):
        line = lines[at]
        assert isinstance(line, Heading)
        found.append(at)
        at += 1 if line.closed else line.count + 1
    return found


def _group_of(entry: Entry) -> Group:
    return entry.standing.group


def views_of(row: Row, standing: Standing, *, me: str | None, now: Instant) -> tuple[View | str, ...]:
    """The built-in views that hold an open ticket."""
    return views_holding(row.assignee, row.status_at(now), standing.group, me=me, covered=row.covered)


def views_holding(
    assignee: str | None, status: Status, group: Group, *, me: str | None, covered: bool
) -> tuple[View, ...]:
    """The built-in views that hold open tickets of this kind."""
    mine = me is not None and assignee == me
    return _held_by(mine, assignee is None, group is _OVERDUE, status in WAITING, not covered)


_OVERDUE = Group.OVERDUE


@cache
def _held_by(mine: bool, unassigned: bool, overdue: bool, waiting: bool, bare: bool) -> tuple[View, ...]:
    """Each of the few combinations once: thousands of tickets share them."""
    held = {
        View.MINE: mine,
        View.UNASSIGNED: unassigned,
        View.OVERDUE: overdue,
        View.WAITING: waiting,
        View.NO_AGREEMENT: bare,
    }
    return (View.ALL, *(view for view, holds in held.items() if holds))


def counts(entries: Iterable[Entry]) -> Counter[View | str]:
    """How many each view holds. Combinations are counted first: Python 3.11 is slow to hash enumerations."""
    alike: dict[int, tuple[tuple[View | str, ...], int]] = {}
    for entry in entries:
        views = entry.views
        alike[id(views)] = views, alike[id(views)][1] + 1 if id(views) in alike else 1
    found: Counter[View | str] = Counter()
    for views, count in alike.values():
        for view in views:
            found[view] += count
    return found


def differing_stretch(old: Sequence[Line], new: Sequence[Line]) -> tuple[int, int, int]:
    """The shortest stretch that turns one list into the other: its start, and its end in the old and in the new one."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return start, len(old) - end, len(new) - end


def _alike(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How many of the first have the same key in both. Most are the very same objects, which are compared quickest."""
    least, most = _same(one, other), min(len(one), len(other))
    if least == most or one[least].key != other[least].key:
        return least
    return least + _same([line.key for line in one[least:most]], [line.key for line in other[least:most]])


def _same(one: Sequence[object], other: Sequence[object]) -> int:
    """How many of the first are equal; found by halves, for whole stretches are compared at once."""
    least, most = 0, min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
