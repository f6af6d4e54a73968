"""The customers' page: what it shows, every edit of it, and taking each back."""

import pytest

from slaapp.domain.errors import Refusal
from slaapp.services.changes import Changes
from slaapp.services.customer_fields import FieldRefusal
from slaapp.services.customer_pages import CustomerPage
from tests.services.conftest import Work, at

NOW = at("02-25 12:00")


def page(desk: Work, customer: str) -> CustomerPage:
    return desk.engine.customers.page(customer, desk.engine.board, now=NOW)


def undo(desk: Work, changes: Changes) -> None:
    desk.engine.customers.take_back(changes.records, now=NOW)


def names(desk: Work, *, retired: bool = False) -> list[str]:
    board = desk.engine.board
    lines = desk.engine.customers.lines(board, board.rows(), now=NOW)
    return [line.customer.name for line in lines if line.customer.retired is retired]


def test_the_list_counts_what_is_open_and_what_is_late(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.log("02-02 09:00", "urgent", customer=acme)
    desk.log("02-25 11:59", customer=acme)

    (line,) = desk.engine.customers.lines(desk.engine.board, desk.engine.board.rows(), now=NOW)

    assert (line.open, line.overdue) == (2, 1)


@pytest.mark.parametrize("text", ["acm", "kim", "2145", "kim@acme", "ACME kim"])
def test_a_customer_is_found_by_name_contact_phone_and_address(desk: Work, text: str) -> None:
    acme = desk.customer("Acme")
    desk.customer("Best")
    desk.engine.customers.add_contact(acme, "Kim L.", phone="01 21-45", email="kim@acme.example", now=NOW)
    board = desk.engine.board

    found = [line for line in desk.engine.customers.lines(board, board.rows(), now=NOW) if line.fits(text)]

    assert [line.customer.name for line in found] == ["Acme"]


def test_a_customer_that_was_renamed_keeps_its_tickets_and_is_found_by_the_new_name(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-25 09:00", customer=acme)

    changes = desk.engine.customers.rename(acme, "Acme Works", now=NOW)

    assert [hit.number for hit in desk.engine.board.search("works")] == [number]
    assert [row.customer for row in desk.engine.board.rows()] == ["Acme Works"]
    undo(desk, changes)
    assert [row.customer for row in desk.engine.board.rows()] == ["Acme"]
    assert desk.engine.board.search("works") == []


def test_taking_back_winds_tickets_anew_only_where_another_agreement_was_given(desk: Work, wound: list[int]) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-02 09:00", customer=acme)
    customers = desk.engine.customers
    for edit in (
        lambda: customers.rename(acme, "Acme Works", now=NOW),
        lambda: customers.set_note(acme, "Rings at noon.", now=NOW),
        lambda: customers.retire(acme, now=NOW),
        lambda: customers.add_contact(acme, "Kim L.", now=NOW),
    ):
        changes = edit()
        wound.clear()
        undo(desk, changes)
        assert wound == []
    assert [hit.number for hit in desk.engine.board.search("Acme")] == [number]
    assert desk.engine.board.search("Works") == []

    changes = customers.set_agreement(acme, "Standard support", now=NOW)
    wound.clear()
    undo(desk, changes)
    assert wound == [number]
    assert desk.sound()


def test_two_customers_are_never_called_the_same(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.customer("Best")

    with pytest.raises(FieldRefusal, match="another customer is called Best") as refused:
        desk.engine.customers.rename(acme, "Best", now=NOW)

    assert refused.value.field == "name"
    assert names(desk) == ["Acme", "Best"]


def test_an_edit_that_was_followed_by_another_is_not_taken_back(desk: Work) -> None:
    acme = desk.customer("Acme")
    first = desk.engine.customers.set_note(acme, "One", now=NOW)
    desk.engine.customers.set_note(acme, "Two", now=NOW)

    with pytest.raises(Refusal, match="changed again since"):
        undo(desk, first)

    assert page(desk, acme).customer.note == "Two"


def test_edits_are_taken_back_one_after_the_other(desk: Work) -> None:
    acme = desk.customer("Acme")
    first = desk.engine.customers.set_note(acme, "One", now=NOW)
    second = desk.engine.customers.set_note(acme, "Two", now=NOW)

    undo(desk, second)
    undo(desk, first)

    assert page(desk, acme).customer.note == ""


def test_a_contact_is_added_changed_removed_and_each_is_undone(desk: Work) -> None:
    acme = desk.customer("Acme")
    customers = desk.engine.customers
    added = customers.add_contact(acme, "Kim", phone="214", now=NOW)
    (kim,) = page(desk, acme).contacts

    changed = customers.edit_contact(kim.id, name="Kim L.", phone="215", email="k@a.example", room="1.02", now=NOW)
    assert [(one.name, one.phone, one.email, one.room) for one in page(desk, acme).contacts] == [
        ("Kim L.", "215", "k@a.example", "1.02")
    ]
    undo(desk, changed)
    assert page(desk, acme).contacts == (kim,)
    removed = customers.remove("contact", kim.id, now=NOW)
    assert page(desk, acme).contacts == ()
    undo(desk, removed)
    assert page(desk, acme).contacts == (kim,)
    undo(desk, added)
    assert page(desk, acme).contacts == ()


@pytest.mark.parametrize(
    ("field", "value"), [("email", "no address"), ("phone", "1" * 101), ("room", "a\nb"), ("name", "  ")]
)
def test_what_is_wrong_names_its_field_and_changes_nothing(desk: Work, field: str, value: str) -> None:
    acme = desk.customer("Acme")
    said = {"name": "Kim", field: value}

    with pytest.raises(FieldRefusal) as refused:
        desk.engine.customers.add_contact(acme, now=NOW, **said)

    assert refused.value.field == field
    assert page(desk, acme).contacts == ()


def test_a_ticket_keeps_the_agreement_that_claimed_it_when_its_customer_gets_another(desk: Work) -> None:
    gold = desk.engine.toml_files.export_agreement("Standard support").replace(b"Standard support", b"Gold")
    desk.engine.toml_files.import_agreement(gold, now=NOW)
    acme = desk.customer("Acme")
    number = desk.log("02-25 09:00", customer=acme)

    changes = desk.engine.customers.set_agreement(acme, "Gold", now=NOW)

    shown = page(desk, acme)
    assert shown.agreement is not None
    assert (shown.agreement.name, shown.own_agreement) == ("Gold", "Gold")
    assert desk.engine.pages.page(number, now=NOW).agreement == "Standard support"
    undo(desk, changes)
    assert page(desk, acme).own_agreement is None
    assert desk.sound()


def test_a_retired_customer_is_not_offered_and_stays_in_history(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.log("02-25 09:00", customer=acme)

    changes = desk.engine.customers.retire(acme, now=NOW)

    assert (names(desk), names(desk, retired=True)) == ([], ["Acme"])
    assert desk.engine.catalogue.customers() == []
    assert [row.customer for row in desk.engine.board.rows()] == ["Acme"]
    assert desk.month("2026-02", acme, when="02-25 12:00").flow.received == 1
    undo(desk, changes)
    assert names(desk) == ["Acme"]


def test_a_customer_added_by_mistake_is_gone_when_undone_and_can_be_added_again(desk: Work) -> None:
    id_, changes = desk.engine.customers.add("Acme", now=NOW)
    undo(desk, changes)
    assert (names(desk), names(desk, retired=True)) == ([], [])

    again, _ = desk.engine.customers.add("Acme", now=NOW)

    assert (again, names(desk)) == (id_, ["Acme"])


def test_services_are_the_customers_own_and_each_is_there_once(desk: Work) -> None:
    acme = desk.customer("Acme")
    added = desk.engine.customers.add_service(acme, "Wi-Fi", now=NOW)

    with pytest.raises(FieldRefusal, match="already"):
        desk.engine.customers.add_service(acme, "wi-fi", now=NOW)

    assert [(service.name, service.own) for service in page(desk, acme).services] == [("Wi-Fi", True)]
    undo(desk, added)
    assert page(desk, acme).services == ()


def test_a_file_of_customers_leaves_what_it_does_not_say(desk: Work) -> None:
    acme = desk.customer("Acme")
    best = desk.customer("Best")
    held = desk.engine.toml_files.export_customers()
    desk.engine.customer_merging.merge(acme, best, now=NOW)

    with pytest.raises(Refusal, match="Acme goes on as part of Best"):
        desk.engine.toml_files.import_customers(held, now=NOW)


def test_a_ticket_that_is_found_anew_is_found_by_the_same_words(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("02-25 09:00", customer=acme, contact_name="Kim", text="The tray squeaks")
    desk.engine.desk.note(number, "Oiled", now=NOW)
    mistake = desk.engine.desk.note(number, "Never said", now=NOW)
    desk.engine.desk.undo(mistake.written, now=NOW)

    desk.engine.customers.rename(acme, "Best", now=NOW)

    found = [[hit.number for hit in desk.engine.board.search(text)] for text in ("kim squeaks oiled best", "never")]
    assert found == [[number], []]


def test_what_contacts_say_can_be_read_by_itself_and_handed_in(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    for owner, name in ((acme, "Kim"), (best, "Lee")):
        desk.engine.customers.add_contact(owner, name, now=NOW)
    customers, board = desk.engine.customers, desk.engine.board

    bare = customers.lines(board, board.rows(), now=NOW, words={})
    full = customers.lines(board, board.rows(), now=NOW, words=customers.words_of_contacts())

    assert [line.customer.name for line in bare if line.fits("lee")] == []
    assert [line.customer.name for line in full if line.fits("lee")] == ["Best"]
    assert full == customers.lines(board, board.rows(), now=NOW)


def test_what_was_done_last_comes_first_and_all_tickets_are_counted(desk: Work) -> None:
    acme = desk.customer("Acme")
    numbers = [desk.log(f"02-1{day} 09:00", customer=acme) for day in range(3)]
    for minute, number in enumerate((numbers[1], numbers[0])):
        desk.engine.desk.resolve(number, now=at(f"02-20 10:0{minute}"))

    shown = page(desk, acme)

    assert [row.number for row in shown.recent] == [numbers[0], numbers[1]]
    assert ([row.number for row in shown.open], shown.tickets) == ([numbers[2]], 3)


def test_further_addresses_of_a_contact_go_with_the_file_and_stay_without_it(desk: Work) -> None:
    customer = desk.customer("Harbour Clinic")
    catalogue, toml_files = desk.engine.catalogue, desk.engine.toml_files
    file = b'[[customer]]\nname = "Harbour Clinic"\n[[customer.contact]]\nname = "Ann"\nemail = "ann@clinic.example"\n'
    more = file + b'more_emails = ["ann@home.example"]\n'
    toml_files.import_customers(more, now=at("01-06 09:00"))

    exported = toml_files.export_customers()
    toml_files.import_customers(exported, now=at("01-06 09:01"))
    toml_files.import_customers(file + b'phone = "214"\n', now=at("01-06 09:02"))

    assert b"ann@home.example" in exported
    (ann,) = catalogue.contacts(customer)
    assert (ann.phone, ann.addresses) == ("214", ("ann@clinic.example", "ann@home.example"))
    assert desk.engine.customers.sender_of(customer, "Ann A.", "ann@home.example", now=at("01-06 09:03"))[0] == ann.id
    assert len(catalogue.contacts(customer)) == 1
