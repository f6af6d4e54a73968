"""What is coming: the forecast, what a month still allows, the desk at a glance. Nothing is written here."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from slaapp.domain import forecast as order
from slaapp.domain.agreement import CountingBasis, Metric, Severity, Terms, Tier
from slaapp.domain.budget import Budget, expected
from slaapp.domain.clock import read
from slaapp.domain.compliance import METRICS, Attainment, Month
from slaapp.domain.forecast import Estimates, Job, Step
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.services.board import Board, Row
from slaapp.services.families import Families
from slaapp.services.overview import Overview, overview
from slaapp.services.rulebook import Rulebook
from slaapp.storage import counts
from slaapp.storage.counts import Decided
from slaapp.storage.database import Connection, Database

_BY: Mapping[CountingBasis, str] = {
    CountingBasis.DECIDED: "c.decided_at",
    CountingBasis.RECEIVED: "t.received_at",
    CountingBasis.RESOLVED: "t.resolved_at",
}


class Passing(Value):
    """A public target that will have passed before closing if nobody acts; `at` is the instant at which it passes."""

    row: Row
    metric: Metric
    at: Instant


class Placed(Value):
    """A target at its place in an order of work, and when it would be reached by somebody who keeps to it."""

    row: Row
    metric: Metric
    due_at: Instant
    done_at: Instant
    on_time: bool
    late_already: bool


class Forecast(Value):
    """From `now` to `until`, the end of support hours (None: there are none). The orders hold every public
    target under way that is due by then or overdue already: `fewest` makes few late, of few targets the fewest;
    `earliest` is the queue's own."""

    now: Instant
    until: Instant | None
    estimates: Estimates
    passing: tuple[Passing, ...]
    fewest: tuple[Placed, ...]
    earliest: tuple[Placed, ...]

    @property
    def late_already(self) -> int:
        return sum(placed.late_already for placed in self.fewest)

    @property
    def late_by_fewest(self) -> int:
        """Targets that this order lets pass, beside those that have passed already."""
        return sum(not placed.on_time for placed in self.fewest) - self.late_already

    @property
    def late_by_earliest(self) -> int:
        return sum(not placed.on_time for placed in self.earliest) - self.late_already


class Outlook:
    """`rows` are always the open tickets as the board gives them for `now`: whoever holds them hands them in."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], board: Board) -> None:
        self._database, self._rulebook, self._board = database, rulebook, board

    def forecast(self, rows: Iterable[Row], *, now: Instant, estimates: Estimates | None = None) -> Forecast:
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
        hours = rulebook.desk_hours
        estimates = estimates or Estimates()
        until = order.closing(hours, now)
        if until is None:
            return Forecast(now, None, estimates, (), (), ())
        found: dict[tuple[int, Metric], tuple[Row, Metric, Instant]] = {}
        jobs: list[Job] = []
        passing: list[Passing] = []
        for row in rows:
            public = [clock for clock in row.clocks if clock.tier is Tier.PUBLIC]
            passing += [
                Passing(row, clock.metric, clock.breached_at or until)
                for clock in order.will_breach(public, now, until)
            ]
            for clock in public:
                if not clock.measured or clock.ended_at is not None:
                    continue
                reading, metric = read(clock, now, rulebook.hours), clock.metric
                if reading.due_at is None or reading.paused_by is not None:
                    continue
                if reading.breached or reading.due_at <= until:
                    found[row.number, metric] = row, metric, reading.due_at
                    due = hours.between(now, reading.due_at)
                    jobs.append(Job(row.number, estimates.of(metric), due, reading.breached, metric))

        def placed(steps: Sequence[Step]) -> tuple[Placed, ...]:
            return tuple(
                Placed(
                    *found[step.job.number, step.job.metric],
                    done_at=hours.after(now, step.done) or until,
                    on_time=step.on_time,
                    late_already=step.job.late,
                )
                for step in steps
            )

        return Forecast(
            now=now,
            until=until,
            estimates=estimates,
            passing=tuple(sorted(passing, key=lambda found: (found.at, found.row.number, METRICS.index(found.metric)))),
            fewest=placed(order.fewest_late(jobs)),
            earliest=placed(order.earliest_due(jobs)),
        )

    def budgets(self, rows: Iterable[Row], *, now: Instant, customer: str | None = None) -> tuple[Budget, ...]:
        """What each goal still allows in the month of `now`, the tightest first: of the customers for whom something
        was decided or runs, or of one (its id), then with every goal of its agreement."""
        running: dict[Promise, int] = {}
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            for row in rows:
                for clock in row.clocks:
                    if clock.tier is Tier.PUBLIC and clock.measured:
                        reading = read(clock, now, rulebook.hours)
                        if reading.decided_at is None and reading.allowed is not None:
                            key = (row.customer_id, clock.metric, reading.severity)
                            running[key] = running.get(key, 0) + 1
            families = Families(connection, now)
            periods = _Periods(connection, families, now)
            found: list[Budget] = []
            survivors = [id_ for id_ in families.records if families.survivor(id_) == id_]
            wanted: Iterable[str | None] = [families.survivor(customer)] if customer else [None, *survivors]
            for owner in wanted:
                line = rulebook.line(owner, now)
                if line:
                    found += _budgets(
                        owner, families.name(owner), line[0][1], periods, running, whole=customer is not None
                    )
        return tuple(sorted(found, key=_tightest))

    def overview(self, rows: Iterable[Row], *, now: Instant) -> Overview:
        with self._database.read() as connection:
            hours = self._rulebook(connection).desk_hours
            today = hours.day_of(now)
            start = Month(today.year, today.month).span(hours).start
            return overview(connection, self._board, hours, rows, counts.decided(connection, start, now + 1), now)


Promise = tuple[str | None, Metric, Severity]
"""What a goal is about: the customer who others may go on as, the metric, the severity."""


class _Periods:
    """What was decided in the month of `now`, asked for once per way of counting."""

    def __init__(self, connection: Connection, families: Families, now: Instant) -> None:
        self._connection, self._families, self.now = connection, families, now
        self._held: dict[tuple[CountingBasis, Span], dict[Promise, list[Decided]]] = {}

    def __call__(self, terms: Terms) -> tuple[Span, Mapping[Promise, Sequence[Decided]]]:
        today = terms.desk_hours.day_of(self.now)
        span = Month(today.year, today.month).span(terms.desk_hours)
        basis = terms.agreement.basis
        if (basis, span) not in self._held:
            found = self._held[basis, span] = {}
            for one in counts.decided(self._connection, span.start, self.now + 1, by=_BY[basis]):
                who = None if one.customer is None else self._families.survivor(one.customer)
                found.setdefault((who, one.metric, one.severity), []).append(one)
        return span, self._held[basis, span]


def _budgets(
    owner: str | None,
    name: str,
    terms: Terms,
    periods: _Periods,
    running: Mapping[Promise, int],
    *,
    whole: bool,
) -> Iterable[Budget]:
    span, decided = periods(terms)
    hours, now = terms.desk_hours, periods.now
    elapsed, length = hours.between(span.start, now), hours.between(span.start, span.end)
    for target in terms.agreement.targets:
        if target.tier is not Tier.PUBLIC:
            continue
        held = decided.get((owner, target.metric, target.severity), ())
        cell = _cell(held, target.metric, target.severity, target.goal)
        runs = running.get((owner, target.metric, target.severity), 0)
        if whole or cell.decided or runs:
            coming = expected(cell.decided, runs, elapsed=elapsed, whole=length)
            meaning = terms.agreement.meanings.get(target.severity)
            yield Budget(name, terms.agreement.name, cell, coming, meaning)


def _cell(held: Sequence[Decided], metric: Metric, severity: Severity, promised: int) -> Attainment:
    """As the report makes its cells (`attainments.attainments`)."""

    def count(breached: bool) -> int:
        return sum(one.clocks for one in held if one.breached is breached)

    return Attainment(
        metric=metric,
        severity=severity,
        tier=Tier.PUBLIC,
        goal=max((one.goal for one in held), default=promised),
        met=count(False),
        breached=count(True),
        waived=sum(one.clocks for one in held if one.breached and one.waived),
        set_aside_met=sum(one.clocks for one in held if one.set_aside and not one.waived and not one.breached),
        set_aside_breached=sum(one.clocks for one in held if one.set_aside and not one.waived and one.breached),
    )


def _tightest(budget: Budget) -> tuple[int, str, int, int]:
    return budget.by_end, budget.customer, METRICS.index(budget.cell.metric), -budget.cell.severity
