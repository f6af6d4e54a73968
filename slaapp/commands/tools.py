"""Ask the engine without a store: working time, and what the clocks of a scenario say."""

import argparse
import json
from zoneinfo import ZoneInfo

from slaapp.commands.adding import Add
from slaapp.commands.context import Context, read_json
from slaapp.domain.durations import wall_time, weekday_and_day
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime
from slaapp.services.fields import a_length, an_instant
from slaapp.services.scenario import simulate, utc_text
from slaapp.services.worktime import answer_cases
from slaapp.wording import exact_length


def add(new: Add) -> None:
    command = new(
        "worktime",
        "working time: after a length, between two instants, or for a file of cases",
        "worktime add --from 2026-03-09T10:00:00Z --work 4h30m",
        worktime,
        now="",
    )
    command.add_argument("action", nargs="?", choices=["add", "between"])
    command.add_argument("--cases", metavar="FILE", help="a JSON list of cases; answers a JSON list")
    command.add_argument("--calendar", metavar="NAME", help="a calendar of the store (else the desk's own)")
    command.add_argument("--from", dest="start", metavar="INSTANT", help="when it begins")
    command.add_argument("--to", dest="end", metavar="INSTANT", help="when it ends, for between")
    command.add_argument("--work", metavar="LENGTH", help="such as 4h30m")
    command = new(
        "simulate",
        "what would the clocks say? One scenario or a list, nothing is stored",
        "simulate scenario.json",
        run,
        now="",
    )
    command.add_argument("file", help="- for standard input")


def worktime(options: argparse.Namespace, context: Context) -> int:
    if options.cases is not None:
        print(json.dumps(answer_cases(read_json(options.cases)), ensure_ascii=False, indent=1))
        return 0
    if options.action is None:
        raise UsageRefusal("worktime: say add or between, or name a file with --cases.")
    start = _instant(options.start, "--from")
    with context.reading() as engine:
        hours = engine.hours(options.calendar)
        if options.action == "between":
            seconds = hours.between(start, _instant(options.end, "--to"))
            sign = "−" if seconds < 0 else ""
            return context.answer({"seconds": seconds}, f"{sign}{exact_length(abs(seconds))}")
        if options.work is None:
            raise UsageRefusal("--work: say how much, such as 4h30m.")
        due = hours.after(start, a_length(options.work, "--work"))
        return context.answer(
            {"instant": utc_text(due)},
            _never(hours, start) if due is None else _words(due, hours.zone),
        )


def _never(hours: WorkingTime, start: Instant) -> str:
    if hours.next_open(start) is None:
        return "never: this calendar has no open hours"
    return "after 2120, up to which calendars are known"


def _words(at: Instant, zone: ZoneInfo) -> str:
    """`Mon 16 Mar 2026 10:30:00 UTC`: in the calendar's own zone."""
    return f"{weekday_and_day(wall_time(at, zone).date())} {wall_time(at, zone):%Y %H:%M:%S} {zone.key}"


def _instant(text: str | None, name: str) -> Instant:
    if text is None:
        raise UsageRefusal(f"{name}: give an instant such as 2026-03-09T10:00:00Z.")
    return an_instant(text, name)


def run(options: argparse.Namespace, context: Context) -> int:
    print(json.dumps(simulate(read_json(options.file)), ensure_ascii=False, indent=1))
    return 0
