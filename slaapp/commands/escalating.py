"""Escalation by command: record what was reached, and do it."""

import argparse
from typing import Any

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.engine import Engine
from slaapp.services.escalating import Fired
from slaapp.services.scenario import utc_text
from slaapp.wording import METRIC, taken_words


def add(new: Add) -> None:
    new(
        "escalate",
        "record which steps of an escalation were reached, and do them; for a timer of the system",
        "escalate",
        escalate,
        now="as of this instant, only in stores made for tests",
    )


def escalate(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        fired, _ = engine.escalating.run(now=context.now)
        lines = [_line(engine, context, one) for one in fired]
    return context.answer([_table(one) for one in fired], "\n".join(lines) or "No step was reached.")


def _line(engine: Engine, context: Context, fired: Fired) -> str:
    held, step = fired.reached, fired.reached.step
    what = taken_words(step.at, step.act, step.to, done=fired.done)
    when = context.when(engine, held.at)
    return f"{fired.number:>6}  {fired.subject}  ·  {METRIC[held.metric]} {when}, {what}"


def _table(fired: Fired) -> dict[str, Any]:
    held, step = fired.reached, fired.reached.step
    return {
        "ticket": fired.number,
        "metric": held.metric.value,
        "cycle": held.cycle,
        "severity": step.severity.word,
        "at": step.at,
        "act": step.act.value,
        "to": step.to,
        "reached_at": utc_text(held.at),
        "done": fired.done,
    }
