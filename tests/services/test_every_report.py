"""Every customer's report in one go, with a letter or as a pack."""

from pathlib import Path

import pytest

from slaapp.documents import Cover, Pages, render_month
from slaapp.documents.attached import attached_figures, is_printed_so
from slaapp.documents.pages import joined
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period
from slaapp.services.every_report import Wanted
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


def test_all_of_them_become_one_print_job(desk: Work) -> None:
    customers(desk)
    made = list(desk.engine.every_report.make(Wanted(period=FEBRUARY, letter=True), now=MARCH_2))

    whole = told(joined(one.pdf for one in made))

    assert whole == [page for one in made for page in told(one.pdf)]


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

    figures = attached_figures(pdf, "pack.pdf")

    assert closed.seal is not None
    assert desk.engine.closing.verify(closed.seal.number, now=MARCH_2, figures=figures).identical
    assert is_printed_so(pdf, closed, (None,), ("14 Quay Street",))
    assert not is_printed_so(pdf, closed, (None,), ("Another street",))


def test_hostile_names_and_addresses_are_only_words(desk: Work) -> None:
    customer = desk.customer(HOSTILE)
    desk.engine.customers.set_address(customer, HOSTILE + "\n" + "W" * 90, now=at("02-20 09:00"))
    desk.log("02-23 09:00", customer=customer)

    (made,) = desk.engine.every_report.make(Wanted(period=FEBRUARY, letter=True, pack=True), now=MARCH_2)

    assert "#panic(1)" in told(made.pdf)[0]
