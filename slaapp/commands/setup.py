"""`slaapp setup`: give a new desk its first answers in one go, as the window asks them one by one."""

import argparse

from msgspec.structs import replace

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.calendar import Opening
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.services.beginning import PACES
from slaapp.services.calendar_data import DAYS


def add(new: Add) -> None:
    command = new(
        "setup",
        "give a new desk its name, hours, response times and people",
        "setup --name 'Site IT desk' --hours 'mon-thu 07:30-18:00' --hours 'fri 07:30-16:00' --person 'Kim L.'",
        run,
        now="set it up as if at this instant (stores made for tests only)",
    )
    command.add_argument("--name", help="what the desk is called")
    command.add_argument("--phone", help="how it is reached")
    command.add_argument("--hours", action="append", metavar="'DAYS FROM-TO'", help="such as 'mon-fri 09:00-17:00'")
    command.add_argument("--country", help="whose public holidays are kept: two letters, or none")
    command.add_argument("--pace", help=f"how fast you promise to react: {', '.join(PACES)} (else standard)")
    command.add_argument("--no-internal", action="store_true", help="without internal targets at 75 %% of each time")
    command.add_argument("--person", action="append", metavar="NAME", help="who works there; can be said again")
    command.add_argument("--me", metavar="NAME", help="what this account's person is called")


def run(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        answers = engine.beginning.usual(context.now)
        given = {key: getattr(options, key) for key in ("name", "phone", "pace", "me") if getattr(options, key)}
        if options.hours:
            given["week"] = _week(options.hours)
        if options.country:
            given["country"] = "" if options.country == "none" else options.country.upper()
        answers = replace(answers, **given, internal=not options.no_internal, people=tuple(options.person or ()))
        engine.beginning.begin(answers, now=context.now)
        desk = engine.catalogue.desk()
    return context.answer({"desk": desk.name}, f"{desk.name} can begin: log the first ticket with slaapp log.")


def _week(lines: list[str]) -> tuple[tuple[Opening, ...], ...]:
    """Of lines such as `mon-thu 07:30-18:00`."""
    week: list[list[Opening]] = [[] for _ in DAYS]
    for line in lines:
        days, _, times = line.strip().partition(" ")
        first, _, last = days.lower().partition("-")
        opens, dash, closes = times.strip().partition("-")
        if first not in DAYS or (last or first) not in DAYS or not dash:
            raise UsageRefusal(
                f"--hours: {quote(line, longest=40)} is not such as 'mon-fri 09:00-17:00'. Nothing was saved."
            )
        try:
            opening = Opening.parse(opens, closes)
        except ValueError as error:
            raise UsageRefusal(f"--hours: {error} Nothing was saved.") from error
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            week[day].append(opening)
    return tuple(tuple(sorted(openings, key=lambda held: held.opens)) for openings in week)
