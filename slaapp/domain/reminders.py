"""Of which dates of an agreement the desk is reminded before they pass, and from when on."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from slaapp.domain.agreement import Agreement
from slaapp.domain.value import Value


class Deadline(StrEnum):
    NOTICE = "notice"
    RENEWAL = "renewal"
    EXPIRY = "expiry"


class Reminder(Value):
    """`day` is the last one on which something can be done about it: today or later."""

    agreement: str
    version: int
    deadline: Deadline
    day: date
    days_left: int


def reminders(agreement: Agreement, today: date) -> Iterator[Reminder]:
    """What is due of a version in force: each of its dates from `notice_days` before it until it has passed."""
    for deadline, day in (
        (Deadline.NOTICE, agreement.notice_until),
        (Deadline.RENEWAL, agreement.renews_on),
        (Deadline.EXPIRY, agreement.valid_to),
    ):
        if day is not None and timedelta(0) <= day - today <= timedelta(days=agreement.notice_days):
            yield Reminder(agreement.name, agreement.version, deadline, day, (day - today).days)
