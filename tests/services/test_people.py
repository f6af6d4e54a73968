"""The desk's people: what they may be called, who has left, and who signs what is written."""

import pytest

from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.reports.section import Section
from slaapp.services.desk import TicketDraft
from slaapp.services.people import COLOURS
from slaapp.services.templates import Template
from tests.services.conftest import Work, at

NOW = at("02-23 09:00")


def test_a_person_keeps_what_is_not_changed(desk: Work) -> None:
    people = desk.engine.people
    _, kim = people.add("Kim L.", now=NOW, account="kim", initials="KL", colour="moss")

    people.change(kim.id, now=NOW, new_name="Kim Lee")

    held = people.find("Kim Lee")
    assert (held.id, held.account, held.initials, held.colour) == (kim.id, "kim", "KL", "moss")


def test_a_renamed_persons_tickets_are_found_by_the_new_name(desk: Work) -> None:
    _, kim = desk.engine.people.add("Kim L.", now=NOW)
    number = desk.log("02-23 09:00", assignee=kim.id)

    desk.engine.people.change("Kim L.", now=NOW, new_name="Kim Larsson")

    assert [hit.number for hit in desk.engine.board.search("Larsson")] == [number]
    assert desk.sound()


def test_who_has_a_ticket_already_is_named(desk: Work) -> None:
    _, kim = desk.engine.people.add("Kim L.", now=NOW)
    number = desk.log("02-23 09:00", assignee=kim.id)

    with pytest.raises(Refusal, match=rf"^Ticket {number} is assigned to Kim L\. already\. Nothing was changed\.$"):
        desk.engine.desk.assign(number, kim.id, now=NOW)


def test_a_new_name_winds_no_ticket_anew(desk: Work, wound: list[int]) -> None:
    _, kim = desk.engine.people.add("Kim L.", now=NOW)
    desk.log("02-23 09:00", assignee=kim.id)
    wound.clear()

    desk.engine.people.change("Kim L.", now=NOW, new_name="Kim Larsson")

    assert wound == []


def test_a_template_gives_nothing_to_somebody_who_has_left(desk: Work) -> None:
    _, kim = desk.engine.people.add("Kim L.", now=NOW)
    desk.engine.templates.save(Template("New starter", "A new starter", assignee=kim.id), now=NOW)
    template = desk.engine.templates.named("New starter")
    for expected in ("Kim L.", None):
        number, _ = desk.engine.desk.log(template.draft(TicketDraft(subject="")), now=NOW)
        (row,) = (row for row in desk.engine.board.rows() if row.number == number)
        assert row.assignee == expected
        if expected:
            desk.engine.people.retire("Kim L.", now=NOW)


@pytest.mark.parametrize("name", ["nobody", "Nobody"])
def test_a_desks_file_may_not_call_anybody_nobody(desk: Work, name: str) -> None:
    said = desk.engine.toml_files.export_desk().decode() + f'\n[[person]]\nname = "{name}"\naccount = ""\n'

    with pytest.raises(UsageRefusal, match=r"person\[0\]\.name: nobody is what an unassigned ticket is called"):
        desk.engine.toml_files.import_desk(said.encode(), now=NOW)

    assert desk.engine.people.every() == []


def test_what_was_signed_with_an_old_name_is_still_theirs(desk: Work) -> None:
    people = desk.engine.people
    _, kim = people.add("Kim L.", now=NOW)
    people.change("Kim L.", now=NOW, new_name="Kim Lee", account="kim")

    assert {people.signed()[mark].id for mark in ("Kim L.", "Kim Lee", "kim")} == {kim.id}


def test_an_account_that_went_to_somebody_else_signs_for_them(desk: Work) -> None:
    people = desk.engine.people
    people.add("Kim L.", now=NOW, account="desk")
    people.change("Kim L.", now=NOW, account="")
    people.add("Ali R.", now=NOW, account="desk")

    assert people.signed()["desk"].name == "Ali R."


@pytest.mark.parametrize("name", ["", "  ", "nobody", "KIM L.", "two\nlines"])
def test_a_name_that_does_not_fit_is_refused(desk: Work, name: str) -> None:
    desk.engine.people.add("Kim L.", now=NOW)

    with pytest.raises(UsageRefusal, match="Nothing was saved"):
        desk.engine.people.add(name, now=NOW)
    assert [person.name for person in desk.engine.people.every()] == ["Kim L."]


def test_one_account_is_one_persons(desk: Work) -> None:
    desk.engine.people.add("Kim L.", now=NOW, account="kim")

    with pytest.raises(UsageRefusal, match="account of Kim L"):
        desk.engine.people.add("Ali R.", now=NOW, account="kim")


@pytest.mark.parametrize(("field", "value"), [("initials", "four"), ("initials", "a-b"), ("colour", "red")])
def test_initials_and_colour_are_of_the_fixed_sets(desk: Work, field: str, value: str) -> None:
    with pytest.raises(UsageRefusal, match=f"^{field.title()}: .*Nothing was saved"):
        desk.engine.people.add("Kim L.", now=NOW, **{field: value})


def test_who_has_left_stays_in_the_history_and_is_given_nothing(desk: Work) -> None:
    people = desk.engine.people
    _, kim = people.add("Kim L.", now=NOW)
    desk.log("02-23 09:00", assignee=kim.id)

    _, theirs = people.retire("Kim L.", now=NOW)

    assert theirs == 1
    assert people.find("Kim L.").retired
    assert desk.engine.board.rows()[0].assignee == "Kim L."
    with pytest.raises(Refusal, match="has left"):
        people.working("Kim L.")
    people.bring_back("Kim L.", now=NOW)
    assert people.working("Kim L.") == kim


def test_whoever_sits_here_signs_from_then_on(desk: Work) -> None:
    _, kim = desk.engine.people.add("Kim L.", now=NOW)
    number = desk.log("02-23 09:00")
    desk.engine.work_as(kim.mark)
    desk.engine.desk.note(number, "Spare part ordered.", now=NOW + 60)
    page = desk.engine.pages.page(number, now=NOW + 60)

    assert [entry.event.by for entry in page.entries] == ["sam", "Kim L."]
    assert desk.engine.people.me() == kim


def test_every_service_that_signs_is_told_who_sits_here(desk: Work) -> None:
    made_before = (desk.engine.desk, desk.engine.customers)

    desk.engine.work_as("kim")

    signing = [service for service in vars(desk.engine).values() if hasattr(service, "_user")]
    assert all(service in signing for service in made_before)
    assert {service._user for service in (*signing, desk.engine.suppliers)} == {"kim"}


def test_a_desks_file_brings_its_people_back_as_they_were(desk: Work) -> None:
    for at_, name in enumerate(COLOURS):
        desk.engine.people.add(name, now=NOW, initials=str(at_), colour=name)
    desk.engine.people.retire("moss", now=NOW)
    desk.engine.catalogue.print_time_spent(True, now=NOW)
    before = desk.engine.people.every()

    desk.engine.toml_files.import_desk(desk.engine.toml_files.export_desk(), now=NOW)

    assert desk.engine.people.every() == before


def test_a_desks_file_says_whether_reports_list_the_time_spent(desk: Work) -> None:
    catalogue, toml_files = desk.engine.catalogue, desk.engine.toml_files
    without = toml_files.export_desk()
    catalogue.print_time_spent(True, now=NOW)
    with_time = toml_files.export_desk()

    toml_files.import_desk(without, now=NOW)
    assert catalogue.desk().time_spent, "a file that does not say so leaves it as it is"
    catalogue.print_time_spent(False, now=NOW)
    toml_files.import_desk(with_time, now=NOW)
    assert catalogue.desk().time_spent


@pytest.mark.parametrize("sections", [None, (Section.TREND, Section.BREACHES)], ids=["sheet", "two of them"])
def test_a_desks_file_leaves_what_the_companys_report_holds(desk: Work, sections: tuple[Section, ...] | None) -> None:
    desk.engine.company_report.set_sections(sections, now=NOW)

    desk.engine.toml_files.import_desk(desk.engine.toml_files.export_desk(), now=NOW)

    assert desk.engine.company_report.sections() == sections


def test_what_was_said_of_somebody_is_taken_back_and_done_again(desk: Work) -> None:
    people = desk.engine.people
    _, kim = people.add("Kim L.", now=NOW)
    number = desk.log("02-23 09:00", assignee=kim.id)
    renamed, _ = people.change(kim.id, now=NOW, new_name="Kim Larsson")

    back = people.take_back(renamed.records, now=NOW)
    assert people.find(kim.id).name == "Kim L."
    assert desk.engine.board.search("Larsson") == []
    people.take_back(back.records, now=NOW)

    assert people.find(kim.id).name == "Kim Larsson"
    assert [hit.number for hit in desk.engine.board.search("Larsson")] == [number]
    assert desk.sound()


def test_who_was_added_and_taken_back_has_left(desk: Work) -> None:
    people = desk.engine.people
    added, kim = people.add("Kim L.", now=NOW)

    back = people.take_back(added.records, now=NOW)
    assert people.find(kim.id).retired
    people.take_back(back.records, now=NOW)

    assert not people.find(kim.id).retired


def test_what_others_changed_since_is_not_taken_back(desk: Work) -> None:
    people = desk.engine.people
    _, kim = people.add("Kim L.", now=NOW)
    changed, _ = people.change(kim.id, now=NOW, initials="Q")
    people.change(kim.id, now=NOW, colour="moss")

    with pytest.raises(Refusal, match=r"^Nothing was undone: the person Kim L\. was changed again since"):
        people.take_back(changed.records, now=NOW)


def test_a_name_that_somebody_else_has_by_now_is_not_taken_back(desk: Work) -> None:
    people = desk.engine.people
    _, kim = people.add("Kim L.", now=NOW)
    changed, _ = people.change(kim.id, now=NOW, new_name="Kim Larsson")
    people.add("Kim L.", now=NOW)

    with pytest.raises(UsageRefusal, match=r"Kim L\. is one of the desk’s people already"):
        people.take_back(changed.records, now=NOW)

    assert people.find(kim.id).name == "Kim Larsson"
