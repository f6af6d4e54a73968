"""What the sections of the full report hold: every figure of them, and the lines that make them add up."""

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import MissReason
from slaapp.domain.flow import Flow
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.reports.section import Section


class Curve(Value):
    """How many clocks of a metric had used at most so much of their target. `counts` goes on in steps of a tenth of the
    target, from one to twenty of them; the tenth one is the share that was met. Under ten clocks it is not drawn."""

    metric: Metric
    decided: int
    counts: tuple[int, ...]

    @property
    def met(self) -> int:
        return self.counts[TARGET - 1]

    @property
    def drawn(self) -> bool:
        return self.decided >= FEW


FEW = 10
"""Under so many clocks only median and longest are given, and no curve (design § 10)."""
TARGET, STEPS = 10, 20
"""Tenths of the target: the target itself, and where a curve ends."""


class ReasonLine(Value):
    """Why targets were missed, in words; `code`: of which kind the reason is. `reason` None: nobody has said.
    `running_total` counts this line and those above it."""

    reason: str | None
    targets: int
    waived: int
    late: Seconds
    running_total: int
    code: MissReason | None = None


class CloseTarget(Value, kw_only=True):
    """A target that was nearly missed, or may be yet: `left` is working time, of a running clock at the cut-off.

    `ended_at` None: its clock runs.
    """

    number: int
    subject: str
    severity: Severity
    metric: Metric
    cycle: int
    target: Seconds
    used: Seconds
    due_at: Instant | None
    ended_at: Instant | None

    @property
    def left(self) -> Seconds:
        return self.target - self.used


class Week(Value):
    """An ISO week, cut to the period; `not_measured` are the marks set in it."""

    days: Period
    span: Span
    flow: Flow
    not_measured: int = 0


class Breakdown(Value):
    """The tickets received, told apart `by` something: labels with their counts."""

    by: str
    rows: tuple[tuple[str, int], ...]

    @property
    def tickets(self) -> int:
        return sum(count for _, count in self.rows)


Grid = tuple[tuple[int, ...], ...]
"""By weekday, Monday being 0, and hour of the wall clock."""


class ArrivalMap(Value):
    """When tickets were received. `outside` are those among `counts` that came while the desk was closed, `opened` says
    which hours of the week have openings, holidays aside."""

    counts: Grid
    outside: Grid
    opened: tuple[tuple[bool, ...], ...]

    @property
    def tickets(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def tickets_outside(self) -> int:
        return sum(map(sum, self.outside))


NOTHING_ARRIVED = ArrivalMap(((0,) * 24,) * 7, ((0,) * 24,) * 7, ((False,) * 24,) * 7)


class PauseTotal(Value):
    """How long a waiting status stopped resolution clocks in the period: working time, added up over the tickets."""

    status: Status
    tickets: int
    seconds: Seconds


class Reconciliation(Value):
    """Two counts of the same thing, counted apart: `counted` in the section, `expected` elsewhere in the report."""

    section: Section
    what: str
    counted: int
    expected: int

    @property
    def agrees(self) -> bool:
        return self.counted == self.expected
