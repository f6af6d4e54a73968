"""What was entered wrong, undone or entered late: what can be mended, and that the month says so (C12, C17, R9)."""

import pytest

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import EventId, NotMeasuredReason, Replied, StatusChanged, TicketEvent
from slaapp.domain.relations import Relation
from slaapp.reports.month_data import AmendmentKind
from tests.services.conftest import Work, at


def event(desk: Work, number: int, kind: type[TicketEvent]) -> EventId:
    page = desk.engine.pages.page(number, now=at("12-31 23:00"))
    return next(entry.event.id for entry in page.entries if isinstance(entry.event, kind))


def listed(desk: Work, month: str, customer: str, *, when: str) -> list[tuple[AmendmentKind, str]]:
    return [(found.kind, found.what) for found in desk.month(month, customer, when=when).amendments]


@pytest.mark.parametrize(
    ("kind", "field", "value", "sentence"),
    [
        (Replied, "severity", "high", "has no severity"),
        (Replied, "nonsense", 1, "has no nonsense"),
        (StatusChanged, "status", "scheduled", "scheduled needs a later date"),
        (StatusChanged, "status", "resolved", "is resolved by resolving or closing it"),
        (StatusChanged, "until", at("02-05 09:00"), "was not scheduled by that event"),
    ],
)
def test_a_correction_must_make_sense(
    desk: Work, kind: type[TicketEvent], field: str, value: str | int, sentence: str
) -> None:
    number = desk.log("02-03 09:00")
    desk.engine.desk.reply(number, "On it.", now=at("02-03 10:00"), then=Status.IN_PROGRESS)

    with pytest.raises(Refusal, match=rf"^Nothing was corrected: .*{sentence}"):
        desk.engine.desk.correct(number, event(desk, number, kind), field, value, reason="x", now=at("02-03 11:00"))
    assert desk.sound()


def test_a_correction_into_a_month_is_listed_in_it(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("03-02 09:00", customer=acme)
    desk.engine.desk.correct_received(number, at("02-26 09:00"), reason="Came by letter", now=at("04-02 09:00"))

    assert listed(desk, "2026-02", acme, when="04-03 09:00") == [(AmendmentKind.CORRECTION, "Received: time corrected")]


def test_a_correction_is_listed_wherever_its_ticket_counts(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("01-30 16:00", "low", customer=acme)
    desk.engine.desk.reply(number, "On it.", now=at("02-02 10:00"))
    desk.engine.desk.set_severity(number, Severity.NORMAL, was_wrong="Two people", now=at("03-10 09:00"))

    assert len(listed(desk, "2026-02", acme, when="04-01 09:00")) == 1


def test_a_correction_of_what_was_open_then_is_listed(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("01-06 09:00", customer=acme)
    desk.engine.desk.set_severity(number, Severity.URGENT, was_wrong="typo", now=at("03-04 10:00"))

    assert listed(desk, "2026-02", acme, when="03-05 09:00") == [
        (AmendmentKind.CORRECTION, "Received: severity corrected to urgent")
    ]


def test_a_correction_that_was_undone_and_done_again_is_listed(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-03 09:00", customer=acme)
    changes = desk.engine.desk.correct_received(number, at("02-02 09:00"), reason="By letter", now=at("03-02 09:00"))
    undone = desk.engine.desk.undo(changes.written, now=at("03-02 09:01"))
    desk.engine.desk.undo(undone.written, now=at("03-02 09:02"))

    assert listed(desk, "2026-02", acme, when="03-05 09:00") == [(AmendmentKind.CORRECTION, "Received: time corrected")]


def test_an_undone_correction_is_listed(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-03 09:00", customer=acme)
    desk.engine.desk.correct_received(number, at("02-02 09:00"), reason="Came by letter", now=at("03-02 09:00"))
    desk.engine.desk.retract(number, None, now=at("03-04 09:00"))

    assert listed(desk, "2026-02", acme, when="03-05 09:00") == [
        (AmendmentKind.CORRECTION, "Received: time corrected: undone")
    ]


def test_a_late_undo_is_listed_and_a_quick_one_is_not(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-03 09:00", customer=acme)
    for undone_at in ("02-03 10:05", "02-03 12:00"):
        desk.engine.desk.resolve(number, now=at("02-03 10:00"))
        desk.engine.desk.retract(number, None, now=at(undone_at))

    assert listed(desk, "2026-02", acme, when="03-02 09:00") == [(AmendmentKind.CORRECTION, "Resolved: undone")]


def test_what_was_done_at_once_is_undone_at_once(desk: Work) -> None:
    number = desk.log("02-03 09:00")
    desk.engine.desk.reply(number, "Which printer?", now=at("02-03 10:00"), then=Status.WAITING_CUSTOMER)
    desk.engine.desk.retract(number, None, now=at("02-03 10:01"))
    desk.engine.desk.exclude(number, NotMeasuredReason.SPAM, now=at("02-03 10:02"))
    desk.engine.desk.retract(number, None, now=at("02-03 10:03"))

    page = desk.engine.pages.page(number, now=at("02-03 10:05"))

    assert (page.status, page.left_as) == (Status.NEW, None)
    assert desk.clock(number, "first_response", when="02-03 10:05").clock.ended_at is None


def test_internal_notes_written_late_are_nobody_elses_business(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-03 09:00", customer=acme)
    desk.engine.desk.note(number, "Seen it before.", at=at("02-03 09:10"), now=at("02-03 12:00"))

    assert listed(desk, "2026-02", acme, when="03-02 09:00") == []


def test_a_report_as_of_a_moment_knows_nothing_that_was_written_later(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-03 09:00", "urgent", customer=acme)
    desk.engine.desk.resolve(number, now=at("02-03 16:00"))
    metric = desk.clock(number, when="02-04 09:00").clock.metric
    desk.engine.desk.waive(number, metric, reason="Power cut", agreed_by="Ms Hill", now=at("03-10 09:00"))

    then, now = (desk.month("2026-02", acme, when=when) for when in ("03-02 09:00", "03-11 09:00"))

    assert (len(then.waived), len(now.waived)) == (0, 1)


def test_what_came_later_must_still_follow(desk: Work) -> None:
    number = desk.log("02-03 09:00")
    desk.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("02-03 11:00"))

    with pytest.raises(Refusal, match="something was done later that could not have followed"):
        desk.engine.desk.resolve(number, at=at("02-03 10:30"), now=at("02-03 12:00"))
    desk.engine.desk.reply(number, "On it.", at=at("02-03 10:30"), now=at("02-03 12:00"))

    assert desk.engine.pages.page(number, now=at("02-03 12:00")).status is Status.WAITING_CUSTOMER


def test_a_reason_belongs_to_the_miss_it_was_given_for(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-03 09:00", "urgent", customer=acme)
    for when in ("02-03 09:10", "02-03 11:00", "02-03 13:00"):
        desk.engine.desk.reply(number, "Still on it.", now=at(when))
    metric = desk.clock(number, "update", when="02-03 13:30").clock.metric
    desk.engine.desk.explain(number, metric, "The lift was stuck", now=at("02-03 13:30"))

    late = [row for row in desk.month("2026-02", acme, when="03-02 09:00").late if row.metric is metric]

    assert [(row.cycle, row.reason) for row in late] == [(1, None), (2, "The lift was stuck"), (3, None)]


def test_an_internal_target_needs_no_excuse_to_the_customer(desk: Work) -> None:
    number = desk.log("02-03 09:00", "urgent")
    metric = desk.clock(number, when="02-03 12:30").clock.metric

    for do in (
        lambda: desk.engine.desk.explain(number, metric, "on-call asleep", now=at("02-03 12:30")),
        lambda: desk.engine.desk.waive(number, metric, reason="x", agreed_by="y", now=at("02-03 12:30")),
    ):
        with pytest.raises(Refusal, match="that was promised to the customer"):
            do()


def test_tickets_that_no_agreement_covered_are_listed(desk: Work) -> None:
    acme = desk.customer("Acme")
    text = desk.engine.toml_files.export_agreement("Standard support").decode()
    for head in ("version = 1\nvalid_to = 2026-01-31\n", "version = 2\nvalid_from = 2026-02-10\n"):
        desk.engine.toml_files.import_agreement(text.replace("version = 1\n", head).encode(), now=at("01-05 09:00"))
    number = desk.log("02-03 09:00", customer=acme)

    found = desk.month("2026-02", acme, when="03-02 09:00").not_measured

    assert [(row.number, row.reason) for row in found] == [(number, "no_agreement")]


def test_the_second_at_which_it_is_due_is_not_late_yet_in_the_report_either(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.log("02-03 09:00", "urgent", customer=acme)

    assert desk.decided("2026-02", acme, when="02-03 09:30:00") == {}
    assert desk.decided("2026-02", acme, when="02-03 09:30:01") == {"first_response": (0, 1)}


def test_a_zone_that_changes_next_month_moves_no_cut_off(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-27 15:00", customer=acme)
    desk.engine.desk.resolve(number, now=at("02-27 16:00"))
    before = desk.month("2026-02", acme, when="03-02 09:00")

    def moved(text: str) -> str:
        head, version = text.split("[[versions]]")
        sydney = version.replace('zone = "UTC"', 'zone = "Australia/Sydney"\nvalid_from = 2026-03-10')
        return f"{head}[[versions]]{version}\n[[versions]]{sydney}"

    desk.calendar(moved, when="03-02 09:00")
    after = desk.month("2026-02", acme, when="04-01 09:00")

    assert (after.cut_off, after.flow, after.complete) == (before.cut_off, before.flow, True)


def test_a_search_of_a_moment_knows_nothing_that_came_later(desk: Work) -> None:
    number = desk.log("03-02 10:00")
    desk.engine.desk.note(number, "quark", now=at("03-03 11:00"))
    desk.engine.desk.resolve(number, now=at("03-03 12:00"))

    (hit,) = desk.engine.board.search("prin", now=at("03-02 12:00"))
    assert (hit.status, hit.open) == (Status.NEW, True)
    assert desk.engine.board.search("quark", now=at("03-02 12:00")) == []
    assert len(desk.engine.board.search("quark", now=at("03-03 12:00"))) == 1


def test_a_desk_that_is_written_to_is_not_called_damaged(desk: Work) -> None:
    number = desk.log("03-02 10:00")
    for minute in range(40):
        desk.engine.desk.note(number, f"Word {minute} of many", now=at("03-02 10:00") + 60 * minute)
        assert desk.sound()


def test_a_ticket_begins_open_and_is_linked_to_another(desk: Work) -> None:
    with pytest.raises(Refusal, match="it begins open"):
        desk.log("03-02 10:00", status=Status.RESOLVED)
    number = desk.log("03-02 10:00")
    with pytest.raises(Refusal, match="both are the same ticket"):
        desk.engine.desk.link(number, number, relation=Relation.BELONGS_TO, now=at("03-02 11:00"))


def test_of_two_clocks_that_are_due_together_the_list_always_shows_the_same(desk: Work) -> None:
    desk.agreement(lambda text: text.replace('"8h"', '"24h"').replace('"6h"', '"18h"'), when="01-05 09:00")
    number = desk.log("03-02 09:00", answered_on_phone=True)

    shown = {desk.engine.board.standing(row, at("03-02 10:00")).metric for row in desk.engine.board.rows()}
    then = {
        desk.engine.board.standing(row, at("03-02 10:00")).metric
        for row in desk.engine.board.rows_as_of(at("03-02 10:00"))
    }

    assert shown == then == {desk.clock(number, "update", when="03-02 10:00").clock.metric}
