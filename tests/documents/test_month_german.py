"""The month in German: no English is left on its pages, figures and dates are written the German way."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from slaapp.documents import Cover, Pages, render_month
from slaapp.documents.month import shown
from slaapp.domain.agreement import Meaning, Severity
from slaapp.reports.month_data import MonthData
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.section import OF_ONE, Section
from tests.documents.languages import WORD, foreign
from tests.reports.northgate import february

ALIKE = frozenset({"Ticket", "Tickets", "Median", "Name", "System", "Normal", "Status", "Spam", "Support", "n"})
"""Words that are the same in both languages."""


def german(data: MonthData) -> MonthlyReport:
    return build(replace(data, language="de"))


@pytest.fixture(scope="module")
def report() -> MonthlyReport:
    return german(february())


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree, with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from leaves(held, f"{path}.{name}")
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from leaves(held, f"{path}[{place}]")


def of_data(report: MonthlyReport) -> set[str]:
    """The words that people typed, and names: they are printed as they are."""
    subjects = [target.subject for target in (*report.late, *report.still_late, *report.near_misses, *report.at_risk)]
    subjects += [ticket.subject for ticket in (*report.backlog.oldest, *report.not_measured)]
    said = [target.reason or "" for target in report.late] + [target.waiver or "" for target in report.late]
    said += [f"{entry.what} {entry.reason}" for entry in report.amendments]
    said += [ticket.text for ticket in report.not_measured] + [line.reason or "" for line in report.reasons]
    said += [f"{calendar.name} {calendar.zone} {calendar.hours_in_words}" for calendar in report.calendars]
    said += [name for calendar in report.calendars for _, name in calendar.holidays]
    said += [report.customer, report.agreement, report.desk.name, *report.desk.lines]
    said += [label for one in report.received_by for label, _ in one.rows]
    return {word for text in (*subjects, *said) for word in WORD.findall(text)}


def test_every_text_of_the_report_differs_from_the_english_one(report: MonthlyReport) -> None:
    english = build(february())
    mine = dict(leaves(shown(report, sections=tuple(Section))))
    theirs = dict(leaves(shown(english, sections=tuple(Section))))
    known = of_data(report) | of_data(english) | ALIKE
    codes = ("lang", "paper", "look.colour", ".form")

    same = {
        path: text
        for path, text in mine.items()
        if theirs.get(path) == text
        and not path.endswith(codes)
        and not re.search(r"\.(sections\[|holder|words\.(page|count))", path)
        and set(WORD.findall(re.sub(r"\{\w+\}", "", text))) - known
    }

    assert same == {}


@pytest.mark.parametrize("sections", [None, OF_ONE], ids=["sheet", "full"])
def test_no_english_stands_on_the_pages(report: MonthlyReport, sections: tuple[Section, ...] | None) -> None:
    with Pages(render_month(report, sections=sections)) as pages:
        printed = [pages.text(page) for page in range(len(pages))]

    assert foreign(printed, of_data(report), "de") == []


def test_figures_and_dates_are_written_the_german_way(report: MonthlyReport) -> None:
    with Pages(render_month(report)) as pages:
        front = " ".join(pages.text(0).split())

    assert "94,2" in front
    assert "94.2" not in front
    assert "Februar 2026" in front
    assert re.search(r"\d+\. März 2026", front)


def test_hostile_words_are_only_words_in_a_pack_too() -> None:
    words = "#panic() *bold* <b>&amp; \u202e\u05d0\u05d1 \U0001f600 \u6f22\u5b57 \u0645\u0631 " + "W" * 5000
    data = february()
    spoilt = replace(
        data, customer=words, subjects=dict.fromkeys(data.subjects, words), desk=replace(data.desk, name=words)
    )

    with Pages(render_month(german(spoilt), sections=OF_ONE, cover=Cover((words, words), pack=True))) as pages:
        said = " ".join(pages.text(page) for page in range(len(pages)))

    assert "#panic() *bold*" in said
    assert len(said) < 60_000


def test_the_sheet_stays_two_pages(report: MonthlyReport) -> None:
    with Pages(render_month(report)) as pages, Pages(render_month(build(february()))) as english:
        assert len(pages) == len(english)


def test_figures_for_machines_are_the_same_but_for_the_words(report: MonthlyReport) -> None:
    mine, theirs = to_json(report), to_json(build(february()))

    assert mine["language"] == "de"
    assert mine["attainment"] == theirs["attainment"]
    assert mine["flow"] == theirs["flow"]


def test_no_line_ends_within_a_share_or_before_its_percent_sign() -> None:
    """Wherever the words before it put it: they grow by a letter each time."""
    data = february()
    for length in range(1, 19):
        meanings = {Severity.URGENT: Meaning("", name="W" * length)}
        report = german(replace(data, agreement=replace(data.agreement, meanings=meanings)))
        with Pages(render_month(report)) as pages:
            lines = "\n".join(pages.text(0).splitlines())

        assert re.search(r"\d,?\s*\n[\d,]*\s?%", lines) is None, length
