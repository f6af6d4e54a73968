"""What the report of a period says, as values: every figure, and nothing of the internal tier (C16 of semantics)."""

from datetime import date

from slaapp.domain.agreement import CountingBasis, Metric, Severity
from slaapp.domain.ball import Turn
from slaapp.domain.compliance import SEVERITIES, Attainment, Month, Percentile, Total
from slaapp.domain.events import MissReason, NotMeasuredReason
from slaapp.domain.flow import Flow
from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.audit_data import NOTHING_PAUSED, ClockStep, PauseAudit
from slaapp.reports.month_data import (
    Amendment,
    CalendarFacts,
    Desk,
    LeftOut,
    MonthTotal,
    NotMeasuredTicket,
    OpenTicket,
    PeriodTotal,
    TimeSpent,
)
from slaapp.reports.month_sections import (
    NOTHING_ARRIVED,
    ArrivalMap,
    Breakdown,
    CloseTarget,
    Curve,
    PauseTotal,
    ReasonLine,
    Week,
)
from slaapp.reports.review_data import Decision, Wish
from slaapp.reports.seal import Restatement, Seal, Versions
from slaapp.wording import MISS_REASON, SEVERITY, miss_words


class Fact(Value):
    """Something worth knowing about the month: a headline that is a sentence, and what stands behind it."""

    headline: str
    text: str


class Shares(Value):
    """Used time in thousandths of the target, cut to whole ones; by nearest rank like the times themselves."""

    median: int
    p75: int
    p90: int
    longest: int


class Ranks(Value):
    """Under ten clocks `p75` and `p90` are None (design § 10)."""

    median: Percentile | None
    p75: Percentile | None
    p90: Percentile | None
    longest: Percentile | None


class Times(Value, kw_only=True):
    """How long one cell took, in working time. Under ten clocks `p75` and `p90` are None (design § 10).

    `target` is the one in force at the end of the period, None where there is none any more. `calendar` is how long the
    same clocks took by the wall, from start to end or to the cut-off; reports closed by early versions have none.
    """

    metric: Metric
    severity: Severity
    decided: int
    target: Seconds | None
    median: Percentile | None = None
    p75: Percentile | None = None
    p90: Percentile | None = None
    longest: Percentile | None = None
    shares: Shares | None = None
    calendar: Ranks | None = None


class LateTarget(Value, kw_only=True):
    """A target that was missed. With `running` its clock had not ended: `used` and `late` are values at the cut-off.

    `called` is the severity in its agreement's words. `reason` None: nobody has said why. `set_aside`: its ticket was
    marked as not measured after the breach.
    """

    number: int
    subject: str
    severity: Severity
    called: str
    metric: Metric
    cycle: int
    target: Seconds
    used: Seconds
    late: Seconds
    running: bool
    received_at: Instant
    due_at: Instant | None
    decided_at: Instant
    ended_at: Instant | None
    reason: str | None
    waived: bool
    waiver: str | None
    set_aside: bool
    turns: tuple[Turn, ...] = ()
    """Who had the ball from the clock's start to its end, or to the cut-off."""

    code: MissReason | None = None
    """Of which kind the reason is."""

    customer: str = ""
    """Whose ticket it is, in a report of several customers; empty in a report of one."""

    excluded: NotMeasuredReason | None = None
    """Why its ticket was marked after the breach; reports closed before it was printed do not say it."""

    @property
    def why(self) -> str | None:
        """The reason as it is printed; None where nobody has said why."""
        return miss_words(self.code, self.reason)

    @property
    def counted_as(self) -> str | None:
        """By what reasons are counted together: the kind where one is given, else the words."""
        return self.why if self.code is None else MISS_REASON[self.code]


class AgeBand(Value):
    """Open tickets by age in working days, `first` to `last` (None: and older); counts as in `SEVERITIES`."""

    first: int
    last: int | None
    by_severity: tuple[int, ...]

    @property
    def tickets(self) -> int:
        return sum(self.by_severity)

    def holds(self, age: int) -> bool:
        return self.first <= age and (self.last is None or age <= self.last)

    def of(self, severity: Severity) -> int:
        return self.by_severity[SEVERITIES.index(severity)]


class Backlog(Value):
    """What was open at the cut-off; `oldest` are the ten that were received first."""

    bands: tuple[AgeBand, ...]
    paused: int
    oldest: tuple[OpenTicket, ...]

    @property
    def tickets(self) -> int:
        return sum(band.tickets for band in self.bands)


class CustomerLine(Value, kw_only=True):
    """One customer in a report of several. `agreement` None: nothing was agreed with them."""

    name: str
    agreement: str | None
    kept: int
    decided_cells: int
    total: Total
    flow: Flow


class MonthlyReport(Value, kw_only=True):
    """The report of a period, a month or another one: of one customer, or of several (`customers` are its lines then).

    It is the customer's edition, and a draft until the month is closed: from then on it carries a `seal` and is kept as
    it is (R7). What is added to it later needs a default, since closed ones are read back. `limits` are what else its
    tickets have in common. Cells in `several_goals` hold clocks that were promised different ones (R6): they have no
    verdict.

    `cells` are metric × severity; `kept` of the `decided_cells` kept their goal, `without_data` had nothing decided.
    `totals` holds one total a metric. `late` is in the order in which targets became late, `still_late` became late in
    an earlier period and ran on at the cut-off. `trend` are twelve months, the one in which the period ends last.
    `before` and `year_before` are what it is compared with. `joined` went on as part of
    the customer, on which day: from that month on its figures include theirs. `time_spent` is printed where the desk
    chose so (None: it is not), the most first. `restatements` are of months closed before, the oldest first.
    """

    days: Period
    period: Span
    cut_off: Instant
    made_at: Instant
    customer: str
    desk: Desk
    agreement: str
    version: int
    valid_from: date | None
    valid_to: date | None
    basis: CountingBasis
    calendars: tuple[CalendarFacts, ...]
    cells: tuple[Attainment, ...]
    totals: tuple[tuple[Metric, Total], ...]
    total: Total
    times: tuple[Times, ...]
    late: tuple[LateTarget, ...]
    still_late: tuple[LateTarget, ...]
    flow: Flow
    backlog: Backlog
    not_measured: tuple[NotMeasuredTicket, ...]
    amendments: tuple[Amendment, ...]
    trend: tuple[MonthTotal, ...]
    joined: tuple[tuple[str, date], ...] = ()
    facts: tuple[Fact, ...] = ()
    definitions: tuple[str, ...] = ()
    time_spent: tuple[TimeSpent, ...] | None = None
    limits: tuple[tuple[str, str], ...] = ()
    other_agreements: tuple[tuple[str, int], ...] = ()
    customers: tuple[CustomerLine, ...] = ()
    several_goals: tuple[tuple[Metric, Severity], ...] = ()
    before: PeriodTotal | None = None
    year_before: PeriodTotal | None = None
    restatements: tuple[Restatement, ...] = ()
    seal: Seal | None = None
    near_misses: tuple[CloseTarget, ...] = ()
    at_risk: tuple[CloseTarget, ...] = ()
    weeks: tuple[Week, ...] = ()
    received_by: tuple[Breakdown, ...] = ()
    arrivals: ArrivalMap = NOTHING_ARRIVED
    curves: tuple[Curve, ...] = ()
    reasons: tuple[ReasonLine, ...] = ()
    pauses: tuple[PauseTotal, ...] = ()
    pause_audit: PauseAudit = NOTHING_PAUSED
    clock_steps: tuple[ClockStep, ...] = ()
    actions: tuple[Decision, ...] = ()
    wishes: tuple[Wish, ...] = ()
    called: tuple[str, ...] = tuple(SEVERITY[severity] for severity in SEVERITIES)
    language: str = ENGLISH
    site: tuple[str, ...] = ()
    """Where the customer is, line by line."""

    prepared_by: str = ""
    """Who made the draft, or closed the period; empty where none of the desk's people did."""

    left_out: tuple[LeftOut, ...] = ()
    """The clocks that only the adjusted figures leave out, since their tickets were marked as not measured later."""

    versions: Versions | None = None
    """What a draft is worked out with; of a closed one the seal says it."""

    @property
    def words(self) -> Words:
        """The language in which it is printed."""
        return words_of(self.language)

    def name_of(self, severity: Severity) -> str:
        """What the agreement calls it."""
        return self.called[SEVERITIES.index(severity)]

    @property
    def month(self) -> Month:
        """The month in which the period ends."""
        return self.days.month

    @property
    def one_month(self) -> bool:
        return self.days.kind is PeriodKind.MONTH

    @property
    def zone(self) -> str:
        """The zone in which the report shows instants: that of the desk's own calendar."""
        return self.calendars[0].zone

    @property
    def kept(self) -> int:
        """Of several customers, those of each of them."""
        if self.customers:
            return sum(line.kept for line in self.customers)
        return sum(cell.met_goal is True for cell in self.cells)

    @property
    def decided_cells(self) -> int:
        if self.customers:
            return sum(line.decided_cells for line in self.customers)
        return sum(cell.decided > 0 for cell in self.cells)

    def verdict(self, cell: Attainment) -> bool | None:
        """Whether the cell kept its goal; None where nothing was decided and where it has no goal of its own."""
        return None if (cell.metric, cell.severity) in self.several_goals else cell.met_goal

    @property
    def without_data(self) -> tuple[Attainment, ...]:
        return tuple(cell for cell in self.cells if not cell.decided)

    @property
    def previous(self) -> PeriodTotal | None:
        """The period before, None when nothing was decided in it."""
        return self.before if self.before is not None and self.before.total.decided else None

    @property
    def others(self) -> tuple[PeriodTotal, ...]:
        """What it is compared with: of a whole year the year before is both."""
        other = self.year_before
        twice = self.before is not None and other is not None and other.days == self.before.days
        return tuple(held for held in (self.before, None if twice else other) if held is not None)

    @property
    def waived(self) -> tuple[LateTarget, ...]:
        return tuple(late for late in self.late if late.waived)

    @property
    def complete(self) -> bool:
        """Whether the period was over when the figures were read."""
        return self.cut_off >= self.period.end
