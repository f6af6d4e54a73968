"""One line of the table, and how its figures are taken."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured in seconds: the bound (None: there is none), and ours in the same run.

    `target` is what ours must reach, in words ("" for a figure that is only shown), and `met` whether it does.
    A row that falls short says why in `note`.
    """

    name: str
    bound: float | None
    ours: float
    target: str
    met: bool
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.bound if self.bound else None


def within(name: str, *, bound: float, ours: float, times: float, note: str = "") -> Row:
    """A row whose target is at most so many times the bound."""
    return Row(name, bound, ours, f"≤ {times:g} ×", ours <= times * bound, note)


def below(name: str, *, ours: float, limit: float, bound: float | None = None, note: str = "") -> Row:
    """A row whose target is a time in seconds."""
    return Row(name, bound, ours, f"≤ {duration(limit)}", ours <= limit, note)


def side_by_side(
    *works: Callable[[], object],
    rounds: int = 15,
    calls: int = 1,
    take: Callable[[list[float]], float] = median,
    clock: Callable[[], float] = perf_counter,
) -> list[float]:
    """The seconds of one call of each. They take turns, so that a slow moment of the machine hits all alike.

    `clock` may be that of the processor, for work that waits for nothing.
    """
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for taken, work in zip(times, works, strict=True):
            start = clock()
            for _ in range(calls):
                work()
            taken.append((clock() - start) / calls)
    return [take(taken) for taken in times]


def duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"
