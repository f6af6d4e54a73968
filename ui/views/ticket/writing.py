"""What is written on a ticket, and what its writer has to know of it."""

from slaapp.domain.agreement import Status
from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import Channel
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from ui.views.ticket.draft import Tab


class Writing(Value):
    """What is to be added."""

    tab: Tab
    text: str
    channel: Channel
    at: Instant | None
    then: Status | None
    until: Instant | None
    files: tuple[StoredFile, ...]
    minutes: int


class Outlook(Value):
    """What the composer has to know of the ticket. `update_due` is that of a reply made now.

    `standing` is the status in words, with the name of whom the ticket waits on.
    """

    status: Status
    standing: str
    update_due: Instant | None
    pausing: frozenset[Status]
