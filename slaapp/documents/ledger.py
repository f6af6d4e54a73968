"""The ledger behind a clock on paper: what "Why?" shows, as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from slaapp.documents.typesetting import Job, typeset
from slaapp.domain.durations import long_instant, wall_time
from slaapp.domain.spans import Instant
from slaapp.reports.texts import tidy

_MADE = ("year", "month", "day", "hour", "minute", "second")


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """In the words of whoever shows it. A row has a cell for each column, and is strong or not.

    `desk` is the author, `about` says which ticket and which clock.
    """

    heading: str
    about: str
    desk: str
    sentence: str
    columns: Sequence[str]
    rows: Sequence[tuple[Sequence[str], bool]]
    rules: str


def render_ledger(sheet: LedgerSheet, *, made_at: Instant, zone: ZoneInfo, paper: str = "a4") -> bytes:
    """The sheet as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`."""
    made = wall_time(made_at, zone)
    about, desk = tidy(sheet.about, longest=200), tidy(sheet.desk, longest=60) or "Support desk"
    data: dict[str, Any] = {
        "title": f"{tidy(sheet.heading)} {about}",
        "author": desk,
        "made_on": {name: getattr(made, name) for name in _MADE},
        "made_at": long_instant(made_at, zone),
        "paper": paper,
        "heading": tidy(sheet.heading),
        "about": about,
        "sentence": tidy(sheet.sentence),
        "columns": list(sheet.columns),
        "rows": [{"cells": [tidy(cell) for cell in cells], "strong": strong} for cells, strong in sheet.rows],
        "rules": tidy(sheet.rules),
        "footer": f"{desk} · {about}",
    }
    return typeset(Job("ledger.typ", data, "{}", made_at))
