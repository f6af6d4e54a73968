"""Several PDFs in one: nothing of any of them is lost, and none gets into another's way."""

import re
import subprocess
from pathlib import Path

import fontpkg_inter
import pypdfium2
import pytest
from msgspec.structs import replace

from slaapp.documents import Pages, render_month
from slaapp.documents.look import Look
from slaapp.documents.month_cover import Cover
from slaapp.documents.months_joined import MonthsJoined
from slaapp.documents.pdf_joined import Joined
from slaapp.documents.setter import typeset
from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.languages import words_of
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.section import OF_ONE
from tests.documents.other_programs import ask, poppler, strict
from tests.documents.tagging import faults
from tests.documents.test_look import png
from tests.reports.northgate import at, february

HOSTILE = '<b>(((\\) 1 0 R >> endobj #panic(1) \u202ekcab\u202c" 漢字 مرحبا \U0001f600'
FEBRUARY, MADE = Period.of_month(Month(2026, 2)), at("2026-03-02 09:14")


LINKS = """
#set document(title: "Links", author: "Desk", date: datetime(year: 2026, month: 3, day: 2))
#set text(font: "Inter")
#title()
= First (1 0 R) <one>
See @two, #link(<two>)[here]#footnote[Or (there).] and #link("https://example.org")[elsewhere].
#set heading(numbering: "1.")
#pagebreak()
= Second <two>
#table(columns: 2, table.header([a], [b]), [1], [2])
#pdf.attach("notes.txt", bytes("one"), relationship: "data", mime-type: "text/plain", description: "Notes (für dich)")
"""
"""What our own templates do not hold, and somebody's may."""


@pytest.fixture(scope="module")
def reports() -> list[tuple[MonthlyReport, bytes]]:
    """Of three customers: in English, in German as a pack with a letter, in full and with a hostile name."""
    english = build(february())
    german = replace(english, customer="Hafenklinik", language="de")
    hostile = replace(english, customer=HOSTILE)
    return [
        (english, render_month(english)),
        (german, render_month(german, cover=Cover(("Kai 3",), pack=True))),
        (hostile, render_month(hostile, sections=OF_ONE)),
    ]


@pytest.fixture(scope="module")
def whole(reports: list[tuple[MonthlyReport, bytes]]) -> bytes:
    return joined(reports)


@pytest.fixture(scope="module")
def path(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("joined") / "all.pdf"
    path.write_bytes(whole)
    return path


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    template = tmp_path_factory.mktemp("links") / "links.typ"
    template.write_text(LINKS, "utf-8")
    fonts = Path(fontpkg_inter.__file__).with_name("files")
    return typeset({"template": template, "fonts": str(fonts), "data": {}, "figures": "{}", "made_at": MADE})


def joined(reports: list[tuple[MonthlyReport, bytes]]) -> bytes:
    several = MonthsJoined()
    for report, pdf in reports:
        several.add(report, pdf)
    return several.end(FEBRUARY, MADE)[1]


def drawn(pdf: bytes) -> list[tuple[str, bytes]]:
    with Pages(pdf) as pages:
        return [(pages.text(page), pages.image(page, 40).rgba) for page in range(len(pages))]


@strict
def test_another_program_finds_nothing_wrong_with_it(path: Path) -> None:
    checked = ask("qpdf", "--check", path)

    assert "No syntax or stream encoding errors found" in checked
    assert faults(path) == []


def test_each_page_looks_and_reads_as_when_it_is_printed_by_itself(
    reports: list[tuple[MonthlyReport, bytes]], whole: bytes
) -> None:
    assert drawn(whole) == [page for _, pdf in reports for page in drawn(pdf)]
    assert ["page 1 of 2" in text for text, _ in drawn(whole)[:2]] == [True, False]


@poppler
def test_it_has_a_title_an_author_and_is_archivable(path: Path, whole: bytes) -> None:
    about = ask("pdfinfo", path)

    assert "Title:           Reports of February 2026, all customers" in about
    assert "Author:          Site IT desk" in about
    assert "Tagged:          yes" in about
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1" in whole
    with Pages(whole) as pages:
        assert b"<xmpTPg:NPages>%d</xmpTPg:NPages>" % len(pages) in whole


def test_its_title_is_in_the_language_that_the_reports_share(reports: list[tuple[MonthlyReport, bytes]]) -> None:
    _, german, _ = reports

    assert "Berichte für Februar 2026, alle Kunden".encode("utf-16-be").hex().upper().encode() in joined([german])
    assert b"(Reports of February 2026, all customers)" in joined(reports)


def test_each_report_is_a_bookmark_and_its_sections_are_below_it(
    reports: list[tuple[MonthlyReport, bytes]], whole: bytes
) -> None:
    with pypdfium2.PdfDocument(whole) as document:
        toc = list(document.get_toc())
        marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in toc]
        assert all(mark.get_count() < 0 for mark in toc if mark.level == 0), "folded"

    upmost = [(title, page) for level, title, page in marks if level == 0]
    assert upmost[0] == ("Northgate School", 0)
    assert upmost[1] == ("Hafenklinik", 2)
    assert upmost[2][0].startswith('<b>(((\\) 1 0 R >> endobj #panic(1) kcab" 漢字 مرحبا')
    begins = [page for _, page in upmost]
    within = []
    for (_, pdf), begin in zip(reports, begins, strict=True):
        with pypdfium2.PdfDocument(pdf) as document:
            within += [
                (mark.level + 1, mark.get_title(), mark.get_dest().get_index() + begin) for mark in document.get_toc()
            ]
    assert [mark for mark in marks if mark[0]] == within


@poppler
def test_each_is_a_part_of_its_own_in_what_is_read_aloud(
    reports: list[tuple[MonthlyReport, bytes]], path: Path, tmp_path: Path
) -> None:
    def structure(place: Path) -> list[bytes]:
        return subprocess.run(["pdfinfo", "-struct", place], capture_output=True, check=True).stdout.splitlines()

    expected = [b"Document"]
    for nth, (_, pdf) in enumerate(reports):
        one = tmp_path / f"{nth}.pdf"
        one.write_bytes(pdf)
        expected += [b"  Part", *(b"  " + line for line in structure(one)[1:])]

    read = [re.sub(rb"0000[123]:", b"", line) for line in structure(path)]
    assert [b"  Part" if line.startswith(b"  Part") else line for line in read] == expected


def test_each_is_read_aloud_in_its_own_language(whole: bytes) -> None:
    assert whole.count(b"/S /Part") == 3
    assert b"/T (Hafenklinik) /Lang (de)" in whole
    assert b"/T (Northgate School) /Lang (en)" in whole


def test_the_figures_of_each_are_attached_and_say_whose_they_are(
    reports: list[tuple[MonthlyReport, bytes]], whole: bytes
) -> None:
    def attached(pdf: bytes) -> dict[str, bytes]:
        with pypdfium2.PdfDocument(pdf) as document:
            files = [document.get_attachment(place) for place in range(document.count_attachments())]
            return {file.get_name(): bytes(file.get_data()) for file in files}

    held = attached(whole)

    assert sorted(held) == [f"{kind}-00{nth}.json" for kind in ("figures", "form") for nth in (1, 2, 3)]
    for nth, (_, pdf) in enumerate(reports, 1):
        assert held[f"figures-00{nth}.json"] == attached(pdf)["figures.json"]
        assert held[f"form-00{nth}.json"] == attached(pdf)["form.json"]
    assert b"/Desc (Hafenklinik: The figures of this report)" in whole


def test_the_same_reports_at_the_same_time_are_the_same_file_and_others_another_document(
    reports: list[tuple[MonthlyReport, bytes]], whole: bytes
) -> None:
    def instance(pdf: bytes) -> bytes:
        return pdf.partition(b"<xmpMM:InstanceID>")[2].partition(b"<")[0]

    assert joined(reports) == whole
    assert instance(joined(reports[:2])) != instance(whole)
    assert instance(whole) in whole[whole.rindex(b"trailer") :]


def test_a_logo_is_held_once(reports: list[tuple[MonthlyReport, bytes]]) -> None:
    english, _ = reports[0]
    look = Look(logo=png(), form="png")
    others = [replace(english, customer=name) for name in ("One", "Two", "Three")]

    several = joined([(report, render_month(report, look=look)) for report in others])

    assert several.count(b"/Subtype /Image") == render_month(english, look=look).count(b"/Subtype/Image")


@strict
def test_links_cells_and_files_of_one_are_not_taken_for_those_of_another(links: bytes, tmp_path: Path) -> None:
    """Two of the very same: whatever is called by a name is called so twice."""
    several, path = Joined(), tmp_path / "links.pdf"
    for name in ("One", "Two"):
        several.add(links, name=name, language="en")
    path.write_bytes(several.end(links))

    assert faults(path) == []
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        leads = [link for page in document for link in inner_links(document, page)]
        files = [document.get_attachment(place).get_name() for place in range(document.count_attachments())]
    assert leads == [1, 1, 0, 0, 3, 3, 2, 2], "heading, heading, footnote and back from it"
    assert files == ["notes-001.txt", "notes-002.txt"]
    assert "One: Notes (für dich)".encode("utf-16-be").hex().upper().encode() in path.read_bytes()


def inner_links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[int]:
    """To which pages."""
    raw, found, place = pypdfium2.raw, [], 0
    while annotation := raw.FPDFPage_GetAnnot(page, place):
        place += 1
        link = raw.FPDFAnnot_GetLink(annotation)
        dest = raw.FPDFLink_GetDest(document, link) if link else None
        if dest:
            found.append(raw.FPDFDest_GetDestPageIndex(document, dest))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def test_a_pdf_of_another_maker_is_not_misread() -> None:
    with pytest.raises(ValueError, match="without a plain table"):
        Joined().add(b"%PDF-1.7\nstartxref\n0\n%%EOF", name="", language=words_of("en").code)
