"""What lets a reader trust the pauses, the corrections and the clock by which everything was written down."""

from enum import StrEnum

from slaapp.domain.agreement import Metric, Status
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds
from slaapp.domain.value import Value

LAST_MINUTES: Seconds = 15 * MINUTE
"""A pause that begins with at most so much of a target left is looked at; so is one without a message to the customer
within so long of its beginning."""
SHORT: Seconds = HOUR
"""A pause that takes less working time than this is a short one."""
REPEATED = 3
"""So many short pauses of one ticket in the period are looked at."""


class LatePause(Value, kw_only=True):
    """A pause that began when `left` of a clock's target was left, in working time. `state` is how that clock stood at
    the cut-off."""

    number: int
    subject: str
    status: Status
    began_at: Instant
    metric: Metric
    cycle: int
    left: Seconds
    state: "Standing"


class SilentPause(Value, kw_only=True):
    """A pause of which the customer was not told. `ended_at` None: it went on at the cut-off."""

    number: int
    subject: str
    status: Status
    began_at: Instant
    ended_at: Instant | None
    paused: Seconds


class RepeatedPauses(Value):
    """A ticket that was paused again and again: how many short pauses, and their working time in all."""

    number: int
    subject: str
    pauses: int
    paused: Seconds


class PauseAudit(Value):
    """`begun` is how many pauses of the resolution clock began in the period; the lists hold those to look at, in the
    order of time."""

    begun: int = 0
    last_minutes: tuple[LatePause, ...] = ()
    silent: tuple[SilentPause, ...] = ()
    repeated: tuple[RepeatedPauses, ...] = ()


NOTHING_PAUSED = PauseAudit()


class Standing(StrEnum):
    """How a clock stands at the cut-off; `absent`: there is no such clock."""

    MET = "met"
    LATE = "breached"
    OPEN = "open"
    ENDED = "ended"
    NOT_MEASURED = "not_measured"
    ABSENT = "absent"


class Effect(Value, kw_only=True):
    """What an entry that was made afterwards changes of a clock: as it is, and `without` that entry."""

    metric: Metric
    cycle: int
    due_at: Instant | None
    due_without: Instant | None
    state: Standing
    state_without: Standing


class ClockStep(Value):
    """An entry that was written while the computer's clock stood `behind` the entry before it, by so many seconds."""

    number: int
    recorded_at: Instant
    behind: Seconds
