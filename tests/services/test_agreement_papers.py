"""Templates to begin from, and the documents of what is in a store."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from slaapp.documents import Pages
from slaapp.documents.agreement import render_agreement, unfilled
from slaapp.domain.agreement import Tier
from slaapp.domain.agreement_checks import findings
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.languages import LANGUAGES
from slaapp.reports.agreement_blocks import Listing
from slaapp.reports.agreement_copy import Party
from slaapp.services.agreement_data import agreement_in
from slaapp.services.agreement_templates import TEMPLATES, as_toml, template
from tests.agreements import ALWAYS
from tests.services.conftest import Work, at

NAME = "Standard support"
NOW = at("03-11 13:30")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_becomes_a_draft_that_prints(desk: Work, name: str, language: str) -> None:
    made = desk.engine.agreement_templates.made("Ours", name, NOW, language=language)
    desk.engine.agreement_templates.begin(made, NOW)

    held = desk.engine.papers.document("Ours", NOW, language=language)
    with Pages(render_agreement(held, made_at=NOW)) as pages:
        count = len(pages)

    assert held.standing == {"en": "Version 1, draft", "de": "Fassung 1, Entwurf"}[language]
    assert unfilled(held) == ()
    assert count == 2 if name == "internal-it" else count > 4
    assert not [one for one in desk.engine.agreements.findings(made, NOW) if one.blocks]


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_short_one_is_short_on_either_paper(desk: Work, paper: str) -> None:
    holidays = "".join(f'2026-{month:02}-{day:02} = "A day off"\n' for month in range(4, 10) for day in (15, 16))
    desk.calendar(lambda text: re.sub(r"(\[versions.holidays\]\n)", rf"\g<1>{holidays}", text), when="03-11 13:00")
    made = desk.engine.agreement_templates.made("Ours", "internal-it", NOW)
    desk.engine.agreement_templates.begin(made, NOW)

    held = desk.engine.papers.document("Ours", NOW)
    with Pages(render_agreement(held, made_at=NOW, paper=paper)) as pages:
        text = pages.text(0)
        assert len(pages) == 2

    assert text.count("A day off") > 8


def put_in_force(desk: Work, name: str, source: str) -> None:
    engine = desk.engine
    engine.agreement_templates.begin(engine.agreement_templates.made(name, source, NOW), NOW)
    engine.agreements.put_in_force(name, date(2026, 3, 11), now=NOW, last=date(2027, 3, 10))


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_a_customers_copy_of_the_short_one_is_two_pages(desk: Work, paper: str) -> None:
    put_in_force(desk, "Ours", "internal-it")
    acme = desk.customer("Acme", "Ours", when="03-11 14:00")
    desk.engine.customers.set_address(acme, "14 Quay Street\nBristol\nBS1 4AA", now=at("03-11 14:00"))

    held = desk.engine.papers.document("Ours", at("03-11 14:00"), customer="Acme")
    with Pages(render_agreement(held, made_at=NOW, paper=paper)) as pages:
        assert len(pages) == 2
        assert "For Acme" in pages.text(1)


def test_five_who_share_the_short_one_sign_it_on_its_second_page(desk: Work) -> None:
    put_in_force(desk, "Ours", "internal-it")
    names = ["Acme", "Bolt", "Corner House", "Dock Road Primary School", "Elm Care Home"]
    for name in names:
        desk.customer(name, "Ours", when="03-11 14:00")

    held = desk.engine.papers.document("Ours", at("03-11 14:00"))
    with Pages(render_agreement(held, made_at=NOW)) as pages:
        assert len(pages) == 2
        assert all(f"For {name}" in pages.text(1) for name in names)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_complete(name: str) -> None:
    held = template(name)

    assert {"purpose", "provider", "customer", "review"} <= held.sections.keys()
    assert len(held.meanings) == 4
    assert {one.severity for one in held.targets if one.tier is Tier.PUBLIC} == held.meanings.keys()
    assert not [one for one in findings(held, {held.calendar: ALWAYS}, date(2026, 3, 9), ()) if one.blocks]


def test_a_template_speaks_the_language_that_the_customers_share(desk: Work) -> None:
    templates = desk.engine.agreement_templates
    desk.engine.customers.set_language(desk.customer("Acme"), "de", now=at("03-01 09:00"))

    assert templates.made("Ours", "school", NOW) == replace(template("school", "de"), name="Ours")
    assert templates.made("Ours", "school", NOW, language="en").sections == template("school").sections
    desk.customer("Bolt", when="03-01 09:00")
    assert templates.made("Ours", "school", NOW).sections == template("school").sections


def test_ones_own_agreement_is_a_template_too(desk: Work) -> None:
    own = desk.engine.catalogue.agreements()[0]

    made = desk.engine.agreement_templates.made("Copy", own.name, NOW)

    assert made == replace(own, name="Copy", version=1, valid_from=None, valid_to=None)
    assert agreement_in(as_toml(made)) == made


@pytest.mark.parametrize(
    ("name", "source", "calendar", "sentence"),
    [
        ("Ours", "nothing", None, "no template and no agreement named “nothing”"),
        ("Ours", "school", "Nowhere", "no calendar named “Nowhere”"),
        ("Standard support", "school", None, "named Standard support already"),
    ],
)
def test_what_cannot_be_begun_is_refused(
    desk: Work, name: str, source: str, calendar: str | None, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        desk.engine.agreement_templates.made(name, source, NOW, calendar=calendar)


def test_the_clock_round_is_added_to_a_desk_that_has_none(desk: Work) -> None:
    made = desk.engine.agreement_templates.made("Nights", "operations-24-7", NOW)
    desk.engine.agreement_templates.begin(made, NOW)

    assert "Round the clock" in desk.engine.catalogue.calendars()
    assert made.calendar == "Round the clock"


def test_in_german_it_is_called_as_its_papers_are_read(desk: Work) -> None:
    made = desk.engine.agreement_templates.made("Nachts", "operations-24-7", NOW, language="de")
    desk.engine.agreement_templates.begin(made, NOW)

    assert made.calendar == "Rund um die Uhr"
    assert "Rund um die Uhr" in desk.engine.catalogue.calendars()


def test_a_copy_is_for_those_who_have_the_agreement(desk: Work) -> None:
    engine = desk.engine
    made = engine.agreement_templates.made("Ours", "school", NOW)
    engine.agreement_templates.begin(made, NOW)
    engine.catalogue.add_customer("Northgate School", now=NOW)

    with pytest.raises(Refusal, match="Northgate School has another agreement than Ours"):
        engine.papers.document("Ours", NOW, customer="Northgate School")
    desks = engine.papers.document(engine.catalogue.desk_rules()[0], NOW, customer="Northgate School")
    assert [party.name for party in desks.customers] == ["Northgate School"]


def test_a_version_that_is_not_there_is_refused(desk: Work) -> None:
    with pytest.raises(Refusal, match=r"There is no version 9 of Standard support\. Nothing was made\. There are: 1"):
        desk.engine.papers.document("Standard support", NOW, version=9)


def test_a_draft_whose_hours_are_not_there_is_not_printed(desk: Work) -> None:
    engine = desk.engine
    draft = replace(engine.agreements.begin("Standard support", NOW), calendar="Nowhere")
    engine.agreements.save(draft, NOW)

    with pytest.raises(Refusal, match="business hours named Nowhere"):
        engine.papers.document("Standard support", NOW, version=2)


def test_a_customers_address_stands_on_their_copy(desk: Work) -> None:
    desk.customer("Acme", NAME)
    acme = desk.customer("Bolt", NAME)
    desk.engine.customers.set_address(acme, " 14 Quay Street \n\nBristol", now=at("02-02 09:00"))

    one = desk.engine.papers.document(NAME, at("02-02 10:00"), customer="Bolt")
    both = desk.engine.papers.document(NAME, at("02-02 10:00"))

    assert one.customers == (Party("Bolt", ("14 Quay Street", "Bristol")),)
    assert both.chapters[0].parts[0].generated[1] == Listing(("Acme", "Bolt, 14 Quay Street, Bristol"))


def test_addresses_are_carried_by_files_and_kept_where_a_file_says_nothing(desk: Work) -> None:
    acme = desk.customer("Acme")
    catalogue, customers = desk.engine.catalogue, desk.engine.customers
    toml_files = desk.engine.toml_files
    customers.set_address(acme, "14 Quay Street\nBristol", now=at("02-02 09:00"))
    exported = toml_files.export_customers()

    customers.set_address(acme, "", now=at("02-02 10:00"))
    toml_files.import_customers(exported, now=at("02-02 11:00"))
    assert catalogue.customer("Acme").address == ("14 Quay Street", "Bristol")
    assert toml_files.export_customers() == exported
    toml_files.import_customers(b'[[customer]]\nname = "Acme"\n', now=at("02-02 12:00"))
    assert catalogue.customer("Acme").address == ("14 Quay Street", "Bristol")
    with pytest.raises(UsageRefusal, match=r"customer\[0\].address: .*Shorten it to 6"):
        toml_files.import_customers(
            b'[[customer]]\nname = "Acme"\naddress = ["1", "2", "3", "4", "5", "6", "7"]\n', now=at("02-02 13:00")
        )
