"""The review sheet: what is on it, and that the customer's edition says nothing of internal targets."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.documents import Pages, render_review
from slaapp.domain.agreement import Meaning, Severity
from slaapp.domain.calendar import Opening
from slaapp.domain.compliance import Month
from slaapp.domain.cushion import Cushion
from slaapp.domain.drift import MonthMix
from slaapp.domain.spans import HOUR
from slaapp.reports.review_data import Review, SupplierGap
from slaapp.reports.review_hours import open_hours
from tests.calendars import ALWAYS, calendar

HOSTILE = "<b>#set page(fill: red)</b> " + "W" * 200


def words(review: Review, *, internal: bool = False) -> str:
    with Pages(render_review(review, desk="Site IT desk", internal=internal)) as pages:
        return " ".join(" ".join(pages.text(page).split()) for page in range(len(pages)))


def test_agreed_achieved_achievable_wished_decided_signed(review: Review) -> None:
    told = words(review)

    for said in (
        "Review of Gold",
        "8\u202fh, 90 %",
        "80.0 % (8 of 10)",
        "10 *",
        "14\u202fh (2 days)",
        "Asked for",
        "3 Open on Saturdays Kim L. 1 March 2026 (overdue)",
        "For Northgate School",
        "For Site IT desk",
    ):
        assert said.replace("\u202f", " ") in told.replace("\u202f", " ")


def test_what_was_wished_is_printed(review: Review) -> None:
    (gap,) = review.gaps

    assert "5 h 30 m" in words(replace(review, gaps=(replace(gap, wished=11 * HOUR // 2),))).replace("\u202f", " ")


def test_severities_are_called_as_the_agreement_does(review: Review) -> None:
    (gap,) = review.gaps
    told = words(replace(review, gaps=(replace(gap, meaning=Meaning("", name="Major")),)), internal=True)

    assert told.count("Major") == 2, "its targets and its cushion"
    assert words(replace(review, gaps=(replace(gap, meaning=Meaning("", name=HOSTILE)),)))


def test_only_the_desks_own_edition_tells_of_internal_targets(review: Review) -> None:
    customers, own = words(review), words(review, internal=True)

    for said in ("Margin", "internal", "41 %", "87 %"):
        assert said in own
        assert said not in customers


suppliers = st.lists(
    st.builds(
        SupplierGap,
        st.sampled_from(("Acme Telecom", "Bolt")),
        st.sampled_from(Severity),
        st.none() | st.integers(1, 100).map(lambda hours: hours * HOUR),
        st.integers(1, 100),
        *[st.integers(0, 50)] * 3,
        st.integers(0, 100_000),
    ),
    max_size=3,
).map(tuple)
cushions = st.builds(Cushion, *[st.integers(0, 200)] * 4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.none() | cushions, suppliers, st.integers(0, 9))
def test_the_customers_edition_is_the_same_to_the_byte_whatever_the_cushion_and_the_suppliers(
    review: Review, cushion: Cushion | None, of_suppliers: tuple[SupplierGap, ...], unnamed: int
) -> None:
    (gap,) = review.gaps
    plain = replace(review, gaps=(replace(gap, cushion=None),))
    told = replace(review, gaps=(replace(gap, cushion=cushion),), suppliers=of_suppliers, unnamed=unnamed)

    assert render_review(told, desk="Site IT desk") == render_review(plain, desk="Site IT desk")


def test_hostile_words_are_words(review: Review) -> None:
    (decision,) = review.decisions
    made = replace(
        review, agreement=HOSTILE, customers=(HOSTILE,), decisions=(replace(decision, text=HOSTILE, owner=HOSTILE),)
    )

    assert "#set page(fill: red)" in words(made)


def test_hours_over_midnight_belong_to_both_days() -> None:
    week = ((Opening(1320, 1560),), *[()] * 6)

    opened = open_hours(calendar(week))

    assert [hour for hour in range(24) if opened[0][hour]] == [22, 23]
    assert [hour for hour in range(24) if opened[1][hour]] == [0, 1]
    assert all(map(all, open_hours(calendar(ALWAYS))))


def test_many_customers_and_suppliers_go_on_on_further_pages(review: Review) -> None:
    suppliers = tuple(SupplierGap(f"Supplier {n}", Severity.HIGH, 4 * HOUR, 90, 3, 2, 1, HOUR) for n in range(60))
    made = replace(review, customers=tuple(f"Customer {n}" for n in range(40)), suppliers=suppliers, unnamed=2)

    told = words(made, internal=True)

    assert all(f"For Customer {n} " in told for n in range(40))
    assert all(f"Supplier {n} High" in told for n in range(60))
    assert "Supplier" not in words(made), "what is agreed with others is not for the customer"


@pytest.mark.parametrize("signers", [3, 10, 13])
@pytest.mark.parametrize("decided", [0, 3, 4, 18, 21])
def test_the_few_who_sign_do_so_on_one_page(review: Review, decided: int, signers: int) -> None:
    customers = tuple(f"Customer {number}" for number in range(signers))
    made = replace(review, decisions=review.decisions * decided, customers=customers)

    with Pages(render_review(made, desk="Site IT desk")) as pages:
        said = [pages.text(page) for page in range(len(pages))]

    (signed,) = (words for words in said if "Signatures" in words)
    assert signed.count("Name, signature, date") == signers + 1
    assert "We have talked this over." in signed


def test_the_heads_of_a_table_stand_on_each_of_its_pages(review: Review) -> None:
    made = replace(review, decisions=review.decisions * 60)

    with Pages(render_review(made, desk="Site IT desk")) as pages:
        said = [pages.text(page) for page in range(len(pages))]

    held = [words for words in said if "Open on Saturdays" in words]
    assert len(held) > 2
    assert all("Who sees to it" in words for words in held)


def test_months_are_named(review: Review) -> None:
    mix = MonthMix(Month(2025, 11), Counter({Severity.HIGH: 2}), 1, 0)

    assert "Nov 2025 2 0.0 % 100.0 %" in words(replace(review, drift=(mix,)))
