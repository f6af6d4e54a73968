"""Which target would have been kept: nearest rank of what clocks took, rounded up to a length that people promise.

The ladder: 5, 10, 15, 30, 45 minutes; 1, 1½, 2, 3, 4, 6, 8 hours, and 12 where the usual working day is longer than
that; above it whole working days of the usual length, that of most days on which the calendar opens in its week (8
hours where it never opens). Rounded up, never down: what was kept in 90 % of the cases is still kept.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from slaapp.domain.calendar import Calendar
from slaapp.domain.compliance import nearest_rank
from slaapp.domain.spans import HOUR, MINUTE, Seconds

SHARES = (80, 90, 95)
ENOUGH = 29
"""With fewer cases a share of 90 % hangs on one or two of them."""
_STEPS = (
    *(minutes * MINUTE for minutes in (5, 10, 15, 30, 45)),
    *(half * HOUR // 2 for half in (2, 3, 4, 6, 8, 12, 16)),
)


class Took(NamedTuple):
    """What one clock used; with `running` it goes on, and takes at least so much."""

    used: Seconds
    running: bool


class Achievable(NamedTuple):
    """`share` percent of the cases took at most `used`; `target` is the next length of the ladder. `at_least`: a clock
    that still runs could raise it (R9)."""

    share: int
    used: Seconds
    target: Seconds
    at_least: bool


def usual_day(calendar: Calendar) -> Seconds:
    """The open time of most days on which something opens; of two equally usual lengths the shorter."""
    lengths = Counter(_open_minutes(calendar, day) for day in range(7))
    lengths.pop(0, None)
    if not lengths:
        return 8 * HOUR
    return min(lengths, key=lambda length: (-lengths[length], length)) * MINUTE


def _open_minutes(calendar: Calendar, day: int) -> int:
    """Openings belong to the day on which they open (T2) and count once where they overlap."""
    total = end = 0
    for opening in sorted(calendar.week[day], key=lambda opening: opening.opens):
        total += max(0, opening.closes - max(end, opening.opens))
        end = max(end, opening.closes)
    return total


def rounded_up(used: Seconds, day: Seconds) -> Seconds:
    """The shortest length of the ladder that is not shorter."""
    steps = (*_STEPS, 12 * HOUR) if day > 12 * HOUR else _STEPS
    return next((step for step in steps if step >= used), -(-used // day) * day)


def achievable(cases: Iterable[Took], day: Seconds) -> tuple[Achievable, ...]:
    """For each of `SHARES`, nothing without cases (R4)."""
    ordered: Sequence[Took] = sorted(cases)
    if not ordered:
        return ()
    found = []
    for share in SHARES:
        rank = nearest_rank(share, len(ordered))
        used = ordered[rank - 1].used
        at_least = any(took.running for took in ordered[:rank])
        found.append(Achievable(share, used, rounded_up(used, day), at_least))
    return tuple(found)
