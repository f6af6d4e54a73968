"""Other periods counted from the same tickets: what a report is compared with, and the months of its trend."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Tier
from slaapp.domain.attainments import Alike, CellCounts
from slaapp.domain.compliance import Attainment, Month, Outcome, Total, counted_at, ranked
from slaapp.domain.flow import NO_FLOW, Flow, FlowCounts
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.cells import total_of
from slaapp.reports.month_data import MetricMonth, MonthTotal, PeriodTotal
from slaapp.reports.month_sections import FEW
from slaapp.reports.monthly import TREND_MONTHS
from slaapp.services.report_reading import Read


class Basis(Value):
    """How the report counts; with `several` agreements, goals may differ within a cell."""

    counted: CountingBasis
    severity: Severity | None
    several: bool


class Counting:
    """Takes the tickets of a report one after the other and keeps none of them.

    What was decided then stays decided, and whoever went on as part of a customer later had reports of their own then
    (R7): in each period only those count who belonged to whom is reported before it ended.
    """

    def __init__(self, days: Period, period: Span, hours: WorkingTime, cut_off: Instant, basis: Basis) -> None:
        self._days, self._cut_off, self._basis = days, cut_off, basis
        self._months = {month: _Counted(month.span(hours), basis) for month in _trend(days)}
        self._others = {other: _Counted(other.span(hours), basis) for other in (days.before, days.year_before)}
        self._every = [*self._months.values(), *self._others.values()]
        self._spans = [counts.span for counts in self._every]
        self.borders = sorted({border for span in (*self._spans, period) for border in (span.start, span.end)})
        """Between one and the next all counts in the same periods."""
        self._between = [
            [counts for counts in self._every if counts.span.start <= border < counts.span.end]
            for border in self.borders
        ]
        self._flows: dict[Instant, FlowCounts] = {}
        """By since when the tickets belong to whom is reported."""

    @property
    def begins(self) -> Instant:
        """Before this no period begins that is counted."""
        return self.borders[0]

    def take(self, ticket: Read, *, there: bool) -> None:
        """Movements are those of the tickets that are `there`."""
        if there:
            self._flow_since(ticket.since).take(ticket.own)
        if ticket.kept.absorbed or ticket.kept.ticket.merged_into is not None:
            self._take_merged(ticket)
        else:
            self._take_outcomes(ticket.outcomes, ticket.since)

    def take_all_straight(self, since: Instant, received_at: Sequence[Instant], resolved_at: Sequence[Instant]) -> None:
        """The movements of tickets that were resolved once and stayed so; their clocks come by `take_alike`."""
        self._flow_since(since).take_all_straight(received_at, resolved_at)

    def take_alike(self, place: int, since: Instant, alike: Alike, used: Sequence[Seconds]) -> None:
        """Public clocks that count between that border and the next one."""
        for counts in self._between[place]:
            if since < counts.span.end:
                counts.take_alike(alike, used)

    def _flow_since(self, since: Instant) -> FlowCounts:
        if since not in self._flows:
            self._flows[since] = FlowCounts(self._spans)
        return self._flows[since]

    def _take_outcomes(self, outcomes: Iterable[Outcome], since: Instant) -> None:
        for found in outcomes:
            at = self._counts_at(found)
            if at is not None and at >= self.borders[0]:
                for counts in self._between[bisect_right(self.borders, at) - 1]:
                    if since < counts.span.end:
                        counts.take(found)

    def _take_merged(self, ticket: Read) -> None:
        """Only a merge reaches back behind its own instant: such a ticket is read as it stood at the period's end."""
        for counts in self._every:
            span = counts.span
            if ticket.since < span.end:
                for found in ticket.as_of(span.end) if span.end < self._cut_off else ticket.outcomes:
                    at = self._counts_at(found)
                    if at is not None and span.start <= at < span.end:
                        counts.take(found)

    def _counts_at(self, found: Outcome) -> Instant | None:
        if found.tier is not Tier.PUBLIC or self._basis.severity not in (None, found.severity):
            return None
        return counted_at(found, self._basis.counted)

    def before(self) -> PeriodTotal:
        return self._period(self._days.before)

    def year_before(self) -> PeriodTotal:
        return self._period(self._days.year_before)

    def _period(self, days: Period) -> PeriodTotal:
        counts = self._others[days]
        cells = counts.cells()
        metrics = tuple((metric, counts.total(metric)) for metric in dict.fromkeys(cell.metric for cell in cells))
        return PeriodTotal(days, counts.total(), self._movements(counts.span), metrics)

    def trend(self) -> tuple[MonthTotal, ...]:
        """Twelve months, the one in which the period ends last."""
        return tuple(
            MonthTotal(month, counts.total(), counts.metrics(), self._movements(counts.span), counts.cells())
            for month, counts in self._months.items()
        )

    def _movements(self, span: Span) -> Flow:
        return reduce(add, [held.of(span) for since, held in self._flows.items() if since < span.end], NO_FLOW)


def _trend(days: Period) -> list[Month]:
    return [days.month + -back for back in range(TREND_MONTHS - 1, -1, -1)]


def begins(days: Period, hours: WorkingTime) -> Instant:
    """Before this nothing is counted for the report of a period."""
    spans = [_trend(days)[0].span(hours), *(period.span(hours) for period in (days, days.before, days.year_before))]
    return min(span.start for span in spans)


class _Counted:
    """A period, its cells, and the times of what counts in it."""

    def __init__(self, span: Span, basis: Basis) -> None:
        self.span, self._several = span, basis.several
        self._cells = CellCounts()
        self._took: dict[Metric, array[int]] = {metric: array("q") for metric in Metric}
        """Twice the seconds, and one more of a clock that was still running: so many are held in little room."""

    def take(self, found: Outcome) -> None:
        self._cells.take(found)
        if found.measured and found.allowed is not None:
            self._took[found.metric].append(2 * found.used + found.running)

    def take_alike(self, alike: Alike, used: Sequence[Seconds]) -> None:
        self._cells.take_alike(alike, len(used))
        self._took[alike.metric].extend([2 * one for one in used])

    def cells(self) -> tuple[Attainment, ...]:
        return self._cells.cells()

    def total(self, metric: Metric | None = None) -> Total:
        cells = [cell for cell in self.cells() if metric in (None, cell.metric)]
        return total_of(cells, self._cells.mixed() if self._several else ())

    def metrics(self) -> tuple[MetricMonth, ...]:
        return tuple(self._metric(metric) for metric in dict.fromkeys(cell.metric for cell in self.cells()))

    def _metric(self, metric: Metric) -> MetricMonth:
        times = [(held // 2, held % 2 == 1) for held in self._took[metric]]
        p90 = None if len(times) < FEW else ranked(times, 90)
        return MetricMonth(metric, self.total(metric), ranked(times, 50), p90)
