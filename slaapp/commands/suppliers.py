"""Agreements with suppliers, and the waits on them."""

import argparse
from typing import Any

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.agreement import Severity
from slaapp.domain.clock import Verdict
from slaapp.domain.durations import exact, late, left, used
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.supplier import SupplierAgreement
from slaapp.engine import Engine
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.fields import a_length, a_word
from slaapp.services.scenario import utc_text
from slaapp.services.suppliers import SupplierWait

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"


def add(new: Add) -> None:
    group = new.group(
        "supplier", "agreements with suppliers, whose clocks run while a ticket waits on them", "supplier list"
    )
    group("list", "every supplier, with its targets", "supplier list", listing)
    one = group(
        "agree",
        "keep what was agreed with a supplier: a new one, or the next version",
        "supplier agree 'Acme Telecom' --calendar 'Support hours' --target urgent=4h --target high=8h",
        agree,
        now=_TEST_ONLY,
    )
    one.add_argument("supplier")
    one.add_argument("--calendar", required=True, help="the supplier's hours, by the name of a calendar")
    one.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="SEVERITY=LENGTH",
        help="within which time a wait ends; several",
    )
    one.add_argument("--goal", type=int, default=90, help="in percent (else 90)")

    one = group(
        "end",
        "nothing is agreed any more: no further wait is bound, those that began keep theirs",
        "supplier end 'Acme Telecom'",
        end,
        now=_TEST_ONLY,
    )
    one.add_argument("supplier")


def listing(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        found = engine.suppliers.every()
    lines = [f"{held.name}: {targets_in_words(held)}; {held.goal} %, hours of {held.calendar}" for held in found]
    return context.answer([_table(held) for held in found], "\n".join(lines) or "There is no supplier yet.")


def agree(options: argparse.Namespace, context: Context) -> int:
    if not 1 <= options.goal <= 100:
        raise UsageRefusal("--goal: a share from 1 to 100 is expected here.")
    targets = dict(map(_target, options.target))
    wanted = SupplierAgreement(options.supplier, 0, options.calendar, targets, options.goal)
    with context.writing() as engine:
        held = engine.suppliers.agree(wanted, now=context.now)
    said = f"{held.name}, version {held.version}: {targets_in_words(held)}. Waits that began keep theirs."
    return context.answer(_table(held), said)


def end(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        held = engine.suppliers.named(options.supplier)
        engine.suppliers.remove(held.id, now=context.now)
    return context.answer(_table(held), f"{held.name}: nothing is agreed any more. Waits that began keep their times.")


def _target(text: str) -> tuple[Severity, int]:
    word, sign, length = text.partition("=")
    if not sign:
        raise UsageRefusal(f"--target: {quote(text)} is no target such as urgent=4h.")
    return a_word(word, SEVERITIES, "--target"), a_length(length, "--target")


def targets_in_words(agreement: SupplierAgreement) -> str:
    """`urgent 4 h, high 8 h`"""
    ordered = sorted(agreement.targets.items(), reverse=True)
    return ", ".join(f"{severity.word} {exact(allowed)}" for severity, allowed in ordered)


def _table(held: SupplierAgreement) -> dict[str, Any]:
    return {
        "supplier": held.name,
        "version": held.version,
        "calendar": held.calendar,
        "goal": held.goal,
        "targets_s": {severity.word: allowed for severity, allowed in held.targets.items()},
    }


def wait_lines(engine: Engine, context: Context, found: tuple[SupplierWait, ...]) -> list[str]:
    """The waits of a ticket on its page."""
    return [f"Waits on {_wait(engine, context, held)}" for held in found]


def _wait(engine: Engine, context: Context, held: SupplierWait) -> str:
    wait, reading = held.wait, held.reading
    since = f"since {context.when(engine, wait.start)}"
    if wait.end is not None:
        since = f"{context.when(engine, wait.start)} to {context.when(engine, wait.end)}"
    name = held.name or "a third party that was not named"
    if held.agreement is None or reading is None:
        return f"{name}, {since}"
    head = f"{name}, {since}: {used(reading.used)} used"
    if reading.allowed is None:
        return f"{head}; nothing is agreed for {wait.severity.word}"
    of = f"{head} of {exact(reading.allowed)}"
    if reading.verdict is Verdict.BREACHED:
        return f"{of}, late by {late(reading.late)}"
    if wait.end is not None:
        return f"{of}, kept"
    due = "never due" if reading.due_at is None else f"due {context.when(engine, reading.due_at)}"
    return f"{of}, {left(reading.left)} left, {due}"


def wait_tables(found: tuple[SupplierWait, ...]) -> list[dict[str, Any]]:
    return [
        {
            "supplier": held.name or None,
            "version": held.wait.version,
            "severity": held.wait.severity.word,
            "since": utc_text(held.wait.start),
            "until": utc_text(held.wait.end),
            "allowed_s": None if held.reading is None else held.reading.allowed,
            "used_s": None if held.reading is None else held.reading.used,
            "due_at": None if held.reading is None else utc_text(held.reading.due_at),
            "verdict": None if held.reading is None or held.reading.verdict is None else held.reading.verdict.value,
        }
        for held in found
    ]
