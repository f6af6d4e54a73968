"""Words that a ticket's story is told with, by what happened."""

from collections.abc import Iterator

from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.domain.events import Channel
from slaapp.domain.spans import MINUTE
from ui.widgets.runs import Run, one_line

HOW = {
    Channel.PHONE: "Phone",
    Channel.EMAIL: "E-mail",
    Channel.IN_PERSON: "In person",
    Channel.PORTAL: "Portal",
}
REPLY = {
    Channel.PHONE: "Reply by phone",
    Channel.EMAIL: "Reply by e-mail",
    Channel.IN_PERSON: "Reply in person",
    Channel.PORTAL: "Reply in the portal",
}
TARGET = {
    Metric.FIRST_RESPONSE: "First-response target",
    Metric.NEXT_RESPONSE: "Next-response target",
    Metric.UPDATE: "Next-update target",
    Metric.RESOLUTION: "Resolution target",
}
TARGET_INTERNAL = {
    Metric.FIRST_RESPONSE: "Internal first-response target",
    Metric.NEXT_RESPONSE: "Internal next-response target",
    Metric.UPDATE: "Internal next-update target",
    Metric.RESOLUTION: "Internal resolution target",
}
CORRECTED = {
    "occurred_at": "the time",
    "severity": "the severity",
    "status": "the status",
    "until": "the date until which it waits",
    "channel": "the channel",
    "answered_on_phone": "whether it was answered on the phone",
    "opened_by_desk": "whether the desk opened it",
    "minutes": "the time spent",
}


def took(minutes: int) -> str:
    """The time that an entry took, where that was noted."""
    return f" · {durations.used(minutes * MINUTE)}" if minutes else ""


def strong(text: str) -> Run:
    return Run(text, "prose_semi", "text")


def remark(text: str) -> Iterator[Run]:
    if text:
        yield Run(" · " + one_line(text))
