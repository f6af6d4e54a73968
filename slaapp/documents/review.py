"""The review of an agreement as a sheet to talk over, to write on and to sign."""

from collections.abc import Sequence
from typing import Any

from slaapp.documents.look import PLAIN, Look
from slaapp.documents.look import shown as look_shown
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.languages import Words, words_of
from slaapp.reports import review_words as told
from slaapp.reports.review_data import Decision, Review
from slaapp.reports.review_hours import open_hours
from slaapp.reports.texts import tidy

BLANK = 4
"""Lines for what is decided while one talks."""


def render_review(review: Review, *, desk: str, internal: bool = False, paper: str = "a4", look: Look = PLAIN) -> bytes:
    """The sheet as a PDF (PDF/A-3a and PDF/UA-1), in the review's language. The customer's edition says nothing of
    internal targets (C16); `internal` adds what of the margin to them was used, and how suppliers kept theirs."""
    data = shown(review, desk=desk, internal=internal, paper=paper, look=look)
    return typeset(Job("review.typ", data, "{}", review.now, look.templates))


def shown(
    review: Review, *, desk: str, internal: bool = False, paper: str = "a4", look: Look = PLAIN
) -> dict[str, Any]:
    """Every word and figure of the pages, as the template takes them."""
    words, zone = words_of(review.language), review.hours.zone
    name, author = tidy(review.agreement, longest=80), tidy(desk, longest=60) or words("review.desk")
    customers = [tidy(customer, longest=80) for customer in review.customers]
    title = words("review.title", name=name)
    tickets, days = words.counted("count.ticket", review.tickets), told.period(review.period, zone, words)
    edition = words("review.internal") if internal else ""
    cushion, suppliers = _grouped(told.cushion_rows(review, words)), _suppliers(review, words)
    return {
        "title": title,
        "author": author,
        "lang": words.code,
        "look": look_shown(look),
        "words": words.under("review.paper"),
        "page_of": words("page.of"),
        "made_on": made_on(review.now),
        "made_at": words("review.made", at=words.long_instant(review.now, zone)),
        "paper": paper,
        "heading": title,
        "about": words("review.about", version=review.version, tickets=tickets, days=days) + edition,
        "footer": f"{author} · {title}{edition}",
        "targets": {
            "head": [*told.gap_head(words)],
            "rows": _grouped([(*told.gap_cells(gap, words), told.wished(gap, words)) for gap in review.gaps]),
            "note": f"{told.how(words)} {told.few(words)}." if any(gap.few for gap in review.gaps) else told.how(words),
        },
        "cushion": _table(told.cushion_head(words), cushion) if internal and cushion else None,
        "suppliers": _table(told.supplier_head(words), suppliers) if internal and suppliers else None,
        "unnamed": told.unnamed_line(review, words) if internal else "",
        "hours": _hours(review, words),
        "drift": _table(told.drift_head(review, words), told.drift_rows(review, words)),
        "decisions": [_decision(held, review, words) for held in review.decisions],
        "blank": BLANK,
        "signatures": [
            words("review.for", name=one) for one in (*(customers or [words("review.the_customer")]), author)
        ],
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"head": [*head], "rows": [[*row] for row in rows]}


def _suppliers(review: Review, words: Words) -> list[tuple[str, ...]]:
    return [(tidy(row[0], longest=80), *row[1:]) for row in told.supplier_rows(review, words)]


def _grouped(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The name of a metric stands only where its rows begin."""
    before = ["", *(row[0] for row in rows)]
    return [["" if row[0] == last else row[0], *row[1:]] for row, last in zip(rows, before, strict=False)]


def _hours(review: Review, words: Words) -> dict[str, Any]:
    today = review.hours.day_of(review.now)
    opened = open_hours(review.hours.line.on(today))
    arrivals = review.arrivals
    return {
        "head": [f"{hour:02}" for hour in range(24)],
        "rows": [
            {
                "day": words.several("date.days")[day],
                "cells": [
                    {
                        "count": str(arrivals.counts[day][hour] or "·"),
                        "open": opened[day][hour],
                        "outside": arrivals.outside[day][hour] > 0,
                    }
                    for hour in range(24)
                ],
            }
            for day in range(7)
        ],
        "lines": told.arrival_lines(review, words),
        "longer": {
            "title": words("review.with_open", opened=tidy(review.opened, longest=80)),
            "lines": [*told.longer_lines(review, words)],
        }
        if review.longer
        else None,
    }


def _decision(held: Decision, review: Review, words: Words) -> list[str]:
    due = "" if held.due is None else words.long_day(held.due)
    return [
        str(held.number),
        tidy(held.text, longest=400),
        tidy(held.owner, longest=60),
        due + (words("review.overdue") if told.overdue(held, review) else ""),
        "" if held.is_open(review.now) else tidy(told.outcome(held, review, words), longest=200),
    ]
