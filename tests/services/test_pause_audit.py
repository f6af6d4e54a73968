"""Pauses that somebody should look at, what corrections changed, and entries of a clock that stood behind."""

import pytest

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.reports.audit_data import Effect, PauseAudit, Standing
from slaapp.reports.month_report import MonthlyReport
from tests.services.conftest import Work, at

CUSTOMER = Status.WAITING_CUSTOMER


@pytest.fixture
def acme(desk: Work) -> str:
    return desk.customer("Acme")


def paused(desk: Work, number: int, *days: tuple[str, str]) -> None:
    for begin, end in days:
        desk.engine.desk.set_status(number, CUSTOMER, now=at(begin))
        desk.engine.desk.set_status(number, Status.IN_PROGRESS, now=at(end))


def audit(desk: Work, customer: str, month: str = "2026-02", *, when: str = "03-02 09:00") -> PauseAudit:
    return desk.month(month, customer, when=when).pause_audit


def test_a_pause_that_begins_minutes_before_the_target_is_looked_at(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "On it.", now=at("02-02 09:05"), then=Status.IN_PROGRESS)
    desk.engine.desk.reply(number, "Is it better?", now=at("02-02 12:50"), then=CUSTOMER)
    desk.engine.desk.resolve(number, now=at("02-03 09:00"))

    (found,) = audit(desk, acme).last_minutes

    assert (found.number, found.metric, found.left, found.state) == (number, Metric.RESOLUTION, 10 * 60, Standing.MET)
    assert audit(desk, acme).silent == ()


@pytest.mark.parametrize(("begins", "left"), [("02-02 12:45", 15 * 60), ("02-02 13:00", 0)])
def test_so_is_one_with_a_quarter_of_an_hour_left_and_with_nothing(
    desk: Work, acme: str, begins: str, left: int
) -> None:
    """It goes on until the ticket is resolved: the clock never used more than it had then."""
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "On it.", now=at("02-02 09:05"), then=Status.IN_PROGRESS)
    desk.engine.desk.reply(number, "Is it better?", now=at(begins), then=CUSTOMER)
    desk.engine.desk.resolve(number, now=at("02-02 15:00"))

    assert [(found.metric, found.left) for found in audit(desk, acme).last_minutes] == [(Metric.RESOLUTION, left)]


def test_one_that_begins_earlier_is_not(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "Is it better?", now=at("02-02 12:44:59"), then=CUSTOMER)

    assert audit(desk, acme).begun == 1
    assert audit(desk, acme).last_minutes == ()


def test_neither_is_one_of_a_clock_that_the_same_act_ended_or_that_was_late_already(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "On it.", now=at("02-02 09:05"), then=Status.IN_PROGRESS)
    desk.engine.desk.reply(number, "Is it better?", now=at("02-02 10:00"), then=CUSTOMER)
    desk.engine.desk.set_status(number, Status.IN_PROGRESS, now=at("02-02 10:05"))
    desk.engine.desk.set_status(number, CUSTOMER, now=at("02-02 13:30"))

    assert [(found.metric, found.number) for found in audit(desk, acme).last_minutes] == []


def test_a_raised_severity_is_measured_as_it_was_then(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "low", customer=acme)
    desk.engine.desk.set_severity(number, Severity.URGENT, now=at("02-02 10:00"))
    desk.engine.desk.set_status(number, CUSTOMER, now=at("02-02 13:55"))

    assert [(found.metric, found.left) for found in audit(desk, acme).last_minutes] == [(Metric.RESOLUTION, 5 * 60)]


def test_so_is_one_that_was_lowered_later(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.set_status(number, CUSTOMER, now=at("02-02 12:55"))
    desk.engine.desk.set_severity(number, Severity.LOW, now=at("02-02 14:00"))
    desk.engine.desk.resolve(number, now=at("02-02 15:00"))

    assert [(found.metric, found.left) for found in audit(desk, acme).last_minutes] == [(Metric.RESOLUTION, 5 * 60)]


def test_a_clock_that_stood_still_before_is_not_stopped_by_it(desk: Work, acme: str) -> None:
    """The supplier stops updates alone, the customer the solution as well."""
    waits = 'update = [\n    "scheduled",\n    "waiting_customer",\n'
    desk.agreement(lambda text: text.replace(waits, waits + '    "waiting_third_party",\n', 1), when="01-06 09:00")
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "On it.", now=at("02-02 09:05"), then=Status.IN_PROGRESS)
    desk.engine.desk.set_status(number, Status.WAITING_THIRD_PARTY, now=at("02-02 09:55"))
    desk.engine.desk.set_status(number, CUSTOMER, now=at("02-02 10:30"))

    assert audit(desk, acme).begun == 1
    assert audit(desk, acme).last_minutes == ()


def test_the_customer_is_told_within_a_quarter_of_an_hour_of_the_beginning(desk: Work, acme: str) -> None:
    told, silent = desk.log("02-02 09:00", customer=acme), desk.log("02-02 09:00", customer=acme)
    desk.engine.desk.reply(told, "We will wait.", now=at("02-02 10:00"))
    paused(desk, told, ("02-02 10:15", "02-02 12:00"))
    desk.engine.desk.reply(silent, "On it.", now=at("02-02 09:59:59"))
    paused(desk, silent, ("02-02 10:15", "02-02 12:00"))

    (found,) = audit(desk, acme).silent

    assert (found.number, found.status, found.paused) == (silent, CUSTOMER, 105 * 60)
    assert (found.began_at, found.ended_at) == (at("02-02 10:15"), at("02-02 12:00"))


def test_a_pause_that_goes_on_at_the_cut_off_has_no_end(desk: Work, acme: str) -> None:
    number = desk.log("02-26 09:00", customer=acme)
    desk.engine.desk.set_status(number, Status.SCHEDULED, until=at("03-04 09:00"), now=at("02-27 16:00"))

    (found,) = audit(desk, acme).silent

    assert (found.ended_at, found.paused) == (None, 60 * 60)
    assert audit(desk, acme, "2026-03", when="04-01 09:00").begun == 0


def test_short_pauses_again_and_again_are_looked_at(desk: Work, acme: str) -> None:
    often, twice = desk.log("02-02 09:00", customer=acme), desk.log("02-02 09:00", customer=acme)
    short = [(f"02-0{day} 10:00", f"02-0{day} 10:40") for day in (3, 4, 5)]
    paused(desk, often, *short, ("02-06 10:00", "02-06 12:00"))
    paused(desk, twice, *short[:2])

    (found,) = audit(desk, acme).repeated

    assert (found.number, found.pauses, found.paused) == (often, 3, 120 * 60)
    assert audit(desk, acme).begun == 6


def test_one_waiting_status_after_another_is_one_pause(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", customer=acme)
    desk.engine.desk.set_status(number, CUSTOMER, now=at("02-02 10:00"))
    desk.engine.desk.set_status(number, Status.SCHEDULED, until=at("02-02 14:00"), now=at("02-02 11:00"))
    desk.engine.desk.set_status(number, CUSTOMER, now=at("02-02 13:00"))

    (found,) = audit(desk, acme).silent

    assert (found.status, found.began_at, audit(desk, acme).begun) == (CUSTOMER, at("02-02 10:00"), 1)


def test_waiting_that_stops_nothing_is_no_pause(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", customer=acme)
    desk.engine.desk.set_status(number, Status.WAITING_THIRD_PARTY, now=at("02-02 10:00"))

    assert audit(desk, acme) == PauseAudit()


# What corrections and late entries changed


def changed(report: MonthlyReport) -> list[Effect]:
    return [effect for entry in report.amendments for effect in entry.effects]


def test_a_correction_says_when_the_ticket_would_have_been_due_without_it(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("02-02 12:00"))
    desk.engine.desk.correct_received(number, at("01-30 15:00"), reason="Came by letter", now=at("02-03 09:00"))

    first, resolution = changed(desk.month("2026-02", acme, when="03-02 09:00"))

    assert (first.metric, resolution.metric) == (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
    assert (resolution.due_at, resolution.due_without) == (at("02-02 11:00"), at("02-02 13:00"))
    assert (resolution.state, resolution.state_without) == (Standing.LATE, Standing.MET)


def test_a_late_entry_is_held_against_its_having_happened_when_it_was_written(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "urgent", customer=acme)
    desk.engine.desk.resolve(number, at=at("02-02 12:30"), now=at("02-02 13:30"))

    effects = changed(desk.month("2026-02", acme, when="03-02 09:00"))

    assert [(one.metric, one.state, one.state_without) for one in effects] == [
        (Metric.RESOLUTION, Standing.MET, Standing.LATE)
    ]


def test_an_entry_that_changes_no_clock_has_no_effect(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", "low", customer=acme)
    desk.engine.desk.customer_wrote(number, "And?", at=at("02-02 09:10"), now=at("02-02 10:00"))

    (entry,) = desk.month("2026-02", acme, when="03-02 09:00").amendments

    assert entry.effects == ()


def test_what_was_written_while_the_clock_stood_behind_is_told(desk: Work, acme: str) -> None:
    number = desk.log("02-02 09:00", customer=acme)
    desk.engine.desk.note(number, "By a clock that is right.", now=at("02-02 10:00"))
    desk.engine.desk.note(number, "By a clock that was put back.", now=at("02-02 09:48"))
    desk.engine.desk.note(number, "And goes on.", now=at("02-02 09:50"))

    (step,) = desk.month("2026-02", acme, when="03-02 09:00").clock_steps

    assert (step.number, step.recorded_at, step.behind) == (number, at("02-02 09:48"), 12 * 60)
    assert desk.month("2026-03", acme, when="04-02 09:00").clock_steps == ()
