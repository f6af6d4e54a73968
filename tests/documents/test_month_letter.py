"""The letter before a report promises what the report behind it holds, and no more."""

import pytest
from msgspec.structs import replace

from slaapp.documents import render_month
from slaapp.documents.month_cover import letter
from slaapp.documents.pages import Pages
from slaapp.reports.monthly import build
from slaapp.reports.review_data import Decision
from slaapp.reports.section import Section
from tests.documents.test_month_sections import full_february
from tests.reports.northgate import at, february

ACTION = Decision(1, "Standard support", "Keep a spare switch", "Kim L.", None, at("2026-02-20 09:00"))


def told(*, silent: bool = False, sections: tuple[Section, ...] | None = None) -> str:
    data = replace(full_february(), actions=(ACTION,))
    if silent:
        data = replace(data, outcomes=tuple(replace(found, reason=None, code=None) for found in data.outcomes))
    return " ".join(letter(build(data), ("14 Quay Street",), "Site IT desk", sections)["lines"])


def test_the_sheet_gives_reasons_and_actions_and_is_signed() -> None:
    said = told()

    assert "8 targets on 6 tickets were late. Each is listed with its reason." in said
    assert "with whom the matter lay" not in said
    assert "One action is open" in said
    assert "send the signed last page back to us" in said


def test_the_full_form_says_also_who_had_the_ball() -> None:
    said = told(sections=tuple(Section))

    assert "Each is listed with its reason. Beside it stands with whom the matter lay for how long." in said


def test_a_reason_that_nobody_gave_is_not_promised() -> None:
    assert "were late. 8 have no reason yet." in told(silent=True)


@pytest.mark.parametrize("promise", ["listed", "action", "signed"])
def test_what_is_not_printed_is_not_promised(promise: str) -> None:
    said = told(sections=(Section.VOLUME,))

    assert "8 targets on 6 tickets were late." in said
    assert promise not in said


def test_actions_stand_on_the_sheet_until_they_are_closed_and_behind_it_where_it_is_full() -> None:
    many = tuple(replace(ACTION, number=number) for number in range(1, 41))
    for actions, count in (((ACTION,), 2), (many, 3)):
        held = replace(february(), actions=actions)
        with Pages(render_month(build(held))) as pages:
            words = [" ".join(pages.text(page).split()) for page in range(len(pages))]
        assert len(words) == count
        assert "Keep a spare switch Kim L." in words[-1]
    with Pages(render_month(build(february()))) as pages:
        assert len(pages) == 2
