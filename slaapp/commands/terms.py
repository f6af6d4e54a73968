"""The days of an agreement's draft, on the command line: first and last, notice, renewal, and how early to remind."""

import argparse
import shlex
from datetime import date

from msgspec.structs import replace

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.reports.agreement_findings import whole_sentence
from slaapp.services.agreement_versions import Version
from slaapp.services.fields import a_day

_DAYS = {
    "valid_from": ("--first", "its first day, as the document names it"),
    "valid_to": ("--last", "its last day"),
    "notice_until": ("--notice-until", "the last day on which notice can be given"),
    "renews_on": ("--renews-on", "the day on which it goes on unless notice was given"),
}
_NONE = "none"


def add(group: Add) -> None:
    one = group(
        "term",
        "choose the days of the draft, and how early the desk is reminded of them",
        "version term 'Standard support' --notice-until 2026-12-31 --renews-on 2027-04-01 --remind 30",
        term,
        now="as of this instant; to write, only in stores made for tests",
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    for field, (option, summary) in _DAYS.items():
        one.add_argument(option, dest=field, metavar="DAY", help=f"{summary}; {_NONE} takes it out")
    one.add_argument("--remind", type=int, metavar="DAYS", help="before each of its dates (else 60)")


def draft_of(engine: Engine, name: str, now: Instant) -> Version:
    """Refusal where there is none."""
    held = engine.agreements.one(name, now).draft
    if held is None:
        raise Refusal(
            f"Nothing was changed: there is no draft of {name}.",
            command=f"Begin one with: slaapp version draft {shlex.quote(name)}",
        )
    return held


def term(options: argparse.Namespace, context: Context) -> int:
    asked = {field: getattr(options, field) for field in _DAYS if getattr(options, field) is not None}
    days: dict[str, date | None] = {
        field: None if text == _NONE else a_day(text, _DAYS[field][0]) for field, text in asked.items()
    }
    if options.remind is not None and not 0 <= options.remind <= 366:
        raise UsageRefusal("--remind: a number of days from 0 to 366 is expected here.")
    if not days and options.remind is None:
        raise UsageRefusal("Nothing was changed: no day was named. Name one, such as --last 2027-03-31.")
    with context.writing() as engine:
        draft = replace(draft_of(engine, options.agreement, context.now).agreement, **days)
        if options.remind is not None:
            draft = replace(draft, notice_days=options.remind)
        engine.agreements.save(draft, context.now)
        faults = engine.agreements.findings(draft, context.now)
    table = {field: None if (day := getattr(draft, field)) is None else day.isoformat() for field in _DAYS}
    lines = [f"{_DAYS[field][0]:<15} {day or _NONE}" for field, day in table.items()]
    said = [f"Version {draft.version} of {draft.name}, reminded {draft.notice_days} days before:", *lines]
    notes = [whole_sentence(one, draft) for one in faults]
    return context.answer({**table, "notice_days": draft.notice_days}, "\n".join((*said, *notes)))
