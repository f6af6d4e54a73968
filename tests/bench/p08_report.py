"""P8: the report of a month and of a year out of a million tickets, beside SQL that only counts the same clocks.

The bound counts, by month, the decided public clocks and the movements of all months that the report compares with one
another: neither what it lists nor what it tells of single tickets, nor how long anything took. Both are times of the
processor, for neither waits for anything else. To make the desk takes some minutes; one that is there already is named
in the environment: SLAAPP_BENCH_DESK=desk.slaapp.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from statistics import median
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
from tests.bench.desk_of_a_million import COPIES, ORIGINALS
from tests.bench.desk_of_years import CUSTOMERS, NOW, YEARS
from tests.bench.rows import Row, below, within

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
        others = [engine.reporting.report(Period.of_month(MONTH.month + -back), Scope(), now=NOW) for back in (1, 2, 3)]
        bound, ours = printing(month, others)
        note = f"full form, {len(others[0].late):,} late targets; bound: bare Typst of the same documents"
        yield within("P8 the PDF of a company's month", bound=bound, ours=ours, times=1.5, note=note)


@contextmanager
def desk() -> Iterator[Path]:
    named = os.environ.get("SLAAPP_BENCH_DESK")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(named) if named else Path(folder) / "desk.slaapp"
        if not path.exists():
            start = perf_counter()
            making = [sys.executable, "-m", "tests.bench.desk_of_a_million", str(path)]
            subprocess.run(making, check=True)  # not here: its memory would be counted
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


def printing(first: MonthlyReport, others: Sequence[MonthlyReport]) -> tuple[float, float]:
    """Each of the others is set once on either side, after a first one: what Typst keeps of a document that it set
    before would be all that is measured."""
    fonts = _fonts(str(Path(fontpkg_inter.__file__).with_name("files")), system=False)
    template = str(files("resources") / "documents" / "month.typ")

    def bare(report: MonthlyReport) -> Callable[[], object]:
        data, figures = shown(report, sections=OF_SEVERAL), figures_text(report)
        job = {"template": template, "figures": figures, "made_at": report.made_at}
        return lambda: _compile(job, data, fonts, fallback=False)

    def ours(report: MonthlyReport) -> Callable[[], object]:
        return lambda: render_month(report, sections=OF_SEVERAL)

    for make in (bare, ours):
        make(first)()
    bound, taken = (median(_seconds(make(report)) for report in others) for make in (bare, ours))
    return bound, taken


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
