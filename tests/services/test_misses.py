"""Why targets were missed, and what is to keep it from happening again: on this report and the next ones until done."""

from datetime import date

import pytest

from slaapp.domain.agreement import Metric, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import MissReason
from slaapp.domain.period import Period
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import unexplained
from slaapp.reports.scope import Scope
from slaapp.services.misses import Measure
from tests.services.conftest import Work, at

READ_ON = "03-03 10:00"
SPARE = Measure("Keep a spare in the cupboard", "Kim L.", date(2026, 3, 31))


@pytest.fixture
def acme(desk: Work) -> str:
    return desk.customer("Acme")


@pytest.fixture
def late(desk: Work, acme: str) -> int:
    """Answered too late in February."""
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("02-02 12:00"))
    return number


def explain(
    desk: Work, number: int, *, code: MissReason | None = None, text: str = "", measure: Measure | None = None
) -> None:
    desk.engine.misses.explain(number, Metric.FIRST_RESPONSE, 1, code=code, text=text, measure=measure, now=at(READ_ON))


def test_a_kind_of_reason_is_a_reason_and_words_go_with_it(desk: Work, acme: str, late: int) -> None:
    assert [one.number for one in unexplained(desk.month("2026-02", acme, when=READ_ON))] == [late]
    explain(desk, late, code=MissReason.STAFFING)
    assert desk.month("2026-02", acme, when=READ_ON).late[0].why == "Too few people at the desk"
    explain(desk, late, code=MissReason.SUPPLIER, text="the disk came on Friday")

    report = desk.month("2026-02", acme, when=READ_ON)

    assert unexplained(report) == ()
    assert report.late[0].why == "Supplier was late: the disk came on Friday"
    assert (report.late[0].code, report.late[0].reason) == (MissReason.SUPPLIER, "the disk came on Friday")


def test_reasons_of_a_kind_are_counted_together(desk: Work, acme: str, late: int) -> None:
    other = desk.log("02-03 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(other, "Done.", then=Status.RESOLVED, now=at("02-03 12:00"))
    explain(desk, late, code=MissReason.STAFFING, text="ill")
    explain(desk, other, code=MissReason.STAFFING, text="a meeting")

    (line,) = desk.month("2026-02", acme, when=READ_ON).reasons

    assert (line.reason, line.code, line.targets) == ("Too few people at the desk", MissReason.STAFFING, 2)


def test_nothing_said_is_refused(desk: Work, late: int) -> None:
    with pytest.raises(Refusal, match="The reason was not added: it is empty"):
        explain(desk, late, text="  ")


def texts(report: MonthlyReport) -> list[str]:
    return [action.text for action in report.actions]


def test_an_action_is_on_that_report_and_the_next_ones_until_it_is_closed(desk: Work, acme: str, late: int) -> None:
    explain(desk, late, code=MissReason.PART, measure=SPARE)

    (action,) = desk.month("2026-02", acme, when="03-03 11:00").actions
    assert (action.owner, action.due, action.ticket) == ("Kim L.", date(2026, 3, 31), late)
    assert texts(desk.month("2026-03", acme, when="04-02 09:00")) == [SPARE.text]

    desk.engine.decisions.close(action.number, "In the cupboard", now=at("04-10 09:00"))
    assert texts(desk.month("2026-04", acme, when="05-04 09:00")) == [SPARE.text]
    assert texts(desk.month("2026-05", acme, when="06-02 09:00")) == []


def test_no_other_customer_sees_it_and_the_company_does(desk: Work, acme: str, late: int) -> None:
    birch = desk.customer("Birch")
    desk.log("02-10 09:00", customer=birch)
    explain(desk, late, code=MissReason.PART, measure=SPARE)

    assert texts(desk.month("2026-03", birch, when="04-02 09:00")) == []
    company = desk.engine.reporting.report(Period.parse("2026-03"), Scope(), now=at("04-02 09:00"))
    assert texts(company) == [SPARE.text]


def test_without_an_owner_nothing_of_it_is_saved(desk: Work, acme: str, late: int) -> None:
    with pytest.raises(Refusal, match="Owner"):
        explain(desk, late, code=MissReason.PART, measure=Measure("Keep a spare", ""))

    report = desk.month("2026-02", acme, when="03-03 11:00")
    assert (report.late[0].why, report.actions) == (None, ())


def test_both_are_taken_back(desk: Work, acme: str, late: int) -> None:
    changes = desk.engine.misses.explain(
        late, Metric.FIRST_RESPONSE, 1, code=MissReason.PART, text="", measure=SPARE, now=at(READ_ON)
    )

    desk.engine.desk.undo(changes.written, now=at("03-03 11:00"))
    desk.engine.customers.take_back(changes.records, now=at("03-03 11:00"))

    report = desk.month("2026-02", acme, when="03-03 12:00")
    assert (report.late[0].why, report.actions) == (None, ())


def test_an_action_is_said_anew_until_it_is_closed(desk: Work, acme: str, late: int) -> None:
    explain(desk, late, code=MissReason.PART, measure=SPARE)
    held = desk.engine.misses.measure(late, Metric.FIRST_RESPONSE, 1)
    assert held is not None
    better = Measure("Keep two spares", "Sam R.", None)

    changes = desk.engine.misses.explain(
        late,
        Metric.FIRST_RESPONSE,
        1,
        code=MissReason.SUPPLIER,
        text="",
        measure=better,
        instead=held.number,
        now=at("03-03 11:00"),
    )

    report = desk.month("2026-02", acme, when="03-03 12:00")
    assert [(one.number, one.text, one.owner, one.due) for one in report.actions] == [
        (held.number, "Keep two spares", "Sam R.", None)
    ]
    assert report.actions[0].decided_at == held.decided_at
    assert report.late[0].code is MissReason.SUPPLIER

    desk.engine.customers.take_back(changes.records, now=at("03-03 12:00"))
    assert desk.engine.misses.measure(late, Metric.FIRST_RESPONSE, 1) == held

    desk.engine.decisions.close(held.number, "There", now=at("03-03 13:00"))
    assert desk.engine.misses.measure(late, Metric.FIRST_RESPONSE, 1) is None
    with pytest.raises(Refusal, match="Decision 1 is closed already"):
        desk.engine.decisions.change(held.number, "Three", owner="Kim L.", due=None, now=at("03-03 14:00"))


def test_an_action_is_about_one_late_target_of_its_ticket(desk: Work, acme: str, late: int) -> None:
    explain(desk, late, code=MissReason.PART, measure=SPARE)

    assert desk.engine.misses.measure(late, Metric.RESOLUTION, 1) is None


def test_a_report_that_was_closed_keeps_its_action_as_it_was(desk: Work, acme: str, late: int) -> None:
    explain(desk, late, code=MissReason.PART, measure=SPARE)
    desk.engine.closing.close(Period.parse("2026-02"), customer=acme, now=at("03-03 11:00"), anyway=True)

    desk.engine.decisions.change(1, "Keep two spares", owner="Sam R.", due=None, now=at("03-04 11:00"))

    closed = desk.month("2026-02", acme, when="03-05 09:00")
    assert texts(closed) == [SPARE.text]
    assert texts(desk.month("2026-03", acme, when="04-02 09:00")) == ["Keep two spares"]
    assert [one.text for one in desk.engine.decisions.as_they_are(closed.actions)] == ["Keep two spares"]
