"""What kind of text holds the words that were looked for, and from when it is."""

from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from ui.wording import say

_KINDS = {
    "received": "First words",
    "replied": "Reply",
    "customer_wrote": "Customer wrote",
    "noted": "Note",
    "resolved": "Solution",
    "reopened": "Reopened",
    "closed": "Closed",
    "details": "Subject before",
    "attached": "File",
    "corrected": "Correction",
    "not_measured": "Not measured",
    "waived": "Waived",
    "breach_explained": "Reason",
    "contact": "Contact",
    "service": "Service",
    "person": "Assignee",
    "tag": "Tag",
    "checklist": "Checklist",
}


def found_in(kind: str, at: Instant | None, now: Instant, zone: ZoneInfo) -> str:
    """`Note, 3 Mar`; `Contact`. Another year is told with its year, today with its time."""
    words = say(_KINDS.get(kind, "Entry"))
    if at is None:
        return words
    day, today = durations.wall_time(at, zone), durations.wall_time(now, zone)
    if day.date() == today.date():
        return f"{words}, {durations.time_of_day(at, zone)}"
    shown = durations.short_day(day.date())
    return f"{words}, {shown if day.year == today.year else f'{shown} {day.year}'}"
