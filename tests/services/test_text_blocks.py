"""Text blocks on a desk: kept by name, filled in from the ticket in hand."""

import pytest

from slaapp.domain.errors import Refusal
from slaapp.services.text_blocks import TextBlock, Use
from tests.services.conftest import Work, at

NOW = at("03-02 10:00")


def block(desk: Work, text: str, name: str = "On it", use: Use = Use.ANYWHERE) -> TextBlock:
    id_, _ = desk.engine.text_blocks.save(TextBlock(name, text, use), now=NOW)
    return desk.engine.text_blocks.named(id_)


def filled(desk: Work, held: TextBlock, number: int, *, when: str, use: Use = Use.REPLY) -> str:
    page = desk.engine.pages.page(number, now=at(when))
    return desk.engine.text_blocks.filled(held, page, now=at(when), use=use).text


def test_a_block_is_filled_in_from_its_ticket(desk: Work) -> None:
    desk.engine.catalogue.add_person("Sam R.", now=NOW, account="sam")
    customer = desk.customer("Northgate School")
    contact = desk.contact(customer, "Ms Hill")
    number = desk.log("03-02 10:00", customer=customer, contact=contact)
    held = block(desk, "Dear {contact} of {customer}: {number}, {subject}. {me}, {desk}")

    assert filled(desk, held, number, when="03-02 10:01") == (
        f"Dear Ms Hill of Northgate School: {number}, Printer jams. Sam R., Support desk"
    )


def test_the_due_time_of_a_reply_is_what_comes_after_it(desk: Work) -> None:
    number = desk.log("03-02 10:00", "high")
    held = block(desk, "{due}")

    page = desk.engine.pages.page(number, now=at("03-02 10:10"))
    assert page.update_due_after_reply == at("03-02 14:10")
    assert filled(desk, held, number, when="03-02 10:10") == "Mon 2 Mar, 14:10"
    assert filled(desk, held, number, when="03-02 10:10", use=Use.NOTE) == "Mon 2 Mar, 11:00"


def test_a_due_time_that_is_over_is_promised_to_nobody(desk: Work) -> None:
    number = desk.log("03-02 10:00", "urgent")
    desk.engine.desk.resolve(number, now=at("03-02 10:05"))

    page = desk.engine.pages.page(number, now=at("03-05 10:00"))
    told = desk.engine.text_blocks.filled(block(desk, "By {due}."), page, now=at("03-05 10:00"))

    assert (told.text, told.empty) == ("By {due}.", ("due",))


def test_whoever_is_nobody_at_the_desk_has_no_name_to_sign_with(desk: Work) -> None:
    number = desk.log("03-02 10:00")
    page = desk.engine.pages.page(number, now=NOW)

    assert desk.engine.text_blocks.filled(block(desk, "{me}"), page, now=NOW).empty == ("me",)


def test_a_block_is_offered_where_it_belongs(desk: Work) -> None:
    for name, use in (("a", Use.REPLY), ("b", Use.NOTE), ("C", Use.ANYWHERE)):
        block(desk, "text", name, use)

    assert [held.name for held in desk.engine.text_blocks.offered(Use.REPLY)] == ["a", "C"]
    assert [held.name for held in desk.engine.text_blocks.offered(Use.NOTE)] == ["b", "C"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("On it", "", "it has no text"),
        ("", "text", "is no name"),
        ("On it", "Dear {cusomer}", r"no ticket knows \{cusomer\}"),
        ("On it", "NUL \0", "cannot be stored"),
        ("On it", "x" * 20_001, "20,000 is the most"),
    ],
)
def test_what_makes_no_block_is_refused_in_a_sentence(desk: Work, name: str, text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        desk.engine.text_blocks.save(TextBlock(name, text), now=NOW)
    assert desk.engine.text_blocks.every() == []


def test_two_blocks_never_bear_one_name(desk: Work) -> None:
    block(desk, "text")

    with pytest.raises(Refusal, match="named ON IT already"):
        block(desk, "other", "ON IT")


def test_a_block_is_taken_away_and_put_back(desk: Work) -> None:
    shelf = desk.engine.text_blocks
    held = block(desk, "text")
    shelf.save(TextBlock("On it", "changed", id=held.id), now=NOW)
    shelf.remove(held.id, now=NOW)
    assert shelf.every() == []
    with pytest.raises(Refusal, match="gone already"):
        shelf.remove(held.id, now=NOW)

    shelf.put_back(held.id, 2, now=NOW)
    assert [held.text for held in shelf.every()] == ["changed"]
    shelf.put_back(held.id, 1, now=NOW)
    assert [held.text for held in shelf.every()] == ["text"]
    shelf.put_back(held.id, 0, now=NOW)
    assert shelf.every() == []
    assert desk.sound()


def test_undo_brings_no_name_back_that_another_bears_now(desk: Work) -> None:
    shelf = desk.engine.text_blocks
    held = block(desk, "text")
    shelf.remove(held.id, now=NOW)
    block(desk, "other")

    with pytest.raises(Refusal, match="already"):
        shelf.put_back(held.id, 1, now=NOW)


def test_blocks_go_out_as_a_file_and_come_back(desk: Work) -> None:
    shelf = desk.engine.text_blocks
    block(desk, "Dear {contact}\n\twe are on it", use=Use.REPLY)
    file = shelf.export_toml()
    shelf.remove(shelf.named("On it").id, now=NOW)

    count, _ = shelf.import_toml(file, now=NOW)

    assert count == 1
    assert shelf.export_toml() == file
    assert desk.sound()
