"""A closed month stays as it was issued; what is corrected later is restated, and verify tells the two apart (R7)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from slaapp.domain.agreement import Metric, Status
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Resolved
from slaapp.domain.period import Period
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.seal import Restated
from slaapp.services import closed_reports
from slaapp.storage import events, tickets
from tests.services.conftest import Work, at

FEBRUARY, MARCH = Month(2026, 2), Month(2026, 3)


@pytest.fixture
def school(desk: Work) -> str:
    """February of Northgate School: one ticket resolved in time, one late. It was closed by nobody yet."""
    school = desk.customer("Northgate School")
    good = desk.log("02-03 09:00", customer=school)
    desk.engine.desk.reply(good, "Done.", then=Status.RESOLVED, now=at("02-03 10:00"))
    late = desk.log("02-10 09:00", "urgent", customer=school)
    desk.engine.desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at("02-12 16:00"))
    return school


def close(desk: Work, school: str, month: Month = FEBRUARY, *, when: str = "03-02 09:00") -> MonthlyReport:
    return desk.engine.closing.close(Period.of_month(month), customer=school, now=at(when), anyway=True)[0]


def resolved_earlier(desk: Work, number: int, *, when: str, to: str = "02-10 09:20") -> None:
    """It had been resolved at that time, and was entered wrong."""
    with desk.engine.database.read() as connection:
        written = events.history(connection, tickets.by_number(connection, number).id)  # type: ignore[union-attr]
    resolved = next(event for event in written if isinstance(event, Resolved))
    desk.engine.desk.correct(number, resolved.id, "occurred_at", at(to), reason="Fixed at once", now=at(when))


def resolved_behind_the_programs_back(desk: Work) -> None:
    with desk.engine.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER events_stay")
        connection.exec_driver_sql(
            "UPDATE events SET occurred_at = ? WHERE kind = 'resolved' AND occurred_at = ?",
            (at("02-10 09:20"), at("02-12 16:00")),
        )


def number_of_late(report: MonthlyReport) -> int:
    return report.late[0].number


def test_closing_gives_number_and_digest(desk: Work, school: str) -> None:
    report = close(desk, school)

    assert report.seal is not None
    assert report.seal.number == "R2026-001"
    assert to_json(report)["state"] == "closed"
    assert closed_reports.digest(to_json(report)) == report.seal.digest == to_json(report)["digest"]


def test_whoever_asks_for_the_month_gets_what_was_closed(desk: Work, school: str) -> None:
    closed = close(desk, school)

    assert desk.month("2026-02", school, when="03-20 09:00") == closed


def test_numbers_follow_each_other_within_a_year(desk: Work, school: str) -> None:
    close(desk, school)

    assert close(desk, school, MARCH, when="04-01 09:00").seal.number == "R2026-002"  # type: ignore[union-attr]


def test_a_month_is_closed_once(desk: Work, school: str) -> None:
    close(desk, school)

    with pytest.raises(Refusal, match="closed already, as report R2026-001"):
        close(desk, school)


def test_a_month_that_is_not_over_is_not_closed(desk: Work, school: str) -> None:
    with pytest.raises(Refusal, match=r"^February 2026 was not closed: it is not over yet"):
        close(desk, school, when="02-20 09:00")


def test_a_late_target_without_a_reason_stands_in_the_way(desk: Work, school: str) -> None:
    late = number_of_late(desk.month("2026-02", school, when="03-02 09:00"))

    with pytest.raises(Refusal, match=rf"late targets have no reason \(ticket {late}\). See to it first."):
        desk.engine.closing.close(Period.of_month(FEBRUARY), customer=school, now=at("03-02 09:00"))

    assert desk.month("2026-02", school, when="03-02 09:00").seal is None


def test_with_its_reasons_given_it_is_closed(desk: Work, school: str) -> None:
    for target in desk.month("2026-02", school, when="03-02 09:00").late:
        desk.engine.desk.explain(
            target.number, target.metric, "One agent on duty", cycle=target.cycle, now=at("03-02 09:05")
        )

    report, _ = desk.engine.closing.close(Period.of_month(FEBRUARY), customer=school, now=at("03-02 09:10"))

    assert report.seal is not None


def test_a_later_correction_changes_nothing_of_it(desk: Work, school: str) -> None:
    closed = close(desk, school)

    resolved_earlier(desk, number_of_late(closed), when="03-05 09:00")

    assert desk.month("2026-02", school, when="03-20 09:00") == closed


def test_the_next_report_restates_it_with_old_and_new_value(desk: Work, school: str) -> None:
    closed = close(desk, school)
    late = number_of_late(closed)

    resolved_earlier(desk, late, when="03-05 09:00")

    (found,) = desk.month("2026-03", school, when="04-01 09:00").restatements
    assert (found.month, found.number, found.tickets) == (FEBRUARY, "R2026-001", (late,))
    assert Restated("Resolution, urgent", "0 of 1, 0.0 %", "1 of 1, 100.0 %") in found.figures


def test_what_was_restated_once_is_not_restated_again(desk: Work, school: str) -> None:
    closed = close(desk, school)
    resolved_earlier(desk, number_of_late(closed), when="03-05 09:00")
    march = close(desk, school, MARCH, when="04-01 09:00")

    april = desk.month("2026-04", school, when="05-04 09:00")

    assert march.restatements
    assert april.restatements == ()


def test_whether_time_spent_is_printed_restates_nothing(desk: Work, school: str) -> None:
    closed = close(desk, school)
    resolved_earlier(desk, number_of_late(closed), when="03-05 09:00")
    desk.engine.catalogue.print_time_spent(True, now=at("03-06 09:00"))
    close(desk, school, MARCH, when="04-01 09:00")

    desk.engine.catalogue.print_time_spent(False, now=at("04-02 09:00"))

    assert desk.month("2026-04", school, when="05-04 09:00").restatements == ()


def test_a_second_correction_is_restated_against_the_first(desk: Work, school: str) -> None:
    closed = close(desk, school)
    late = number_of_late(closed)
    resolved_earlier(desk, late, when="03-05 09:00", to="02-10 09:20")
    close(desk, school, MARCH, when="04-01 09:00")
    resolved_earlier(desk, late, when="04-10 09:00", to="02-10 09:25")

    (found,) = desk.month("2026-04", school, when="05-04 09:00").restatements

    medians = {figure.what: figure for figure in found.figures}
    assert medians["Resolution, urgent, median"].before.endswith("20\u202fm")
    assert medians["Resolution, urgent, median"].after.endswith("25\u202fm")


def test_a_reason_given_later_is_no_figure(desk: Work, school: str) -> None:
    closed = close(desk, school)

    desk.engine.desk.explain(number_of_late(closed), Metric.RESOLUTION, "Part was late", now=at("03-05 09:00"))

    assert desk.month("2026-03", school, when="04-01 09:00").restatements == ()


def test_a_ticket_given_back_to_its_first_customer_leaves_the_month(desk: Work, school: str) -> None:
    surgery = desk.customer("Hill Surgery", when="02-16 09:00")
    number = desk.log("02-17 09:00", customer=surgery)
    desk.engine.desk.edit(number, customer=school, now=at("02-17 09:05"))
    close(desk, school)
    desk.engine.desk.retract(number, None, now=at("03-05 09:00"))

    (found,) = desk.month("2026-03", school, when="04-01 09:00").restatements

    assert Restated("Received", "3", "2") in found.figures


def test_what_happened_later_is_not_looked_at(desk: Work, school: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the tenth month that is closed costs no more than the second."""
    close(desk, school)
    number = desk.log("03-10 09:00", customer=school)
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("03-10 10:00"))
    asked: list[Period] = []
    figures = desk.engine.reporting.figures

    def counted(days: Period, **more: Any) -> MonthlyReport:
        asked.append(days)
        return figures(days, **more)

    monkeypatch.setattr(desk.engine.reporting, "figures", counted)
    desk.month("2026-03", school, when="04-01 09:00")

    assert asked == [Period.of_month(MARCH)]


def test_reopening_needs_a_reason(desk: Work, school: str) -> None:
    close(desk, school)

    with pytest.raises(Refusal, match="a reason is needed"):
        desk.engine.closing.reopen("R2026-001", "  ", now=at("03-03 09:00"))


def test_a_reopened_month_says_what_it_replaces_and_why(desk: Work, school: str) -> None:
    closed = close(desk, school)
    desk.engine.closing.reopen("R2026-001", "The wrong ticket was late", now=at("03-03 09:00"))
    resolved_earlier(desk, number_of_late(closed), when="03-03 09:10")

    assert desk.month("2026-02", school, when="03-03 09:15").seal is None
    again = close(desk, school, when="03-03 09:20")

    assert again.seal is not None
    assert (again.seal.number, again.seal.replaces) == ("R2026-002", "R2026-001")
    assert again.seal.because == "The wrong ticket was late"
    assert [one.number for one in again.restatements] == ["R2026-001"]
    assert desk.engine.closing.verify("R2026-002", now=at("03-20 09:00")).identical


def test_only_the_report_that_holds_is_reopened(desk: Work, school: str) -> None:
    close(desk, school)
    desk.engine.closing.reopen("R2026-001", "Wrong", now=at("03-03 09:00"))

    with pytest.raises(Refusal, match="not the one that holds any more"):
        desk.engine.closing.reopen("R2026-001", "Wrong", now=at("03-03 09:01"))


# Verify


def test_history_gives_the_very_figures_again(desk: Work, school: str) -> None:
    close(desk, school)

    found = desk.engine.closing.verify("r2026-001", now=at("03-20 09:00"))

    assert (found.document, found.history, found.since) == ((), (), None)
    assert found.identical


def test_figures_that_only_a_later_version_gives_are_no_difference(
    desk: Work, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version that closed it told no times by the calendar."""

    def as_before(report: MonthlyReport) -> dict[str, Any]:
        figures = to_json(report)
        times = [{name: value for name, value in row.items() if name != "calendar"} for row in figures["times"]]
        return {**figures, "times": times}

    with monkeypatch.context() as patched:
        patched.setattr(closed_reports, "to_json", as_before)
        closed = close(desk, school)
    assert "calendar" not in to_json(closed)["times"][0]

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert found.identical, found.history


def closed_by_a_version_that_said_it_otherwise(desk: Work, school: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_before(report: MonthlyReport) -> dict[str, Any]:
        figures = to_json(report)
        return {
            **figures,
            "at_a_glance": {**figures["at_a_glance"], "facts": [{"headline": "One was late.", "text": "It was 3."}]},
            "calendars": [{**calendar, "hours": "Monday to Friday"} for calendar in figures["calendars"]],
            "checks": [{**check, "what": "misses"} for check in figures["checks"]],
            "definitions": ["Only support hours count."],
        }

    with monkeypatch.context() as patched:
        patched.setattr(closed_reports, "to_json", as_before)
        close(desk, school)


def test_how_another_version_puts_it_is_no_difference(desk: Work, school: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_by_a_version_that_said_it_otherwise(desk, school, monkeypatch)

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert found.identical, found.history


def test_figures_of_another_version_are_compared_all_the_same(
    desk: Work, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_by_a_version_that_said_it_otherwise(desk, school, monkeypatch)
    resolved_behind_the_programs_back(desk)

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert {difference.where[0] for difference in found.history} >= {"breaches", "attainment"}


def test_a_sentence_changed_behind_the_programs_back_is_named(desk: Work, school: str) -> None:
    headline = close(desk, school).facts[0].headline
    with desk.engine.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER records_stay")
        connection.exec_driver_sql("UPDATE records SET body = replace(body, ?, 'All is well.')", (headline,))

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert [difference.where for difference in found.history] == [("digest",)]


def test_later_corrections_are_told_and_are_no_difference(desk: Work, school: str) -> None:
    """Also one that was written in the very second in which the month was closed."""
    closed = close(desk, school)
    late = number_of_late(closed)
    desk.engine.desk.waive(late, Metric.RESOLUTION, reason="Power cut", agreed_by="Ms Hill", now=at("03-02 09:00"))
    resolved_earlier(desk, late, when="03-05 09:00")

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert found.identical, found.history
    assert found.since is not None


def test_a_figure_changed_in_a_document_is_named(desk: Work, school: str) -> None:
    figures = json.loads(json.dumps(to_json(close(desk, school))))
    figures["breaches"][0]["late_s"] = 60

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"), figures=figures)

    (altered,) = found.document
    assert altered.where[0] == "breaches"
    assert altered.where[-1] == "late_s"
    assert found.tickets == (figures["breaches"][0]["ticket"],)


def test_history_changed_behind_the_programs_back_is_named(desk: Work, school: str) -> None:
    closed = close(desk, school)
    late = number_of_late(closed)
    resolved_behind_the_programs_back(desk)

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert not found.identical
    assert late in found.tickets


def test_a_report_that_was_replaced_says_by_which(desk: Work, school: str) -> None:
    close(desk, school)
    desk.engine.closing.reopen("R2026-001", "Wrong hours", now=at("03-03 09:00"))
    close(desk, school, when="03-03 09:10")

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"))

    assert (found.identical, found.open_again, found.replaced_by) == (True, "Wrong hours", "R2026-002")


def test_an_unknown_number_is_refused(desk: Work, school: str) -> None:
    with pytest.raises(Refusal, match="No report has the number R1999-001"):
        desk.engine.closing.verify("R1999-001", now=at("03-20 09:00"))


# The reminder


@pytest.mark.parametrize(("when", "reminded"), [("03-01 12:00", False), ("03-02 00:30", True), ("03-20 09:00", True)])
def test_from_the_first_working_day_the_month_before_is_called_for(
    desk: Work, school: str, when: str, reminded: bool
) -> None:
    found = desk.engine.closing.not_closed(at(when))

    assert (found is not None) is reminded
    if found is not None:
        assert (found.month, found.customers) == (FEBRUARY, ((school, "Northgate School"),))


def test_once_it_is_closed_nobody_is_reminded(desk: Work, school: str) -> None:
    close(desk, school)

    assert desk.engine.closing.not_closed(at("03-03 09:00")) is None


def test_a_customer_without_a_ticket_needs_no_report(desk: Work) -> None:
    desk.customer("Hill Surgery")

    assert desk.engine.closing.not_closed(at("03-03 09:00")) is None


def test_the_store_stays_sound(desk: Work, school: str) -> None:
    close(desk, school)

    assert desk.sound()


def test_the_first_of_the_month_is_a_sunday() -> None:
    """So that the tests above mean what they say."""
    assert datetime.fromtimestamp(at("03-01 12:00"), UTC).weekday() == 6
