"""A clock: one metric of one ticket, wound from its history, and what it shows at an instant.

Winding does the work when history changes; reading is arithmetic when time does. A wound clock knows its whole course
if nothing more happens: the phases still to come and the instant at which it will breach.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from slaapp.domain.agreement import Metric, Promise, Severity, Status, Tier
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.domain.spans import MINUTE, Instant, Seconds
from slaapp.domain.value import Value
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


class Phase(Value, gc=False):
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


class Clock(Value, gc=False):
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
    phases: Sequence[Phase]
    measured: bool = True
    excluded: NotMeasuredReason | None = None
    merged_into: TicketId | None = None
    waived: bool = False
    after_window: bool = False

    @property
    def decided_at(self) -> Instant | None:
        """When the clock counts (R1): the earlier of its end and its breach, the breach perhaps still to come."""
        if not self.measured:
            return None
        if self.breached_at is not None:
            return self.breached_at
        return self.ended_at if self.judged else None


NEVER: Instant = 1 << 60
"""Later than every instant."""


class Reading(Value, gc=False):
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
        return self.verdict is _BREACHED_VERDICT


SOON: Seconds = 15 * MINUTE
"""Less than this left is a warning whatever the share used (§ 5 of the design)."""


def read(clock: Clock, now: Instant, hours: Mapping[str, WorkingTime]) -> Reading:
    """The clock at `now`; an instant before its last event reads as that event's. `hours` holds calendars by name."""
    for phase in reversed(clock.phases):  # the last that has begun, else the first
        if phase.start <= now:
            break
    if clock.ended_at is not None or not clock.measured:
        return _still(clock, phase)
    at = max(now, phase.start)
    if phase.standby:
        phase = min((phase, *phase.standby), key=lambda level: _due_if_resumed(level, at, hours))
    return _under_way(clock, phase, at, hours[phase.calendar])


def _due_if_resumed(phase: Phase, at: Instant, hours: Mapping[str, WorkingTime]) -> tuple[bool, Instant, int]:
    """Of equal ones the more severe comes first, and one that is never due last (C9 of semantics)."""
    left = (phase.allowed or 0) - phase.used
    due_at = phase.due_at if left <= 0 else hours[phase.calendar].after(at, left)
    return due_at is None, due_at or 0, -phase.severity


# Thousands of readings are made every second: their fields go by place, and the members of enumerations are found once
# (Python 3.11 is slow at both).
_NOT_MEASURED = State.NOT_MEASURED, Band.NOT_MEASURED
_NO_TARGET = State.NO_TARGET, Band.RESTING
_MISSED = State.ENDED, Band.MISSED
_MET = State.ENDED, Band.MET
_ENDED = State.ENDED, Band.RESTING
_LATE = State.BREACHED, Band.BREACHED
_PAUSED = State.PAUSED, Band.PAUSED
_RUNNING = State.RUNNING, Band.CALM
_RUNNING_OUT = State.RUNNING, Band.WARNING
_WAITING = State.WAITING_FOR_OPENING, Band.RESTING
_WAITING_AT_RISK = State.WAITING_FOR_OPENING, Band.WARNING
_BREACHED_VERDICT, _MET_VERDICT = Verdict.BREACHED, Verdict.MET


def _still(clock: Clock, phase: Phase) -> Reading:
    """Of a clock that ended or is not measured."""
    allowed, used, due_at = phase.allowed, phase.used, phase.due_at
    left = late = decided_at = verdict = None
    if allowed is not None:
        left, late = (allowed - used, 0) if used <= allowed else (0, used - allowed)
    if not clock.measured:
        (state, band), due_at = _NOT_MEASURED, None
    elif allowed is None:
        state, band = _NO_TARGET
    elif clock.breached_at is not None:
        (state, band), decided_at, verdict = _MISSED, clock.breached_at, _BREACHED_VERDICT
    elif clock.judged:
        (state, band), decided_at, verdict = _MET, clock.ended_at, _MET_VERDICT
    else:
        state, band = _ENDED
    return Reading(
        state,
        band,
        phase.severity,
        allowed,
        used,
        left,
        late,
        phase.paused,
        due_at,
        None,
        decided_at,
        verdict,
        None,
        None,
    )


def _under_way(clock: Clock, phase: Phase, at: Instant, hours: WorkingTime) -> Reading:
    allowed, used, paused, paused_by, due_at = phase.allowed, phase.used, phase.paused, phase.paused_by, phase.due_at
    since = hours.between(phase.start, at)
    if paused_by is None:
        used += since
    else:
        paused += since
    left = late = due_if_resumed = decided_at = verdict = counts_again_at = None
    if allowed is not None:
        left, late = (allowed - used, 0) if used <= allowed else (0, used - allowed)
    if clock.breached_at is not None and at > clock.breached_at:
        (state, band), decided_at, verdict = _LATE, clock.breached_at, _BREACHED_VERDICT
    elif allowed is None or left is None:
        state, band = _NO_TARGET
    elif paused_by is not None:
        state, band = _PAUSED
        due_at, due_if_resumed = None, hours.after(at, left)
    else:
        at_risk = left < SOON or 100 * used >= phase.warn_at * allowed
        if hours.is_open(at):
            state, band = _RUNNING_OUT if at_risk else _RUNNING
        else:
            state, band = _WAITING_AT_RISK if at_risk else _WAITING
            counts_again_at = hours.next_open(at)
    return Reading(
        state,
        band,
        phase.severity,
        allowed,
        used,
        left,
        late,
        paused,
        due_at,
        due_if_resumed,
        decided_at,
        verdict,
        paused_by,
        counts_again_at,
    )
