"""What a reply leaves the ticket as, in words and with keys."""

from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.agreement import Status
from slaapp.domain.spans import Instant
from slaapp.services.tickets import TicketPage
from ui import wording
from ui.widgets.runs import short
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


def standing(page: TicketPage) -> str:
    """The status in words, and on whom the ticket waits where that is known by name."""
    wait = page.waits[-1] if page.waits and page.status is Status.WAITING_THIRD_PARTY else None
    return say("Waiting on {name}", name=short(wait.name)) if wait and wait.name else wording.status(page.status)


def then_words(status: Status, stays: str, until: Instant | None, now: Instant, zone: ZoneInfo) -> str:
    """After "Then": "stay In progress", "wait on customer", "resolve". `stays` is how it stands; empty: it changes."""
    if stays:
        return say("stay {status}", status=stays)
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
