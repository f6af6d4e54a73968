"""When tickets come in over the week, beside the hours in which somebody is there."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from slaapp.domain.durations import wall_time
from slaapp.domain.spans import MINUTE, Instant
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime

QUARTER = 15 * MINUTE
WINDOW = 3
"""Hours: the length of the opening that is looked for."""


def _week() -> list[list[int]]:
    return [[0] * 24 for _ in range(7)]


class Arrivals(Struct):
    """By weekday, Monday being 0, and hour of the calendar's wall clock. `outside` are those among `counts` that came
    while it was closed, on holidays too."""

    hours: WorkingTime
    counts: list[list[int]] = field(default_factory=_week)
    outside: list[list[int]] = field(default_factory=_week)
    _places: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Weekday and hour by quarter of an hour: no zone is a part of one away from UTC."""

    def place(self, received_at: Instant) -> tuple[int, int]:
        """The weekday and the hour in which it is counted."""
        quarter = received_at // QUARTER
        if quarter not in self._places:
            wall = wall_time(received_at, self.hours.zone)
            self._places[quarter] = wall.weekday(), wall.hour
        return self._places[quarter]

    def take(self, received_at: Instant) -> None:
        weekday, hour = self.place(received_at)
        self.counts[weekday][hour] += 1
        if not self.hours.is_open(received_at):
            self.outside[weekday][hour] += 1

    @property
    def total(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def total_outside(self) -> int:
        return sum(map(sum, self.outside))


class Busiest(Value):
    """So many tickets came from `first` o'clock to `end` o'clock on that weekday while the desk was closed."""

    weekday: int
    first: int
    end: int
    count: int


def busiest_closed(arrivals: Arrivals) -> Busiest | None:
    """The hours of one day in which most came while it was closed, the earliest of equal ones; None where none did.

    Hours at its ends in which nobody came are left out.
    """
    best = max(_windows(arrivals.outside), key=lambda held: held.count)
    if not best.count:
        return None
    row = arrivals.outside[best.weekday]
    first, end = best.first, best.end
    while not row[first]:
        first += 1
    while not row[end - 1]:
        end -= 1
    return Busiest(best.weekday, first, end, best.count)


def _windows(outside: Sequence[Sequence[int]]) -> Iterator[Busiest]:
    for weekday, row in enumerate(outside):
        for first in range(24 - WINDOW + 1):
            yield Busiest(weekday, first, first + WINDOW, sum(row[first : first + WINDOW]))
