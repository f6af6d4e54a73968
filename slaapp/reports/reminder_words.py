"""Words for a date of an agreement that is near."""

from collections.abc import Mapping

from slaapp.domain.durations import long_day
from slaapp.domain.reminders import Deadline, Reminder
from slaapp.reports.texts import quoted

_DOES: Mapping[Deadline, str] = {
    Deadline.NOTICE: "can be given notice for the last time",
    Deadline.RENEWAL: "is renewed",
    Deadline.EXPIRY: "expires",
}


def reminder_words(reminder: Reminder) -> str:
    """`Standard support expires in 60 days, on 31 March 2026`, without its full stop."""
    return f"{near_words(reminder)}, on {long_day(reminder.day)}"


def near_words(reminder: Reminder) -> str:
    """The same without the day."""
    days = {0: "today", 1: "tomorrow"}.get(reminder.days_left, f"in {reminder.days_left} days")
    return f"{quoted(reminder.agreement)} {_DOES[reminder.deadline]} {days}"
