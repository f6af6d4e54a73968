"""Lengths of time, instants and dates in plain words, the same on screen, on paper and on the command line.

Left is rounded up to the minute, used and late down (§ 4 of semantics). The space inside a length is narrow and never
breaks, a minus is a real one. Names of days and months are English whatever the machine's locale says.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

NARROW = "\u202f"
MINUS = "\u2212"
AT_LEAST = "\u2265"

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _whole_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NARROW}m"
    return f"{hours}{NARROW}h" if not rest else f"{hours}{NARROW}h{NARROW}{rest:02}{NARROW}m"


def _under_a_minute(seconds: Seconds) -> str:
    return f"0:{seconds:02}"


def used(seconds: Seconds) -> str:
    """`2 h 15 m`, rounded down to the minute: what was used, took or elapsed."""
    return _whole_minutes(seconds // MINUTE)


def exact(seconds: Seconds) -> str:
    """`2 h 15 m`, with seconds where there are any: what was promised is not rounded."""
    minutes, rest = divmod(seconds, MINUTE)
    words = _whole_minutes(minutes)
    if not rest:
        return words
    return f"{words}{NARROW}{rest:02}{NARROW}s" if minutes else f"{rest}{NARROW}s"


def left(seconds: Seconds) -> str:
    """`2 h 15 m`, rounded up to the minute."""
    return _whole_minutes(-(-seconds // MINUTE))


def late(seconds: Seconds) -> str:
    """`1 h 05 m`, rounded down to the minute; less than a minute shows its seconds, `0:37`."""
    return _under_a_minute(seconds) if seconds < MINUTE else used(seconds)


def countdown(seconds: Seconds) -> str:
    """What a pill shows of the time left: `14:59` under 15 minutes, then `45 m`, `2 h 15 m`, `31 h` from a day on."""
    if seconds < 15 * MINUTE:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02}"
    if seconds < 24 * HOUR:
        return left(seconds)
    return f"{-(-seconds // MINUTE) // 60}{NARROW}h"


def at_a_glance(seconds: Seconds) -> str:
    """`45 m`, `2 h 15 m`, `31 h` from a day on; rounded down: what a pill shows of what is over."""
    return used(seconds) if seconds < 24 * HOUR else f"{seconds // HOUR}{NARROW}h"


def overdue(seconds: Seconds) -> str:
    """What a pill shows of an open clock's lateness: `−0:37`, `−3 h 05 m`, `−31 h`."""
    return MINUS + (late(seconds) if seconds < MINUTE else at_a_glance(seconds))


def wall_time(at: Instant, zone: "ZoneInfo") -> datetime:
    """The instant as the zone's wall clock shows it."""
    return datetime.fromtimestamp(at, zone)


def time_of_day(at: Instant, zone: "ZoneInfo") -> str:
    """`14:15`"""
    return f"{wall_time(at, zone):%H:%M}"


def short_day(day: date) -> str:
    """`28 Feb`"""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def weekday_and_day(day: date) -> str:
    """`Sat 14 Feb`"""
    return f"{DAYS[day.weekday()]} {short_day(day)}"


def long_day(day: date) -> str:
    """`2 March 2026`"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_instant(at: Instant, zone: "ZoneInfo") -> str:
    """`2 March 2026, 09:14`"""
    return f"{long_day(wall_time(at, zone).date())}, {time_of_day(at, zone)}"


def short_instant(at: Instant, zone: "ZoneInfo") -> str:
    """`28 Feb 09:14`, for lists whose year is known."""
    return f"{short_day(wall_time(at, zone).date())} {time_of_day(at, zone)}"


def when(at: Instant, now: Instant, zone: "ZoneInfo") -> str:
    """As the Due column says it: `14:15` today, `Thu 11:00` within 6 days, `24 Mar 11:00`, else with the year."""
    day, today = wall_time(at, zone).date(), wall_time(now, zone).date()
    time = time_of_day(at, zone)
    if day == today:
        return time
    if abs(day - today) <= timedelta(days=6):
        return f"{DAYS[day.weekday()]} {time}"
    if day.year == today.year:
        return f"{short_day(day)} {time}"
    return f"{short_day(day)} {day.year} {time}"
