"""What a PDF of a report, or of several, says: figures for machines, and the words on its pages."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from difflib import SequenceMatcher
from itertools import chain, product, zip_longest
from typing import Any

import pypdfium2

from slaapp.documents.month import render_month
from slaapp.documents.month_cover import NO_COVER, Cover
from slaapp.documents.pages import ONE_AT_A_TIME, Pages
from slaapp.documents.pdf_joined import attached_name
from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section, sections_named

NAME, FORM = "figures.json", "form.json"
PAPERS = ("a4", "us-letter")
_OF_SEVERAL = re.compile(r"figures-(\d+)\.json")


class Form(Value):
    """How a report was printed: with which sections (None: the sheet), on which paper, after what."""

    sections: tuple[Section, ...] | None
    paper: str
    cover: Cover = NO_COVER


class Printed(Value):
    """A report in a document: what it is called there, what is attached of it, and the words of its pages."""

    name: str
    figures: bytes
    form: bytes
    pages: list[list[str]]


class OtherWords(Value):
    """On a page (from 1) the report prints `before`, and the document says `after`; either may be nothing."""

    page: int
    before: str
    after: str


def printed_reports(pdf: bytes, name: str) -> Iterator[Printed]:
    """The report of a PDF, or the several ones that it holds, in their order; `name` is what the file is called.
    Refusal for what is no PDF."""
    try:
        with ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
            files, bookmarks = _attached(document), _bookmarks(document)
    except pypdfium2.PdfiumError as error:
        raise Refusal(f"{name} cannot be read as a PDF. Nothing was compared. Choose a report's PDF.") from error
    several = sorted(int(found[1]) for found in map(_OF_SEVERAL.fullmatch, files) if found)
    if NAME in files or not several:
        yield Printed(name, files.get(NAME, b""), files.get(FORM, b""), _words(pdf))
        return
    # Where bookmarks were taken out none of the pages are known for a report's.
    known = bookmarks if len(bookmarks) == len(several) else [("", 0)] * len(several)
    begins = [page for _, page in known[1:]]
    for nth, (customer, _), begin, end in zip(several, known, [0, *begins], [*begins, None], strict=True):
        called = f"{name}, report {nth}" + (f" ({customer})" if customer else "")
        figures, form = (files.get(attached_name(held, nth), b"") for held in (NAME, FORM))
        yield Printed(called, figures, form, _words(pdf, begin, end))


def attached_figures(printed: Printed) -> dict[str, Any]:
    """Of a closed report. Refusal for what is none."""
    name = printed.name
    try:
        figures = json.loads(printed.figures)
        number, state = figures["number"], figures["state"]
    except (LookupError, TypeError, ValueError) as error:
        raise Refusal(f"{name} carries no figures of a report of SLA Desk. Nothing was compared.") from error
    if figures.get("edition") == "desk":
        raise Refusal(
            f"{name} is the desk's own edition, which is never issued. Nothing was compared. "
            "Choose the customer's copy, or give the report's number."
        )
    if state != "closed" or not isinstance(number, str):
        raise Refusal(f"{name} is a draft: it was never closed, so there is nothing to compare it with.")
    return dict(figures)


def _attached(document: pypdfium2.PdfDocument) -> dict[str, bytes]:
    """By their names; of several that are called alike the first."""
    held = [document.get_attachment(place) for place in range(document.count_attachments())]
    return {one.get_name(): bytes(one.get_data()) for one in reversed(held)}


def _bookmarks(document: pypdfium2.PdfDocument) -> list[tuple[str, int]]:
    """Those of whole reports, each with its page."""
    upmost = [(mark.get_title(), mark.get_dest()) for mark in document.get_toc() if mark.level == 0]
    return [(title, (place and place.get_index()) or 0) for title, place in upmost]


def _own_form(form: bytes, to: tuple[str, ...]) -> Iterator[Form]:
    """What the document says of itself. Nobody need believe it: it is printed in that form and compared, a letter to
    the address that is known here."""
    try:
        said = json.loads(form)
        sections = None if said["sections"] is None else sections_named(said["sections"])
        cover = Cover(to if said["letter"] is True else None, pack=said["pack"] is True)
        paper = str(said["paper"])
    except (LookupError, TypeError, ValueError):
        return
    if paper in PAPERS:
        yield Form(sections, paper, cover)


def other_words(
    held: Printed, report: MonthlyReport, forms: Iterable[tuple[Section, ...] | None], to: tuple[str, ...] = ()
) -> tuple[OtherWords, ...]:
    """Where the pages do not say, word for word, what the report prints in the form that the document names or in one
    of these (None: the sheet), by itself, as a pack, or with a letter to that address before it. None where they do
    so in one of these forms; else as against the first."""
    said = held.pages
    cover = _cover(said, report, to)
    known = (Form(sections, paper, cover) for sections, paper in product(forms, PAPERS))
    first: list[list[str]] = []
    for form in chain(_own_form(held.form, to), known):
        printed = _words(render_month(report, paper=form.paper, sections=form.sections, cover=form.cover))
        if printed == said:
            return ()
        first = first or printed
    return tuple(_compared(first, said))


def _compared(printed: list[list[str]], said: list[list[str]]) -> Iterator[OtherWords]:
    for page, (before, after) in enumerate(zip_longest(printed, said, fillvalue=list[str]()), start=1):
        found = SequenceMatcher(None, before, after, autojunk=False)
        for kind, begin, end, since, until in found.get_opcodes():
            if kind != "equal":
                yield OtherWords(page, " ".join(before[begin:end]), " ".join(after[since:until]))


def _cover(said: list[list[str]], report: MonthlyReport, to: tuple[str, ...]) -> Cover:
    """What seems to go before the report: by the greeting of a letter and the title of the extract."""
    first, second = (" ".join(page) for page in (*said, [], [])[:2])
    greeting, extract = (report.words(f"report.letter.{name}") for name in ("greeting", "extract"))
    return Cover(to if greeting in first else None, pack=extract in first or extract in second)


def _words(pdf: bytes, begin: int = 0, end: int | None = None) -> list[list[str]]:
    with Pages(pdf) as pages:
        return [pages.text(page).split() for page in range(len(pages))[begin:end]]
