"""Instants, lengths of time and the stretch between two instants.

Inside the program an instant is a whole number of seconds since 1970-01-01 00:00 UTC (T1 of semantics): such numbers
subtract as real time in every zone, compare fast and cannot carry a wrong zone. Zones exist only in calendars and where
something is shown.
"""

from typing import NamedTuple, TypeAlias

Instant: TypeAlias = int
"""Whole seconds since 1970-01-01 00:00 UTC."""

Seconds: TypeAlias = int
"""A length of time."""

MINUTE: Seconds = 60
HOUR: Seconds = 60 * MINUTE
DAY: Seconds = 24 * HOUR


class Span(NamedTuple):
    """The half-open stretch `[start, end)`."""

    start: Instant
    end: Instant

    @property
    def length(self) -> Seconds:
        return self.end - self.start
