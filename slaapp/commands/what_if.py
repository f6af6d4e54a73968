"""What a draft of an agreement, or longer hours, would have made of the last months."""

import argparse
from collections.abc import Iterable
from typing import Any

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file
from slaapp.commands.progress import at_terminal
from slaapp.commands.viewing import ledger_lines
from slaapp.domain.agreement import Agreement, Severity, Tier
from slaapp.domain.durations import exact
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.longer_hours import longer_hours, weekly_opening
from slaapp.domain.what_if import Change, Flip, Side
from slaapp.domain.working_time import WorkingTime
from slaapp.engine import Engine
from slaapp.reports import what_if_words as said
from slaapp.reports.review_words import period
from slaapp.reports.severity_names import called
from slaapp.services.agreement_data import METRICS, agreement_in
from slaapp.services.fields import a_word
from slaapp.services.governed import Watch
from slaapp.services.scenario import ledger_table, utc_text
from slaapp.services.whatif import WhatIf
from slaapp.wording import METRIC, TIER

LISTED = 40
"""So many tickets that flip are named to a person; a machine gets all."""


def add(new: Add) -> None:
    command = new(
        "whatif",
        "what a draft, or longer hours, would have made of the last months; nothing is changed",
        "whatif next.toml --months 12",
        what_if,
    )
    command.add_argument(
        "source", metavar="DRAFT.toml|AGREEMENT", help="a name stands for its draft, else for what is in force"
    )
    add_months(command)
    command.add_argument("--why", type=number, metavar="TICKET", help="what it would have made of one clock, by step")
    command.add_argument("--metric", default="resolution", help=f"with --why: {', '.join(METRICS)} (else resolution)")
    command.add_argument("--cycle", type=number, help="with --why: else the latest")
    command.add_argument(
        "--open",
        metavar="'DAY FROM-TO'",
        help="with hours in which it is open each week too: 'Sat 09:00-12:00'",
    )


def add_months(command: argparse.ArgumentParser) -> None:
    command.add_argument("--months", type=number, default=12, help="how far to look back (else 12)")


def what_if(options: argparse.Namespace, context: Context) -> int:
    source: str = options.source
    data = read_file(source) if source == "-" or source.lower().endswith((".toml", ".json")) else None
    with context.reading() as engine:
        if data is None:
            held = engine.agreements.one(source, context.now)
            version = held.draft or held.in_force or held.versions[0]
            draft = version.agreement
        else:
            draft = agreement_in(data, sound=False)
        hours = {} if options.open is None else longer(engine, draft, options.open)
        if options.why is not None:
            return _why(options, context, engine, draft, hours)
        made = engine.what_ifs.run(draft, now=context.now, months=months(options), hours=hours, watch=watch())
        zone = engine.hours(draft.calendar).zone
        heading = _heading(made, options.open, period(made.period, zone))
    return context.answer(table(made), "\n".join([*heading, "", *words(made)]))


def _why(
    options: argparse.Namespace, context: Context, engine: Engine, draft: Agreement, hours: dict[str, WorkingTime]
) -> int:
    metric = a_word(options.metric, METRICS, "--metric")
    book = engine.what_ifs.why(draft, options.why, metric, cycle=options.cycle, hours=hours, now=context.now)
    return context.answer(ledger_table(book), "\n".join(ledger_lines(engine, context, options.why, metric, book)))


def months(options: argparse.Namespace) -> int:
    if options.months > 240:
        raise UsageRefusal("--months: at most 240 can be looked back on.")
    return int(options.months)


def longer(engine: Engine, agreement: Agreement, text: str) -> dict[str, WorkingTime]:
    try:
        weekday, opening = weekly_opening(text)
    except ValueError as error:
        raise UsageRefusal(f"--open: {error}") from error
    return {agreement.calendar: longer_hours(engine.hours(agreement.calendar), weekday, opening)}


def watch() -> Watch:
    return Watch(at_terminal())


def _heading(made: WhatIf, opening: str | None, days: str) -> list[str]:
    hours = f", open {opening} too" if opening else ""
    return [
        f"{made.agreement}, version {made.version}{hours}",
        f"{made.tickets} tickets received {days}, as they were promised and as this would have had it:",
    ]


def words(made: WhatIf) -> list[str]:
    shown = said.shown(made.changes)
    if not shown:
        return [said.NOTHING_DECIDED]
    names = {severity: called(severity, made.meanings.get(severity)) for severity in Severity}
    wide = max(map(len, names.values()))
    lines = [f"{'':<9}{'':<15} {'':<{wide}}  {'was':>18}  {'would be':>18}  {'goal':<6} late in all"]
    lines += [_line(change, f"{names[change.severity]:<{wide}}") for change in shown]
    lines += [said.FEW] if said.few(shown) else []
    lines += ["", said.cost(made, Tier.PUBLIC), "", said.turned(made, Tier.PUBLIC)]
    flips = [flip for flip in made.flips if flip.tier is Tier.PUBLIC]
    lines += [f"  {_flip(flip, made)}" for flip in flips[:LISTED]]
    if len(flips) > LISTED:
        lines.append(f"  and {len(flips) - LISTED} more: --json names all")
    return lines


def _line(change: Change, name: str) -> str:
    goal = {True: "kept", False: "below", None: "–"}[change.after.met_goal]
    return (
        f"{TIER[change.tier]:<9}{METRIC[change.metric]:<15} {name}  "
        f"{said.side(change.before):>18}  {said.side(change.after):>18}  {goal:<6} {exact(change.after.late)}"
    )


def _flip(flip: Flip, made: WhatIf) -> str:
    subject = " ".join(made.subjects[flip.number].split())
    name = called(flip.severity, made.meanings.get(flip.severity))
    return f"{flip.number}  {said.clock(flip)}, {name}: {said.turn(flip)}  {subject[:60]}"


def table(made: WhatIf) -> dict[str, Any]:
    return {
        "agreement": made.agreement,
        "version": made.version,
        "received_from": utc_text(made.period.start),
        "received_until": utc_text(made.period.end),
        "tickets": made.tickets,
        "cells": changes_table(made.changes),
        "flips": flips_table(made.flips),
    }


def changes_table(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [
        {
            "metric": change.metric.value,
            "severity": change.severity.word,
            "tier": change.tier.value,
            "was": _side_table(change.before),
            "now": _side_table(change.after),
        }
        for change in changes
    ]


def flips_table(flips: Iterable[Flip]) -> list[dict[str, Any]]:
    return [
        {
            "number": flip.number,
            "metric": flip.metric.value,
            "tier": flip.tier.value,
            "cycle": flip.cycle,
            "severity": flip.severity.word,
            "was": None if flip.was is None else flip.was.value,
            "now": None if flip.now is None else flip.now.value,
            "late_s": flip.late,
        }
        for flip in flips
    ]


def _side_table(side: Side) -> dict[str, Any]:
    tally = side.tally
    return {
        "met": tally.met,
        "breached": tally.breached,
        "percent": tally.shown() if tally.decided else None,
        "goal": side.goal,
        "goal_kept": side.met_goal,
        "late_s": side.late,
    }
