"""Other periods counted from the same tickets: what a report is compared with, and the months of its trend."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from slaapp.domain.agreement import CountingBasis, Severity, Tier
from slaapp.domain.compliance import Outcome, Total
from slaapp.domain.flow import flow
from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.spans import Span
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.cells import cells_of, total_of
from slaapp.reports.month_data import MonthTotal, PeriodTotal
from slaapp.reports.monthly import TREND_MONTHS
from slaapp.services.report_reading import Read


@dataclass(frozen=True, slots=True)
class Counting:
    """How the report counts; with `several` agreements, goals may differ within a cell."""

    hours: WorkingTime
    basis: CountingBasis
    severity: Severity | None
    several: bool

    def of(self, read: Iterable[Read], there: Iterable[Read], days: Period) -> PeriodTotal:
        """What was decided then stays decided, and whoever went on as part of a customer later had reports of their own
        then (R7). Movements are those of the tickets that are `there`."""
        period = days.span(self.hours)
        movements = flow((ticket.own for ticket in there if ticket.since < period.end), period)
        return PeriodTotal(days, self._total(read, period) or Total(), movements)

    def trend(self, read: Sequence[Read], there: Sequence[Read], days: Period) -> tuple[MonthTotal, ...]:
        """The months before, and the one in which another period than a month ends; months without any clock are left
        out."""
        last = 1 if days.kind is PeriodKind.MONTH else 0
        months = [days.month + -back for back in range(TREND_MONTHS - 1, last - 1, -1)]
        totals = ((month, self._total(read, month.span(self.hours))) for month in months)
        return tuple(MonthTotal(month, held) for month, held in totals if held is not None)

    def _total(self, read: Iterable[Read], period: Span) -> Total | None:
        """None where no clock counts."""
        cells, mixed = cells_of(self.outcomes(read, period), period, basis=self.basis, several=self.several)
        return total_of(cells, mixed) if cells else None

    def outcomes(self, read: Iterable[Read], period: Span) -> Iterator[Outcome]:
        """Only a merge reaches back behind its own instant: such a ticket is read as it stood at the period's end."""
        for ticket in read:
            if ticket.since < period.end:
                for found in ticket.as_of(period.end) if _merges(ticket) else ticket.outcomes:
                    if found.tier is Tier.PUBLIC and self.severity in (None, found.severity):
                        yield found


def _merges(ticket: Read) -> bool:
    return bool(ticket.kept.absorbed) or ticket.kept.ticket.merged_into is not None
