"""The window's words: what a state, a length of time or an instant reads like, and the one door to translation.

Every text that a person reads goes through `say`; what the engine means (a band, a metric, a status) gets its words
here and nowhere else. Lengths are working time and never promise more than there is: what is left is rounded up, what
is used or late is rounded down (§ 4 of semantics, § 5 of the design).
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import SOON, Reading, State
from slaapp.domain.events import Channel
from slaapp.domain.spans import DAY, HOUR, MINUTE, Instant, Seconds

THIN = "\u202f"
MINUS = "\u2212"
ELLIPSIS = "\u2026"
NOTHING = "\u2013"

_SEVERITY: Mapping[Severity, str] = {
    Severity.LOW: "Low",
    Severity.NORMAL: "Normal",
    Severity.HIGH: "High",
    Severity.URGENT: "Urgent",
}
_STATUS: Mapping[Status, str] = {
    Status.NEW: "New",
    Status.IN_PROGRESS: "In progress",
    Status.WAITING_CUSTOMER: "Waiting on customer",
    Status.WAITING_THIRD_PARTY: "Waiting on third party",
    Status.SCHEDULED: "Scheduled",
    Status.RESOLVED: "Resolved",
    Status.CLOSED: "Closed",
}
_METRIC: Mapping[Metric, str] = {
    Metric.FIRST_RESPONSE: "First response",
    Metric.NEXT_RESPONSE: "Next response",
    Metric.UPDATE: "Next update",
    Metric.RESOLUTION: "Resolution",
}
_METRIC_SHORT: Mapping[Metric, str] = {
    Metric.FIRST_RESPONSE: "Response",
    Metric.NEXT_RESPONSE: "Response",
    Metric.UPDATE: "Update",
    Metric.RESOLUTION: "Resolution",
}
_CHANNEL: Mapping[Channel, str] = {
    Channel.PHONE: "phone",
    Channel.EMAIL: "email",
    Channel.IN_PERSON: "in person",
    Channel.PORTAL: "portal",
}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_LONG = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say(text: str, **values: object) -> str:
    """The text in the person's language, `{name}` filled in afterwards. User text goes in as a value, never as text."""
    translated = QCoreApplication.translate("window", text)
    return translated.format(**values) if values else translated


def tip(text: str) -> str:
    """A tool tip that shows `text` as it is, even where Qt would take it for markup."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def severity(value: Severity) -> str:
    return say(_SEVERITY[value])


def status(value: Status) -> str:
    return say(_STATUS[value])


def metric(value: Metric) -> str:
    return say(_METRIC[value])


def metric_short(value: Metric) -> str:
    """The queue's column of clocks."""
    return say(_METRIC_SHORT[value])


def tier(value: Tier) -> str:
    return say("Internal") if value is Tier.INTERNAL else say("Public")


def channel(value: Channel) -> str:
    """After "by": "by phone", "in person"."""
    return say(_CHANNEL[value])


# Lengths


def left(seconds: Seconds) -> str:
    """What is left, rounded up to the minute."""
    return _length(-(-seconds // MINUTE))


def spent(seconds: Seconds) -> str:
    """What is used or late, rounded down to the minute."""
    return _length(seconds // MINUTE)


def overdue(seconds: Seconds) -> str:
    """`−3 h 05 m`; under a minute with seconds, `−0:37`."""
    if seconds < MINUTE:
        return f"{MINUS}0:{seconds:02}"
    return MINUS + spent(seconds)


def ticking(seconds: Seconds) -> str:
    """`14:59`: the last quarter of an hour, to the second."""
    return f"{seconds // MINUTE}:{seconds % MINUTE:02}"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{THIN}m"
    if minutes * MINUTE >= DAY:
        return f"{hours}{THIN}h" if not rest else f"{hours + (rest > 0)}{THIN}h"
    return f"{hours}{THIN}h{THIN}{rest:02}{THIN}m" if rest else f"{hours}{THIN}h"


def allowed(seconds: Seconds) -> str:
    """A target's length: `4 h`, `45 m`, `1 h 30 m`, exact."""
    hours, rest = divmod(seconds, HOUR)
    minutes = rest // MINUTE
    if not hours:
        return f"{minutes}{THIN}m"
    return f"{hours}{THIN}h{THIN}{minutes:02}{THIN}m" if minutes else f"{hours}{THIN}h"


def countdown(reading: Reading | None) -> str:
    """What a pill says."""
    if reading is None:
        return NOTHING
    match reading.state:
        case State.PAUSED:
            return say("paused")
        case State.BREACHED:
            return overdue(reading.late or 0)
        case State.ENDED if reading.verdict is not None:
            return finished(reading)
        case State.RUNNING | State.WAITING_FOR_OPENING if reading.left is not None:
            return ticking(reading.left) if reading.left < SOON else left(reading.left)
        case _:
            return NOTHING


def finished(reading: Reading) -> str:
    """`in 23 m` of a clock that was met, `late by 12 m` of one that was not."""
    if reading.breached:
        return say("late by {length}", length=spent(reading.late or 0))
    return say("in {length}", length=spent(reading.used))


# Instants


def local(instant: Instant, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(instant, zone)


def clock_time(instant: Instant, zone: ZoneInfo) -> str:
    return f"{local(instant, zone):%H:%M}"


def due(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """`14:15` today, `Thu 11:00` within six days, `24 Mar 11:00` beyond, with the year where it is another."""
    at, today = local(instant, zone), local(now, zone)
    days = (at.date() - today.date()).days
    if days == 0:
        return f"{at:%H:%M}"
    if abs(days) <= 6:
        return f"{say(_WEEKDAYS[at.weekday()])} {at:%H:%M}"
    year = "" if at.year == today.year else f" {at.year}"
    return f"{at.day} {say(_MONTHS[at.month - 1])}{year} {at:%H:%M}"


def due_in_words(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """As `due`, with "today" where there is room for it: `14:15 today`."""
    text = due(instant, now, zone)
    return say("{time} today", time=text) if local(instant, zone).date() == local(now, zone).date() else text


def day_short(instant: Instant, zone: ZoneInfo) -> str:
    """`Wed 11 Mar 2026`"""
    at = local(instant, zone)
    return f"{say(_WEEKDAYS[at.weekday()])} {at.day} {say(_MONTHS[at.month - 1])} {at.year}"


def day_long(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """`Today`, or `Tuesday 10 March`, with the year where it is another."""
    at, today = local(instant, zone), local(now, zone)
    if at.date() == today.date():
        return say("Today")
    year = "" if at.year == today.year else f" {at.year}"
    return f"{say(_WEEKDAYS_LONG[at.weekday()])} {at.day} {say(_MONTHS_LONG[at.month - 1])}{year}"


def month(year: int, number: int) -> str:
    """`March 2026`"""
    return f"{say(_MONTHS_LONG[number - 1])} {year}"
