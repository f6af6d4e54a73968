"""The periods that were closed, as they are kept: whole reports, never changed (R7 of semantics).

A period of a customer, or of the company, is one record. Its first version holds the report that was issued, a second
says that it was reopened, a third holds the next report, and so on; each bears the number of the report that it is
about.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.seal import Seal
from slaapp.storage import records
from slaapp.storage.chain import Ends
from slaapp.storage.codec import plain, restored
from slaapp.storage.database import Connection
from slaapp.storage.records import Record

CLOSED_REPORT = "closed_month"


class ClosedReport(Value):
    """A report as it was issued. `customer`: whose (an id), None: the company's. `ends`: how far the store's chains
    went then. `restated`: the periods of which it states later corrections, as they were when it was issued.
    `open_again`: why it was reopened, None while it holds.
    """

    customer: str | None
    report: MonthlyReport
    seal: Seal
    ends: Ends
    restated: tuple[MonthlyReport, ...] = ()
    open_again: str | None = None


def sealed(report: MonthlyReport, seal: Seal) -> MonthlyReport:
    """The report with its number and the digest over all that it says."""
    report = replace(report, versions=None)
    figures = to_json(replace(report, seal=seal))
    proof = digest(figures)
    return replace(report, seal=replace(seal, digest=proof, figures={**figures, "digest": proof}))


def digest(figures: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over a report for machines, without its own digest: JSON in ASCII, names sorted, no blanks."""
    rest = {name: value for name, value in figures.items() if name != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def load(connection: Connection, customer: str | None, days: Period) -> ClosedReport | None:
    """The report that was issued last for this period, reopened or not; None before the first."""
    record = records.load(connection, CLOSED_REPORT, _id(customer, days))
    return None if record is None else read(record)


def of_kind(connection: Connection, customer: str | None, kind: PeriodKind) -> list[ClosedReport]:
    """The report issued last of each period of that kind of a customer or the company, the oldest period first."""
    held = [
        read(record)
        for record in records.every(connection, CLOSED_REPORT, owner=customer)
        if record.owner == customer and _days(record).kind is kind
    ]
    return sorted(held, key=lambda one: (one.report.days.last_day, one.report.days.first_day))


def _id(customer: str | None, days: Period) -> str:
    return f"{customer or ''}/{days}"


def _days(record: Record) -> Period:
    return Period.parse(record.id.rpartition("/")[2])


def numbered(connection: Connection, number: str) -> ClosedReport | None:
    """The report of that number, also where another one took its place."""
    wanted = number.strip().casefold()
    found = [record for record in _issued(connection) if record.name.casefold() == wanted]
    return read(found[-1]) if found else None


def stated_last(closed: ClosedReport, others: Iterable[ClosedReport]) -> MonthlyReport:
    """The period's figures as they were stated last: when it was closed, or as a later report restated them."""
    days = closed.report.days
    later = [
        (other.seal.closed_at, report)
        for other in others
        if other.open_again is None and other.seal.closed_at >= closed.seal.closed_at
        for report in other.restated
        if report.days == days
    ]
    return max(later, key=lambda one: one[0])[1] if later else closed.report


def looked_at_last(closed: ClosedReport, others: Iterable[ClosedReport]) -> Ends:
    """How far the chains went when the period was closed, or when the report of a later one looked for what changes it:
    whatever that found is stated."""
    later = [
        other
        for other in others
        if other.open_again is None
        and closed.report.days.last_day < other.report.days.first_day
        and other.seal.closed_at >= closed.seal.closed_at
    ]
    return max(later, key=lambda one: one.seal.closed_at).ends if later else closed.ends


def next_number(connection: Connection, year: int) -> str:
    """`R2026-014`: reports are numbered through within the year in which they are issued."""
    start = f"R{year}-"
    taken = [int(record.name.removeprefix(start)) for record in _issued(connection) if record.name.startswith(start)]
    return f"{start}{max(taken, default=0) + 1:03}"


def _issued(connection: Connection) -> list[Record]:
    return records.every_version(connection, CLOSED_REPORT)


def keep(connection: Connection, closed: ClosedReport, *, now: Instant, by: str) -> None:
    records.save(
        connection,
        kind=CLOSED_REPORT,
        id=_id(closed.customer, closed.report.days),
        name=closed.seal.number,
        owner=closed.customer,
        body={
            "report": plain(replace(closed.report, seal=replace(closed.seal, figures=None))),
            "figures": closed.seal.figures,
            "ends": {chained: [list(end) for end in ends] for chained, ends in closed.ends.items()},
            "restated": [plain(report) for report in closed.restated],
            "open_again": closed.open_again,
        },
        now=now,
        by=by,
    )


def read(record: Record) -> ClosedReport:
    body = record.body
    report = restored(MonthlyReport, body["report"])
    seal = replace(report.seal, figures=body["figures"])
    return ClosedReport(
        customer=record.owner,
        report=replace(report, seal=seal),
        seal=seal,
        ends={chained: [(end[0], end[1]) for end in ends] for chained, ends in body["ends"].items()},
        restated=tuple(restored(MonthlyReport, held) for held in body["restated"]),
        open_again=body["open_again"],
    )
