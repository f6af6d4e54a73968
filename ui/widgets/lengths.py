"""Working times as they are typed in the grid: `30m`, `4h`, `1h30`, and as they are shown there: `22 m 30 s`."""

import re

from slaapp.domain import durations
from slaapp.domain.spans import HOUR, MINUTE, Seconds

MOST = 9999 * HOUR
_TYPED = re.compile(
    r"(?:(\d{1,4})h(?:(\d{1,2})m?)?|(\d{1,5})m)?(?:(?<=[hm])(\d{1,2})s|(?<![\dhm])(\d{1,5})s)?",
    re.ASCII | re.IGNORECASE,
)


def read_length(text: str) -> Seconds | None:
    """None for what is no length above zero. A number alone is none: it could be hours or minutes."""
    found = _TYPED.fullmatch("".join(text.split()))
    if found is None:
        return None
    hours, and_minutes, minutes, and_seconds, seconds = (int(part or 0) for part in found.groups())
    if and_minutes > 59 or and_seconds > 59:
        return None
    length = hours * HOUR + (and_minutes + minutes) * MINUTE + and_seconds + seconds
    return length if 0 < length <= MOST else None


def shown(length: Seconds | None) -> str:
    """As a field shows it; empty: no target."""
    return "" if length is None else durations.exact(length)
