"""P8: the report of a month and of a year out of many years of tickets, beside SQL that only counts the clocks."""

import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.scope import Scope
from tests.bench.desk_of_years import CUSTOMERS, NOW, YEARS, make
from tests.bench.rows import Row, below, within

TICKETS = 100_000
"""A tenth of what is promised for: a million take ten minutes to be made."""

MEMORY_MIB = 400
YEAR_S = 10.0
MONTH = Period.of_month(Month(2026, 2))
COUNTED = """
    SELECT clocks.metric, clocks.tier, tickets.severity, clocks.ended_at <= clocks.breached_at, count(*)
    FROM clocks JOIN tickets ON tickets.id = clocks.ticket
    WHERE clocks.decided_at >= ? AND clocks.decided_at < ? GROUP BY 1, 2, 3, 4
"""


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "desk.slaapp"
        make(path, TICKETS)
        with Engine.open(path, user="sam", now=NOW) as engine:
            one = Scope(customers=(next(iter(engine.catalogue.customers())).id,))
            bound = counting(engine, MONTH)
            note = f"one of {CUSTOMERS} customers, {TICKETS:,} tickets of {YEARS} years; bound: SQL counts all clocks"
            yield within("P8 a customer's month", bound=bound, ours=gathering(engine, MONTH, one), times=2, note=note)
            yield within("P8 the company's month", bound=bound, ours=gathering(engine, MONTH, Scope()), times=2)
            year = gathering(engine, Period.parse("2025"), Scope())
            yield below("P8 the company's year", bound=counting(engine, Period.parse("2025")), ours=year, limit=YEAR_S)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = "the figures of this row are MiB"
    yield Row("P8 memory at most", None, held, f"≤ {MEMORY_MIB} MiB", held <= MEMORY_MIB, note)


def gathering(engine: Engine, period: Period, scope: Scope) -> float:
    start = perf_counter()
    engine.reporting.data(period, scope, now=NOW)
    return perf_counter() - start


def counting(engine: Engine, period: Period) -> float:
    with engine.database.read() as connection:
        span = period.span(engine.rules(connection).desk_hours)
        start = perf_counter()
        assert list(connection.exec_driver_sql(COUNTED, (span.start, span.end)))
        return perf_counter() - start
