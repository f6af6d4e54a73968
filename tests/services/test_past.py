"""The desk as it was known: what was recorded later is unknown again, whatever it says happened before."""

from pathlib import Path

import pytest

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.clock import State
from slaapp.domain.errors import Refusal
from slaapp.engine import Engine
from slaapp.services import past
from slaapp.services.tickets import TicketPage
from tests.services.conftest import Work, at

NOW = at("03-02 16:00")


def first_response(page: TicketPage) -> State:
    return next(view.reading.state for view in page.clocks if view.clock.metric is Metric.FIRST_RESPONSE)


def known(desk: Work, when: str) -> Engine:
    return desk.engine.as_known(at(when), now=NOW)


def test_a_late_entry_was_not_known_before_it_was_made(desk: Work) -> None:
    number = desk.log("03-02 09:00", "high")
    desk.engine.desk.reply(number, "Rebooted", at=at("03-02 09:30"), now=at("03-02 12:00"))

    happened = desk.engine.pages.page(number, now=at("03-02 11:00"))
    with known(desk, "03-02 11:00") as then:
        page = then.pages.page(number, now=at("03-02 11:00"))
        (row,) = then.board.rows()

    assert first_response(happened) is State.ENDED
    assert first_response(page) is State.BREACHED
    assert [entry.event.KIND for entry in page.entries if entry.event is not None] == ["received"]
    assert Metric.FIRST_RESPONSE in {clock.metric for clock in row.clocks}


def test_a_ticket_entered_later_is_not_there(desk: Work) -> None:
    desk.log("03-02 12:00", received_at=at("03-02 09:00"))

    with known(desk, "03-02 11:00") as then:
        assert then.board.rows() == []
        with pytest.raises(Refusal):
            then.pages.page(1, now=at("03-02 11:00"))


def test_what_was_undone_later_is_there_again(desk: Work) -> None:
    number = desk.log("03-02 09:00")
    desk.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("03-02 10:00"))
    desk.engine.desk.retract(number, None, now=at("03-02 12:00"))

    with known(desk, "03-02 11:00") as then:
        assert [row.status for row in then.board.rows()] == [Status.WAITING_CUSTOMER]
    assert [row.status for row in desk.engine.board.rows()] == [Status.NEW]


def test_a_resolved_ticket_is_open_again_and_a_new_severity_not_yet_known(desk: Work) -> None:
    number = desk.log("03-02 09:00", "low")
    desk.engine.desk.set_severity(number, Severity.URGENT, now=at("03-02 12:00"))
    desk.engine.desk.resolve(number, now=at("03-02 13:00"))

    with known(desk, "03-02 11:00") as then:
        assert [(row.number, row.severity) for row in then.board.rows()] == [(number, Severity.LOW)]
        assert then.board.done() == []
    with known(desk, "03-02 14:00") as then:
        assert then.board.rows() == []
        assert [row.number for row in then.board.done()] == [number]


def test_a_ticket_is_worked_out_with_what_was_merged_into_it_wherever_that_comes(
    desk: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "AT_ONCE", 1)
    for minute in ("00", "20", "40"):
        desk.log(f"03-02 09:{minute}")
    desk.engine.desk.reply(2, "Rebooted", now=at("03-02 09:50"))
    desk.engine.desk.merge(1, into=3, now=at("03-02 10:00"))
    desk.engine.desk.merge(2, into=3, now=at("03-02 10:10"))

    with known(desk, "03-02 11:00") as then:
        assert then.board.rows() == desk.engine.board.rows()
        assert then.board.done() == desk.engine.board.done()
        assert then.board.rows()[0].received_at == at("03-02 09:00")


def test_rules_hold_as_they_were_known(desk: Work) -> None:
    desk.log("03-02 09:00", "high")
    before = desk.engine.board.rows()[0].clocks[0].phases[0].due_at
    desk.calendar(
        lambda text: text.replace("holidays]\n", 'holidays]\n2026-03-03 = "Founders"\n', 1), when="03-02 12:00"
    )
    desk.customer("Harbour Clinic", when="03-02 12:00")

    with known(desk, "03-02 11:00") as then:
        assert then.board.rows()[0].clocks[0].phases[0].due_at == before
        assert then.catalogue.customers() == []
    assert [held.name for held in desk.engine.catalogue.customers()] == ["Harbour Clinic"]


def test_nothing_can_be_written_into_the_past(desk: Work) -> None:
    number = desk.log("03-02 09:00")

    with known(desk, "03-02 11:00") as then, pytest.raises(Refusal, match="Go back to now first"):
        then.desk.note(number, "Late wisdom", now=at("03-02 11:00"))
    assert desk.sound()
    written = [entry.event.KIND for entry in desk.engine.pages.page(number, now=NOW).entries if entry.event]
    assert written == ["received"]


def test_the_present_is_not_disturbed_by_a_look_back(desk: Work) -> None:
    desk.log("03-02 09:00")
    rows, rules = desk.engine.board.rows(), desk.engine.board.rules

    with known(desk, "03-02 11:00") as then:
        then.board.rows()

    assert desk.engine.board.rules is rules
    assert desk.engine.board.rows() == rows


def test_before_the_first_entry_there_is_nothing_to_show(desk: Work) -> None:
    with pytest.raises(Refusal, match=r"Nothing had been recorded by then. The first entry is from 5 January 2026"):
        known(desk, "01-01 09:00")


def test_what_will_be_known_is_refused(desk: Work, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="not known yet"):
        known(desk, "03-03 09:00")
