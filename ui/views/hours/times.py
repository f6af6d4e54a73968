"""Times of day as they are typed and shown."""

from slaapp.domain import durations
from slaapp.domain.calendar import DAY_MINUTES, Opening, Openings, read_minute
from slaapp.domain.spans import MINUTE


def clock(minutes: int) -> str:
    """`07:30`; what lies behind midnight as the time of the next day."""
    minutes -= DAY_MINUTES if minutes > DAY_MINUTES else 0
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read(text: str) -> int:
    """`9`, `930`, `9.30` and `9:30` as minutes after midnight. Raises ValueError with a sentence."""
    figures = text.strip().replace(".", ":")
    if figures.isascii() and figures.isdigit():
        figures = f"{figures}:00" if len(figures) <= 2 else f"{figures[:-2]}:{figures[-2:]}"
    return read_minute(figures)


def span(opening: Opening) -> str:
    return f"{clock(opening.opens)} – {clock(opening.closes)}"


def spans(openings: Openings) -> str:
    return ", ".join(span(opening) for opening in openings)


def length(minutes: int) -> str:
    """`10 h 30 m`."""
    return durations.exact(minutes * MINUTE)
