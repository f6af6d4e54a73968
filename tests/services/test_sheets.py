"""What is printed of one ticket: its clocks, each on a page."""

import pytest

from slaapp.documents import Pages, render_why_sheets
from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.errors import Refusal
from slaapp.services.desk import TicketDraft
from tests.services.conftest import Work, at

HOSTILE = "<b>#panic(1)</b> *x* \u202ekcab\u202c \U0001f600 漢字 مرحبا " + "W" * 5000


def pages(desk: Work, number: int, when: str) -> list[str]:
    with Pages(render_why_sheets(desk.engine.sheets.every_why(number, now=at(when)))) as made:
        return [made.text(page) for page in range(len(made))]


def a_ticket(desk: Work, language: str = "en", subject: str = "Printer jams") -> int:
    customer = desk.customer("Harbour Clinic")
    desk.engine.customers.set_language(customer, language, now=at("01-05 09:00"))
    draft = TicketDraft(subject=subject, severity=Severity.HIGH, customer=customer)
    return desk.engine.desk.log(draft, now=at("02-23 09:00"))[0]


def test_each_public_clock_has_a_page_of_its_own(desk: Work) -> None:
    number = a_ticket(desk)
    desk.engine.desk.reply(number, "We are on it.", now=at("02-23 09:20"))

    found = pages(desk, number, "02-23 12:00")

    assert len(found) == 3
    assert "First response" in found[0]
    assert "met with" in found[0]
    assert all("Harbour Clinic" in page for page in found)


def test_a_german_customer_reads_german(desk: Work) -> None:
    (first, *_) = pages(desk, a_ticket(desk, "de"), "02-23 12:00")

    assert "Schritt für Schritt" in first
    assert "Step by step" not in first


def test_nobody_of_the_desk_is_named(desk: Work) -> None:
    number = a_ticket(desk)
    desk.engine.desk.set_severity(number, Severity.URGENT, now=at("02-23 09:30"))

    assert all(desk.engine.user not in page for page in pages(desk, number, "02-23 12:00"))


def test_the_internal_clock_says_that_it_is_not_for_the_customer(desk: Work) -> None:
    number = a_ticket(desk)

    sheet = desk.engine.sheets.why(number, Metric.RESOLUTION, tier=Tier.INTERNAL, now=at("02-23 12:00"))

    with Pages(render_why_sheets((sheet,))) as made:
        assert "not for the customer" in made.text(0)
    assert all("not for the customer" not in page for page in pages(desk, number, "02-23 12:00"))


def test_a_hostile_subject_is_only_words_and_stays_on_its_page(desk: Work) -> None:
    found = pages(desk, a_ticket(desk, subject=HOSTILE), "02-23 09:30")

    assert len(found) == 2
    assert "#panic(1)" in found[0]


def test_a_clock_that_is_not_there_is_refused(desk: Work) -> None:
    number = a_ticket(desk)

    with pytest.raises(Refusal, match="no such clock"):
        desk.engine.sheets.why(number, Metric.UPDATE, now=at("02-23 09:10"))


def test_a_language_that_is_not_there_is_refused(desk: Work) -> None:
    customer = desk.customer("Lakeside Hotel")

    with pytest.raises(Refusal, match="no language of reports"):
        desk.engine.customers.set_language(customer, "klingon", now=at("02-23 09:00"))


def test_a_customers_language_goes_along_with_its_file(desk: Work) -> None:
    a_ticket(desk, "de")
    exported = desk.engine.toml_files.export_customers()
    desk.engine.customers.set_language(desk.engine.catalogue.customer("Harbour Clinic").id, "en", now=at("02-23 10:00"))

    desk.engine.toml_files.import_customers(exported, now=at("02-23 11:00"))

    assert desk.engine.catalogue.customer("Harbour Clinic").language == "de"
