"""The same act on several tickets at once."""

import argparse
from collections.abc import Callable, Sequence

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.commands.counting import REASONS
from slaapp.commands.tickets import STATUSES
from slaapp.domain.agreement import Status
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.changes import Changes
from slaapp.services.fields import a_word, an_instant
from slaapp.services.together import Outcome

Acted = tuple[Outcome, Changes]


def add(new: Add) -> None:
    command = new(
        "bulk",
        "do the same to several tickets: all in one transaction, those that refuse are named",
        "bulk assign 12 13 14 --to 'Kim L.'",
        bulk,
        now="write as if at this instant (stores made for tests only)",
    )
    command.add_argument("act", choices=tuple(_ACTS), help=", ".join(_ACTS))
    command.add_argument("tickets", nargs="+", type=number, metavar="TICKET")
    command.add_argument("--to", help="the person, status, severity or reason")
    command.add_argument("--until", metavar="INSTANT", help="until when, with status scheduled")


def bulk(options: argparse.Namespace, context: Context) -> int:
    """Exit code 1 where any ticket refused; the others are changed."""
    takes_value = options.act not in ("close", "retract")
    if takes_value == (options.to is None):
        raise UsageRefusal(f"bulk {options.act}: {'say what to, with --to.' if takes_value else 'leave --to out.'}")
    if options.until is not None and (options.act, options.to) != ("status", Status.SCHEDULED.value):
        raise UsageRefusal("bulk: --until goes with status --to scheduled alone. Leave it out.")
    until = None if options.until is None else an_instant(options.until, "--until")
    with context.writing(create=False) as engine:
        outcome, _ = _ACTS[options.act](engine, options.tickets, options.to, until, context.now)
        lines = [_counted(len(outcome.changed), len(dict.fromkeys(options.tickets)))]
        lines += [f"{refused.number:>6}  {refused.why}" for refused in outcome.refused]
        context.answer(
            {
                "changed": list(outcome.changed),
                "refused": [{"ticket": refused.number, "why": refused.why} for refused in outcome.refused],
            },
            "\n".join(lines),
        )
    return 1 if outcome.refused else 0


def _counted(changed: int, asked: int) -> str:
    if asked == 1:
        return "1 ticket changed." if changed else "No ticket changed."
    return f"{asked} tickets changed." if changed == asked else f"{changed} of {asked} tickets changed."


def _assign(engine: Engine, numbers: Sequence[int], to: str, until: Instant | None, now: Instant) -> Acted:
    person = engine.people.assignee(to)
    return engine.together.assign(numbers, person, now=now)


def _status(engine: Engine, numbers: Sequence[int], to: str, until: Instant | None, now: Instant) -> Acted:
    return engine.together.set_status(numbers, a_word(to, STATUSES, "--to"), until=until, now=now)


def _severity(engine: Engine, numbers: Sequence[int], to: str, until: Instant | None, now: Instant) -> Acted:
    return engine.together.set_severity(numbers, a_word(to, SEVERITIES, "--to"), now=now)


def _close(engine: Engine, numbers: Sequence[int], to: str, until: Instant | None, now: Instant) -> Acted:
    return engine.together.set_status(numbers, STATUSES["closed"], now=now)


def _exclude(engine: Engine, numbers: Sequence[int], to: str, until: Instant | None, now: Instant) -> Acted:
    return engine.together.exclude(numbers, a_word(to, REASONS, "--to"), now=now)


def _retract(engine: Engine, numbers: Sequence[int], to: str, until: Instant | None, now: Instant) -> Acted:
    return engine.together.retract(numbers, now=now)


_ACTS: dict[str, Callable[[Engine, Sequence[int], str, Instant | None, Instant], Acted]] = {
    "assign": _assign,
    "status": _status,
    "severity": _severity,
    "close": _close,
    "exclude": _exclude,
    "retract": _retract,
}
