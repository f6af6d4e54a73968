"""The window's words: what a state, a clock or an instant reads like, and the one door to translation.

Every text that a person reads goes through `say`; what the engine means (a metric, a status, a reading) gets its words
here and nowhere else. Lengths and dates are written by `slaapp.domain.durations`.
"""

from collections.abc import Mapping
from html import escape
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from slaapp import wording as words
from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Reading, State
from slaapp.domain.events import Channel, NotMeasuredReason
from slaapp.domain.spans import MINUTE, Instant, Seconds

NOTHING = "\u2013"
ELLIPSIS = "\u2026"

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
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def say(text: str, **values: object) -> str:
    """The text in the person's language, `{name}` filled in afterwards. User text goes in as a value, never as text."""
    translated = QCoreApplication.translate("window", text)
    return translated.format(**values) if values else translated


def tip(text: str) -> str:
    """A tool tip that shows `text` as it is, even where Qt would take it for markup."""
    return f"<span>{escape(text)}</span>" if "<" in text or "&" in text else text


def severity(value: Severity) -> str:
    return say(words.SEVERITY[value])


def status(value: Status) -> str:
    return say(words.STATUS[value])


def metric(value: Metric) -> str:
    return say(words.METRIC[value])


def metric_short(value: Metric) -> str:
    """The queue's column of clocks."""
    return say(_METRIC_SHORT[value])


def tier(value: Tier) -> str:
    return say(words.TIER[value])


def channel(value: Channel) -> str:
    """After "by": "by phone", "in person"."""
    return say(_CHANNEL[value])


# Lengths and instants come from `slaapp.domain.durations`; here they are joined with words.


def countdown(reading: Reading | None) -> str:
    """What a pill says."""
    if reading is None:
        return NOTHING
    match reading.state:
        case State.PAUSED:
            return say("paused")
        case State.BREACHED:
            return durations.overdue(reading.late or 0)
        case State.ENDED if reading.verdict is not None:
            return finished(reading)
        case State.RUNNING | State.WAITING_FOR_OPENING if reading.left is not None:
            return durations.countdown(reading.left)
        case _:
            return NOTHING


def finished(reading: Reading) -> str:
    """`in 23 m` of a clock that was met, `late by 12 m` of one that was not."""
    if reading.breached:
        return say("late by {length}", length=durations.used(reading.late or 0))
    return say("in {length}", length=durations.used(reading.used))


def due_in_words(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """As the column Due, with "today" where there is room for it: `14:15 today`."""
    text = durations.when(instant, now, zone)
    same_day = durations.wall_time(instant, zone).date() == durations.wall_time(now, zone).date()
    return say("{time} today", time=text) if same_day else text


def date_and_time(instant: Instant, zone: ZoneInfo) -> str:
    """`Wed 11 Mar 2026, 13:30`"""
    at = durations.wall_time(instant, zone)
    return f"{durations.weekday_and_day(at.date())} {at.year}, {durations.time_of_day(instant, zone)}"


def day_heading(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """`Today`, or `Tuesday 10 March`, with the year where it is another."""
    day, today = durations.wall_time(instant, zone).date(), durations.wall_time(now, zone).date()
    if day == today:
        return say("Today")
    year = "" if day.year == today.year else f" {day.year}"
    return f"{say(_WEEKDAYS[day.weekday()])} {day.day} {durations.MONTHS[day.month - 1]}{year}"


# The ticket page, "Why?", the report page and paper.


def not_measured(reason: NotMeasuredReason) -> str:
    return say(words.NOT_MEASURED[reason])


def exact(seconds: Seconds) -> str:
    """To the second, what is nought left out: `2 h 15 m`, `45 s`. For targets and ledgers, whose figures add up."""
    whole, over = divmod(seconds, MINUTE)
    if not over:
        return durations.used(seconds)
    hours, minutes = divmod(whole, 60)
    parts = [f"{hours}{durations.NARROW}h", f"{minutes:02}{durations.NARROW}m"] if hours else []
    if minutes and not hours:
        parts = [f"{minutes}{durations.NARROW}m"]
    return durations.NARROW.join([*parts, f"{over:02}{durations.NARROW}s" if whole else f"{over}{durations.NARROW}s"])


def day_of_bar(instant: Instant, now: Instant, zone: ZoneInfo) -> str:
    """`Tue 10 March`, with the year where it is another."""
    day, today = durations.wall_time(instant, zone).date(), durations.wall_time(now, zone).date()
    year = "" if day.year == today.year else f" {day.year}"
    return f"{say(durations.DAYS[day.weekday()])} {day.day} {say(durations.MONTHS[day.month - 1])}{year}"


def not_saved(name: str, why: str) -> str:
    return say(
        "{name} was not saved: {why}. The report is kept here. Choose another place, then save again.",
        name=name,
        why=why,
    )


def not_printed(printer: str, why: str) -> str:
    said = f": {why}" if why else ""
    return say(
        "Not printed, {printer} did not take it{said}. The report is kept here. Check the printer, then print again.",
        printer=printer or say("the printer"),
        said=said,
    )
