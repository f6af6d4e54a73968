"""P8: the report of a month and of a year out of a million tickets, beside SQL that only counts the same clocks.

The bound counts, by month, the decided public clocks and the movements of all months that the report compares with one
another: neither what it lists nor what it tells of single tickets, nor how long anything took. Both are times of the
processor, for neither waits for anything else. To make the desk takes some minutes; one that is there already is named
in the environment: SLAAPP_BENCH_DESK=desk.slaapp.
"""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from time import perf_counter, process_time

import fontpkg_inter

from slaapp.documents import render_month
from slaapp.documents.month import figures_text, shown
from slaapp.documents.setter import _compile, _fonts
from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.reports.section import OF_SEVERAL
from tests.bench.desk_of_a_million import COPIES, ORIGINALS, make_many
from tests.bench.desk_of_years import CUSTOMERS, NOW, YEARS
from tests.bench.rows import Row, below, side_by_side, within

MEMORY_MIB = 400
YEAR_S = 10.0
MONTH = Period.of_month(Month(2026, 2))
YEAR = Period.parse("2025")
CLOCKS = """
    SELECT strftime('%Y-%m', clocks.decided_at, 'unixepoch'), clocks.metric, tickets.severity,
        clocks.breached_at IS NULL, count(*)
    FROM clocks JOIN tickets ON tickets.id = clocks.ticket
    WHERE clocks.tier = 'public' AND clocks.decided_at >= :start AND clocks.decided_at < :end{whose} GROUP BY 1, 2, 3, 4
"""
MOVED = """
    SELECT strftime('%Y-%m', {which}, 'unixepoch'), count(*)
    FROM tickets WHERE {which} >= :start AND {which} < :end{whose} GROUP BY 1
"""
STAYED = "SELECT count(*) FROM tickets WHERE received_at < :end AND (open OR resolved_at >= :end){whose}"


def main() -> Iterator[Row]:
    with desk() as path, Engine.open(path, user="sam", now=NOW) as engine:
        one = Scope(customers=(next(iter(engine.catalogue.customers())).id,))
        note = f"one of {CUSTOMERS} customers, {ORIGINALS * COPIES:,} tickets of {YEARS} years; bound: SQL counts"
        ours, _ = reporting(engine, MONTH, one)
        yield within("P8 a customer's month", bound=counting(engine, MONTH, one), ours=ours, times=2, note=note)
        ours, month = reporting(engine, MONTH, Scope())
        yield within("P8 the company's month", bound=counting(engine, MONTH, Scope()), ours=ours, times=2)
        ours, year = reporting(engine, YEAR, Scope())
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        note = f"{year.total.decided:,} targets decided, {len(year.late):,} of them late and told one by one"
        bound = counting(engine, YEAR, Scope())
        yield below("P8 the company's year", bound=bound, ours=ours, limit=YEAR_S, note=note)
        note = "the figures of this row are MiB"
        yield Row("P8 memory at most", None, held, f"≤ {MEMORY_MIB} MiB", held <= MEMORY_MIB, note)
        bound, ours = printing(month)
        note = f"full form, {len(month.late):,} late targets; bound: bare Typst of the same document"
        yield within("P8 the PDF of the company's month", bound=bound, ours=ours, times=1.5, note=note)


@contextmanager
def desk() -> Iterator[Path]:
    named = os.environ.get("SLAAPP_BENCH_DESK")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(named) if named else Path(folder) / "desk.slaapp"
        if not path.exists():
            start = perf_counter()
            make_many(path)
            print(f"(The desk of {ORIGINALS * COPIES:,} tickets took {perf_counter() - start:.0f} s to be made.)")
        yield path


def reporting(engine: Engine, period: Period, scope: Scope) -> tuple[float, MonthlyReport]:
    engine.reporting.report(Period.parse("2021-06"), scope, now=NOW)  # what is loaded on first use is loaded
    start = process_time()
    report = engine.reporting.report(period, scope, now=NOW)
    return process_time() - start, report


def counting(engine: Engine, period: Period, scope: Scope) -> float:
    with engine.database.read() as connection:
        hours = engine.rules(connection).desk_hours
        first = min(period.year_before.span(hours).start, (period.month + -11).span(hours).start)
        values = {"start": first, "end": period.span(hours).end, "customer": "".join(scope.customers)}
        whose = " AND customer = :customer" if scope.customers else ""
        queries = [CLOCKS, *(MOVED.replace("{which}", which) for which in ("received_at", "resolved_at")), STAYED]
        start = process_time()
        for query in queries:
            assert list(connection.exec_driver_sql(query.replace("{whose}", whose), values))
        return process_time() - start


def printing(report: MonthlyReport) -> tuple[float, float]:
    fonts = _fonts(str(Path(fontpkg_inter.__file__).with_name("files")), system=False)
    data = shown(report, sections=OF_SEVERAL)
    template = str(files("resources") / "documents" / "month.typ")
    job = {"template": template, "figures": figures_text(report), "made_at": report.made_at}

    def bare() -> None:
        _compile(job, data, fonts, fallback=False)

    def ours() -> None:
        render_month(report, sections=OF_SEVERAL)

    bound, taken = side_by_side(bare, ours, rounds=3)
    return bound, taken
