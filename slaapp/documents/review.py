"""The review of an agreement as a sheet to talk over, to write on and to sign."""

from collections.abc import Sequence
from typing import Any

from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.achievable import SHARES
from slaapp.domain.durations import DAYS, long_day, long_instant, wall_time
from slaapp.reports import review_words as words
from slaapp.reports.review_data import Decision, Review
from slaapp.reports.review_hours import open_hours
from slaapp.reports.texts import tidy

BLANK = 4
"""Lines for what is decided while one talks."""


def render_review(review: Review, *, desk: str, internal: bool = False, paper: str = "a4") -> bytes:
    """The sheet as a PDF (PDF/A-3a and PDF/UA-1). The customer's edition says nothing of internal targets (C16);
    `internal` adds what of the margin to them was used, and how suppliers kept theirs."""
    return typeset(Job("review.typ", shown(review, desk=desk, internal=internal, paper=paper), "{}", review.now))


def shown(review: Review, *, desk: str, internal: bool = False, paper: str = "a4") -> dict[str, Any]:
    """Every word and figure of the pages, as the template takes them."""
    made = wall_time(review.now, review.hours.zone)
    name, author = tidy(review.agreement, longest=80), tidy(desk, longest=60) or "Support desk"
    customers = [tidy(customer, longest=80) for customer in review.customers]
    days = words.period(review.period, review.hours.zone)
    edition = " · internal: not for the customer" if internal else ""
    cushion, suppliers = _grouped(words.cushion_rows(review)), words.supplier_rows(review)
    return {
        "title": f"Review of {name}",
        "author": author,
        "made_on": made_on(made),
        "made_at": long_instant(review.now, review.hours.zone),
        "paper": paper,
        "heading": f"Review of {name}",
        "about": f"Version {review.version} · {review.tickets} tickets received {days}{edition}",
        "footer": f"{author} · Review of {name}{edition}",
        "targets": {
            "head": [
                "",
                "",
                "Agreed, goal",
                "Achieved",
                "Cases",
                *(f"{share} % within" for share in SHARES),
                "Wished",
            ],
            "rows": _grouped([(*words.gap_cells(gap), words.wished(gap)) for gap in review.gaps]),
            "note": f"{words.HOW} {words.FEW}." if any(gap.few for gap in review.gaps) else words.HOW,
        },
        "cushion": _table(words.CUSHION_HEAD, cushion) if internal and cushion else None,
        "suppliers": _table(words.SUPPLIER_HEAD, suppliers) if internal and suppliers else None,
        "unnamed": words.unnamed_line(review) if internal else "",
        "hours": _hours(review),
        "drift": _table(words.drift_head(review), words.drift_rows(review)),
        "decisions": [_decision(held, review) for held in review.decisions],
        "blank": BLANK,
        "signatures": [*(f"For {customer}" for customer in customers or ["the customer"]), f"For {author}"],
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"head": [*head], "rows": [[*row] for row in rows]}


def _grouped(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The name of a metric stands only where its rows begin."""
    before = ["", *(row[0] for row in rows)]
    return [["" if row[0] == last else row[0], *row[1:]] for row, last in zip(rows, before, strict=False)]


def _hours(review: Review) -> dict[str, Any]:
    today = review.hours.day_of(review.now)
    opened = open_hours(review.hours.line.on(today))
    arrivals = review.arrivals
    return {
        "head": [f"{hour:02}" for hour in range(24)],
        "rows": [
            {
                "day": DAYS[day],
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
        "lines": words.arrival_lines(review),
        "longer": {"title": f"With {review.opened} open, too", "lines": [*words.longer_lines(review)]}
        if review.longer
        else None,
    }


def _decision(held: Decision, review: Review) -> list[str]:
    due = "" if held.due is None else long_day(held.due)
    return [
        str(held.number),
        tidy(held.text, longest=400),
        tidy(held.owner, longest=60),
        due + (" (overdue)" if words.overdue(held, review) else ""),
        "" if held.is_open(review.now) else tidy(words.outcome(held, review), longest=200),
    ]
