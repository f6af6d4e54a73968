"""Saved e-mails become tickets, or go on with the ticket they answer."""

from pathlib import Path

import pytest

from slaapp.domain.errors import Refusal
from slaapp.domain.events import Channel, CustomerWrote, Received
from slaapp.services.changes import Changes
from slaapp.services.mailing import Letter
from slaapp.services.tickets import Entry
from tests.services.conftest import Work, at

MAIL = Path(__file__).parents[1] / "data" / "mail"
LATER = at("03-09 12:00")


def read(desk: Work, name: str) -> Letter:
    return desk.engine.mailing.read(MAIL / name, now=LATER)


def log(desk: Work, name: str) -> int:
    letter = read(desk, name)
    files = desk.engine.mailing.take_in(letter)
    return desk.engine.desk.log(desk.engine.mailing.draft(letter, files), now=LATER)[0]


def entry(desk: Work, number: int, kind: type) -> Entry:
    page = desk.engine.pages.page(number, now=LATER)
    return next(entry for entry in page.entries if isinstance(entry.event, kind))


def test_a_mail_becomes_a_ticket_received_when_it_was_sent(desk: Work) -> None:
    number = log(desk, "plain.eml")
    page = desk.engine.pages.page(number, now=LATER)
    received = entry(desk, number, Received)
    assert page.subject == "Printer on floor 2 jams"
    assert page.received_at == at("03-09 10:05")
    assert received.back_dated
    assert isinstance(received.event, Received)
    assert received.event.channel is Channel.EMAIL
    assert received.event.text.startswith("Since this morning")
    assert desk.sound()


def test_its_files_and_the_mail_itself_are_kept(desk: Work, tmp_path: Path) -> None:
    number = log(desk, "files.eml")
    held = [on.file for on in desk.engine.files.of(number)]
    assert [file.name for file in held] == ["Bild über.png", "log.csv", "files.eml"]
    assert desk.engine.files.read(held[2], most=1 << 20) == (MAIL / "files.eml").read_bytes()


def test_the_sender_is_known_by_address(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    mary = desk.contact(clinic, "Mary", email="M.Hill@Harbour.example")
    letter = read(desk, "plain.eml")
    assert (letter.customer, letter.contact) == (clinic, mary)


def test_a_sender_who_is_not_known_is_nobody_yet_and_is_added_once(desk: Work) -> None:
    letter = read(desk, "plain.eml")
    assert (letter.customer, letter.contact) == (None, None)
    clinic = desk.customer("Harbour Clinic")
    who = (clinic, letter.mail.sender, letter.mail.address)
    first, changes = desk.engine.customers.sender_of(*who, now=LATER)
    assert changes.records == (("contact", first, 1),)
    assert desk.engine.customers.sender_of(*who, now=LATER) == (first, Changes())
    assert read(desk, "plain.eml").contact == first


def test_a_sender_who_was_taken_back_is_added_and_taken_back_again(desk: Work) -> None:
    letter = read(desk, "plain.eml")
    clinic = desk.customer("Harbour Clinic")
    for _ in range(2):
        _, changes = desk.engine.customers.sender_of(clinic, letter.mail.sender, letter.mail.address, now=LATER)
        assert [held.name for held in desk.engine.catalogue.contacts(clinic)] == [letter.mail.sender]
        desk.engine.customers.drop_unused(changes.records, now=LATER)
        assert desk.engine.catalogue.contacts(clinic) == []


def test_an_address_is_given_to_the_contact_of_that_name(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    known = desk.contact(clinic, "Hill, Mary", phone="ext. 2")
    contact, changes = desk.engine.customers.sender_of(clinic, "Hill, Mary", "m.hill@harbour.example", now=LATER)
    assert (contact, changes.records) == (known, (("contact", known, 2),))
    found = desk.engine.catalogue.contact(known)
    assert found is not None
    assert (found.phone, found.email) == ("ext. 2", "m.hill@harbour.example")
    desk.log("03-09 09:00", contact=known, customer=clinic)
    back = desk.engine.customers.drop_unused(changes.records, now=LATER)
    found = desk.engine.catalogue.contact(known)
    assert found is not None
    assert (found.phone, found.email) == ("ext. 2", ""), "named by another ticket or not, it had no address before"
    desk.engine.customers.take_back(back.records, now=LATER)
    assert desk.engine.customers.sender_of(clinic, "Hill, Mary", "m.hill@harbour.example", now=LATER)[0] == known


def test_an_address_of_two_of_one_name_goes_to_neither(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    desk.contact(clinic, "Hill, Mary", email="mary@home.example")
    contact, changes = desk.engine.customers.sender_of(clinic, "Hill, Mary", "m.hill@harbour.example", now=LATER)
    names = [held.name for held in desk.engine.catalogue.contacts(clinic)]
    assert names == ["Hill, Mary", "Hill, Mary (m.hill@harbour.example)"]
    assert changes.records == (("contact", contact, 1),)


def test_an_answer_goes_on_with_the_ticket_that_holds_the_mail_it_answers(desk: Work) -> None:
    number = log(desk, "plain.eml")
    letter = read(desk, "answer.eml")
    assert (letter.belongs_to, letter.already_on) == ((number,), None)
    files = desk.engine.mailing.take_in(letter)
    desk.engine.mailing.add_to(number, letter, files, now=LATER)
    wrote = entry(desk, number, CustomerWrote)
    assert wrote.at == at("03-09 10:15")
    assert isinstance(wrote.event, CustomerWrote)
    assert wrote.event.text == "It is worse now."
    assert read(desk, "answer.eml").already_on == number


def test_a_mail_that_was_taken_back_can_go_where_it_belongs(desk: Work) -> None:
    wrong, right = desk.log("03-09 09:00"), desk.log("03-09 09:05")
    letter = read(desk, "plain.eml")
    added = desk.engine.mailing.add_to(wrong, letter, desk.engine.mailing.take_in(letter), now=LATER)
    there = read(desk, "plain.eml").already_on

    desk.engine.desk.undo(added.written, now=LATER)
    taken_back = read(desk, "plain.eml").already_on
    desk.engine.mailing.add_to(right, letter, desk.engine.mailing.take_in(letter), now=LATER)

    assert (there, taken_back, read(desk, "plain.eml").already_on) == (wrong, None, right)


def test_a_mail_that_is_there_already_says_so(desk: Work) -> None:
    number = log(desk, "plain.eml")
    assert read(desk, "plain.eml").already_on == number


def test_a_number_in_the_subject_is_an_offer(desk: Work, tmp_path: Path) -> None:
    clinic = desk.customer("Harbour Clinic")
    desk.contact(clinic, "Mary", email="m@h.example")
    own, other = desk.log("01-05 09:00", customer=clinic), desk.log("01-05 09:00")
    for subject, expected in (
        (f"Re: [#{other}]", (other,)),
        (f"ticket {own}", (own,)),
        (f"ticket {other}", ()),
        ("[#999]", ()),
    ):
        path = tmp_path / "m.eml"
        path.write_text(f"From: m@h.example\nSubject: {subject}\n\nx")
        assert desk.engine.mailing.read(path, now=LATER).belongs_to == expected


def test_a_merged_ticket_s_number_leads_to_the_one_it_goes_on_in(desk: Work, tmp_path: Path) -> None:
    loser, survivor = desk.log("01-05 09:00"), desk.log("01-05 09:00")
    desk.engine.desk.merge(loser, survivor, now=at("01-05 10:00"))
    path = tmp_path / "m.eml"
    path.write_text(f"From: m@h.example\nSubject: [#{loser}]\n\nx")
    assert desk.engine.mailing.read(path, now=LATER).belongs_to == (survivor,)


@pytest.mark.parametrize("name", ["no-mail.eml", "empty.eml"])
def test_what_is_no_mail_names_the_file_and_writes_nothing(name: str, desk: Work, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=rf"{name}: This is no e-mail"):
        read(desk, name)
    assert not desk.engine.files.folder.exists()


@pytest.mark.parametrize("path", sorted(MAIL.glob("hostile-*.eml")), ids=lambda path: path.stem)
def test_a_hostile_mail_becomes_a_ticket_like_any_other(path: Path, desk: Work) -> None:
    number = log(desk, path.name)
    names = [on.file.name for on in desk.engine.files.of(number)]
    assert names[-1] == path.name
    assert {kept.name for kept in desk.engine.files.folder.iterdir()} == {
        on.file.sha256 for on in desk.engine.files.of(number)
    }
    assert desk.sound()
