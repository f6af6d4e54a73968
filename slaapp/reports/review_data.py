"""What a review of an agreement holds."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

from slaapp.domain.achievable import ENOUGH, Achievable
from slaapp.domain.agreement import Meaning, Metric, Severity
from slaapp.domain.arrivals import Arrivals
from slaapp.domain.compliance import Tally
from slaapp.domain.cushion import Cushion
from slaapp.domain.drift import MonthMix
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.domain.what_if import Change, Flip
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import ENGLISH


class Decision(Value):
    """`number` is its name among people. `outcome` is what came of it, once it is closed.

    `ticket` is the number of the one whose missed target it is to keep from happening again, `customer` (an id) whose
    that is: nobody else's report shows it.
    """

    number: int
    agreement: str
    text: str
    owner: str
    due: date | None
    decided_at: Instant
    closed_at: Instant | None = None
    outcome: str = ""
    ticket: int | None = None
    customer: str | None = None

    def is_open(self, now: Instant) -> bool:
        return self.closed_at is None or self.closed_at > now


class Wish(Value):
    """A length that the other side wishes for, beside what is agreed (None: nothing is): a decision is asked for."""

    agreement: str
    metric: Metric
    severity: Severity
    wished: Seconds
    agreed: Seconds | None


class Gap(Value):
    """One metric at one severity, in public: `agreed` is the target of the version in force now (None: no target) with
    its goal, `achieved` what was kept of what was promised at the time. `day` is the usual working day of its hours.

    Cases are the clocks that are decided, or where nothing was promised have ended.
    """

    metric: Metric
    severity: Severity
    agreed: Seconds | None
    goal: int | None
    achieved: Tally
    cases: int
    achievable: tuple[Achievable, ...]
    cushion: Cushion | None
    day: Seconds
    ended: tuple[Seconds, ...] = ()
    """What the cases took that do not go on, in order."""
    wished: Seconds | None = None
    """By the other side, in what was noted last."""
    meaning: Meaning | None = None
    """What the agreement says of the severity in words of its own."""

    @property
    def kept_as_wished(self) -> Tally | None:
        """How many cases would have kept what is wished; None where nothing is."""
        if self.wished is None:
            return None
        met = bisect_right(self.ended, self.wished)
        return Tally(met=met, breached=self.cases - met)

    @property
    def few(self) -> bool:
        """Too few cases to promise anything by."""
        return 0 < self.cases < ENOUGH


class SupplierGap(Value):
    """A supplier at one severity: how its waits ended. `agreed` None: nothing is; `late` is working time, added up."""

    supplier: str
    severity: Severity
    agreed: Seconds | None
    goal: int
    waits: int
    met: int
    breached: int
    late: Seconds


class Longer(Value):
    """What longer hours would have changed, everything else being as it was promised."""

    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]


class Review(Value):
    """`period` holds the instants at which the tickets were received. `version` is the one in force at its end, `now`
    when wishes and decisions were read. `opened` says which hours were tried in `longer`, `unnamed` how many waits on a
    third party named no supplier, `meanings` what that version says of severities in words of its own.
    """

    agreement: str
    version: int
    meanings: Mapping[Severity, Meaning]
    customers: tuple[str, ...]
    period: Span
    now: Instant
    hours: WorkingTime
    tickets: int
    gaps: tuple[Gap, ...]
    arrivals: Arrivals
    drift: tuple[MonthMix, ...]
    decisions: tuple[Decision, ...]
    longer: Longer | None
    opened: str
    suppliers: tuple[SupplierGap, ...] = ()
    unnamed: int = 0
    language: str = ENGLISH
    """In which its sheet is printed."""
