"""Which closed periods a report states again, and how far back that reaches."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Span
from slaapp.services import closed_reports
from slaapp.services.closed_reports import ClosedReport
from slaapp.services.families import Families
from slaapp.services.reaching_back import reaches_back
from slaapp.services.report_counting import begins
from slaapp.services.rulebook import Rulebook
from slaapp.storage.database import Connection


class Restated(NamedTuple):
    """`held` are the reports closed last of all periods of a kind; of those in `again` history may give other figures
    than were stated last."""

    held: list[ClosedReport]
    again: list[ClosedReport]


def restated(connection: Connection, days: Period, customer: str | None, now: Instant) -> Restated:
    """By a report of that period of a customer (its id; None: of the company) that is made `now`: those before it, and
    itself where it was closed before and reopened."""
    held = closed_reports.of_kind(connection, customer, days.kind)
    members = None if customer is None else Families(connection, now).members(customer)
    before = [one for one in held if one.report.days.last_day < days.first_day and one.open_again is None]
    changed = [one for one in before if _may_differ(connection, members, one, held)]
    return Restated(held, [*changed, *(one for one in held if one.report.days == days)])


def _may_differ(
    connection: Connection, members: Collection[str] | None, closed: ClosedReport, others: Iterable[ClosedReport]
) -> bool:
    since = closed_reports.looked_at_last(closed, others)
    return reaches_back(connection, members, since, closed.report.period.end)


def counted_in(connection: Connection, rulebook: Rulebook, days: Period, now: Instant) -> Span:
    """All that the company's report of that period tells and compares lies within, by whichever hours; so does what it
    states again."""
    periods = [days, *(one.report.days for one in restated(connection, days, None, now).again)]
    hours = rulebook.hours.values()
    return Span(
        min(begins(period, of) for period in periods for of in hours),
        max(period.span(of).end for period in periods for of in hours),
    )
