"""What was kept of what was promised: clocks counted over a period, in exact integers (§ 5 of semantics)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Tier
from slaapp.domain.clock import Clock, Verdict, read
from slaapp.domain.events import MissReason, NotMeasuredReason, TicketId
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime

METRICS = tuple(Metric)
"""The order in which metrics are listed."""
SEVERITIES = tuple(sorted(Severity, reverse=True))
"""The order in which severities are listed: the most severe first."""


class Month(NamedTuple):
    """A calendar month; months compare in the order of time."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """`2026-02`; raises ValueError for anything else."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit()):
            raise ValueError(f"{quote(text)} is no month such as 2026-02.")
        if not (1990 <= int(year) <= 2100 and 1 <= int(month) <= 12):
            raise ValueError(f"{quote(text)} is no month such as 2026-02, from 1990 to 2100.")
        return cls(int(year), int(month))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def __add__(self, months: object) -> "Month":
        """The month so many months later, or earlier where the number is negative."""
        if not isinstance(months, int):
            return NotImplemented
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return (self + 1).first_day - timedelta(days=1)

    def span(self, hours: WorkingTime) -> Span:
        """From local midnight to local midnight in the calendar's zone (R1)."""
        return Span(hours.midnight(self.first_day), hours.midnight((self + 1).first_day))


class Outcome(Value, kw_only=True):
    """One clock as it counts, read at the cut-off of a report (R9).

    `severity`, `goal` and `allowed` are those of the level the clock counts under (C9); `used` and `late` are working
    time. With `running` the clock had not ended at the cut-off: both are its values then, marked ≥ where shown.
    `decided_at` is the earlier of its end and its breach (R1), None while undecided and for an end without a verdict.
    A clock with `measured` False never counts and has `excluded_at`, the instant from which it does not; a measured one
    with `excluded` was decided before and leaves only the adjusted figure (C13). `waiver` is who agreed and why,
    `reason` why the target was missed, `code` of which kind that reason is. `received_at` and `resolved_at` are the
    ticket's, for agreements that count by them.
    """

    ticket: TicketId
    number: int
    metric: Metric
    tier: Tier
    cycle: int
    severity: Severity | None
    goal: int
    allowed: Seconds | None
    used: Seconds
    late: Seconds
    received_at: Instant
    resolved_at: Instant | None = None
    started_at: Instant
    due_at: Instant | None
    ended_at: Instant | None
    decided_at: Instant | None
    verdict: Verdict | None
    excluded: NotMeasuredReason | None = None
    excluded_at: Instant | None = None
    measured: bool = True
    waived: bool = False
    waiver: str | None = None
    reason: str | None = None
    code: MissReason | None = None
    running: bool = False

    @property
    def breached(self) -> bool:
        return self.verdict is Verdict.BREACHED


def outcome(
    clock: Clock,
    *,
    ticket: TicketId,
    number: int,
    received_at: Instant,
    at: Instant,
    hours: Mapping[str, WorkingTime],
    resolved_at: Instant | None = None,
    waiver: str | None = None,
    reason: str | None = None,
    code: MissReason | None = None,
) -> Outcome:
    """How a clock that was wound from the history before `at` counts at `at`; `hours` holds calendars by name."""
    reading = read(clock, at, hours)
    phase = [clock.phases[0], *(phase for phase in clock.phases if phase.start <= at)][-1]
    return Outcome(
        ticket=ticket,
        number=number,
        metric=clock.metric,
        tier=clock.tier,
        cycle=clock.cycle,
        severity=reading.severity,
        goal=phase.goal,
        allowed=reading.allowed,
        used=reading.used,
        late=reading.late or 0,
        received_at=received_at,
        resolved_at=resolved_at,
        started_at=clock.started_at,
        due_at=reading.due_at,
        ended_at=clock.ended_at,
        decided_at=reading.decided_at,
        verdict=reading.verdict,
        excluded=clock.excluded,
        excluded_at=None if clock.measured else clock.phases[0].start,
        measured=clock.measured,
        waived=clock.waived,
        waiver=waiver if clock.waived else None,
        reason=reason,
        code=code,
        running=clock.measured and clock.ended_at is None,
    )


def counted_at(outcome: Outcome, basis: CountingBasis = CountingBasis.DECIDED) -> Instant | None:
    """The instant whose period the clock counts in (R1 and the options of § 5); None: it does not count yet."""
    if not outcome.measured:
        decided_at = outcome.excluded_at
    else:
        decided_at = outcome.decided_at if outcome.verdict is not None else None
    if decided_at is None or basis is CountingBasis.DECIDED:
        return decided_at
    return outcome.received_at if basis is CountingBasis.RECEIVED else outcome.resolved_at


def counted(
    outcomes: Iterable[Outcome], period: Span, *, basis: CountingBasis = CountingBasis.DECIDED
) -> tuple[Outcome, ...]:
    """The outcomes that count in the half-open period, those not measured among them."""
    return tuple(
        outcome
        for outcome in outcomes
        if (at := counted_at(outcome, basis)) is not None and period.start <= at < period.end
    )


class Tally(Value, kw_only=True):
    """Decided clocks and how they ended. Tallies add up.

    `excluded` clocks were not measured and are in no other count. `waived` are among the breached; `set_aside_met` and
    `set_aside_breached` were decided before their ticket was marked as not measured (C13) and were not waived. All
    three leave the adjusted figure only (R3).
    """

    met: int = 0
    breached: int = 0
    excluded: int = 0
    waived: int = 0
    set_aside_met: int = 0
    set_aside_breached: int = 0

    @property
    def decided(self) -> int:
        return self.met + self.breached

    @property
    def share(self) -> Fraction | None:
        """Met ÷ decided (R2); None when nothing was decided: never 0 and never 1."""
        return Fraction(self.met, self.decided) if self.decided else None

    def shown(self) -> str:
        """The share in percent, truncated to one decimal: `94.2`, or `no data`."""
        return percent(self.met, self.decided)

    @property
    def tenths(self) -> int | None:
        """The share as it is shown, in tenths of a percent point."""
        return 1000 * self.met // self.decided if self.decided else None

    @property
    def adjusted_met(self) -> int:
        return self.met - self.set_aside_met

    @property
    def adjusted_breached(self) -> int:
        return self.breached - self.waived - self.set_aside_breached

    @property
    def adjusted_decided(self) -> int:
        return self.adjusted_met + self.adjusted_breached

    @property
    def adjusted(self) -> bool:
        """Whether the adjusted figure differs in anything from the raw one."""
        return self.adjusted_decided != self.decided

    def adjusted_shown(self) -> str:
        return percent(self.adjusted_met, self.adjusted_decided)

    def budget(self, goal: int, decided: int | None = None) -> int:
        """How many more misses the goal still allows among so many clocks (R8); negative once it is missed."""
        return (100 - goal) * (self.decided if decided is None else decided) // 100 - self.breached


def percent(part: int, whole: int) -> str:
    """`94.2`, truncated to one decimal, so that it never shows more than there is; `no data` of nothing (R2)."""
    if not whole:
        return "no data"
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10}"


def keeps(goal: int, *, met: int, decided: int) -> bool | None:
    """R2: whole numbers are compared, nothing is rounded; None when nothing was decided."""
    return 100 * met >= goal * decided if decided else None


class Attainment(Tally, kw_only=True):
    """One cell: metric × severity in one tier, with the goal promised for it in whole percent."""

    metric: Metric
    severity: Severity
    tier: Tier
    goal: int

    @property
    def met_goal(self) -> bool | None:
        return keeps(self.goal, met=self.met, decided=self.decided)

    @property
    def adjusted_met_goal(self) -> bool | None:
        return keeps(self.goal, met=self.adjusted_met, decided=self.adjusted_decided)


class Total(Tally, kw_only=True):
    """Cells added up, weighted by their counts. `goal` is None unless all of them share it (R6)."""

    goal: int | None = None

    @property
    def met_goal(self) -> bool | None:
        return None if self.goal is None else keeps(self.goal, met=self.met, decided=self.decided)


def total(cells: Iterable[Attainment]) -> Total:
    """R6: weighted by counts; it has a goal only where all cells share one."""
    cells = tuple(cells)
    goals = {cell.goal for cell in cells}
    return Total(
        goal=goals.pop() if len(goals) == 1 else None,
        met=sum(cell.met for cell in cells),
        breached=sum(cell.breached for cell in cells),
        excluded=sum(cell.excluded for cell in cells),
        waived=sum(cell.waived for cell in cells),
        set_aside_met=sum(cell.set_aside_met for cell in cells),
        set_aside_breached=sum(cell.set_aside_breached for cell in cells),
    )


class Percentile(Value):
    """A used time by rank. With `at_least` a clock that was still running at the cut-off could raise it (R9)."""

    seconds: Seconds
    at_least: bool = False


def ranked(times: Sequence[tuple[Seconds, bool]], p: int) -> Percentile | None:
    """Value number ⌈p·n⌉ of used times, each with whether its clock was still running, in their order; `p` in whole
    percent from 1 to 100 (R4). None of nothing."""
    if not times:
        return None
    ordered = sorted(times)
    rank = nearest_rank(p, len(ordered))
    return Percentile(ordered[rank - 1][0], any(map(_running, islice(ordered, rank))))


_running = itemgetter(1)


def nearest_rank(p: int, n: int) -> int:
    """⌈p·n⌉ with `p` in whole percent, in whole numbers: at least 1."""
    return max(1, -(-p * n // 100))
