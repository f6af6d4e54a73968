"""Where what a chart shows leads: to the targets that were late, to tickets, or to another report."""

from collections.abc import Callable, Iterable

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.period import Period
from slaapp.domain.spans import Span
from slaapp.domain.value import Value
from slaapp.reports.month_report import AgeBand, LateTarget, MonthlyReport
from ui.wording import say


class ToLate(Value):
    targets: tuple[LateTarget, ...]


class ToReceived(Value):
    """To the tickets of an hour of the week: `day` Monday is 0, `count` is how many there are."""

    name: str
    day: int
    hour: int
    count: int


class ToWeek(Value):
    """To the tickets received in it, of which there are `count`."""

    name: str
    span: Span
    count: int


class ToResolved(Value):
    """To the tickets resolved in a week, as often as `count` says."""

    name: str
    span: Span
    count: int


class ToOpen(Value):
    """To those of an age."""

    name: str
    band: AgeBand

    @property
    def count(self) -> int:
        return self.band.tickets


class ToWhy(Value):
    """To how the time of a clock was counted."""

    number: int
    metric: Metric
    cycle: int


class ToTicket(Value):
    number: int


ToTickets = ToReceived | ToWeek | ToResolved | ToOpen
"""What the report counts and does not name: they are looked up."""


class ToCustomer(Value):
    """By name: a report of several holds no more of them."""

    name: str


class ToNarrowed(Value):
    """To the report of those tickets alone."""

    severity: Severity | None = None
    service: str | None = None


class ToPeriod(Value):
    period: Period


def late_ones(report: MonthlyReport, wanted: Callable[[LateTarget], bool]) -> tuple[ToLate | None, str]:
    """To the late targets that are wanted, and what is said of that; nowhere where there is none."""
    found = tuple(target for target in report.late if wanted(target))
    if not found:
        return None, ""
    return ToLate(found), say("the late target") if len(found) == 1 else say("{n} late targets", n=f"{len(found):,}")


def the_tickets(count: int) -> str:
    """Where such a mark leads."""
    return say("the ticket") if count == 1 else say("the tickets")


def said(facts: Iterable[str]) -> tuple[str, ...]:
    """Those facts that there are."""
    return tuple(fact for fact in facts if fact)
