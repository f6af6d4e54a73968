"""Tags, checklists, ties and the time spent: what helps the desk and moves no clock."""

import pytest

from slaapp.documents.month import shown
from slaapp.domain.errors import Refusal
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.relations import INVERSE, Relation
from slaapp.reports.month_json import to_json
from slaapp.services.desk import TicketDraft
from tests.services.conftest import Work, at

NOW = at("02-02 10:00")


def test_tags_are_put_on_and_off_and_spelled_as_at_first(desk: Work) -> None:
    one, two = desk.log("02-02 09:00"), desk.log("02-02 09:05")
    do = desk.engine.desk
    do.tag(one, " Printer ", now=NOW)
    do.tag(two, "printer", now=NOW)
    do.tag(two, "toner", now=NOW)
    do.untag(two, "TONER", now=NOW)

    assert desk.engine.pages.page(two, now=NOW).tags == ("Printer",)
    assert do.used_tags() == ["Printer", "toner"]
    assert [hit.number for hit in desk.engine.board.search("printer")] == [2, 1]
    assert desk.engine.board.search("toner") == []
    with pytest.raises(Refusal, match="has the tag printer already"):
        do.tag(two, "printer", now=NOW)
    with pytest.raises(Refusal, match="has no tag toner"):
        do.untag(two, "toner", now=NOW)
    assert desk.sound()


def test_a_tag_and_its_place_on_the_desks_list_are_one_transaction(desk: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.log("02-02 09:00")

    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("slaapp.services.known_tags.records.save", full)
    with pytest.raises(OSError, match="full"):
        desk.engine.desk.tag(number, "toner", now=NOW)

    assert desk.engine.pages.page(number, now=NOW).tags == ()


def test_tags_that_a_template_brings_are_known_to_the_desk(desk: Work) -> None:
    desk.engine.desk.log(TicketDraft(subject="New starter", tags=("joiner", "Joiner")), now=NOW)

    assert desk.engine.desk.used_tags() == ["joiner"]


def test_an_undone_tag_is_gone(desk: Work) -> None:
    number = desk.log("02-02 09:00")
    changes = desk.engine.desk.tag(number, "vip", now=NOW)

    back = desk.engine.desk.undo(changes.written, now=NOW)
    assert desk.engine.pages.page(number, now=NOW).tags == ()
    desk.engine.desk.undo(back.written, now=NOW)
    assert desk.engine.pages.page(number, now=NOW).tags == ("vip",)


def test_a_checklist_is_ticked_sorted_and_shortened(desk: Work) -> None:
    number, do = desk.log("02-02 09:00"), desk.engine.desk
    do.add_to_checklist(number, "Order laptop", "  ", "Make account", "Give keys", now=NOW)
    order, account, keys = (item.id for item in do.checklist(number))
    do.tick(number, account, done=True, now=NOW)
    do.move_on_checklist(number, keys, to=1, now=NOW)
    do.move_on_checklist(number, order, to=9, now=NOW)

    assert [(item.text, item.done) for item in do.checklist(number)] == [
        ("Give keys", False),
        ("Make account", True),
        ("Order laptop", False),
    ]
    hits = desk.engine.board.search("laptop")
    assert [hit.number for hit in hits] == [number]
    assert desk.engine.board.excerpts(hits, "laptop")[number].text == "Order laptop"
    do.take_off_checklist(number, order, now=NOW)
    assert desk.engine.board.search("laptop") == []
    with pytest.raises(Refusal, match="no such item"):
        do.tick(number, order, done=True, now=NOW)
    with pytest.raises(Refusal, match="done already"):
        do.tick(number, account, done=True, now=NOW)
    with pytest.raises(Refusal, match="the text is empty"):
        do.add_to_checklist(number, " ", now=NOW)
    assert desk.sound()


@pytest.mark.parametrize("relation", INVERSE)
def test_a_tie_is_seen_from_both_ends_and_undone_at_both(desk: Work, relation: Relation) -> None:
    one, two = desk.log("02-02 09:00"), desk.log("02-02 09:05")
    desk.engine.desk.link(one, two, relation=relation, now=NOW)

    def seen(number: int) -> list[tuple[Relation, int]]:
        return [(tie.relation, tie.number) for tie in desk.engine.pages.page(number, now=NOW).ties]

    assert seen(one) == [(relation, two)]
    assert seen(two) == [(INVERSE[relation], one)]
    with pytest.raises(Refusal, match="says already"):
        desk.engine.desk.link(one, two, relation=relation, now=NOW)
    desk.engine.desk.retract(two, desk.engine.pages.page(two, now=NOW).ties[0].event, now=NOW)
    assert seen(one) == seen(two) == []
    desk.engine.desk.link(one, two, relation=relation, now=NOW)
    desk.engine.desk.unlink(two, one, now=NOW)
    assert seen(one) == seen(two) == []
    with pytest.raises(Refusal, match="are not linked"):
        desk.engine.desk.unlink(two, one, now=NOW)
    assert desk.sound()


def test_a_duplicate_is_seen_from_the_ticket_it_doubles_until_that_is_undone(desk: Work) -> None:
    first, again = desk.log("02-02 09:00"), desk.log("02-02 09:05")
    desk.engine.desk.exclude(again, NotMeasuredReason.DUPLICATE, other=first, now=NOW)

    (tie,) = desk.engine.pages.page(first, now=NOW).ties
    assert (tie.relation, tie.number) == (Relation.DOUBLED_BY, again)
    (tie,) = desk.engine.pages.page(again, now=NOW).ties
    assert (tie.relation, tie.number) == (Relation.DOUBLES, first)

    desk.engine.desk.retract(again, None, now=NOW)
    assert desk.engine.pages.page(first, now=NOW).ties == ()
    assert not desk.engine.pages.page(again, now=NOW).status.done


def test_a_merge_says_beforehand_what_it_will_do(desk: Work) -> None:
    early, late = desk.log("02-02 09:00"), desk.log("02-02 11:00")
    desk.engine.desk.reply(late, "On it.", now=at("02-02 11:10"))
    now = at("02-02 11:30")

    foreseen = desk.engine.desk.foresee_merge(early, late, now=now)
    was = desk.clock(late, when="02-02 11:30").reading.due_at
    desk.engine.desk.merge(early, late, now=now)

    assert (foreseen.received_at, foreseen.was_received_at) == (at("02-02 09:00"), at("02-02 11:00"))
    moved = {clock.metric.value: clock for clock in foreseen.moved}
    assert moved["resolution"].was_due_at == was
    assert moved["resolution"].due_at == desk.clock(late, when="02-02 11:30").reading.due_at
    (tie,) = desk.engine.pages.page(late, now=now).ties
    assert (tie.relation, tie.number) == (Relation.TAKES_IN, early)
    (tie,) = desk.engine.pages.page(early, now=now).ties
    assert (tie.relation, tie.number) == (Relation.MERGED_INTO, late)


def test_a_follow_up_is_logged_with_its_tie_in_one_act(desk: Work) -> None:
    first = desk.log("02-02 09:00")
    draft = TicketDraft(subject="Printer jams again", follows_up=first)
    second, changes = desk.engine.desk.log(draft, now=NOW)

    (tie,) = desk.engine.pages.page(first, now=NOW).ties
    assert (tie.relation, tie.number) == (Relation.FOLLOWED_UP_BY, second)
    desk.engine.desk.undo(changes.written, now=NOW)
    assert desk.engine.pages.page(first, now=NOW).ties == ()
    assert desk.engine.pages.page(second, now=NOW).left_as is NotMeasuredReason.WITHDRAWN


def test_time_spent_is_summed_and_can_be_corrected(desk: Work) -> None:
    number, do = desk.log("02-02 09:00"), desk.engine.desk
    do.reply(number, "On it.", minutes=10, now=NOW)
    do.note(number, "Rang the supplier.", minutes=25, now=NOW)
    do.resolve(number, minutes=5, now=NOW)
    assert desk.engine.pages.page(number, now=NOW).minutes == 40

    do.correct(number, do.latest_with(number, "minutes"), "minutes", 15, reason="typed wrong", now=NOW)
    assert desk.engine.pages.page(number, now=NOW).minutes == 50
    for wrong in (-1, 10_000):
        with pytest.raises(Refusal, match="whole number of minutes"):
            do.note(number, "x", minutes=wrong, now=NOW)
    with pytest.raises(Refusal, match="whole number of minutes"):
        do.correct(number, do.latest_with(number, "minutes"), "minutes", True, reason="odd", now=NOW)


def test_a_page_says_until_when_its_ticket_can_be_reopened(desk: Work) -> None:
    number = desk.log("02-02 09:00")
    assert not desk.engine.pages.page(number, now=NOW).reopenable
    desk.engine.desk.resolve(number, now=NOW)

    page = desk.engine.pages.page(number, now=NOW)
    assert page.reopen_by is not None
    assert (f"{page.reopen_by:%m-%d}", page.reopenable) == ("02-09", True)
    assert not desk.engine.pages.page(number, now=at("02-10 00:00")).reopenable
    with pytest.raises(Refusal, match="Log a new ticket that follows it up"):
        desk.engine.desk.reopen(number, now=at("02-10 00:00"))


def test_a_ticket_to_tie_to_is_found_by_number_or_words_the_same_customer_first(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    own = desk.log("02-02 09:00", customer=acme)
    others = desk.log("02-02 09:01", customer=best)
    sibling = desk.log("02-02 09:02", customer=acme)
    done = desk.log("02-02 09:03", customer=acme)
    desk.engine.desk.resolve(done, now=NOW)

    def found(text: str) -> list[int]:
        return [candidate.number for candidate in desk.engine.pages.candidates(own, text)]

    assert found("") == [sibling, done]
    assert found("jam") == [sibling, done, others]
    assert found(f"#{others}") == [others]
    assert found("wombat") == found(str(own)) == []


def test_the_month_lists_the_time_spent_only_where_the_desk_chose_so(desk: Work) -> None:
    acme = desk.customer("Acme")
    one, two = desk.log("02-02 09:00", customer=acme), desk.log("02-02 09:05", customer=acme)
    do = desk.engine.desk
    do.reply(one, "On it.", minutes=10, now=NOW)
    do.note(two, "Rang the supplier.", minutes=25, now=NOW)
    do.note(two, "Undone.", minutes=90, now=NOW)
    do.retract(two, None, now=NOW)
    do.note(one, "In March.", minutes=5, now=at("03-02 10:00"))

    assert desk.month("2026-02", acme, when="03-03 09:00").time_spent is None
    assert "time_spent" not in to_json(desk.month("2026-02", acme, when="03-03 09:00"))
    desk.engine.catalogue.print_time_spent(True, now=at("03-03 09:00"))

    made = desk.month("2026-02", acme, when="03-03 09:00")
    assert made.time_spent is not None
    assert [(spent.number, spent.minutes) for spent in made.time_spent] == [(two, 25), (one, 10)]
    assert to_json(made)["time_spent"]["minutes"] == 35
    assert shown(made)["time_spent"]["words"] == "35\u202fm on 2 tickets"
    assert desk.sound()
