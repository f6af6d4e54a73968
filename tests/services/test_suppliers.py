"""Suppliers: agreed in versions, waited on, counted in the review."""

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import Verdict
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR
from slaapp.domain.supplier import SupplierAgreement
from slaapp.reports.review_words import supplier_rows, unnamed_line
from tests.services.conftest import Work, at
from tests.services.test_whatif import NAME

THIRD = Status.WAITING_THIRD_PARTY


def agreed(desk: Work, length: int, *, when: str, name: str = "Acme Telecom") -> SupplierAgreement:
    wanted = SupplierAgreement(name, 0, "Support hours", {Severity.HIGH: length})
    return desk.engine.suppliers.agree(wanted, now=at(when))


def test_a_wait_is_bound_by_the_version_of_its_beginning(desk: Work) -> None:
    assert agreed(desk, 4 * HOUR, when="02-02 08:00").version == 1
    number = desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, THIRD, supplier="Acme Telecom", now=at("02-02 10:00"))
    assert agreed(desk, 2 * HOUR, when="02-02 11:00").version == 2

    (held,) = desk.engine.pages.page(number, now=at("02-02 12:00")).waits

    assert held.agreement is not None
    assert held.reading is not None
    assert (held.agreement.version, held.reading.allowed, held.reading.used) == (1, 4 * HOUR, 2 * HOUR)
    assert (held.reading.verdict, held.reading.due_at) == (None, at("02-02 14:00"))
    assert desk.engine.pages.page(number, now=at("02-02 09:30")).waits == ()
    assert desk.clock(number, when="02-02 12:00").reading.used == 3 * HOUR, "the customer's clock goes on as before"
    assert desk.sound()


def test_the_review_counts_the_waits_and_those_that_name_nobody(desk: Work) -> None:
    agreed(desk, 2 * HOUR, when="02-02 08:00")
    for end in ("02-02 12:00", "02-02 12:30"):
        number = desk.log("02-02 09:00", "high")
        desk.engine.desk.set_status(number, THIRD, supplier="Acme Telecom", now=at("02-02 10:00"))
        desk.engine.desk.set_status(number, Status.IN_PROGRESS, now=at(end))
    desk.engine.desk.set_status(desk.log("02-02 09:00"), THIRD, now=at("02-02 10:00"))

    made = desk.engine.reviewing.review(NAME, now=at("02-03 09:00"), months=1)

    assert supplier_rows(made) == [
        ("Acme Telecom", "High", "2\u202fh, 90 %", "50.0 % (1 of 2)", "2", "30\u202fm"),
    ]
    assert unnamed_line(made) == "Waits on a third party that was not named: 1."
    (held, *_) = desk.engine.pages.page(1, now=at("02-03 09:00")).waits
    assert held.reading is not None
    assert held.reading.verdict is Verdict.MET


def test_a_wait_can_be_undone_as_any_change_of_status(desk: Work) -> None:
    agreed(desk, 2 * HOUR, when="02-02 08:00")
    number = desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, THIRD, supplier="Acme Telecom", now=at("02-02 10:00"))

    desk.engine.desk.retract(number, None, now=at("02-02 10:05"))

    assert desk.engine.pages.page(number, now=at("02-02 11:00")).waits == ()


def test_what_makes_no_sense_is_refused(desk: Work) -> None:
    with pytest.raises(Refusal, match="no target was given"):
        desk.engine.suppliers.agree(SupplierAgreement("Acme", 0, "Support hours", {}), now=at("02-02 08:00"))
    wanted = SupplierAgreement("Acme", 0, "Nights", {Severity.HIGH: HOUR})
    with pytest.raises(Refusal, match="no calendar named Nights"):
        desk.engine.suppliers.agree(wanted, now=at("02-02 08:00"))
    with pytest.raises(Refusal, match="no supplier named “Acme”"):
        desk.engine.desk.set_status(desk.log("02-02 09:00"), THIRD, supplier="Acme", now=at("02-02 10:00"))
    with pytest.raises(Refusal, match="only a ticket that waits on a third party waits on a supplier"):
        desk.engine.desk.set_status(1, Status.RESOLVED, supplier="Acme", now=at("02-02 10:00"))
    assert desk.engine.pages.page(1, now=at("02-02 11:00")).status is Status.NEW


def test_blanks_around_a_name_are_no_part_of_it(desk: Work) -> None:
    agreed(desk, HOUR, when="02-02 08:00", name="Acme")
    assert agreed(desk, 2 * HOUR, when="02-02 09:00", name=" Acme ").version == 2
    assert [held.name for held in desk.engine.suppliers.every()] == ["Acme"]


def test_one_that_is_ended_binds_no_further_wait_and_those_that_began_keep_theirs(desk: Work) -> None:
    held = agreed(desk, 4 * HOUR, when="02-02 08:00")
    number, later = desk.log("02-02 09:00", "high"), desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, THIRD, supplier="Acme Telecom", now=at("02-02 10:00"))

    desk.engine.suppliers.remove(held.id, now=at("02-02 11:00"))

    assert desk.engine.suppliers.every() == []
    (wait,) = desk.engine.pages.page(number, now=at("02-02 12:00")).waits
    assert wait.reading is not None
    assert (wait.name, wait.reading.allowed, wait.reading.used) == ("Acme Telecom", 4 * HOUR, 2 * HOUR)
    with pytest.raises(Refusal, match="no supplier named “Acme Telecom”"):
        desk.engine.desk.set_status(later, THIRD, supplier="Acme Telecom", now=at("02-02 12:00"))

    assert agreed(desk, 3 * HOUR, when="02-02 13:00").version == 3, "it goes on"
    desk.engine.desk.set_status(later, THIRD, supplier="Acme Telecom", now=at("02-02 14:00"))
    (wait,) = desk.engine.pages.page(later, now=at("02-02 15:00")).waits
    assert wait.reading is not None
    assert wait.reading.allowed == 3 * HOUR
    assert desk.sound()


def test_a_supplier_that_is_called_otherwise_is_the_same(desk: Work) -> None:
    held = agreed(desk, 4 * HOUR, when="02-02 08:00")
    number = desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, THIRD, supplier="Acme Telecom", now=at("02-02 10:00"))

    desk.engine.suppliers.save(replace(held, name="Acme"), now=at("02-02 11:00"))
    again = agreed(desk, HOUR, when="02-02 12:00")

    assert again.id != held.id, "another one of the former name"
    assert desk.engine.pages.page(number, now=at("02-02 12:00")).waits[0].name == "Acme"
    review = desk.engine.reviewing.review(NAME, now=at("02-02 13:00"), months=1)
    assert [one.supplier for one in review.suppliers] == ["Acme"]
    with pytest.raises(Refusal, match="a supplier named ACME already"):
        desk.engine.suppliers.save(replace(again, name="ACME"), now=at("02-02 13:00"))
    assert desk.sound()


def test_several_tickets_wait_on_one_together(desk: Work) -> None:
    agreed(desk, 4 * HOUR, when="02-02 08:00")
    numbers = [desk.log("02-02 09:00", "high") for _ in range(2)]

    outcome, changes = desk.engine.together.set_status(numbers, THIRD, supplier="Acme Telecom", now=at("02-02 10:00"))

    assert outcome.changed == tuple(numbers)
    assert [desk.engine.pages.page(n, now=at("02-02 11:00")).waits[0].name for n in numbers] == ["Acme Telecom"] * 2
    desk.engine.desk.undo(changes.written, now=at("02-02 11:00"))
    assert desk.engine.pages.page(numbers[0], now=at("02-02 12:00")).waits == ()
