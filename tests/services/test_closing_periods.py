"""Not only months are closed: a quarter, weeks or any days of a customer, and the company's report of each (R7)."""

import pytest

from slaapp.domain.agreement import Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Resolved
from slaapp.domain.period import Period
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.storage import events, tickets
from tests.services.conftest import Work, at

Q1, Q2, FEBRUARY, MARCH = (Period.parse(text) for text in ("2026-Q1", "2026-Q2", "2026-02", "2026-03"))
APRIL_1, APRIL_2, JULY_1 = (at(text) for text in ("04-01 09:00", "04-02 09:00", "07-01 09:00"))


@pytest.fixture
def school(desk: Work) -> str:
    """Of Northgate School one ticket was late in February, and one of nobody."""
    school = desk.customer("Northgate School")
    for customer in (school, None):
        late = desk.log("02-10 09:00", "urgent", customer=customer)
        desk.engine.desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at("02-12 16:00"))
    return school


def close(desk: Work, days: Period, customer: str | None, *, now: int = APRIL_1) -> MonthlyReport:
    return desk.engine.closing.close(days, customer=customer, now=now, anyway=True)[0]


def number(report: MonthlyReport) -> str:
    assert report.seal is not None
    return report.seal.number


def resolved_earlier(desk: Work, ticket: int, *, now: int) -> None:
    with desk.engine.database.read() as connection:
        written = events.history(connection, tickets.by_number(connection, ticket).id)  # type: ignore[union-attr]
    (resolved,) = (event for event in written if isinstance(event, Resolved))
    desk.engine.desk.correct(ticket, resolved.id, "occurred_at", at("02-10 09:20"), reason="Fixed at once", now=now)


@pytest.mark.parametrize(
    "text", ["2026-Q1", "2025-H2", "2025", "2026-W07", "2026-W06..2026-W09", "2026-02-10..2026-02-20"]
)
@pytest.mark.parametrize("whole", [False, True])
def test_what_was_closed_stays_and_is_verified(desk: Work, school: str, text: str, whole: bool) -> None:
    days, customer = Period.parse(text), None if whole else school
    closed = close(desk, days, customer)

    resolved_earlier(desk, 1, now=APRIL_2)

    scope = Scope() if whole else Scope(customers=(school,))
    assert desk.engine.reporting.report(days, scope, now=JULY_1) == closed
    verified = desk.engine.closing.verify(number(closed), now=JULY_1)
    assert (verified.identical, verified.customer) == (True, customer)


@pytest.mark.parametrize("whole", [False, True])
def test_the_next_quarter_restates_it_and_no_month_does(desk: Work, school: str, whole: bool) -> None:
    customer = None if whole else school
    closed = close(desk, Q1, customer)
    resolved_earlier(desk, 1, now=APRIL_2)

    (restated,) = close(desk, Q2, customer, now=JULY_1).restatements

    assert (restated.number, restated.days, restated.tickets) == (number(closed), Q1, (1,))
    assert close(desk, MARCH, customer, now=JULY_1).restatements == ()
    assert close(desk, Period.parse("2026-Q3"), customer, now=at("10-01 09:00")).restatements == ()


def test_a_quarter_its_months_and_the_companys_are_closed_each_by_itself(desk: Work, school: str) -> None:
    numbers = [number(close(desk, days, customer)) for days in (FEBRUARY, Q1) for customer in (school, None)]

    assert numbers == ["R2026-001", "R2026-002", "R2026-003", "R2026-004"]
    with pytest.raises(Refusal, match="Quarter 1 of 2026 of all customers is closed already, as report R2026-004"):
        close(desk, Q1, None)


def test_one_that_is_not_over_is_not_closed(desk: Work, school: str) -> None:
    with pytest.raises(Refusal, match="Quarter 1 of 2026 was not closed: it is not over yet"):
        close(desk, Q1, school, now=at("03-31 09:00"))


def test_the_companys_report_needs_the_reasons_of_all(desk: Work, school: str) -> None:
    with pytest.raises(
        Refusal, match=r"of all customers was not closed: 4 late targets have no reason \(tickets 1 and 2\)"
    ):
        desk.engine.closing.close(Q1, customer=None, now=APRIL_1)


def test_a_reopened_quarter_is_replaced(desk: Work, school: str) -> None:
    closed = close(desk, Q1, None)
    desk.engine.closing.reopen(number(closed), "Wrong hours", now=APRIL_2)

    again = close(desk, Q1, None, now=APRIL_2)

    assert again.seal is not None
    assert (again.seal.number, again.seal.replaces, again.seal.because) == ("R2026-002", "R2026-001", "Wrong hours")
    assert desk.engine.closing.verify("R2026-001", now=JULY_1).replaced_by == "R2026-002"


def test_what_is_changed_behind_the_programs_back_is_found_in_the_companys_report(desk: Work, school: str) -> None:
    closed = close(desk, Q1, None)
    with desk.engine.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER events_stay")
        connection.exec_driver_sql("UPDATE events SET occurred_at = ? WHERE kind = 'resolved'", (at("02-10 09:20"),))

    verified = desk.engine.closing.verify(number(closed), now=JULY_1)

    assert not verified.identical
    assert set(verified.tickets) == {1, 2}
