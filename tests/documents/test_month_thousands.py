"""Thousands are grouped where people read, in the language of the report; what names something and what machines read
are plain."""

import json
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.documents import Cover, render_month
from slaapp.documents.month import figures_text, shown
from slaapp.documents.month_csv import render_csv
from slaapp.documents.month_html import render_html
from slaapp.domain.attainments import Alike
from slaapp.domain.compliance import Month, Total
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR
from slaapp.languages import words_of
from slaapp.reports.month_data import MonthData, PlainClocks
from slaapp.reports.month_sections import ArrivalMap, Breakdown, Week
from slaapp.reports.monthly import build
from slaapp.reports.restating import restatement
from slaapp.reports.seal import Restated, Restatement
from slaapp.reports.section import Section
from tests.documents.test_month_sections import full_february, overlapping, printed
from tests.reports.northgate import MINUTES, RESOLUTION, URGENT

FULL = tuple(Section)


def busy(language: str = "en", times: int = 1) -> MonthData:
    """The month of the pictures with thousands of clocks more that met their targets, and as many tickets."""
    data, many = full_february(), 1234 * times
    plain = tuple(
        PlainClocks(Alike(metric, severity, 90), 60 * allowed, [30 * allowed] * many, [90 * allowed] * many)
        for (metric, severity), (allowed, _) in MINUTES.items()
    )
    came = 52_345 * times
    flow = replace(data.flow, received=came, resolved=came - 4, open_at_start=5678, open_at_end=5682)
    hours = (0,) * 9 + (came // 50,) * 10 + (0,) * 5
    counts = (hours,) * 4 + ((0,) * 8 + (came - 40 * (came // 50),) + (0,) * 15,) + ((0,) * 24,) * 2
    week = replace(flow, received=came // 4, resolved=came // 4 - 1)
    return replace(
        data,
        plain=plain,
        flow=flow,
        language=language,
        arrivals=ArrivalMap(counts, counts, data.arrivals.opened),
        weeks=tuple(Week(Period.parse(f"2026-W0{n}"), data.period, week, 1200) for n in (6, 7, 8, 9)),
        received_by=(Breakdown("severity", (("Urgent", 12_345), ("Low", came - 12_345))),),
        before=replace(data.before, total=Total(goal=90, met=136_111, breached=11_222)),  # type: ignore[type-var]
    )


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", ("52,345 tickets received", "14,938 of 14,946", "1,256 1,255", "5,678 open before 1 Feb", "12,345")),
        ("de", ("52.345 Tickets", "14.938 von 14.946", "1.256 1.255", "5.678 offen vor 1. Feb.", "12.345")),
    ],
)
def test_pages_group_them(language: str, wanted: tuple[str, ...], tmp_path: Path) -> None:
    pages = printed(render_month(build(busy(language)), sections=FULL), tmp_path)

    for words in wanted:
        assert words in pages, words
    assert "2214" in pages
    assert "2026" in pages


def test_the_sheet_and_its_letter_group_them(tmp_path: Path) -> None:
    pages = printed(render_month(build(busy()), cover=Cover(("Lane 1",))), tmp_path)

    assert "were met on time (14,938 of 14,946)" in pages
    assert "1,238/1,238" in pages.replace("\u200b", "").replace("/ ", "/")


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("sections", [None, FULL])
def test_they_run_into_nothing(language: str, times: int, sections: tuple[Section, ...] | None, tmp_path: Path) -> None:
    assert overlapping(render_month(build(busy(language, times)), sections=sections), tmp_path) == []


def test_the_sheet_of_thousands_has_two_pages(tmp_path: Path) -> None:
    pages = printed(render_month(build(replace(busy("de", 20), actions=()))), tmp_path)

    assert "Seite 2 von 2" in pages


def test_the_web_page_groups_counts_and_no_numbers_of_tickets() -> None:
    page = unescape(render_html(build(busy())).decode())

    assert '<td class="figure">52,345</td>' in page
    assert '<td class="figure">2214</td>' in page
    assert "2,214" not in page


def test_what_machines_read_is_plain() -> None:
    report = build(busy())

    figures = json.loads(figures_text(report))
    files = b"".join(data for name, data in render_csv(report).items() if "summary" not in name)
    assert figures["flow"]["received"] == 52_345
    assert b",12345" in files
    assert b"12,345" not in files


def test_what_is_restated_is_kept_plain_and_printed_grouped() -> None:
    stated, now = build(full_february()), build(busy())

    found = restatement(stated, "R2026-001", now)
    assert found is not None
    kept = {figure.what: figure.after for figure in found.figures}
    assert (kept["Received"], kept["All targets"]) == ("52345", "14938 of 14946, 99.9 %")

    share = Restated("All targets", "1234 of 13456, 91.6 %", "1235 of 13456, 91.7 %")
    january = Restatement(Month(2026, 1), "R2026-001", (share, Restated("Median", "1234 h", "–")), (2214,))
    (table,) = shown(replace(now, restatements=(january,)))["restatements"]
    assert [(row["before"], row["after"]) for row in table["rows"]] == [
        ("1,234 of 13,456, 91.6 %", "1,235 of 13,456, 91.7 %"),
        ("1,234 h", "–"),
    ]
    assert "was 1,234 of 13,456" in table["words"]


def test_hours_are_grouped_like_counts() -> None:
    assert words_of("en").used(1234 * HOUR + 300) == "1,234\u202fh\u202f05\u202fm"
    assert words_of("de").exact(1234 * HOUR) == "1.234\u202fh"
    assert words_of("en").used(999 * HOUR) == "999\u202fh"


def test_a_sentence_groups_how_many_there_are_and_nothing_that_is_named() -> None:
    words = words_of("en")

    assert words("fact.customer", name="Acme", kept=1200, decided=1300) == "Acme (1,200 of 1,300 kept)"
    assert words("report.not_measured.duplicate_of", other=2208) == "Duplicate of 2208"
    assert words.ungrouped("fact.customer", name="Acme", kept=1200, decided=1300) == "Acme (1200 of 1300 kept)"


def test_few_are_as_they_were() -> None:
    rows = shown(build(full_february()))["performance"]["rows"]
    urgent = rows[0]["cells"][[metric for metric, _ in build(full_february()).totals].index(RESOLUTION)]

    assert (rows[0]["level"], urgent["counts"]) == (int(URGENT), "3/4")
