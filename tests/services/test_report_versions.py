"""The full form says what its figures were worked out with: a draft as it is now, a closed report as it was sealed."""

import pytest

from slaapp.documents.attached import attached_figures, other_words, printed_reports
from slaapp.documents.month import render_month, shown
from slaapp.documents.month_cover import Cover
from slaapp.domain.period import Period
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from slaapp.services import sources
from tests.services.conftest import Work, at

FULL = tuple(Section)


@pytest.fixture
def school(desk: Work) -> str:
    school = desk.customer("Northgate School")
    desk.log("02-03 09:00", customer=school)
    return school


def close(desk: Work, school: str, *, when: str = "03-02 09:00") -> MonthlyReport:
    february = Period.parse("2026-02")
    return desk.engine.closing.close(february, customer=school, now=at(when), anyway=True)[0]


def said(report: MonthlyReport, sections: tuple[Section, ...] | None = FULL, cover: Cover | None = None) -> str:
    return str(shown(report, sections=sections, cover=cover or Cover())["definitions"][-1])


def a_holiday_to_come(desk: Work, *, when: str) -> None:
    head = "[versions.holidays]\n"
    desk.calendar(lambda text: text.replace(head, head + '2026-12-25 = "Christmas"\n'), when=when)


def a_later_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "__version__", "9.1.0")
    monkeypatch.setattr(sources.tzdata, "IANA_VERSION", "2031c")


def test_a_draft_says_calendars_time_zones_and_program_of_today(
    desk: Work, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_later_program(monkeypatch)

    assert said(desk.month("2026-02", school, when="03-02 09:00")) == (
        "Worked out by SLA Desk 9.1.0 with time-zone data 2031c; calendars: Support hours (version 1)."
    )

    a_holiday_to_come(desk, when="03-02 10:00")

    assert said(desk.month("2026-02", school, when="03-02 11:00")).endswith("calendars: Support hours (version 2).")


def test_a_closed_report_says_what_it_was_sealed_with(desk: Work, school: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = close(desk, school)
    before = said(closed)

    a_later_program(monkeypatch)
    a_holiday_to_come(desk, when="03-03 10:00")
    found = desk.month("2026-02", school, when="03-20 09:00")

    assert said(found) == before
    assert closed.seal is not None
    assert f"SLA Desk {closed.seal.sources.engine} with" in before
    assert before.endswith("Support hours (version 1).")


def test_the_sheet_and_the_figures_for_machines_are_as_they_were(desk: Work, school: str) -> None:
    draft = desk.month("2026-02", school, when="03-02 09:00")

    assert shown(draft)["definitions"] == list(draft.definitions) == to_json(draft)["definitions"]
    assert "Worked out by" not in said(draft, sections=None)


def test_the_extract_of_a_pack_says_it_too(desk: Work, school: str) -> None:
    draft = desk.month("2026-02", school, when="03-02 09:00")

    assert said(draft, sections=None, cover=Cover(pack=True)).startswith("Worked out by SLA Desk")


def test_a_later_program_finds_the_issued_pages_as_they_were_printed(
    desk: Work, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = render_month(close(desk, school), sections=FULL)

    a_later_program(monkeypatch)
    (printed,) = printed_reports(pdf, "february.pdf")
    figures = attached_figures(printed)
    found = desk.engine.closing.verify("R2026-001", now=at("03-20 09:00"), figures=figures)

    assert found.identical, (found.document, found.history)
    assert other_words(printed, found.report, (FULL,)) == ()
