"""Every customer's report in one go, with a letter or as a pack."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.documents import Cover, Pages, render_month
from slaapp.documents.attached import attached_figures, other_words, printed_reports
from slaapp.documents.look import PLAIN, copy_templates
from slaapp.documents.typesetting import TemplateRefusal
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period
from slaapp.services.every_report import Wanted, put
from tests.services.conftest import Work, at

FEBRUARY = Period.of_month(Month(2026, 2))
MARCH_2 = at("03-02 09:00")
HOSTILE = "<b>#panic(1)</b> *x* \u202ekcab\u202c \U0001f600 漢字 مرحبا"


def told(pdf: bytes) -> list[str]:
    with Pages(pdf) as pages:
        return [" ".join(pages.text(page).split()) for page in range(len(pages))]


def customers(desk: Work) -> list[str]:
    made = [desk.customer(name) for name in ("Harbour Clinic", "Lakeside Hotel", "Nobody’s")]
    for customer in made[:2]:
        desk.log("02-23 09:00", customer=customer)
    return made


def test_each_customer_with_tickets_has_a_file(desk: Work, tmp_path: Path) -> None:
    customers(desk)

    written = desk.engine.every_report.write(tmp_path / "all", Wanted(period=FEBRUARY), now=MARCH_2)

    names = [path.name for path in written.files]
    assert names == ["2026-02 Harbour Clinic report.pdf", "2026-02 Lakeside Hotel report.pdf"]
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == names
    assert written.refused == ()
    assert written.left_out == ("Nobody’s",)


def test_each_is_in_the_language_of_its_customer(desk: Work) -> None:
    first, *_ = customers(desk)
    desk.engine.customers.set_language(first, "de", now=at("02-24 09:00"))

    german, english = desk.engine.every_report.make(Wanted(period=FEBRUARY), now=MARCH_2)

    assert "Monatlicher Servicebericht" in told(german.pdf)[0]
    assert "Monthly service report" in told(english.pdf)[0]


def test_it_is_told_how_many_are_done_up_to_the_last(desk: Work) -> None:
    whose = customers(desk)
    told: list[tuple[int, int]] = []

    list(desk.engine.every_report.make(Wanted(period=FEBRUARY), now=MARCH_2, tell=lambda *far: told.append(far)))

    assert told == [(done, len(whose) - 1) for done in range(len(whose))]


def test_what_is_stopped_leaves_whole_files(desk: Work, tmp_path: Path) -> None:
    customers(desk)

    def stop(done: int, _: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.engine.every_report.write(tmp_path, Wanted(period=FEBRUARY), now=MARCH_2, tell=stop)

    assert [path.name for path in tmp_path.glob("*report*")] == ["2026-02 Harbour Clinic report.pdf"]


def test_who_went_on_as_part_of_another_later_has_a_report_of_the_time_before(desk: Work) -> None:
    clinic, hotel, _ = customers(desk)
    desk.engine.customer_merging.merge(clinic, hotel, now=at("03-10 09:00"))
    desk.log("03-10 10:00", customer=hotel)
    march, now = Period.of_month(Month(2026, 3)), at("04-01 09:00")

    assert [name for _, name in desk.engine.every_report.whose(FEBRUARY, now)] == ["Harbour Clinic", "Lakeside Hotel"]
    assert [made.why for made in desk.engine.every_report.make(Wanted(period=FEBRUARY), now=now)] == ["", ""]
    assert [name for _, name in desk.engine.every_report.whose(march, now)] == ["Lakeside Hotel"]


def test_a_period_without_tickets_is_refused(desk: Work) -> None:
    customers(desk)

    with pytest.raises(Refusal, match="nothing to report"):
        desk.engine.every_report.whose(Period.of_month(Month(2025, 2)), MARCH_2)


def test_files_of_customers_that_are_called_alike_are_told_apart(desk: Work, tmp_path: Path) -> None:
    for name in ("A/B", "A:B"):
        desk.log("02-23 09:00", customer=desk.customer(name))

    written = desk.engine.every_report.write(tmp_path, Wanted(period=FEBRUARY), now=MARCH_2)

    assert [path.name for path in written.files] == ["2026-02 A B report.pdf", "2026-02 A B report 2.pdf"]


def test_all_of_them_become_one_document(desk: Work) -> None:
    first, *_ = customers(desk)
    desk.engine.customers.set_language(first, "de", now=at("02-24 09:00"))
    wanted = Wanted(period=FEBRUARY, letter=True)
    made = list(desk.engine.every_report.make(wanted, now=MARCH_2))

    whole = desk.engine.every_report.together(wanted, now=MARCH_2)

    assert told(whole.pdf) == [page for one in made for page in told(one.pdf)]
    assert whole.title == "Reports of February 2026, all customers"
    assert (whole.refused, whole.left_out) == ((), ("Nobody’s",))


def test_its_title_is_in_the_language_that_all_of_them_are_in(desk: Work) -> None:
    for customer in customers(desk):
        desk.engine.customers.set_language(customer, "de", now=at("02-24 09:00"))

    whole = desk.engine.every_report.together(Wanted(period=FEBRUARY), now=MARCH_2)

    assert whole.title == "Berichte für Februar 2026, alle Kunden"


def test_what_is_cancelled_at_the_very_end_gives_no_document(desk: Work) -> None:
    whose, ends = customers(desk), list[int]()

    def stop(done: int, whole: int) -> None:
        if done == whole == len(whose) - 1:
            ends.append(done)
        if len(ends) == 2:  # once for the last report, once for the whole
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.engine.every_report.together(Wanted(period=FEBRUARY), now=MARCH_2, tell=stop)


def test_own_templates_need_know_of_one_report_only(desk: Work, tmp_path: Path) -> None:
    customers(desk)
    copy_templates(tmp_path)
    own = tmp_path / "month.typ"
    own.write_text(own.read_text("utf-8") + "\nOur own words, page #context here().page()\n", "utf-8")

    look = replace(PLAIN, templates=tmp_path)
    whole = desk.engine.every_report.together(Wanted(period=FEBRUARY, look=look), now=MARCH_2)

    pages = told(whole.pdf)
    assert [place for place, page in enumerate(pages) if "Our own words, page 2" in page] == [1, 3]


def test_a_template_that_is_broken_for_one_customer_is_named_with_its_line_and_the_customer(
    desk: Work, tmp_path: Path
) -> None:
    customers(desk)
    templates = tmp_path / "documents"
    copy_templates(templates)
    own = templates / "month.typ"
    own.write_text('// One\n#import "words.typ": d as it\n#assert(it.customer != "Lakeside Hotel")\n' + own.read_text())
    wanted = Wanted(period=FEBRUARY, look=replace(PLAIN, templates=templates))

    with pytest.raises(TemplateRefusal) as refused:
        desk.engine.every_report.together(wanted, now=MARCH_2)

    assert str(refused.value).startswith(
        "At the report of Lakeside Hotel: Your own template month.typ could not be set"
    )
    assert "month.typ:3" in str(refused.value)
    assert refused.value.command == "The built-in one is used with: --built-in"
    with pytest.raises(TemplateRefusal, match=r"The reports before it are in .*all\.$"):
        desk.engine.every_report.write(tmp_path / "all", wanted, now=MARCH_2)
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["2026-02 Harbour Clinic report.pdf"]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "all.pdf").mkdir()

    with pytest.raises(Refusal, match="could not be written"):
        put(tmp_path / "all.pdf", b"%PDF")

    assert [path.name for path in tmp_path.iterdir()] == ["all.pdf"]


def test_a_pack_begins_with_the_letter_and_ends_with_the_signatures(desk: Work) -> None:
    customer, *_ = customers(desk)
    desk.engine.customers.set_address(customer, "14 Quay Street\nBristol", now=at("02-24 09:00"))

    made, _ = desk.engine.every_report.make(Wanted(period=FEBRUARY, letter=True, pack=True), now=MARCH_2)

    pages = told(made.pdf)
    assert "14 Quay Street Bristol" in pages[0]
    assert "Agreement extract" in pages[1]
    assert "Monthly service report" in pages[2]
    end = " ".join(pages[-2:])
    assert end.index("Why targets were late") < end.index("Actions") < end.index("Sign-off")


def test_a_pack_of_a_closed_month_is_verified_as_it_was_printed(desk: Work) -> None:
    customer, *_ = customers(desk)
    closed, _ = desk.engine.closing.close(FEBRUARY, customer=customer, now=MARCH_2, anyway=True)
    pdf = render_month(closed, cover=Cover(("14 Quay Street",), pack=True))

    (printed,) = printed_reports(pdf, "pack.pdf")
    figures = attached_figures(printed)

    assert closed.seal is not None
    assert desk.engine.closing.verify(closed.seal.number, now=MARCH_2, figures=figures).identical
    assert other_words(printed, closed, (None,), ("14 Quay Street",)) == ()
    assert other_words(printed, closed, (None,), ("Another street",))


def test_hostile_names_and_addresses_are_only_words(desk: Work) -> None:
    customer = desk.customer(HOSTILE)
    desk.engine.customers.set_address(customer, HOSTILE + "\n" + "W" * 90, now=at("02-20 09:00"))
    desk.log("02-23 09:00", customer=customer)

    (made,) = desk.engine.every_report.make(Wanted(period=FEBRUARY, letter=True, pack=True), now=MARCH_2)

    assert "#panic(1)" in told(made.pdf)[0]
