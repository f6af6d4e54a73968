"""Waits on suppliers: when they begin and end, and what a supplier's own clock says of them."""

from typing import Any

import pytest
from hypothesis import given

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import Verdict
from slaapp.domain.errors import Refusal
from slaapp.domain.events import EventId, Received, Resolved, SeverityChanged, StatusChanged, TicketEvent
from slaapp.domain.history import effective
from slaapp.domain.spans import HOUR
from slaapp.domain.supplier import SupplierAgreement, Wait, read_wait, waits
from slaapp.domain.ticket import check_next
from slaapp.domain.timeline import timeline
from tests.calendars import calendar, hours
from tests.domain.test_review_parts import at
from tests.tickets import Case, cases

THIRD = Status.WAITING_THIRD_PARTY
ACME = SupplierAgreement("Acme", 1, "hours", {Severity.HIGH: 4 * HOUR})


def told(*steps: tuple[str, Any]) -> list[TicketEvent]:
    """A ticket of severity high, received 02-02 09:00; a pair is a supplier and the version of its agreement."""
    events: list[TicketEvent] = []
    for seq, (when, what) in enumerate((("02-02 09:00", None), *steps), 1):
        stamp: dict[str, Any] = {"id": EventId("a", seq), "occurred_at": at(when), "recorded_at": at(when), "by": ""}
        match what:
            case None:
                events.append(Received(**stamp, severity=Severity.HIGH))
            case Severity():
                events.append(SeverityChanged(**stamp, severity=what))
            case Status.RESOLVED:
                events.append(Resolved(**stamp))
            case Status():
                events.append(StatusChanged(**stamp, status=what))
            case (supplier, version):
                events.append(StatusChanged(**stamp, status=THIRD, supplier=supplier, supplier_version=version))
    return events


def found(*steps: tuple[str, Any]) -> tuple[Wait, ...]:
    history = effective(told(*steps))
    return waits(history, timeline(history))


def test_a_wait_lasts_until_the_ticket_goes_on_whatever_its_severity_becomes() -> None:
    held = found(
        ("02-02 10:00", ("Acme", 1)),
        ("02-02 11:00", Severity.URGENT),
        ("02-02 12:00", Status.IN_PROGRESS),
        ("02-03 10:00", ("Acme", 2)),
        ("02-03 11:00", Status.RESOLVED),
    )

    assert held == (
        Wait("Acme", 1, Severity.HIGH, at("02-02 10:00"), at("02-02 12:00")),
        Wait("Acme", 2, Severity.URGENT, at("02-03 10:00"), at("02-03 11:00")),
    )


def test_naming_a_supplier_later_begins_its_wait_then() -> None:
    assert found(("02-02 10:00", THIRD), ("02-02 11:00", ("Acme", 1)), ("02-02 12:00", ("Bell", 1))) == (
        Wait(None, None, Severity.HIGH, at("02-02 10:00"), at("02-02 11:00")),
        Wait("Acme", 1, Severity.HIGH, at("02-02 11:00"), at("02-02 12:00")),
        Wait("Bell", 1, Severity.HIGH, at("02-02 12:00"), None),
    )


def test_naming_the_same_supplier_again_changes_nothing() -> None:
    (wait,) = found(("02-02 10:00", ("Acme", 1)), ("02-02 11:00", ("Acme", 2)))

    assert (wait.version, wait.start) == (1, at("02-02 10:00"))


@given(cases())
def test_all_time_spent_waiting_on_third_parties_lies_in_waits(case: Case) -> None:
    history = effective(case.events)
    if not history:
        return
    course = timeline(history)
    waiting = [piece for piece in course.pieces if piece.status is THIRD and not piece.gone]

    held = waits(history, course)

    assert sum((p.end or case.now) - p.start for p in waiting) == sum((w.end or case.now) - w.start for w in held)
    assert all(w.end is None or w.start < w.end for w in held)


@pytest.mark.parametrize(
    ("end", "now", "verdict", "used"),
    [
        ("02-02 15:00", "02-09 09:00", Verdict.MET, 4 * HOUR),
        ("02-02 15:00:01", "02-09 09:00", Verdict.BREACHED, 4 * HOUR + 1),
        (None, "02-02 15:00", None, 4 * HOUR),
        (None, "02-02 15:00:01", Verdict.BREACHED, 4 * HOUR + 1),
    ],
)
def test_the_supplier_s_hours_count_to_the_second(
    end: str | None, now: str, verdict: Verdict | None, used: int
) -> None:
    wait = Wait("Acme", 1, Severity.HIGH, at("02-02 10:00"), None if end is None else at(end))

    reading = read_wait(wait, ACME, hours(calendar(zone="UTC")), at(now))

    assert (reading.verdict, reading.used, reading.due_at) == (verdict, used, at("02-02 15:00"))


def test_without_a_target_there_is_no_verdict() -> None:
    wait = Wait("Acme", 1, Severity.LOW, at("02-02 10:00"), at("02-02 11:00"))

    reading = read_wait(wait, ACME, hours(calendar(zone="UTC")), at("02-03 10:00"))

    assert (reading.allowed, reading.used, reading.verdict, reading.due_at) == (None, HOUR, None, None)


def test_only_a_wait_on_a_third_party_names_a_supplier() -> None:
    (received,) = told()
    stamp: dict[str, Any] = {"id": EventId("a", 9), "occurred_at": at("02-02 10:00"), "recorded_at": 0, "by": ""}

    with pytest.raises(Refusal, match="waits on a supplier"):
        check_next([received], StatusChanged(**stamp, status=Status.WAITING_CUSTOMER, supplier="Acme"), number=1)
