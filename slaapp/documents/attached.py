"""What a report's PDF says: its figures for machines, and the words on its pages."""

import json
from collections.abc import Iterable
from contextlib import closing
from itertools import product
from typing import Any

import pypdfium2

from slaapp.documents.month import render_month
from slaapp.documents.month_cover import Cover
from slaapp.documents.pages import ONE_AT_A_TIME, Pages
from slaapp.domain.errors import Refusal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section

NAME = "figures.json"


def attached_figures(pdf: bytes, name: str) -> dict[str, Any]:
    """Of a closed report; `name` is what the file is called. Refusal for what is no PDF of a closed report."""
    try:
        with ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as document:
            held = [document.get_attachment(place) for place in range(document.count_attachments())]
            found = [bytes(one.get_data()) for one in held if one.get_name() == NAME]
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


def is_printed_so(
    pdf: bytes, report: MonthlyReport, forms: Iterable[tuple[Section, ...] | None], to: tuple[str, ...] = ()
) -> bool:
    """Whether the pages say, word for word, what the report prints in one of these forms (None: the sheet), by itself,
    as a pack, or with a letter to that address before it."""
    said = _words(pdf)
    cover = _cover(said, report, to)
    printed = (
        render_month(report, paper=paper, sections=sections, cover=cover)
        for sections, paper in product(forms, ("a4", "us-letter"))
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
