"""Numbered paper slips as a PDF, three a page, to be filled in by hand."""

from collections.abc import Sequence
from pathlib import Path

from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.agreement import Severity
from slaapp.domain.spans import Instant
from slaapp.languages import ENGLISH, words_of
from slaapp.reports.texts import tidy


def render_slips(
    numbers: Sequence[int],
    *,
    again: bool = False,
    desk: str,
    made_at: Instant,
    language: str = ENGLISH,
    paper: str = "a4",
    templates: Path | None = None,
) -> bytes:
    """A slip for each number, as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`. `again`: they were
    printed before, and say so."""
    words = words_of(language)
    data = {
        "title": words("slip.one", number=numbers[0])
        if len(numbers) == 1
        else words("slip.title", first=numbers[0], last=numbers[-1]),
        "author": tidy(desk, longest=60) or "SLA Desk",
        "lang": words.code,
        "made_on": made_on(made_at),
        "paper": paper,
        "words": words.under("slip"),
        "desk": tidy(desk, longest=60),
        "severities": [words.of(severity) for severity in reversed(Severity)],
        "again": words("slip.again") if again else "",
        "slips": [{"number": str(number), "alt": words("slip.one", number=number)} for number in numbers],
    }
    return typeset(Job("slips.typ", data, "{}", made_at, templates))
