"""Times of day as people type them: `9`, `930`, `9.30`; `12:00` or `10:00–12:00, 13:00–15:00` for a day of its own."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from slaapp.domain.calendar import DAY_MINUTES, Opening, Openings, read_minute
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.week import joined

_DASH = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_NEXT = re.compile(r"\s*(?:,|;|\band\b)\s*")


def read_time(text: str) -> int:
    """`9`, `930`, `9.30` and `9:30` as minutes after midnight. Raises ValueError with a sentence."""
    figures = text.strip().replace(".", ":")
    if figures.isascii() and figures.isdigit():
        figures = f"{figures}:00" if len(figures) <= 2 else f"{figures[:-2]}:{figures[-2:]}"
    return read_minute(figures)


def read_moment(text: str, day: date, zone: tzinfo) -> Instant:
    """`9:30` on that day, or `2026-03-13 9:30` on another; of a repeated hour the first. Raises ValueError with a
    sentence."""
    first, _, second = text.strip().rpartition(" ")
    if first:
        try:
            day = date.fromisoformat(first.strip())
        except ValueError as error:
            raise ValueError(f"{quote(first.strip())} is no day such as 2026-03-13.") from error
    minute = read_time(second)
    if minute == DAY_MINUTES:
        day, minute = day + timedelta(days=1), 0
    return int(datetime.combine(day, time(*divmod(minute, 60)), zone).timestamp())


def read_day_hours(text: str) -> int | Openings:
    """The minute until which a day is open as usual, or what opens on it instead: empty where it is closed.

    Raises ValueError with a sentence.
    """
    parts = [_DASH.split(part) for part in _NEXT.split(text.strip()) if part]
    if len(parts) == 1 and len(parts[0]) == 1:
        return read_time(parts[0][0])
    wrong = next((part for part in parts if len(part) != 2), None)
    if wrong is not None:
        raise ValueError(f"{quote(' – '.join(wrong))} is no opening such as 10:00–12:00.")
    return joined(Opening.between(read_time(begins), read_time(ends)) for begins, ends in parts)
