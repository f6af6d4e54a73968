"""Times of day as they are shown."""

from slaapp.domain import durations
from slaapp.domain.calendar import DAY_MINUTES, Opening, Openings
from slaapp.domain.spans import MINUTE


def clock(minutes: int) -> str:
    """`07:30`; what lies behind midnight as the time of the next day."""
    minutes -= DAY_MINUTES if minutes > DAY_MINUTES else 0
    return f"{minutes // 60:02}:{minutes % 60:02}"


def span(opening: Opening) -> str:
    return f"{clock(opening.opens)} – {clock(opening.closes)}"


def spans(openings: Openings) -> str:
    return ", ".join(span(opening) for opening in openings)


def length(minutes: int) -> str:
    """`10 h 30 m`."""
    return durations.exact(minutes * MINUTE)
