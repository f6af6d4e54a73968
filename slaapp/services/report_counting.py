"""Other periods counted from the same tickets: what a report is compared with, and the months of its trend."""

from collections.abc import Iterable, Iterator, Sequence

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Tier
from slaapp.domain.compliance import Month, Outcome, Total, counted, percentile
from slaapp.domain.flow import flow
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.cells import cells_of, total_of
from slaapp.reports.month_data import MetricMonth, MonthTotal, PeriodTotal
from slaapp.reports.month_sections import FEW
from slaapp.reports.monthly import TREND_MONTHS
from slaapp.services.report_reading import Read


class Counting(Value):
    """How the report counts; with `several` agreements, goals may differ within a cell."""

    hours: WorkingTime
    cut_off: Instant
    basis: CountingBasis
    severity: Severity | None
    several: bool

    def of(self, read: Iterable[Read], there: Iterable[Read], days: Period) -> PeriodTotal:
        """What was decided then stays decided, and whoever went on as part of a customer later had reports of their own
        then (R7). Movements are those of the tickets that are `there`."""
        period = days.span(self.hours)
        movements = flow((ticket.own for ticket in there if ticket.since < period.end), period)
        return PeriodTotal(days, self._total(read, period), movements)

    def trend(self, read: Sequence[Read], there: Sequence[Read], days: Period) -> tuple[MonthTotal, ...]:
        """Twelve months, the one in which the period ends last."""
        months = (days.month + -back for back in range(TREND_MONTHS - 1, -1, -1))
        return tuple(self._month(read, there, month) for month in months)

    def _month(self, read: Iterable[Read], there: Iterable[Read], month: Month) -> MonthTotal:
        period = month.span(self.hours)
        outcomes = tuple(self.outcomes(read, period))
        cells, mixed = cells_of(outcomes, period, basis=self.basis, several=self.several)
        took: dict[Metric, list[Outcome]] = {cell.metric: [] for cell in cells}
        for found in counted(outcomes, period, basis=self.basis):
            if found.measured and found.metric in took and found.allowed is not None:
                took[found.metric].append(found)
        return MonthTotal(
            month,
            total_of(cells, mixed),
            tuple(
                MetricMonth(
                    metric,
                    total_of((cell for cell in cells if cell.metric is metric), mixed),
                    percentile(held, 50),
                    None if len(held) < FEW else percentile(held, 90),
                )
                for metric, held in took.items()
            ),
            flow((ticket.own for ticket in there if ticket.since < period.end), period),
        )

    def _total(self, read: Iterable[Read], period: Span) -> Total:
        cells, mixed = cells_of(self.outcomes(read, period), period, basis=self.basis, several=self.several)
        return total_of(cells, mixed)

    def outcomes(self, read: Iterable[Read], period: Span) -> Iterator[Outcome]:
        """Only a merge reaches back behind its own instant: such a ticket is read as it stood at the period's end."""
        for ticket in read:
            if ticket.since < period.end:
                earlier = period.end < self.cut_off and _merges(ticket)
                for found in ticket.as_of(period.end) if earlier else ticket.outcomes:
                    if found.tier is Tier.PUBLIC and self.severity in (None, found.severity):
                        yield found


def _merges(ticket: Read) -> bool:
    return bool(ticket.kept.absorbed) or ticket.kept.ticket.merged_into is not None
