"""Other periods counted from the same tickets: what a report is compared with, and the months of its trend."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Tier
from slaapp.domain.compliance import Month, Outcome, counted, percentile
from slaapp.domain.flow import Flow, flows
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.cells import cells_of, total_of
from slaapp.reports.month_data import MetricMonth, MonthTotal, PeriodTotal
from slaapp.reports.month_sections import FEW
from slaapp.reports.monthly import TREND_MONTHS
from slaapp.services.report_reading import Read
from slaapp.services.rulebook import SINCE_EVER


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
        cells, mixed = cells_of(self.outcomes(read, period), period, basis=self.basis, several=self.several)
        metrics = dict.fromkeys(cell.metric for cell in cells)
        return PeriodTotal(
            days,
            total_of(cells, mixed),
            _movements(there, [period])[0],
            tuple((metric, total_of((cell for cell in cells if cell.metric is metric), mixed)) for metric in metrics),
        )

    def trend(self, read: Sequence[Read], there: Sequence[Read], days: Period) -> tuple[MonthTotal, ...]:
        """Twelve months, the one in which the period ends last."""
        months = [days.month + -back for back in range(TREND_MONTHS - 1, -1, -1)]
        movements = _movements(there, [month.span(self.hours) for month in months])
        return tuple(self._month(read, month, moved) for month, moved in zip(months, movements, strict=True))

    def _month(self, read: Iterable[Read], month: Month, moved: Flow) -> MonthTotal:
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
            moved,
            cells,
        )

    def outcomes(self, read: Iterable[Read], period: Span) -> Iterator[Outcome]:
        """Only a merge reaches back behind its own instant: such a ticket is read as it stood at the period's end."""
        for ticket in read:
            if ticket.since < period.end:
                earlier = period.end < self.cut_off and _merges(ticket)
                for found in ticket.as_of(period.end) if earlier else ticket.outcomes:
                    if found.tier is Tier.PUBLIC and self.severity in (None, found.severity):
                        yield found


def _movements(there: Iterable[Read], periods: Sequence[Span]) -> list[Flow]:
    """Those of each period, without tickets of whom went on as part of a customer only later."""
    since: dict[Instant, list[Read]] = {SINCE_EVER: []}
    for ticket in there:
        since.setdefault(ticket.since, []).append(ticket)
    parts = [(begun, flows((ticket.own for ticket in held), periods)) for begun, held in since.items()]
    return [reduce(add, (moved[n] for begun, moved in parts if begun < period.end)) for n, period in enumerate(periods)]


def _merges(ticket: Read) -> bool:
    return bool(ticket.kept.absorbed) or ticket.kept.ticket.merged_into is not None
