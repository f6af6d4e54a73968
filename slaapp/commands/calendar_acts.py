"""One calendar on the command line: shown with its versions and days, a day of its own, renamed, removed."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from slaapp.commands import rules
from slaapp.commands.adding import Add, year
from slaapp.commands.context import Context
from slaapp.domain.calendar import Calendar
from slaapp.domain.durations import DAYS, exact, long_day
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.spans import MINUTE
from slaapp.domain.times_of_day import read_day_hours
from slaapp.domain.week import weekly_minutes
from slaapp.reports.calendars import hours_in_words, openings_in_words
from slaapp.services.calendar_data import calendar_table
from slaapp.services.calendar_versions import next_start
from slaapp.services.calendars import Kept
from slaapp.services.changes import Changes
from slaapp.services.fields import a_day
from slaapp.services.holiday_lists import days_of, with_day, without_day
from slaapp.services.moves import tally
from slaapp.wording import due_moved

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"


def add(group: Add) -> None:
    one = group("show", "its hours in words, what is planned, its holidays", "calendar show 'Support hours'", show)
    one.add_argument("calendar", metavar="NAME")
    one.add_argument("--year", type=year, help="of the holidays and short days (else this one)")

    one = group(
        "day",
        "close on a day, or open at other hours on it",
        "calendar day 'Support hours' 2026-12-24 --title 'Christmas Eve' --open 12:00 --yearly",
        day,
        now=_TEST_ONLY,
    )
    one.add_argument("calendar", metavar="NAME")
    one.add_argument("day", metavar="DAY", help="such as 2026-12-24")
    one.add_argument("--title", default="", help="what the day is called")
    one.add_argument("--open", default="", metavar="HOURS", help="until 12:00, or 10:00-12:00,13:00-15:00; else closed")
    one.add_argument("--yearly", action="store_true", help="for ten years; with --usual, later years too")
    one.add_argument("--usual", action="store_true", help="as on any other day of the week again")

    one = group(
        "rename", "give it another name", "calendar rename 'Support hours' 'Site hours'", rename, now=_TEST_ONLY
    )
    one.add_argument("calendar", metavar="NAME")
    one.add_argument("new", metavar="NEW")

    one = group(
        "remove",
        "take one away that nothing counts by, or what is planned from a day on",
        "calendar remove 'Support hours' --from 2027-01-01",
        remove,
        now=_TEST_ONLY,
    )
    one.add_argument("calendar", metavar="NAME")
    one.add_argument("--from", dest="first", metavar="DAY", help="only what is planned from that day on")


def show(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        kept = engine.calendars.one(options.calendar)
        today = engine.hours(kept.name).day_of(context.now)
    return context.answer(_table(kept), "\n".join(_lines(kept, today, options.year or today.year)))


def _lines(kept: Kept, today: date, of: int) -> Iterator[str]:
    yield f"{kept.name}, {kept.newest.zone}"
    for start, calendar in kept.line.versions:
        ends = next_start(kept.line, start)
        when = "In force" if start <= today else f"From {long_day(start)}"
        if ends is not None and ends <= today:
            if hours_in_words(kept.line.on(ends)) == hours_in_words(calendar):
                continue  # only its holidays were others
            when = f"Until {long_day(ends - timedelta(days=1))}"
        yield f"{when}: {hours_in_words(calendar)}. {exact(weekly_minutes(calendar.week) * MINUTE)} a week."
    users = [*kept.agreements, *kept.suppliers, *(["the desk"] if kept.is_desks else [])]
    yield f"Used by {', '.join(users)}." if users else "Used by nothing."
    for on, name, openings in days_of(kept.line.on(today), of):
        told = openings_in_words(openings) if openings else "closed"
        yield f"{on.isoformat()} {DAYS[on.weekday()]}  {told}  {name}".rstrip()


def _table(kept: Kept) -> dict[str, Any]:
    return {
        "name": kept.name,
        "versions": [
            {"valid_from": None if start == date.min else start.isoformat(), "in_words": hours_in_words(calendar)}
            | calendar_table(calendar)
            for start, calendar in kept.line.versions
        ],
        "agreements": kept.agreements,
        "suppliers": kept.suppliers,
        "is_desks": kept.is_desks,
    }


def day(options: argparse.Namespace, context: Context) -> int:
    on = a_day(options.day, "DAY")
    if options.usual and (options.open or options.title):
        raise UsageRefusal("--usual takes the day away. Leave --open and --title out.")
    change: Callable[[Calendar], Calendar]
    if options.usual:
        change = partial(without_day, day=on, yearly=options.yearly)
    else:
        try:
            hours = read_day_hours(options.open)
        except ValueError as error:
            raise UsageRefusal(f"--open: {error}") from error
        change = partial(with_day, day=on, name=options.title, hours=hours, yearly=options.yearly)
    with context.writing(create=False) as engine:
        if on < engine.hours(options.calendar).day_of(context.now):
            raise UsageRefusal(f"{on.isoformat()} is over, and days that are over stay as they were.")
        changes = engine.calendars.change_days(options.calendar, change, now=context.now)
        governing = engine.hours(options.calendar).line.on(on)
    openings = () if on in governing.holidays else governing.openings_on(on)
    told = openings_in_words(openings) or "closed"
    return _answer(context, changes, f"{options.calendar} on {long_day(on)}: {told}.")


def rename(options: argparse.Namespace, context: Context) -> int:
    with context.writing(create=False) as engine:
        changes = engine.calendars.rename(options.calendar, options.new, now=context.now)
    return _answer(context, changes, f"{options.calendar} is {options.new} now.")


def remove(options: argparse.Namespace, context: Context) -> int:
    first = None if options.first is None else a_day(options.first, "--from")
    with context.writing(create=False) as engine:
        if first is None:
            changes = engine.calendars.remove(options.calendar, now=context.now)
            return _answer(context, changes, f"{options.calendar} is removed.")
        changes = engine.calendars.drop(options.calendar, first, now=context.now)
    return _answer(context, changes, f"What {options.calendar} planned from {long_day(first)} on is removed.")


def _answer(context: Context, changes: Changes, said: str) -> int:
    words = " ".join(filter(None, (said, due_moved(*tally(changes.moved)))))
    return context.answer({"moves": [rules.move_table(move) for move in changes.moved]}, words)
