"""What a report takes from the recaps of tickets, and of which of them they say enough.

A recap says what the ticket's history would give at the cut-off; where anything in it may read otherwise then, or a
list of the report names more of it, its events are read.
"""

from enum import Enum, auto

from slaapp.domain.agreement import Status
from slaapp.domain.compliance import Outcome
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import Beat, BeatKind, Piece, Timeline
from slaapp.reports.audit_data import LAST_MINUTES
from slaapp.reports.month_data import LATE
from slaapp.reports.sections import NEAR
from slaapp.services.report_reading import Waits
from slaapp.services.rulebook import Rulebook
from slaapp.storage.recaps import Told


class Way(Enum):
    """How much of a ticket is read."""

    TOGETHER = auto()
    """Its recap: nothing of it is named in a list but how long it waited or took."""
    CLOCKS = auto()
    """Its clocks too: a list names one of them."""
    EVENTS = auto()


def way(ticket: Told, cut_off: Instant, rulebook: Rulebook) -> Way:
    """Of one that was received before the cut-off."""
    recap = ticket.recap
    if recap.remarked or recap.settled_at >= cut_off or recap.slowest > LATE or ticket.agreement is None:
        return Way.EVENTS
    if recap.waits and _pause_was_close(ticket, rulebook):
        return Way.EVENTS
    return Way.CLOCKS if recap.spare < NEAR else Way.TOGETHER


def _pause_was_close(ticket: Told, rulebook: Rulebook) -> bool:
    """Whether a pause may have begun when hardly any time was left: then it is asked how the clocks stood."""
    began = next(start for start, status in ticket.recap.waits if status is not Status.NEW)
    if any(clock.decided_at > began and clock.used >= clock.allowed - LAST_MINUTES for clock in ticket.recap.clocks):
        return True
    return len(rulebook.line(ticket.customer, ticket.received_at, agreement=ticket.agreement)) != 1


def course_of(ticket: Told) -> Timeline:
    """As far as it is told by who had the ball and what its pauses were."""
    recap, severity = ticket.recap, ticket.severity
    waits = recap.waits or _straight(ticket)
    ends = [*(start for start, _ in waits[1:]), None]
    pieces = (Piece(start, end, status, severity) for (start, status), end in zip(waits, ends, strict=True))
    beats = (Beat(BeatKind.REPLIED, at, 0, Status.NEW, severity) for at in recap.replied_at)
    return Timeline(ticket.received_at, True, True, tuple(pieces), tuple(beats), (), (), recap.settled_at)


def _straight(ticket: Told) -> list[tuple[Instant, Status]]:
    """It was new until it was resolved."""
    resolved = [(ticket.resolved_at, Status.RESOLVED)]
    return [(ticket.received_at, Status.NEW), *resolved] if ticket.received_at < ticket.resolved_at else resolved


def waits_of(ticket: Told, rulebook: Rulebook) -> Waits:
    """Its pauses, none of which began when hardly any time was left."""
    line = rulebook.line(ticket.customer, ticket.received_at, agreement=ticket.agreement)
    course = course_of(ticket)
    return Waits(ticket.number, ticket.subject, line, course, course, (), _not_asked)


def _not_asked(at: Instant) -> tuple[Outcome, ...]:
    raise AssertionError("a ticket that is counted by its recap is not read as of an earlier instant")
