"""What a supplier owes the desk: a clock of its own that runs while a ticket waits on a third party.

Each wait is a case by itself: it begins when the ticket begins to wait on this supplier, counts the supplier's hours
whatever the customer's agreement says, and ends when the ticket goes on. The severity at its beginning binds it. The
verdict is that of every clock: used > allowed is late, in exact seconds (C8 of semantics).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import Verdict
from slaapp.domain.events import StatusChanged, TicketEvent
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import Timeline
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime


class SupplierAgreement(Value):
    """One version of an agreement with a supplier: within which working time a wait ends, by severity.

    `calendar` names the supplier's hours; `goal` is the share promised in whole percent; `id` is the record's, "" while
    it was never saved.
    """

    name: str
    version: int
    calendar: str
    targets: Mapping[Severity, Seconds]
    goal: int = 90
    id: str = ""


class Wait(NamedTuple):
    """A stretch in which a ticket waits on a third party: on which supplier, and by which version of the agreement with
    it; None where nobody was named. `end` None: it still does."""

    supplier: str | None
    version: int | None
    severity: Severity
    start: Instant
    end: Instant | None


def waits(history: Sequence[TicketEvent], course: Timeline) -> tuple[Wait, ...]:
    """The waits of an effective history, in order. Naming another supplier in the middle of one begins the next."""
    named = [event for event in history if isinstance(event, StatusChanged) and event.supplier is not None]
    return tuple(wait for stretch in _stretches(course) for wait in _split(*stretch, named))


def _stretches(course: Timeline) -> Iterator[tuple[Severity, Instant, Instant | None]]:
    """Pieces that follow each other are one wait, whatever the severity becomes."""
    found: tuple[Severity, Instant, Instant | None] | None = None
    for piece in course.pieces:
        if piece.status is Status.WAITING_THIRD_PARTY and not piece.gone:
            found = (piece.severity, piece.start, piece.end) if found is None else (*found[:2], piece.end)
        elif found is not None:
            yield found
            found = None
    if found is not None:
        yield found


def _split(severity: Severity, start: Instant, end: Instant | None, named: Sequence[StatusChanged]) -> Iterator[Wait]:
    within = [event for event in named if start <= event.occurred_at and (end is None or event.occurred_at < end)]
    begins = start
    supplier: str | None = None
    version: int | None = None
    for event in within:
        if event.supplier == supplier:
            continue  # named again: bound as it was
        if event.occurred_at > begins:
            yield Wait(supplier, version, severity, begins, event.occurred_at)
            begins = event.occurred_at
        supplier, version = event.supplier, event.supplier_version
    yield Wait(supplier, version, severity, begins, end)


class WaitReading(NamedTuple):
    """A wait at an instant. `allowed` None: nothing was agreed for that severity, and there is no verdict."""

    allowed: Seconds | None
    used: Seconds
    due_at: Instant | None
    verdict: Verdict | None

    @property
    def left(self) -> Seconds:
        return max(0, (self.allowed or 0) - self.used)

    @property
    def late(self) -> Seconds:
        return max(0, self.used - (self.allowed or 0))


def read_wait(wait: Wait, agreement: SupplierAgreement, hours: WorkingTime, now: Instant) -> WaitReading:
    """A wait that still runs is late as soon as it used more than was allowed, and else undecided."""
    used = hours.between(wait.start, now if wait.end is None else wait.end)
    allowed = agreement.targets.get(wait.severity)
    if allowed is None:
        return WaitReading(None, used, None, None)
    due_at = hours.after(wait.start, allowed)
    if used > allowed:
        return WaitReading(allowed, used, due_at, Verdict.BREACHED)
    return WaitReading(allowed, used, due_at, None if wait.end is None else Verdict.MET)
