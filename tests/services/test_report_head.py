"""The head of a report says who prepared it and where the customer is; a closed one keeps what it was closed with."""

from pathlib import Path

import pytest

from slaapp.documents.month_front import small_print
from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.services import closed_reports
from tests.services.conftest import Work, at

FEBRUARY = Period.parse("2026-02")
ADDRESS = "Northgate Lane 12\nMilton Keynes"


@pytest.fixture
def school(desk: Work) -> str:
    """Sam and Kim are at the desk, the school has an address, and Sam sits here."""
    desk.engine.people.add("Sam R.", account="sam", now=at("01-05 09:00"))
    desk.engine.people.add("Kim L.", account="kim", now=at("01-05 09:00"))
    school = desk.customer("Northgate School")
    desk.engine.customers.set_address(school, ADDRESS, now=at("01-05 09:00"))
    desk.log("02-03 09:00", customer=school)
    desk.engine.work_as("sam")
    return school


def close(desk: Work, school: str, *, when: str = "03-02 09:00") -> MonthlyReport:
    return desk.engine.closing.close(FEBRUARY, customer=school, now=at(when), anyway=True)[0]


def test_a_draft_names_who_made_it_and_the_site(desk: Work, school: str) -> None:
    said = small_print(desk.month("2026-02", school, when="03-02 09:00"))

    assert said.startswith("Site: Northgate Lane 12, Milton Keynes · In force")
    assert said.endswith(" · customer edition · prepared by Sam R. · draft without a number")


def test_it_names_whoever_sits_here_now(desk: Work, school: str) -> None:
    desk.month("2026-02", school, when="03-02 09:00")

    desk.engine.work_as("kim")

    assert desk.month("2026-02", school, when="03-02 09:00").prepared_by == "Kim L."


def test_a_closed_report_names_who_closed_it_whoever_prints_it_later(desk: Work, school: str) -> None:
    closed = close(desk, school)
    before = small_print(closed)
    desk.engine.work_as("kim")
    desk.engine.people.change("Sam R.", new_name="Samantha R.", now=at("03-03 09:00"))
    desk.engine.customers.set_address(school, "Southgate 1", now=at("03-03 09:00"))

    found = desk.month("2026-02", school, when="03-20 09:00")

    assert "prepared by Sam R. · closed 2 March 2026, 09:00" in before
    assert small_print(found) == before
    assert (to_json(found)["prepared_by"], to_json(found)["site"]) == ("Sam R.", ADDRESS.splitlines())


def test_whoever_verifies_it_finds_it_identical(desk: Work, school: str) -> None:
    figures = to_json(close(desk, school))
    desk.engine.work_as("kim")
    desk.engine.customers.set_address(school, "Southgate 1", now=at("03-03 09:00"))

    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"), figures=figures)
    forged = desk.engine.closing.verify(
        "R2026-001", now=at("03-20 09:00"), figures={**figures, "prepared_by": "Kim L."}
    )

    assert found.identical, (found.document, found.history)
    assert [(one.where, one.before, one.after) for one in forged.document] == [(("prepared_by",), "Sam R.", "Kim L.")]


def test_who_closes_it_again_is_named_then(desk: Work, school: str) -> None:
    close(desk, school)
    desk.engine.work_as("kim")
    desk.engine.closing.reopen("R2026-001", "Wrong hours", now=at("03-03 09:00"))

    again = close(desk, school, when="03-03 10:00")

    assert again.prepared_by == "Kim L."
    assert desk.engine.closing.verify("R2026-001", now=at("03-20 09:00")).report.prepared_by == "Sam R."


def test_a_report_closed_before_this_was_recorded_says_neither(
    desk: Work, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_before(report: MonthlyReport) -> dict[str, object]:
        return {name: value for name, value in to_json(report).items() if name not in ("site", "prepared_by")}

    def kept_as_before(value: object) -> object:
        held = plain(value)
        if isinstance(value, MonthlyReport):
            for name in ("site", "prepared_by", "versions"):
                del held[name]
        return held

    plain = closed_reports.plain
    with monkeypatch.context() as patched:
        patched.setattr(closed_reports, "to_json", as_before)
        patched.setattr(closed_reports, "plain", kept_as_before)
        closed = close(desk, school)

    assert "Site:" not in small_print(closed)
    assert "prepared by" not in small_print(closed)
    assert desk.engine.closing.verify("R2026-001", now=at("03-20 09:00")).identical


def test_the_companys_report_has_no_site_and_every_edition_names_who_prepared_it(desk: Work, school: str) -> None:
    company = desk.engine.reporting.report(FEBRUARY, Scope(), now=at("03-02 09:00"))
    inside = desk.engine.reporting.desk_edition(FEBRUARY, Scope(customers=(school,)), now=at("03-02 09:00"))

    assert company.site == ()
    assert " · company edition · prepared by Sam R." in small_print(company)
    assert isinstance(inside, DeskReport)
    assert "Site: Northgate Lane 12" in small_print(inside)
    assert " · desk edition · prepared by Sam R." in small_print(inside)


def test_what_is_not_recorded_is_not_printed(desk: Work, school: str) -> None:
    desk.engine.work_as("somebody")
    desk.engine.customers.set_address(school, "", now=at("03-01 09:00"))

    said = small_print(desk.month("2026-02", school, when="03-02 09:00"))

    assert said.startswith("In force")
    assert "prepared by" not in said


def test_a_long_address_is_cut(desk: Work, school: str) -> None:
    desk.engine.customers.set_address(school, "\n".join(["W" * 90] * 6), now=at("03-01 09:00"))

    said = small_print(desk.month("2026-02", school, when="03-02 09:00"))

    assert said.split(" · ")[0].endswith("…")
    assert len(said.split(" · ")[0]) < 130


def test_whoever_opens_the_store_is_named(desk: Work, school: str) -> None:
    with Engine.open(Path(desk.engine.store), user="kim", now=at("03-02 08:00")) as kims:
        found = kims.reporting.report(FEBRUARY, Scope(customers=(school,)), now=at("03-02 09:00"))

    assert found.prepared_by == "Kim L."
