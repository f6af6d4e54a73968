"""Where the stretches of a ledger lie on its bar: counted time to scale, nights and gaps folded to a fixed width."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from msgspec.structs import replace

from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.value import Value
from slaapp.domain.why import LedgerRow, RowKind

FOLDED = 64.0
"""The width of a folded stretch while there is room for it."""

FOLDED_SHARE = 0.35
"""Folded stretches together never take more of the bar than this."""


class Fill(Enum):
    COUNTS = auto()
    LATE = auto()
    PAUSED = auto()
    SET_ASIDE = auto()
    """Working time that another severity's target does not count (C9)."""
    CLOSED = auto()
    RESOLVED = auto()
    LEFT = auto()


FILLS: Mapping[RowKind, Fill] = {
    RowKind.COUNTS: Fill.COUNTS,
    RowKind.LATE: Fill.LATE,
    RowKind.PAUSED: Fill.PAUSED,
    RowKind.LESS_SEVERE: Fill.SET_ASIDE,
    RowKind.OTHER_SEVERITY: Fill.SET_ASIDE,
    RowKind.CLOSED: Fill.CLOSED,
    RowKind.HOLIDAY: Fill.CLOSED,
    RowKind.RESOLVED: Fill.RESOLVED,
    RowKind.LEFT: Fill.LEFT,
}
_FOLDING = (Fill.CLOSED, Fill.RESOLVED)


class Stretch(Value):
    """`length` is what the rows say: working time for what is to scale, real time for what is folded."""

    fill: Fill
    start: Instant
    end: Instant
    length: Seconds
    x: float = 0.0
    width: float = 0.0

    @property
    def folded(self) -> bool:
        return self.fill in _FOLDING

    def x_at(self, at: Instant) -> float:
        share = (at - self.start) / (self.end - self.start) if self.end > self.start else 0.0
        return self.x + self.width * min(1.0, max(0.0, share))


def stretches(rows: Iterable[LedgerRow]) -> tuple[Stretch, ...]:
    """The rows that last; neighbours that look the same are one stretch."""
    found: list[Stretch] = []
    for row in rows:
        fill = FILLS.get(row.kind)
        if fill is None or row.end is None or row.end <= row.start:
            continue
        length = row.counts or row.left or row.not_counted
        last = found[-1] if found else None
        if last is not None and last.fill is fill and last.end == row.start:
            found[-1] = replace(last, end=row.end, length=last.length + length)
        else:
            found.append(Stretch(fill, row.start, row.end, length))
    return tuple(found)


def laid_out(course: Sequence[Stretch], *, left: float, width: float) -> tuple[Stretch, ...]:
    """The stretches with their places; together they take exactly `width`."""
    folded = sum(1 for stretch in course if stretch.folded)
    scaled = sum(stretch.length for stretch in course if not stretch.folded)
    fold = min(FOLDED, width * (FOLDED_SHARE if scaled else 1.0) / folded) if folded else 0.0
    per_second = (width - fold * folded) / scaled if scaled else 0.0
    placed: list[Stretch] = []
    x = left
    for stretch in course:
        wide = fold if stretch.folded else stretch.length * per_second
        placed.append(replace(stretch, x=x, width=wide))
        x += wide
    return tuple(placed)


def x_of(placed: Sequence[Stretch], at: Instant) -> float | None:
    """Where an instant lies on the bar; None outside it."""
    for stretch in placed:
        if stretch.start <= at <= stretch.end:
            return stretch.x_at(at)
    return None


def free_of_overlap(wanted: Sequence[tuple[float, float]], *, gap: float, give: float) -> list[tuple[int, float]]:
    """Which of these `(middle, width)` labels can be written, and around which middle.

    The earlier in the list go first; a later one gives way by up to `give` to the side before it is left out.
    """
    taken: list[tuple[float, float]] = []
    kept: list[tuple[int, float]] = []
    for index, (middle, width) in enumerate(wanted):
        for shift in (0.0, give / 2, -give / 2, give, -give):
            start, end = middle + shift - (width + gap) / 2, middle + shift + (width + gap) / 2
            if all(end <= begin or start >= finish for begin, finish in taken):
                taken.append((start, end))
                kept.append((index, middle + shift))
                break
    return kept
