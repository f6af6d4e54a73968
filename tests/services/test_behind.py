"""The tickets behind a figure of a report: as many as it counts, whatever happened at the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slaapp.domain.agreement import Severity
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.services import behind
from tests.services.conftest import Work, at
from tests.services.test_reconciliation import worked
from tests.services.test_report_recount import BEGIN, Hands

READ_ON = "03-03 10:00"
MONDAY, TEN = 0, 10


@pytest.fixture
def acme(desk: Work) -> str:
    return desk.customer("Acme")


def february(desk: Work, scope: Scope, *, when: str = READ_ON) -> MonthlyReport:
    return desk.engine.reporting.report(Period.parse("2026-02"), scope, now=at(when))


def came(desk: Work, scope: Scope, *, when: str = READ_ON) -> list[int]:
    """On a Monday from ten to eleven."""
    found = desk.engine.behind.received(february(desk, scope, when=when), scope, MONDAY, TEN, now=at(when))
    return [ticket.number for ticket in found]


def test_an_hour_of_the_week_lists_what_came_in_it_the_latest_first(desk: Work, acme: str) -> None:
    first = desk.log("02-02 10:00", customer=acme)
    for other in ("02-02 09:59", "02-02 11:00", "02-03 10:30", "03-02 10:00"):
        desk.log(other, customer=acme)
    second = desk.log("02-09 10:59", customer=acme)
    desk.log("02-09 10:30", customer=desk.customer("Birch"))

    assert came(desk, Scope(customers=(acme,))) == [second, first]
    assert came(desk, Scope(customers=(acme,), severity=Severity.URGENT)) == []


def test_an_age_lists_what_was_open_then_as_it_was_called_then(desk: Work, acme: str) -> None:
    scope = Scope(customers=(acme,))
    old = desk.log("02-23 10:00", customer=acme)
    older = desk.log("02-20 10:00", customer=acme)
    done = desk.log("02-20 10:00", customer=acme)
    desk.engine.desk.resolve(done, now=at("02-27 10:00"))
    desk.log("02-27 10:00", customer=acme)
    desk.engine.desk.edit(old, subject="Scanner jams", now=at("03-02 09:00"))
    desk.engine.desk.resolve(older, now=at("03-02 10:00"))

    report = february(desk, scope)
    (band,) = [held for held in report.backlog.bands if held.tickets == 2]
    found = desk.engine.behind.open(report, scope, band, now=at(READ_ON))

    assert [(ticket.number, ticket.subject) for ticket in found] == [(older, "Printer jams"), (old, "Printer jams")]


def test_of_thousands_so_many_are_listed(desk: Work, acme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behind, "MOST", 2)
    numbers = [desk.log(f"02-{day} 10:00", customer=acme) for day in ("02", "09", "16")]

    assert came(desk, Scope(customers=(acme,))) == numbers[:0:-1]


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """At a desk on which everything happened."""
    store: Path = tmp_path_factory.mktemp("desk") / "desk.slaapp"
    with Engine.open(store, user="sam", now=BEGIN - HOUR, is_test=True, zone="Europe/Berlin") as engine:
        yield worked(engine)


@pytest.mark.parametrize("period", ["2026", "2026-04", "2026-03-20..2026-04-05", "2026-05-13"])
@pytest.mark.parametrize("narrowed", ["everybody", "Acme", "high", "Mail", "Gold"])
def test_every_figure_has_its_tickets(hands: Hands, period: str, narrowed: str) -> None:
    scope = {
        "everybody": Scope(),
        "Acme": Scope(customers=(str(hands.customers[0]),)),
        "high": Scope(severity=Severity.HIGH),
        "Mail": Scope(service="Mail"),
        "Gold": Scope(agreement="Gold"),
    }[narrowed]
    find, now = hands.engine.behind, hands.now
    report = hands.engine.reporting.report(Period.parse(period), scope, now=now)

    cells = [(day, hour) for day in range(7) for hour in range(24) if report.arrivals.counts[day][hour]]
    received = {cell: len(find.received(report, scope, *cell, now=now)) for cell in cells}
    resolved = [len(find.resolved_in(report, scope, week.span, now=now)) for week in report.weeks]
    weekly = [len(find.received_in(report, scope, week.span, now=now)) for week in report.weeks]
    opened = [len(find.open(report, scope, band, now=now)) for band in report.backlog.bands]

    assert received == {(day, hour): report.arrivals.counts[day][hour] for day, hour in cells}
    assert weekly == [week.flow.received for week in report.weeks]
    assert resolved == [week.flow.resolved for week in report.weeks]
    assert opened == [band.tickets for band in report.backlog.bands]
