"""The clock on the wall, handed to whatever shows time: the machine's, one that was put back, or one that stands."""

from collections.abc import Callable
from typing import Protocol

from slaapp.domain.spans import Instant


class WallClock(Protocol):
    def now(self) -> Instant: ...

    def ms_until(self, at: Instant) -> int:
        """Milliseconds until the second `at` begins; 0 when it has begun."""
        ...


class RunningClock:
    """`machine` tells the time in seconds since 1970, fractions included; `offset` seconds are added to it."""

    def __init__(self, machine: Callable[[], float], *, offset: float = 0.0) -> None:
        self._machine, self._offset = machine, offset

    def now(self) -> Instant:
        return int(self._machine() + self._offset)

    def ms_until(self, at: Instant) -> int:
        return max(0, round((at - self._machine() - self._offset) * 1000))


class StandingClock:
    """Shows one moment for ever, so that two pictures of a screen can be compared."""

    def __init__(self, at: Instant) -> None:
        self._at = at

    def now(self) -> Instant:
        return self._at

    def ms_until(self, at: Instant) -> int:
        return max(0, (at - self._at) * 1000)
