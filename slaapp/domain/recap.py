"""What reports tell of a ticket with which all is over: kept beside it, so that its history need not be read again.

Only of a ticket that took a straight way has one: it was resolved once, when it had no other status any more, and
stayed so; it was never taken out, corrected or undone, and nothing was merged into it.
"""

from collections.abc import Sequence
from operator import attrgetter

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.events import (
    Absorbed,
    BreachExplained,
    Channel,
    Closed,
    Corrected,
    NotMeasured,
    Received,
    Reopened,
    Resolved,
    Retracted,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.domain.particulars import TIMED
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import BeatKind, Timeline
from slaapp.domain.value import Value

_DETOURS: frozenset[type[TicketEvent]] = frozenset((Reopened, NotMeasured, Corrected, Retracted, Absorbed))
_REMARKS: frozenset[type[TicketEvent]] = frozenset((Waived, BreachExplained))
_NO_WAIT = frozenset((Status.NEW, Status.RESOLVED, Status.CLOSED))
_PUBLIC = Tier.PUBLIC  # Python 3.11 is slow to find a member of an enumeration


class EndedClock(Value, array_like=True, gc=False):
    """A public clock that was decided, as it stands for ever; `lasted` are real seconds, from its start to its end."""

    metric: Metric
    severity: Severity
    goal: int
    allowed: Seconds
    used: Seconds
    lasted: Seconds
    decided_at: Instant
    breached: bool
    waived: bool


class Recap(Value, array_like=True, gc=False):
    """After `settled_at` nothing happened and nothing was written down but its being closed. `slowest`: how long after
    it happened an entry was written down, at most. `spare`: of its clocks the least share of a target that was left, in
    whole percent, rounded down; negative where one breached. `remarked`: something was waived or explained, or its
    severity changed beside a status. `waits` are the stretches of one status, each with its start, and `replied_at` the
    public replies of a ticket that was not new until it was resolved, else none; `spent` are minutes of work, and when.
    """

    settled_at: Instant
    slowest: Seconds
    spare: int
    remarked: bool
    channel: Channel | None
    clocks: tuple[EndedClock, ...]
    waits: tuple[tuple[Instant, Status], ...] = ()
    replied_at: tuple[Instant, ...] = ()
    spent: tuple[tuple[Instant, int], ...] = ()


def over_at(written: Sequence[TicketEvent], clocks: Sequence[Clock], *, is_open: bool) -> Instant | None:
    """The last instant at which something happened to a ticket or was written down of it, or to which something was
    corrected; None while it is open or a clock of it goes on."""
    if is_open or any(clock.measured and clock.ended_at is None for clock in clocks):
        return None
    moved = [event.value for event in written if type(event) is Corrected and isinstance(event.value, int)]
    return max([*map(_last, written), *moved])


def _last(event: TicketEvent) -> Instant:
    happened, written = event.occurred_at, event.recorded_at
    return max(written, happened)


def recap(written: Sequence[TicketEvent], course: Timeline, clocks: Sequence[Clock]) -> Recap | None:
    """Of a ticket that is over, by all that was written of it; None where it took another way."""
    kinds = {*map(type, written)}
    first = next(event for event in written if isinstance(event, Received))
    if not kinds.isdisjoint(_DETOURS) or not _went_straight(first, written):
        return None
    public = [clock for clock in clocks if clock.tier is _PUBLIC]
    if not all(clock.measured and clock.ended_at is not None for clock in public):
        return None
    waited = not _NO_WAIT.issuperset([piece.status for piece in course.pieces])
    told = tuple([found for clock in sorted(public, key=_name) if (found := _ended(clock)) is not None])
    return Recap(
        settled_at=_settled_at(written, course),
        slowest=max([event.recorded_at - event.occurred_at for event in written]),
        spare=min(map(_spare, told), default=100),
        remarked=not kinds.isdisjoint(_REMARKS) or (waited and not course.steady),
        channel=first.channel,
        clocks=told,
        waits=tuple((piece.start, piece.status) for piece in course.pieces) if waited else (),
        replied_at=tuple(beat.at for beat in course.beats if beat.kind is BeatKind.REPLIED) if waited else (),
        spent=_spent(written),
    )


def _spent(written: Sequence[TicketEvent]) -> tuple[tuple[Instant, int], ...]:
    timed = [event for event in written if isinstance(event, TIMED)]
    return tuple([(event.occurred_at, event.minutes) for event in timed if event.minutes])


def _spare(clock: EndedClock) -> int:
    if clock.breached or clock.waived:
        return -1
    return 100 * (clock.allowed - clock.used) // clock.allowed if clock.allowed else 100


def _went_straight(first: Received, written: Sequence[TicketEvent]) -> bool:
    """Resolved or closed as such, and once it had no other status any more."""
    ends = [event.occurred_at for event in written if isinstance(event, (Resolved, Closed))]
    statuses = [event for event in written if isinstance(event, StatusChanged)]
    if not ends or first.status.done:
        return False
    return all(event.occurred_at < min(ends) and not event.status.done for event in statuses)


def _settled_at(written: Sequence[TicketEvent], course: Timeline) -> Instant:
    """A closing that did not resolve it says nothing more of it."""
    done = next(piece.start for piece in course.pieces if piece.status.done)
    return max([_last(event) for event in written if not (isinstance(event, Closed) and event.occurred_at > done)])


_name = attrgetter("metric", "cycle")


def _ended(clock: Clock) -> EndedClock | None:
    """None where it ended without a verdict or had no target: in no count is such a clock."""
    last, decided_at = clock.phases[-1], clock.decided_at
    if decided_at is None or last.allowed is None or clock.ended_at is None:
        return None
    return EndedClock(
        metric=clock.metric,
        severity=last.severity,
        goal=last.goal,
        allowed=last.allowed,
        used=last.used,
        lasted=max(0, clock.ended_at - clock.started_at),
        decided_at=decided_at,
        breached=clock.breached_at is not None,
        waived=clock.waived,
    )
