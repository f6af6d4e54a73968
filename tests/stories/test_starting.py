"""When a clock starts, and what of time counts (C0, C1, C7, T2 and T3 of semantics), told at a desk.

The hours are Mon–Fri 09:00–17:00 in UTC, the year is 2026; a High ticket is answered in one hour and resolved in eight.
"""

import pytest

from slaapp.domain.agreement import Status
from slaapp.domain.clock import State
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Received
from slaapp.domain.spans import HOUR, MINUTE
from tests.services.conftest import Work, at
from tests.services.conftest import desk as desk  # the fixture


def received(desk: Work, number: int, when: str) -> Received:
    event = desk.engine.pages.page(number, now=at(when)).entries[0].event
    assert isinstance(event, Received)
    return event


def test_c1_a_call_that_is_written_down_later_counts_from_when_it_came(desk: Work) -> None:
    number = desk.log("03-02 10:30", "high", received_at=at("03-02 10:00"))

    assert desk.clock(number, when="03-02 10:30").reading.due_at == at("03-03 10:00")
    assert desk.clock(number, when="03-02 10:30").reading.used == 30 * MINUTE


def test_c1_nothing_is_received_in_the_future(desk: Work) -> None:
    with pytest.raises(Refusal, match="lies in the future"):
        desk.log("03-02 10:30", "high", received_at=at("03-02 10:31"))
    assert desk.engine.board.rows() == []


def test_c1_when_it_was_received_is_corrected_up_to_now_and_moves_what_is_due(desk: Work) -> None:
    number = desk.log("03-02 10:30", "high")
    event = received(desk, number, "03-02 10:30").id
    correct = desk.engine.desk.correct

    correct(number, event, "occurred_at", at("03-02 09:15"), reason="It was on the machine", now=at("03-02 10:40"))
    assert desk.clock(number, "first_response", when="03-02 10:40").reading.due_at == at("03-02 10:15")
    with pytest.raises(Refusal, match="lies in the future"):
        correct(number, event, "occurred_at", at("03-02 11:00"), reason="Typo", now=at("03-02 10:45"))


def test_c1_outside_hours_the_clock_waits_for_the_opening(desk: Work) -> None:
    number = desk.log("03-07 11:00", "high")
    reading = desk.clock(number, "first_response", when="03-07 12:00").reading

    assert (reading.state, reading.counts_again_at, reading.used) == (State.WAITING_FOR_OPENING, at("03-09 09:00"), 0)
    assert reading.due_at == at("03-09 10:00")


def test_c0_a_scheduled_ticket_says_until_when_and_goes_on_by_itself(desk: Work) -> None:
    number = desk.log("03-02 10:00", "high")
    with pytest.raises(Refusal, match="until"):
        desk.engine.desk.set_status(number, Status.SCHEDULED, now=at("03-02 10:00"))
    desk.engine.desk.set_status(number, Status.SCHEDULED, until=at("03-03 09:00"), now=at("03-02 10:00"))

    assert desk.clock(number, when="03-02 16:00").reading.paused_by is Status.SCHEDULED
    assert desk.clock(number, when="03-03 10:00").reading.used == HOUR


def test_c7_only_the_part_of_a_pause_that_lies_in_hours_gives_time_back(desk: Work) -> None:
    number = desk.log("03-02 09:00", "high")
    desk.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("03-02 16:00"))
    desk.engine.desk.set_status(number, Status.IN_PROGRESS, now=at("03-03 10:00"))

    assert desk.clock(number, when="03-03 10:00").reading.used == 7 * HOUR
    assert desk.clock(number, when="03-03 10:00").reading.due_at == at("03-03 11:00"), "an hour of each day was waited"


def test_t2_a_holiday_closes_its_own_date_alone_and_t3_what_is_used_up_at_closing_is_due_then(desk: Work) -> None:
    desk.calendar(
        lambda text: text.replace("holidays]\n", 'holidays]\n2026-03-03 = "Founders\' day"\n', 1), when="03-01 09:00"
    )
    until_closing = desk.log("03-02 09:00", "high")
    over_the_holiday = desk.log("03-02 16:00", "high")

    assert desk.clock(until_closing, when="03-02 09:00").reading.due_at == at("03-02 17:00")
    assert desk.clock(over_the_holiday, when="03-02 16:00").reading.due_at == at("03-04 16:00")
