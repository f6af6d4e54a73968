"""A clock: one metric of one ticket, wound from its history, and what it shows at an instant.

Winding does the work when history changes; reading is arithmetic when time does. A wound clock knows its whole course
if nothing more happens: the phases still to come and the instant at which it will breach.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from slaapp.domain.agreement import Metric, Promise, Severity, Status, Tier
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.domain.spans import MINUTE, Instant, Seconds
from slaapp.domain.working_time import WorkingTime


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    WAITING_FOR_OPENING = "waiting_for_opening"
    BREACHED = "breached"
    ENDED = "ended"
    NOT_MEASURED = "not_measured"
    NO_TARGET = "no_target"


class Verdict(StrEnum):
    MET = "met"
    BREACHED = "breached"


class Band(StrEnum):
    """What a reading means for whoever looks at it; what it looks like is decided elsewhere."""

    CALM = "calm"
    WARNING = "warning"
    BREACHED = "breached"
    PAUSED = "paused"
    RESTING = "resting"
    MET = "met"
    MISSED = "missed"
    NOT_MEASURED = "not_measured"


class Phase(NamedTuple):
    """How a clock goes on from `start` if nothing happens.

    `severity` is the level the clock shows, `calendar` names the openings that count for it; `allowed` None: no target.
    `used` and `paused` are the working time counted and not counted for a pause up to `start`. With `paused_by` the
    clock stands still; otherwise it counts whenever the calendar is open and is due at `due_at` (None: never).
    `standby` holds the other levels of a paused clock that are measured in other calendars: which of them would be due
    first depends on when the pause ends (C9 of semantics).
    """

    start: Instant
    severity: Severity
    calendar: str
    allowed: Seconds | None
    goal: int
    warn_at: int
    used: Seconds
    paused: Seconds
    paused_by: Status | None
    due_at: Instant | None
    standby: tuple["Phase", ...] = ()

    @classmethod
    def under(
        cls, promise: Promise, start: Instant, status: Status, *, used: Seconds, paused: Seconds, due_at: Instant | None
    ) -> "Phase":
        """What a promise makes of a ticket in this status from `start` on."""
        return cls(
            start,
            promise.severity,
            promise.calendar,
            promise.allowed,
            promise.goal,
            promise.warn_at,
            used,
            paused,
            status if status in promise.pauses else None,
            due_at,
        )


class Clock(NamedTuple):
    """One metric of one ticket in one tier, one cycle of it where it repeats.

    `phases` begin at the last event that mattered and reach into the future; an ended or not measured clock has one,
    as it stood at its end. `breached_at` is the first instant at which counting goes on past the allowed time: past or
    still to come (C8 of semantics); the phase that begins with it starts one second later, for at the breach instant
    itself the clock can still be met. `judged` is False where an end gives no verdict (C4). `excluded` is why a clock
    is not measured, or, where `measured`, why it is left out of the adjusted figure only (C13). `after_window` marks
    fresh time given by a reopening after the reopen window (C10).
    """

    metric: Metric
    tier: Tier
    cycle: int
    started_at: Instant
    ended_at: Instant | None
    breached_at: Instant | None
    judged: bool
    phases: tuple[Phase, ...]
    measured: bool = True
    excluded: NotMeasuredReason | None = None
    merged_into: TicketId | None = None
    waived: bool = False
    after_window: bool = False


class Reading(NamedTuple):
    """A clock at an instant: lengths are working time in seconds, instants are UTC seconds.

    `left` and `late` are never negative, and one of them is 0; all three lengths are None without a target. `due_at` of
    a breached clock is the instant it missed; while paused it is None and `due_if_resumed` is given. `counts_again_at`
    is the next opening of a clock that waits for one.
    """

    state: State
    band: Band
    severity: Severity
    allowed: Seconds | None
    used: Seconds
    left: Seconds | None
    late: Seconds | None
    paused: Seconds
    due_at: Instant | None
    due_if_resumed: Instant | None
    decided_at: Instant | None
    verdict: Verdict | None
    paused_by: Status | None
    counts_again_at: Instant | None

    @property
    def breached(self) -> bool:
        return self.verdict is Verdict.BREACHED


SOON: Seconds = 15 * MINUTE
"""Less than this left is a warning whatever the share used (§ 5 of the design)."""


def read(clock: Clock, now: Instant, hours: Mapping[str, WorkingTime]) -> Reading:
    """The clock at `now`; an instant before its last event reads as that event's. `hours` holds calendars by name."""
    phase = clock.phases[0]
    for later in clock.phases[1:]:
        if later.start > now:
            break
        phase = later
    if not clock.measured:
        return _still(clock, phase, State.NOT_MEASURED, Band.NOT_MEASURED, verdict=None)
    if clock.ended_at is not None:
        return _ended(clock, phase)
    at = max(now, phase.start)
    if phase.standby:
        phase = min((phase, *phase.standby), key=lambda level: _due_if_resumed(level, at, hours))
    return _under_way(clock, phase, at, hours[phase.calendar])


def _due_if_resumed(phase: Phase, at: Instant, hours: Mapping[str, WorkingTime]) -> tuple[bool, Instant, int]:
    """Of equal ones the more severe comes first, and one that is never due last (C9 of semantics)."""
    left = (phase.allowed or 0) - phase.used
    due_at = phase.due_at if left <= 0 else hours[phase.calendar].after(at, left)
    return due_at is None, due_at or 0, -phase.severity


def _still(clock: Clock, phase: Phase, state: State, band: Band, *, verdict: Verdict | None) -> Reading:
    decided_at = None
    if verdict is not None:
        decided_at = clock.ended_at if clock.breached_at is None else clock.breached_at
    return Reading(
        state=state,
        band=band,
        severity=phase.severity,
        allowed=phase.allowed,
        used=phase.used,
        left=None if phase.allowed is None else max(0, phase.allowed - phase.used),
        late=None if phase.allowed is None else max(0, phase.used - phase.allowed),
        paused=phase.paused,
        due_at=None if state is State.NOT_MEASURED else phase.due_at,
        due_if_resumed=None,
        decided_at=decided_at,
        verdict=verdict,
        paused_by=None,
        counts_again_at=None,
    )


def _ended(clock: Clock, phase: Phase) -> Reading:
    if phase.allowed is None:
        return _still(clock, phase, State.NO_TARGET, Band.RESTING, verdict=None)
    if clock.breached_at is not None:
        return _still(clock, phase, State.ENDED, Band.MISSED, verdict=Verdict.BREACHED)
    if not clock.judged:
        return _still(clock, phase, State.ENDED, Band.RESTING, verdict=None)
    return _still(clock, phase, State.ENDED, Band.MET, verdict=Verdict.MET)


def _under_way(clock: Clock, phase: Phase, at: Instant, hours: WorkingTime) -> Reading:
    since = hours.between(phase.start, at)
    pausing = phase.paused_by is not None
    used = phase.used if pausing else phase.used + since
    paused = phase.paused + since if pausing else phase.paused
    allowed = phase.allowed
    breached = clock.breached_at is not None and at > clock.breached_at
    left = late = counts_again_at = due_if_resumed = None
    due_at = phase.due_at
    if allowed is not None:
        left, late = max(0, allowed - used), max(0, used - allowed)
    if breached:
        state, band = State.BREACHED, Band.BREACHED
    elif allowed is None or left is None:
        state, band = State.NO_TARGET, Band.RESTING
    elif pausing:
        state, band = State.PAUSED, Band.PAUSED
        due_at, due_if_resumed = None, hours.after(at, left)
    else:
        state = State.RUNNING
        if not hours.is_open(at):
            state, counts_again_at = State.WAITING_FOR_OPENING, hours.next_open(at)
        at_risk = left < SOON or 100 * used >= phase.warn_at * allowed
        band = Band.WARNING if at_risk else Band.CALM if state is State.RUNNING else Band.RESTING
    return Reading(
        state=state,
        band=band,
        severity=phase.severity,
        allowed=allowed,
        used=used,
        left=left,
        late=late,
        paused=paused,
        due_at=due_at,
        due_if_resumed=due_if_resumed,
        decided_at=clock.breached_at if breached else None,
        verdict=Verdict.BREACHED if breached else None,
        paused_by=phase.paused_by,
        counts_again_at=counts_again_at,
    )
