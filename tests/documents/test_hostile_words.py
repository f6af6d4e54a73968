"""Hostile words in every field that somebody types, through every output that had no such test of its own."""

import csv
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from msgspec.structs import replace

from slaapp.documents import Cover, Pages, render_month, render_review
from slaapp.documents.agreement import render_agreement
from slaapp.documents.amendment import render_amendment
from slaapp.documents.month_csv import render_csv
from slaapp.documents.month_html import render_html
from slaapp.documents.month_xlsx import render_xlsx
from slaapp.documents.slips import render_slips
from slaapp.domain.agreement import Agreement, EscalationStep, Meaning, Metric, Severity, StepAct
from slaapp.domain.cells import unguarded
from slaapp.domain.sections import Part
from slaapp.languages import LANGUAGES
from slaapp.reports.agreement_amendment import amendment
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import AgreementDocument, build
from slaapp.reports.month_data import Desk
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import Breakdown
from slaapp.reports.monthly import build as build_month
from slaapp.reports.review_data import Review, SupplierGap
from tests.agreements import HOURS, TODAY
from tests.documents.test_agreement_pdf import AT
from tests.reports import northgate

KINDS = (
    "<img src=x onerror=alert(1)><script>1</script></td></table>&amp;$title",
    "#panic(1) #set page(fill: red) $x$ *bold* _it_ `raw` \\ @ref <label> = Head",
    "a\u202eright\u202c \u2066left\u2069 \u200f\u061c\u2068x",
    "W" * 5000,
    "\U0001f5a8\ufe0f\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600",
    "\u6f22\u5b57\u304b\u306a\ud55c\uae00",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea",
    '=HYPERLINK("http://x")',
    "+1",
    "@SUM(A1)",
    "\uff1d1+1",
)
ALL = " ".join(KINDS)
"""In one text, where a page takes its time to be made."""

CONTROLS = re.compile("[\u202a-\u202e\u200f\u061c]")
Hostile = Callable[[str], bytes]


def hostile_agreement() -> Agreement:
    return replace(
        northgate.agreement(),
        name=ALL,
        services=(ALL, "Mail"),
        meanings={Severity.HIGH: Meaning(ALL, name=ALL[:200], examples=(ALL, ALL))},
        escalation=(EscalationStep(Severity.HIGH, Metric.RESOLUTION, 75, StepAct.ASSIGN, ALL),),
        sections={part.value: ALL for part in (Part.PURPOSE, Part.PAUSES, Part.SIGNATURES)},
    )


def document(agreement: Agreement, language: str) -> AgreementDocument:
    party = Party(ALL, (ALL, ALL))
    return build(
        agreement, HOURS, provider=party, customers=[party, party], today=TODAY, internal=True, language=language
    )


def an_agreement(language: str) -> bytes:
    return render_agreement(document(hostile_agreement(), language), made_at=AT)


def an_amendment(language: str) -> bytes:
    now = replace(hostile_agreement(), version=4)
    was = replace(northgate.agreement(), sections={"purpose": ALL[::-1]})
    return render_amendment(amendment(was, now, document(now, language)), made_at=AT)


def slips(language: str) -> bytes:
    return render_slips((7, 8), again=True, desk=ALL, made_at=AT, language=language)


def a_pack(language: str) -> bytes:
    return render_month(hostile_report(ALL, language), cover=Cover((ALL, ALL), pack=True))


def read(pdf: bytes) -> tuple[str, int]:
    with Pages(pdf) as pages:
        return " ".join(pages.text(page) for page in range(len(pages))), len(pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [an_agreement, an_amendment, slips, a_pack])
def test_on_paper_they_are_words(make: Hostile, language: str) -> None:
    said, count = read(make(language))

    assert "<img" in said.replace("\u200b", "").replace("\ufffe", "")
    assert not CONTROLS.search(said)
    assert count < 100


def test_on_a_review_they_are_words(review: Review) -> None:
    supplier = SupplierGap(ALL, Severity.HIGH, None, 90, 3, 2, 1, 4000)
    decision = replace(review.decisions[0], text=ALL, owner=ALL)
    held = replace(
        review,
        agreement=ALL,
        customers=(ALL, ALL),
        decisions=(decision,),
        suppliers=(supplier,),
        opened=ALL,
        language="de",
    )

    said, count = read(render_review(held, desk=ALL, internal=True))

    assert "<img" in said
    assert not CONTROLS.search(said)
    assert count < 30


# The report's files


def hostile_report(text: str, language: str = "en") -> MonthlyReport:
    """The text stands wherever somebody types one."""
    data = northgate.february()
    report = build_month(
        replace(
            data,
            language=language,
            customer=text,
            desk=Desk(text, (text, text)),
            subjects=dict.fromkeys(data.subjects, text),
            agreement=replace(data.agreement, name=text, meanings={Severity.HIGH: Meaning(text, name=text)}),
            limits=(("Service", text),),
        )
    )
    late = tuple(
        replace(one, subject=text, reason=text, waiver=text, customer=text, waived=True) for one in report.late
    )
    calendars = tuple(replace(one, name=text, holidays=((TODAY, text),)) for one in report.calendars)
    return replace(
        report,
        late=late,
        calendars=calendars,
        not_measured=tuple(replace(one, subject=text, text=text) for one in report.not_measured),
        received_by=(Breakdown("service", ((text, 3), ("Mail", 1))),),
        other_agreements=((text, 2),),
    )


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def tags(report: MonthlyReport) -> list[str]:
    held = Tags()
    held.feed(render_html(report).decode())
    return held.tags


@pytest.mark.parametrize("text", KINDS, ids=range(len(KINDS)))
def test_in_files_they_are_words_and_no_formulas(text: str) -> None:
    report = hostile_report(text, "de")

    assert tags(report) == tags(hostile_report("Printer", "de"))
    cells = [
        cell
        for data in render_csv(report).values()
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert [cell for cell in cells if cell.lstrip(" \u3000").startswith(tuple("=+@\t\r\uff1d"))] == []
    assert any(unguarded(cell).startswith(_start(text)) for cell in cells)
    book = render_xlsx(report)
    parts = ZipFile(io.BytesIO(book))
    whole = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in whole
    assert b"<hyperlink" not in whole
    sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    assert any(_holds(sheet, text) for sheet in sheets)


def _holds(sheet: Any, text: str) -> bool:
    return any(_start(text) in str(cell.value) for row in sheet.iter_rows() for cell in row)


def _start(text: str) -> str:
    """What stands of it in a cell, which turns no text around."""
    return re.sub("[\u202a-\u202e\u2066-\u2069\u200f\u061c\u2060]", "", text)[:20].strip()
