"""What a report of a period is built from: of one customer, or of several."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import field

from slaapp.domain.agreement import Agreement, Meaning, Metric, Severity
from slaapp.domain.attainments import Alike
from slaapp.domain.ball import Turn
from slaapp.domain.compliance import Attainment, Month, Outcome, Percentile, Total
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.domain.flow import Flow
from slaapp.domain.period import Period
from slaapp.domain.spans import MINUTE, Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH
from slaapp.reports.audit_data import NOTHING_PAUSED, ClockStep, Effect, PauseAudit
from slaapp.reports.month_sections import NOTHING_ARRIVED, ArrivalMap, Breakdown, PauseTotal, Week
from slaapp.reports.review_data import Decision, Wish
from slaapp.reports.seal import Versions


class Desk(Value):
    """The provider as the head prints it; `lines` are address and telephone, one printed line each."""

    name: str
    lines: tuple[str, ...] = ()


class CalendarFacts(Value, kw_only=True):
    """One calendar in the period, made by `reports.calendars.calendar_facts`.

    `severities` are those that count in it; `holidays` the closed dates of the period with their names; `working_days`
    the dates of the period with openings.
    """

    name: str
    zone: str
    hours_in_words: str
    severities: tuple[Severity, ...]
    holidays: tuple[tuple[date, str], ...]
    working_days: int


class OpenTicket(Value, kw_only=True):
    """A ticket open at the cut-off: subject, severity and status as they were then.

    `age` is in working days (`flow.working_age`); `paused` whether a waiting status stopped its resolution clock.
    """

    number: int
    subject: str
    severity: Severity
    received_at: Instant
    age: int
    paused: bool = False


class NotMeasuredTicket(Value, kw_only=True):
    """A ticket marked as not measured in the period (C13).

    `at` is the instant of the mark, `text` the reason as it was written, `other` the number of the ticket of which it
    is a duplicate or into which it was merged; `metrics` empty means all of them.
    """

    number: int
    subject: str
    reason: NotMeasuredReason
    at: Instant
    text: str = ""
    other: int | None = None
    metrics: frozenset[Metric] = frozenset()


class LeftOut(Value, kw_only=True):
    """A clock that was decided before its ticket was marked as not measured: it stays in the raw figure and leaves the
    adjusted one (C13). `late`: it was missed. The rest is that of the mark, as of a ticket that is not measured."""

    number: int
    subject: str
    metric: Metric
    severity: Severity
    cycle: int
    late: bool
    reason: NotMeasuredReason
    at: Instant
    text: str = ""
    other: int | None = None


LATE: Seconds = 15 * MINUTE
"""An entry written longer than this after it happened is listed (T5), and so is an undo that came so late: within a
few minutes it amends nothing that anybody relied on."""


class AmendmentKind(StrEnum):
    """`correction`: it was entered wrong (C12); `back_dated`: it was written down long after it happened (T5)."""

    CORRECTION = "correction"
    BACK_DATED = "back_dated"


class Amendment(Value, kw_only=True):
    """A correction (C12), or an entry written down over 15 minutes after it happened (T5), that touches the period.

    `what` names it in a few words ("Severity high, was normal", "Reply"); nobody's name and no internal note's text.
    `effects` are what it changes, against the entry not having been made or, of a late one, against its having happened
    when it was written down.
    """

    number: int
    kind: AmendmentKind
    what: str
    occurred_at: Instant
    recorded_at: Instant
    reason: str = ""
    effects: tuple[Effect, ...] = ()


class TimeSpent(Value):
    """What a ticket's entries of the period took, in minutes of work; no clock sees it."""

    number: int
    subject: str
    minutes: int


class MetricMonth(Value):
    """One metric in one month of the trend; its times are values at the report's cut-off, under ten clocks without
    `p90`."""

    metric: Metric
    total: Total
    median: Percentile | None
    p90: Percentile | None


class MonthTotal(Value):
    """All public cells of one month: a point of the trend. `flow` None: nothing is known of that month; `cells` are
    those in which something counted."""

    month: Month
    total: Total
    metrics: tuple[MetricMonth, ...] = ()
    flow: Flow | None = None
    cells: tuple[Attainment, ...] = ()


class PeriodTotal(Value):
    """All public cells of another period, and its movements: what this one is compared with. `metrics` are those in
    which something counted."""

    days: Period
    total: Total
    flow: Flow
    metrics: tuple[tuple[Metric, Total], ...] = ()


class PlainClocks(Value):
    """Public clocks that count in the period and met the same target, with time to spare: no list names them. `used`
    are the seconds of working time that each of them took, `lasted` the real ones."""

    alike: Alike
    allowed: Seconds
    used: Sequence[Seconds]
    lasted: Sequence[Seconds]


class CustomerData(Value, kw_only=True):
    """One customer's part of a report of several; `agreement` None: nothing was agreed with them. `plain` counts the
    clocks that are among the report's plain ones."""

    name: str
    agreement: str | None
    outcomes: tuple[Outcome, ...]
    flow: Flow
    plain: Mapping[Alike, int] = field(default_factory=dict)


ClockName: TypeAlias = tuple[TicketId, Metric, int]
"""A public clock by its ticket, metric and cycle."""


class MonthData(Value, kw_only=True, dict=True):
    """Everything the report is built from. History is read up to the end of the period, `occurred_at < cut_off`, with
    the corrections, marks and waivers recorded until it is made (R9).

    `period`: `days.span(desk hours)`. `cut_off`: its end, or `made_at` for a period that is still running.
    `customer`: whose report it is, in words; `limits`: what else its tickets have in common, as label and value.
    `agreement`: the version in force at the end of the period; targets, pauses, options and basis come from it.
    `others`: those by which further customers are measured; `by_customer` is empty in a report of one customer.
    `meanings`: what the agreements of tickets say of severities. `language`: in which it is printed, and in which what
    is given here in words is.
    `calendars`: the desk's own first, then those of single severities.
    `outcomes`: public clocks that count in the period, and those breached earlier and still running at the cut-off;
    more do no harm (what does not count is left out here). `subjects`: by ticket, as at the cut-off. `plain`: further
    clocks that count in the period. `marks`: of each clock that was decided before, the mark as not measured.
    `earlier`: the months of the trend, oldest first; months without any clock may be left out. `before` and
    `year_before`: the period before this one and the same one of the year before.
    `backlog`: every ticket open at the cut-off. `joined`: who went on as part of the customer, and on which day.
    `time_spent`: None where the desk does not print it.
    `severity`: the only one that is reported. `turns`: who had the ball, of each late clock. `at_risk`: public clocks
    that were about to run out at the cut-off. `actions`: what reviews decided and is open, or was closed in the period.
    `wishes`: what is wished for in reviews and not agreed.
    `site`: where the customer is, line by line; `prepared_by`: who makes it.
    `versions`: what it is worked out with, None where nothing is known of that.
    `clock_steps`: entries on its tickets that were written in the period while the computer's clock was behind.
    """

    days: Period
    period: Span
    cut_off: Instant
    made_at: Instant
    customer: str
    desk: Desk
    agreement: Agreement
    calendars: tuple[CalendarFacts, ...]
    outcomes: tuple[Outcome, ...]
    subjects: Mapping[TicketId, str]
    flow: Flow
    plain: tuple[PlainClocks, ...] = ()
    earlier: tuple[MonthTotal, ...] = ()
    backlog: tuple[OpenTicket, ...] = ()
    not_measured: tuple[NotMeasuredTicket, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    joined: tuple[tuple[str, date], ...] = ()
    time_spent: tuple[TimeSpent, ...] | None = None
    limits: tuple[tuple[str, str], ...] = ()
    others: tuple[Agreement, ...] = ()
    by_customer: tuple[CustomerData, ...] = ()
    severity: Severity | None = None
    before: PeriodTotal | None = None
    year_before: PeriodTotal | None = None
    weeks: tuple[Week, ...] = ()
    received_by: tuple[Breakdown, ...] = ()
    arrivals: ArrivalMap = NOTHING_ARRIVED
    pauses: tuple[PauseTotal, ...] = ()
    pause_audit: PauseAudit = NOTHING_PAUSED
    clock_steps: tuple[ClockStep, ...] = ()
    turns: Mapping[ClockName, tuple[Turn, ...]] = field(default_factory=dict)
    marks: Mapping[ClockName, NotMeasuredTicket] = field(default_factory=dict)
    at_risk: tuple[Outcome, ...] = ()
    actions: tuple[Decision, ...] = ()
    wishes: tuple[Wish, ...] = ()
    meanings: Mapping[TicketId, Mapping[Severity, Meaning]] = field(default_factory=dict)
    language: str = ENGLISH
    versions: Versions | None = None
    site: tuple[str, ...] = ()
    prepared_by: str = ""

    @property
    def month(self) -> Month:
        """The month in which the period ends."""
        return self.days.month
