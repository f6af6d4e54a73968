"""One act, on however many tickets, is taken back and done again whole (C17)."""

import pytest

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import NotMeasuredReason
from slaapp.services.tickets import TicketPage
from tests.services.conftest import Work, at


def page(desk: Work, number: int, when: str) -> TicketPage:
    return desk.engine.pages.page(number, now=at(when))


def test_a_reply_and_the_status_it_left_go_and_come_together(desk: Work) -> None:
    number = desk.log("02-23 09:00")
    act = desk.engine.desk.reply(number, "Look now.", now=at("02-23 09:30"), then=Status.WAITING_CUSTOMER)

    undo = desk.engine.desk.undo(act.written, now=at("02-23 09:31"))
    undone = page(desk, number, "02-23 09:31")
    response = desk.clock(number, "first_response", when="02-23 09:31").clock.ended_at
    desk.engine.desk.undo(undo.written, now=at("02-23 09:32"))

    assert (undone.status, response) == (Status.NEW, None)
    assert page(desk, number, "02-23 09:32").status is Status.WAITING_CUSTOMER
    assert desk.clock(number, "first_response", when="02-23 09:32").clock.ended_at == at("02-23 09:30")


def test_a_merge_is_undone_and_done_again_on_both_tickets(desk: Work) -> None:
    kept, gone = desk.log("02-23 09:00"), desk.log("02-23 10:00")
    act = desk.engine.desk.merge(gone, kept, now=at("02-23 11:00"))

    undo = desk.engine.desk.undo(act.written, now=at("02-23 11:01"))
    apart = page(desk, gone, "02-23 11:01").merged_into
    desk.engine.desk.undo(undo.written, now=at("02-23 11:02"))

    assert apart is None
    assert page(desk, gone, "02-23 11:02").merged_into == kept


def test_undo_and_redo_go_back_and_forth_as_often_as_one_likes(desk: Work) -> None:
    number = desk.log("02-23 09:00")
    act = desk.engine.desk.set_severity(number, Severity.URGENT, now=at("02-23 09:10"))
    seen = []

    for minute in range(11, 17):
        act = desk.engine.desk.undo(act.written, now=at(f"02-23 09:{minute}"))
        seen.append(page(desk, number, f"02-23 09:{minute}").severity)

    assert seen == [Severity.NORMAL, Severity.URGENT] * 3
    assert desk.sound()


def test_what_was_done_again_can_be_taken_back_by_its_own_name(desk: Work) -> None:
    number = desk.log("02-23 09:00")
    act = desk.engine.desk.set_severity(number, Severity.URGENT, now=at("02-23 09:10"))
    undo = desk.engine.desk.undo(act.written, now=at("02-23 09:11"))
    desk.engine.desk.undo(undo.written, now=at("02-23 09:12"))

    desk.engine.desk.retract(number, None, now=at("02-23 09:13"))

    assert page(desk, number, "02-23 09:13").severity is Severity.NORMAL


def test_nothing_is_taken_back_twice(desk: Work) -> None:
    number = desk.log("02-23 09:00")
    act = desk.engine.desk.set_severity(number, Severity.URGENT, now=at("02-23 09:10"))
    desk.engine.desk.undo(act.written, now=at("02-23 09:11"))

    with pytest.raises(Refusal, match=f"what was done to ticket {number} was taken back already"):
        desk.engine.desk.undo(act.written, now=at("02-23 09:12"))


def test_a_ticket_logged_by_mistake_keeps_its_number_and_leaves_uncounted(desk: Work) -> None:
    customer = desk.customer("Northgate")
    _, act = desk.engine.desk.log(desk.draft(customer=customer), now=at("02-23 09:00"))

    undo = desk.engine.desk.undo(act.written, now=at("02-23 09:01"))
    gone = page(desk, 1, "02-23 09:01")
    count = sum(map(sum, desk.decided("2026-02", customer, when="02-27 09:00").values()))
    desk.engine.desk.undo(undo.written, now=at("02-23 09:02"))

    assert (gone.left_as, gone.status, count) == (NotMeasuredReason.WITHDRAWN, Status.CLOSED, 0)
    assert page(desk, 1, "02-23 09:02").left_as is None
    assert [row.number for row in desk.engine.board.rows()] == [1]
