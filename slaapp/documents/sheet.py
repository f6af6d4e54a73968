"""What a page of the window shows, on paper: a heading, a sentence and tables, as a PDF."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from slaapp.documents.look import PLAIN, Look
from slaapp.documents.look import shown as look_shown
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, words_of
from slaapp.reports.texts import tidy


class Column(Value):
    """`right`: figures that end on one line; `wide`: it takes what the others leave; `mm` 0: as wide as its words."""

    name: str
    right: bool = False
    wide: bool = False
    mm: int = 0


class Table(Value):
    """A row has a cell for each column, and is strong or not. `long` cells may go on on the next page."""

    columns: Sequence[Column]
    rows: Sequence[tuple[Sequence[str], bool]]
    title: str = ""
    long: bool = False


class Sheet(Value):
    """In the words of whoever shows it. `desk` is the author, `about` says what it is of, `note` is its small print.
    With more than one of `columns` the tables stand close together, one below the other and in the next column.
    `language` is that of its foot, `look` the desk's on what goes to a customer."""

    heading: str
    about: str
    desk: str
    sentence: str
    tables: Sequence[Table]
    note: str = ""
    landscape: bool = False
    columns: int = 1
    language: str = ENGLISH
    look: Look = PLAIN


def render_sheet(sheet: Sheet, *, made_at: Instant, zone: ZoneInfo, paper: str = "a4") -> bytes:
    """The sheet as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`."""
    words = words_of(sheet.language)
    about, desk = tidy(sheet.about, longest=200), tidy(sheet.desk, longest=60) or words("ticket.desk")
    data: dict[str, Any] = {
        "title": f"{tidy(sheet.heading)} {about}",
        "author": desk,
        "made_on": made_on(made_at),
        "lang": words.code,
        "look": look_shown(sheet.look),
        "page_of": words("page.of"),
        "made": words("page.made", at=words.long_instant(made_at, zone)),
        "paper": paper,
        "landscape": sheet.landscape,
        "columns": sheet.columns,
        "heading": tidy(sheet.heading),
        "about": about,
        "sentence": tidy(sheet.sentence),
        "tables": [_table(table) for table in sheet.tables if table.rows],
        "note": tidy(sheet.note),
        "footer": tidy(f"{desk} · {sheet.heading}", longest=200),
    }
    return typeset(Job("sheet.typ", data, "{}", made_at, sheet.look.templates))


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": tidy(table.title),
        "columns": [
            {"name": held.name, "right": held.right, "wide": held.wide, "mm": held.mm} for held in table.columns
        ],
        "rows": [{"cells": [_lines(cell) for cell in cells], "strong": strong} for cells, strong in table.rows],
        "long": table.long,
    }


def _lines(text: str) -> str:
    """The text with its lines kept, each tidy; of several empty ones one is left."""
    lines = [tidy(line) for line in text.splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()
