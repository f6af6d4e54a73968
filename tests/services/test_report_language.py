"""A customer's language: the report is in it, a closed one keeps it, and what was corrected is restated in it."""

from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.reports.scope import Scope
from tests.services.conftest import Work, at

FEBRUARY = Month(2026, 2)


def a_german_customer(desk: Work) -> str:
    customer = desk.customer("Schule am Park")
    desk.engine.customers.set_language(customer, "de", now=at("01-05 09:00"))
    number = desk.log("02-23 09:00", customer=customer)
    desk.engine.desk.reply(number, "Kommen gleich.", now=at("02-23 09:20"))
    desk.engine.desk.resolve(number, now=at("02-23 11:00"))
    return customer


def test_the_report_is_in_the_language_of_its_customer(desk: Work) -> None:
    report = desk.month("2026-02", a_german_customer(desk), when="03-02 09:00")

    assert report.language == "de"
    assert report.facts[0].headline == "Jedes Ziel wurde erreicht."
    assert report.calendars[0].hours_in_words.startswith("Mo–Fr")


def test_another_language_is_given_where_it_is_asked_for(desk: Work) -> None:
    scope = Scope(customers=(a_german_customer(desk),))

    report = desk.engine.reporting.report(Period.of_month(FEBRUARY), scope, now=at("03-02 09:00"), language="en")

    assert report.facts[0].headline == "Every goal was kept."


def test_customers_of_several_languages_are_reported_in_english(desk: Work) -> None:
    a_german_customer(desk)
    desk.log("02-03 09:00", customer=desk.customer("Northgate School"))

    report = desk.engine.reporting.report(Period.of_month(FEBRUARY), Scope(), now=at("03-02 09:00"))

    assert (report.language, report.customer) == ("en", "All customers")


def test_what_is_closed_keeps_its_language_and_is_identical(desk: Work) -> None:
    customer = a_german_customer(desk)
    closed, _ = desk.engine.closing.close(Period.of_month(FEBRUARY), customer=customer, now=at("03-02 09:00"))
    desk.engine.customers.set_language(customer, "en", now=at("03-02 10:00"))

    assert closed.seal is not None
    again = desk.month("2026-02", customer, when="03-03 09:00")
    found = desk.engine.closing.verify(closed.seal.number, now=at("03-03 09:00"))

    assert again == closed
    assert again.language == "de"
    assert found.identical


def test_a_later_correction_is_restated_in_the_language_of_the_next_report(desk: Work) -> None:
    customer = a_german_customer(desk)
    desk.engine.closing.close(Period.of_month(FEBRUARY), customer=customer, now=at("03-02 09:00"))
    late = desk.log("03-02 10:00", customer=customer, received_at=at("02-24 09:00"))
    desk.engine.desk.resolve(late, at=at("02-24 10:00"), now=at("03-02 10:00"))

    (german,) = desk.month("2026-03", customer, when="03-10 09:00").restatements
    desk.engine.customers.set_language(customer, "en", now=at("03-10 09:00"))
    (english,) = desk.month("2026-03", customer, when="03-10 10:00").restatements

    assert german.figures[0].what == "Alle Fristen"
    assert english.figures[0].what == "All targets"
    assert [row.before for row in german.figures if row.what == "Eingegangen"] == ["1"]
