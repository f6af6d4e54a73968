"""Two tickets about one thing: what the survivor takes over, and what stays as it was (C14 of semantics)."""

import pytest

from slaapp.domain.agreement import Status
from slaapp.domain.errors import Refusal
from tests.services.conftest import Work, at


def test_a_merge_changes_no_month_that_is_over(desk: Work) -> None:
    acme = desk.customer("Acme")
    first = desk.log("02-02 09:00", customer=acme)
    second = desk.log("02-03 09:00", customer=acme)
    desk.engine.desk.resolve(second, now=at("02-03 10:00"))
    before = desk.decided("2026-02", acme, when="03-02 09:00")

    desk.engine.desk.merge(first, second, now=at("03-03 09:00"))

    assert desk.decided("2026-02", acme, when="04-01 09:00") == before
    february = [month for month in desk.month("2026-03", acme, when="04-01 09:00").trend if month.month.month == 2]
    assert [(month.total.met, month.total.breached) for month in february] == [
        tuple(map(sum, zip(*before.values(), strict=True)))
    ]


def test_each_ticket_comes_and_goes_in_its_own_month(desk: Work) -> None:
    acme = desk.customer("Acme")
    early, late = desk.log("02-25 09:00", customer=acme), desk.log("03-03 09:00", customer=acme)
    desk.engine.desk.merge(early, late, now=at("03-04 09:00"))

    flows = [desk.month(month, acme, when="04-01 09:00").flow for month in ("2026-02", "2026-03")]

    assert [(flow.open_at_start, flow.received, flow.left_otherwise, flow.open_at_end) for flow in flows] == [
        (0, 1, 0, 1),
        (1, 1, 1, 1),
    ]


def test_the_files_of_a_merged_ticket_are_seen_on_the_survivor(desk: Work) -> None:
    lost, middle, kept = (desk.log(f"02-02 09:0{minute}") for minute in range(3))
    files, do, now = desk.engine.files, desk.engine.desk, at("02-02 10:00")
    for number, name in ((lost, "a.txt"), (lost, "wrong.txt"), (middle, "b.txt"), (kept, "own.txt")):
        files.attach(number, [files.take_in_bytes(name.encode(), name)], now=now)
    do.retract(lost, None, now=now)
    do.merge(lost, middle, now=now)
    merge = do.merge(middle, kept, now=now)

    def seen() -> list[tuple[int, list[str]]]:
        page = desk.engine.pages.page(kept, now=now)
        return [(number, [file.name for file in held]) for number, held in page.merged_files]

    assert seen() == [(lost, ["a.txt"]), (middle, ["b.txt"])]
    do.undo(merge.written, now=now)
    assert seen() == []


def test_an_undone_merge_never_was(desk: Work) -> None:
    acme = desk.customer("Acme")
    first, second = desk.log("02-02 09:00", customer=acme), desk.log("02-03 09:00", customer=acme)
    desk.engine.desk.reply(first, "On it.", now=at("02-03 11:00"))
    before = desk.decided("2026-02", acme, when="02-03 12:00")
    desk.engine.desk.merge(first, second, now=at("02-03 11:30"))

    touched = desk.engine.desk.retract(second, None, now=at("02-03 11:40")).tickets

    assert len(touched) == 2
    assert desk.engine.pages.page(first, now=at("02-03 12:00")).status is Status.NEW
    assert desk.decided("2026-02", acme, when="02-03 12:00") == before
    assert desk.clock(second, "first_response", when="02-03 12:00").reading.verdict is None
    assert desk.sound()


@pytest.mark.parametrize("undo_on", ["the one that goes", "the one that stays"])
def test_a_merge_is_undone_whole(desk: Work, undo_on: str) -> None:
    goes, stays = desk.log("02-02 09:00"), desk.log("02-03 09:00")
    desk.engine.desk.merge(goes, stays, now=at("02-03 11:30"))

    desk.engine.desk.retract(goes if undo_on == "the one that goes" else stays, None, now=at("02-03 11:40"))

    pages = [desk.engine.pages.page(number, now=at("02-03 12:00")) for number in (goes, stays)]
    assert [(page.status, page.merged_into) for page in pages] == [(Status.NEW, None)] * 2
    assert pages[1].received_at == at("02-03 09:00")


def test_what_is_said_in_the_one_that_went_still_counts_where_it_went(desk: Work) -> None:
    goes, stays = desk.log("02-03 09:00"), desk.log("02-03 09:30")
    desk.engine.desk.merge(goes, stays, now=at("02-03 10:00"))
    desk.engine.desk.reply(stays, "On it.", now=at("02-03 10:10"))

    touched = desk.engine.desk.customer_wrote(goes, "And?", now=at("02-03 10:30"), at=at("02-03 10:15")).tickets

    assert len(touched) == 2
    assert desk.clock(stays, "next_response", when="02-03 11:00").reading.used == 45 * 60
    assert desk.sound()


def test_what_is_done_to_the_one_that_went_is_refused_and_names_where_it_went(desk: Work) -> None:
    first, second, third = (desk.log(f"02-03 09:0{minute}") for minute in range(3))
    do, now = desk.engine.desk, at("02-03 10:00")
    do.merge(first, second, now=now)
    do.merge(second, third, now=now)
    for act in (
        lambda: do.reply(first, "On it.", now=now),
        lambda: do.reply(first, "On it.", now=now, then=Status.WAITING_CUSTOMER),
        lambda: do.set_status(first, Status.IN_PROGRESS, now=now),
        lambda: do.note(first, "Done.", now=now, resolves=True),
        lambda: do.reopen(first, now=now),
    ):
        with pytest.raises(Refusal, match=f"ticket {first} goes on as part of ticket {third}\\. "):
            act()
    do.reply(first, "On it.", now=now, at=at("02-03 09:30"))  # said before the merge, and written down late

    assert desk.clock(third, "first_response", when="02-03 11:00").clock.ended_at == at("02-03 09:30")
    assert desk.sound()


def test_a_chain_of_merges_carries_everything_to_its_end(desk: Work) -> None:
    first, second, third = (desk.log(f"02-03 {hour}:00") for hour in ("09", "10", "11"))
    desk.engine.desk.reply(first, "On it.", now=at("02-03 11:15"))
    desk.engine.desk.merge(first, second, now=at("02-03 11:30"))
    desk.engine.desk.merge(second, third, now=at("02-03 11:40"))

    assert desk.engine.pages.page(third, now=at("02-03 12:00")).received_at == at("02-03 09:00")
    assert desk.clock(third, "first_response", when="02-03 12:00").clock.ended_at == at("02-03 11:15")
    assert desk.sound()


def test_a_second_mail_that_became_a_ticket_is_a_message(desk: Work) -> None:
    ticket = desk.log("02-03 09:00")
    desk.engine.desk.reply(ticket, "Which printer?", now=at("02-03 09:30"), then=Status.WAITING_CUSTOMER)
    again = desk.log("02-03 11:00")
    desk.engine.desk.merge(again, ticket, now=at("02-03 11:10"))

    assert desk.engine.pages.page(ticket, now=at("02-03 12:00")).status is Status.IN_PROGRESS
    assert desk.clock(ticket, "next_response", when="02-03 12:00").reading.used == 3600
    assert desk.clock(ticket, when="02-03 12:00").reading.paused == 90 * 60


def test_what_the_desk_opened_earlier_lets_nobody_wait_before_they_wrote(desk: Work) -> None:
    ours, theirs = desk.log("02-02 09:00", opened_by_desk=True), desk.log("02-03 10:00")
    desk.engine.desk.merge(ours, theirs, now=at("02-03 10:30"))

    clock = desk.clock(theirs, "first_response", when="02-03 11:00")

    assert (clock.clock.started_at, clock.reading.used) == (at("02-03 10:00"), 3600)


def test_tickets_of_two_customers_are_not_merged(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")

    with pytest.raises(Refusal, match=r"tickets 1 and 2 belong to different customers\."):
        desk.engine.desk.merge(
            desk.log("02-03 09:00", customer=acme), desk.log("02-03 09:00", customer=best), now=at("02-03 10:00")
        )


def test_a_moment_before_the_survivor_came_can_be_looked_at(desk: Work) -> None:
    early, late = desk.log("02-02 09:00"), desk.log("02-03 09:00")
    desk.engine.desk.merge(early, late, now=at("02-04 09:00"))

    between = at("02-02 12:00")

    assert [row.number for row in desk.engine.board.rows_as_of(between)] == [early]
    with pytest.raises(Refusal, match="There is no ticket 2"):
        desk.engine.pages.page(late, now=between)
