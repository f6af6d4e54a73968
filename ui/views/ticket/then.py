"""What a reply leaves the ticket as, in words and with keys."""

from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.agreement import Status
from slaapp.domain.spans import Instant
from ui import wording
from ui.wording import say


def offered_after(status: Status) -> list[tuple[Status, str]]:
    """What a reply can leave a ticket as that stands so, each with its key; the first leaves it as it is."""
    stay = Status.IN_PROGRESS if status is Status.NEW else status
    offered = [(stay, "S"), (Status.IN_PROGRESS, "P"), (Status.WAITING_CUSTOMER, "C")]
    offered += [(Status.WAITING_THIRD_PARTY, "T"), (Status.SCHEDULED, "D"), (Status.RESOLVED, "R")]
    return [
        (one, key)
        for place, (one, key) in enumerate(offered)
        if not place or one is not stay or one is Status.SCHEDULED
    ]


def then_words(status: Status, now_is: Status | None, until: Instant | None, now: Instant, zone: ZoneInfo) -> str:
    """After "Then": "stay In progress", "wait on customer", "resolve"."""
    if status is now_is:
        return say("stay {status}", status=wording.status(status))
    if status is Status.SCHEDULED and until is not None:
        return say("scheduled until {time}", time=durations.when(until, now, zone))
    words = {
        Status.IN_PROGRESS: "In progress",
        Status.WAITING_CUSTOMER: "waiting on customer",
        Status.WAITING_THIRD_PARTY: "waiting on third party",
        Status.SCHEDULED: "scheduled until …",
        Status.RESOLVED: "resolve",
    }
    return say(words[status]) if status in words else wording.status(status)
