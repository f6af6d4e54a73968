"""Why-sheets as a PDF: each clock on a page of its own."""

from collections.abc import Sequence
from typing import Any

from slaapp.documents.look import PLAIN, Look
from slaapp.documents.look import shown as look_shown
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.calendar import zone_info
from slaapp.languages import words_of
from slaapp.reports.texts import named, tidy
from slaapp.reports.why_sheet import WhySheet

Shown = dict[str, Any]


def render_why_sheets(sheets: Sequence[WhySheet], *, paper: str = "a4", look: Look = PLAIN) -> bytes:
    """At least one, all of the same ticket, as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`."""
    first = sheets[0]
    words = words_of(first.language)
    data = {
        "title": words("why.title", clock=first.clock, number=first.number),
        "author": tidy(first.desk.name, longest=60) or "SLA Desk",
        "lang": first.language,
        "made_on": made_on(first.made_at),
        "paper": paper,
        "look": look_shown(look),
        "words": words.under("why") | words.under("page"),
        "made": words("page.made", at=words.long_instant(first.made_at, zone_info(first.zone))),
        "sheets": [_shown(sheet) for sheet in sheets],
    }
    return typeset(Job("why.typ", data, "{}", first.made_at, look.templates))


def _shown(sheet: WhySheet) -> Shown:
    words = words_of(sheet.language)
    return {
        "heading": f"{sheet.number} {named(sheet.subject, longest=120, otherwise='')}".strip(),
        "footer": words("why.footer", number=sheet.number, clock=sheet.clock),
        "internal": words("why.internal") if sheet.internal else "",
        "desk": {
            "name": tidy(sheet.desk.name, longest=60),
            "lines": [tidy(line, longest=60) for line in sheet.desk.lines[:4]],
        },
        "facts": [{"label": label, "value": tidy(value, longest=120)} for label, value in sheet.facts],
        "verdict": sheet.verdict,
        "late": sheet.late,
        "sums": sheet.sums,
        "steps": [
            {
                "cells": [step.start, step.end, step.what, step.rule, step.not_counted, step.counts, step.total],
                "strong": step.strong,
            }
            for step in sheet.steps
        ],
        "folded": sheet.folded,
        "hours": tidy(sheet.hours, longest=300),
        "holidays": tidy(sheet.holidays, longest=300),
        "rules": [{"code": code, "text": text} for code, text in sheet.rules],
    }
