"""The review of an agreement: what could be promised, where the gaps are, what was decided."""

import argparse
import shlex
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, write_file
from slaapp.commands.what_if import add_months, changes_table, flips_table, longer, months, watch
from slaapp.domain.achievable import SHARES
from slaapp.domain.agreement import Severity
from slaapp.domain.durations import DAYS, exact, long_day
from slaapp.domain.errors import UsageRefusal
from slaapp.languages import LANGUAGES
from slaapp.reports import review_words as words
from slaapp.reports.review_data import Decision, Gap, Review
from slaapp.reports.severity_names import called
from slaapp.services.agreement_data import METRICS, SEVERITIES
from slaapp.services.customer_fields import a_language
from slaapp.services.fields import a_day, a_length, a_word
from slaapp.services.scenario import utc_text
from slaapp.wording import METRIC

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"


def add(new: Add) -> None:
    command = new(
        "achievable",
        "the targets that would have been kept in 80, 90 and 95 % of the cases",
        "achievable 'Standard support' --months 12",
        achievable,
    )
    command.add_argument("agreement", metavar="AGREEMENT")
    add_months(command)

    group = new.group("review", "look back on an agreement, and decide", "review show 'Standard support' --months 12")
    one = group(
        "show",
        "achieved and achievable targets, margin, hours, drift and open decisions",
        "review show 'Standard support' --months 12 --pdf review.pdf",
        show,
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    add_months(one)
    one.add_argument("--open", metavar="'DAY FROM-TO'", help="what hours such as 'Sat 09:00-12:00' would have changed")

    one.add_argument("--pdf", metavar="FILE", help="write the sheet to talk over and to sign")
    one.add_argument(
        "--internal", action="store_true", help="the desk's own edition of the sheet, with the margin to its targets"
    )
    known = ", ".join(LANGUAGES)
    one.add_argument("--language", help=f"of the sheet: {known} (else that of those who have it, where they share one)")
    one.add_argument("--built-in", action="store_true", help="with the built-in template, not with your own")

    one = group(
        "wish",
        "note what the customer asks for: it stands on the review beside what is agreed and achieved",
        "review wish 'Standard support' resolution high 6h",
        wish,
        now=_TEST_ONLY,
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    one.add_argument("metric", help=", ".join(METRICS))
    one.add_argument("severity", help=", ".join(SEVERITIES))
    one.add_argument("length", help="a working time such as 6h; none takes the wish back")

    one = group(
        "decide",
        "note a decision: it is on every review until it is closed",
        "review decide 'Standard support' 'Open on Saturdays' --owner 'Kim L.' --due 2026-06-30",
        decide,
        now=_TEST_ONLY,
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    one.add_argument("text", help="what is to be done")
    one.add_argument("--owner", required=True, help="who sees to it")
    one.add_argument("--due", metavar="DAY", help="by when")

    one = group(
        "change",
        "say a decision or an action anew, as long as it is open",
        "review change 3 'Open on Saturdays from 9' --owner 'Kim L.' --due 2026-06-30",
        change,
        now=_TEST_ONLY,
    )
    one.add_argument("number", type=number, help="of the decision")
    one.add_argument("text", help="what is to be done")
    one.add_argument("--owner", required=True, help="who sees to it")
    one.add_argument("--due", metavar="DAY", help="by when (else by no day)")

    one = group("close", "a decision is done with", "review close 3 'Open since 6 June'", close, now=_TEST_ONLY)
    one.add_argument("number", type=number, help="of the decision")
    one.add_argument("outcome", nargs="?", default="", help="what came of it")


def achievable(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        made = engine.reviewing.review(options.agreement, now=context.now, months=months(options), watch=watch())
    return context.answer(_table(made)["targets"], "\n".join([*_heading(made), "", *_gaps(made)]))


def show(options: argparse.Namespace, context: Context) -> int:
    if options.internal and options.pdf is None:
        raise UsageRefusal("--internal is an edition of the sheet and goes with --pdf.")
    language = None if options.language is None else a_language(options.language)
    with context.reading() as engine:
        hours = {}
        if options.open is not None:
            hours = longer(engine, engine.reviewing.reviewed(options.agreement, context.now), options.open)
        made = engine.reviewing.review(
            options.agreement,
            now=context.now,
            months=months(options),
            longer=hours,
            opened=options.open or "",
            watch=watch(),
        )
        desk, look = engine.catalogue.desk().name, engine.looks.look(built_in=options.built_in)
    if options.pdf is not None:
        printed = made if language is None else replace(made, language=language)
        # Typst is loaded only where a page is made.
        from slaapp.documents import render_review  # noqa: PLC0415

        write_file(options.pdf, render_review(printed, desk=desk, internal=options.internal, look=look))
        if options.pdf == "-":
            return 0
        if not context.as_json:
            return context.answer(None, f"Wrote {options.pdf}.")
    return context.answer(_table(made), "\n".join(_lines(made)))


def wish(options: argparse.Namespace, context: Context) -> int:
    metric, severity = a_word(options.metric, METRICS, "METRIC"), a_word(options.severity, SEVERITIES, "SEVERITY")
    length = None if options.length == "none" else a_length(options.length, "LENGTH")
    with context.writing() as engine:
        engine.wishes.wish(options.agreement, metric, severity, length, now=context.now)
        meanings = engine.reviewing.reviewed(options.agreement, context.now).meanings
    table = {"agreement": options.agreement, "metric": metric.value, "severity": severity.word, "wished_s": length}
    told = "nothing is asked for any more" if length is None else f"{exact(length)} is asked for"
    return context.answer(table, f"{METRIC[metric]}, {called(severity, meanings.get(severity))}: {told}.")


def decide(options: argparse.Namespace, context: Context) -> int:
    due = None if options.due is None else a_day(options.due, "--due")
    with context.writing() as engine:
        held, _ = engine.decisions.decide(
            options.agreement, options.text, owner=options.owner, due=due, now=context.now
        )
    by = "" if due is None else f" by {long_day(due)}"
    return context.answer(_decision(held), f"Decision {held.number}: {held.text} ({held.owner}{by})")


def change(options: argparse.Namespace, context: Context) -> int:
    due = None if options.due is None else a_day(options.due, "--due")
    with context.writing() as engine:
        engine.decisions.change(options.number, options.text, owner=options.owner, due=due, now=context.now)
    return context.answer({"number": options.number}, f"Decision {options.number} is changed.")


def close(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.decisions.close(options.number, options.outcome, now=context.now)
    return context.answer({"number": options.number}, f"Decision {options.number} is closed.")


def _heading(made: Review) -> list[str]:
    return [
        f"{made.agreement}, version {made.version}",
        f"{made.tickets} tickets received {words.period(made.period, made.hours.zone)}",
    ]


def _gaps(made: Review) -> list[str]:
    rows = [(*words.gap_cells(gap), words.wished(gap), words.kept_as_wished(gap)) for gap in made.gaps]
    head = ("", "", "Agreed", "Achieved", "Cases", *(f"{share} %" for share in SHARES), "Asked for", "Would keep it")
    few = [words.few()] if any(gap.few for gap in made.gaps) else []
    return [*_columns([head, *rows]), "", words.how(), *few]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _lines(made: Review) -> list[str]:
    lines = [*_heading(made), "", "Targets that would have been kept", *_gaps(made)]
    cushion = words.cushion_rows(made)
    if cushion:
        title = "Margin: what is used of the margin between the internal and the public target"
        lines += _section(title, _columns([words.cushion_head(), *cushion]))
    suppliers = words.supplier_rows(made)
    rows = _columns([words.supplier_head(), *suppliers]) if suppliers else []
    lines += _section("Suppliers", [*rows, *filter(None, [words.unnamed_line(made)])])
    hours = words.arrival_lines(made)
    suggested = words.opening(made)
    if suggested is not None and made.longer is None:
        asked = shlex.join(["slaapp", "review", "show", made.agreement, "--open", str(suggested)])
        hours.append(f"What opening then would have changed: {asked}")
    lines += _section("Hours", hours)
    if made.longer is not None:
        lines += _section(f"With {made.opened} open, too", [*words.longer_lines(made)])
    if made.drift:
        lines += _section("Drift", _columns([words.drift_head(made), *words.drift_rows(made)]))
    return [*lines, *_section("Decisions", [_decision_line(held, made) for held in made.decisions])]


def _section(title: str, rows: Sequence[str]) -> list[str]:
    return ["", title, *(f"  {row}" for row in rows)] if rows else []


def _decision_line(held: Decision, made: Review) -> str:
    return f"{held.number}  {held.text} ({words.decision(held, made)}): {words.outcome(held, made)}"


def _table(made: Review) -> dict[str, Any]:
    arrivals = made.arrivals
    return {
        "agreement": made.agreement,
        "version": made.version,
        "received_from": utc_text(made.period.start),
        "received_until": utc_text(made.period.end),
        "tickets": made.tickets,
        "targets": [_gap(gap) for gap in made.gaps],
        "arrivals": {
            "by_hour": dict(zip(DAYS, arrivals.counts, strict=True)),
            "while_closed": dict(zip(DAYS, arrivals.outside, strict=True)),
            "most_while_closed": words.opening(made),
        },
        "longer_hours": None
        if made.longer is None
        else {"cells": changes_table(made.longer.changes), "flips": flips_table(made.longer.flips)},
        "drift": [
            {
                "month": str(mix.month),
                "received": {severity.word: mix.received[severity] for severity in Severity},
                "raised": mix.raised,
                "lowered": mix.lowered,
            }
            for mix in made.drift
        ],
        "suppliers": [
            {
                "supplier": held.supplier,
                "severity": held.severity.word,
                "agreed_s": held.agreed,
                "goal": held.goal,
                "waits": held.waits,
                "met": held.met,
                "breached": held.breached,
                "late_s": held.late,
            }
            for held in made.suppliers
        ],
        "waits_unnamed": made.unnamed,
        "decisions": [_decision(held) for held in made.decisions],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "metric": gap.metric.value,
        "severity": gap.severity.word,
        "agreed_s": gap.agreed,
        "goal": gap.goal,
        "met": gap.achieved.met,
        "breached": gap.achieved.breached,
        "cases": gap.cases,
        "few": gap.few,
        "wished_s": gap.wished,
        "would_keep_wished": None if gap.kept_as_wished is None else gap.kept_as_wished.met,
        "achievable": [
            {"share": found.share, "used_s": found.used, "target_s": found.target, "at_least": found.at_least}
            for found in gap.achievable
        ],
        "cushion": None if gap.cushion is None else gap.cushion._asdict(),
    }


def _decision(held: Decision) -> dict[str, Any]:
    return {
        "number": held.number,
        "agreement": held.agreement,
        "text": held.text,
        "owner": held.owner,
        "due": None if held.due is None else held.due.isoformat(),
        "decided_at": utc_text(held.decided_at),
        "closed_at": utc_text(held.closed_at),
        "outcome": held.outcome,
    }
