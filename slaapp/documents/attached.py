"""What a report's PDF says: its figures for machines, and the words on its pages."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, product
from typing import Any

import pypdfium2

from slaapp.documents.month import render_month
from slaapp.documents.month_cover import NO_COVER, Cover
from slaapp.documents.pages import ONE_AT_A_TIME, Pages
from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section, sections_named

NAME, FORM = "figures.json", "form.json"
PAPERS = ("a4", "us-letter")


class Form(Value):
    """How a report was printed: with which sections (None: the sheet), on which paper, after what."""

    sections: tuple[Section, ...] | None
    paper: str
    cover: Cover = NO_COVER


def attached_figures(pdf: bytes, name: str) -> dict[str, Any]:
    """Of a closed report; `name` is what the file is called. Refusal for what is no PDF of a closed report."""
    try:
        found = _attached(pdf, NAME)
    except pypdfium2.PdfiumError as error:
        raise Refusal(f"{name} cannot be read as a PDF. Nothing was compared. Choose a report's PDF.") from error
    try:
        figures = json.loads(found[0])
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


def _attached(pdf: bytes, name: str) -> list[bytes]:
    with ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
        held = [document.get_attachment(place) for place in range(document.count_attachments())]
        return [bytes(one.get_data()) for one in held if one.get_name() == name]


def _own_form(pdf: bytes, to: tuple[str, ...]) -> Iterator[Form]:
    """What the document says of itself. Nobody need believe it: it is printed in that form and compared, a letter to
    the address that is known here."""
    for found in _attached(pdf, FORM)[:1]:
        try:
            said = json.loads(found)
            sections = None if said["sections"] is None else sections_named(said["sections"])
            cover = Cover(to if said["letter"] is True else None, pack=said["pack"] is True)
            paper = str(said["paper"])
        except (LookupError, TypeError, ValueError):
            return
        if paper in PAPERS:
            yield Form(sections, paper, cover)


def is_printed_so(
    pdf: bytes, report: MonthlyReport, forms: Iterable[tuple[Section, ...] | None], to: tuple[str, ...] = ()
) -> bool:
    """Whether the pages say, word for word, what the report prints in the form that the document names or in one of
    these (None: the sheet), by itself, as a pack, or with a letter to that address before it."""
    said = _words(pdf)
    cover = _cover(said, report, to)
    known = (Form(sections, paper, cover) for sections, paper in product(forms, PAPERS))
    printed = (
        render_month(report, paper=form.paper, sections=form.sections, cover=form.cover)
        for form in chain(_own_form(pdf, to), known)
    )
    return any(_words(one) == said for one in printed)


def _cover(said: list[list[str]], report: MonthlyReport, to: tuple[str, ...]) -> Cover:
    """What seems to go before the report: by the greeting of a letter and the title of the extract."""
    first, second = (" ".join(page) for page in (*said, [], [])[:2])
    greeting, extract = (report.words(f"report.letter.{name}") for name in ("greeting", "extract"))
    return Cover(to if greeting in first else None, pack=extract in first or extract in second)


def _words(pdf: bytes) -> list[list[str]]:
    with Pages(pdf) as pages:
        return [pages.text(page).split() for page in range(len(pages))]
