"""Business hours on the command line: list, import, export, what a change would do, and lists of holidays."""

import argparse
from datetime import date

from slaapp.commands import calendar_acts, rules
from slaapp.commands.adding import Add, year
from slaapp.commands.context import Context, read_file
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.importers.ics import read_days
from slaapp.languages import LANGUAGES
from slaapp.reports.texts import counted
from slaapp.services.customer_fields import a_language
from slaapp.services.fields import read_toml
from slaapp.services.holiday_lists import of_country
from slaapp.services.moves import tally
from slaapp.services.rulebook import read_line
from slaapp.wording import due_moved

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"
YEARS_ON = 5
"""For how many years a file's holidays are taken."""


def add(new: Add) -> None:
    group = new.group("calendar", "business hours: show, import, export, holidays", "calendar export hours.toml")
    listed = group("list", "the calendars", "calendar list", rules.run)
    listed.set_defaults(kind="calendar", action="list", file=None)

    one = group("import", "read one from a file (TOML)", "calendar import hours.toml", rules.run, now=_TEST_ONLY)
    one.set_defaults(kind="calendar", action="import")
    one.add_argument("file", nargs="?", metavar="FILE", help="- for standard input")

    one = group("export", "write one to a file (TOML)", "calendar export hours.toml", rules.run)
    one.set_defaults(kind="calendar", action="export")
    one.add_argument("file", nargs="?", metavar="FILE", help="- for standard output")
    one.add_argument("--name", help="which calendar (else the desk's own)")

    calendar_acts.add(group)

    one = group("effect", "what importing a file would do to open tickets", "calendar effect hours.toml", effect)
    one.add_argument("file", metavar="FILE", help="- for standard input")

    one = group(
        "holidays",
        "close on the public holidays of a country in a year",
        "calendar holidays 'Support hours' --country GB --part ENG --year 2027",
        holidays,
        now=_TEST_ONLY,
    )
    one.add_argument("calendar", metavar="NAME")
    one.add_argument("--country", required=True, help="its two letters")
    one.add_argument("--part", default="", help="of the country, by its short name (else the whole country's)")
    one.add_argument("--year", required=True, type=year, help="of this year")
    known = ", ".join(LANGUAGES)
    one.add_argument("--language", help=f"of their names: {known} (else the country's own where it is one of these)")

    one = group(
        "ics",
        "close on the whole days of a calendar file, from this year on",
        "calendar ics 'Support hours' holidays.ics",
        ics,
        now=_TEST_ONLY,
    )
    one.add_argument("calendar", metavar="NAME")
    one.add_argument("file", metavar="FILE.ics", help="- for standard input")


def effect(options: argparse.Namespace, context: Context) -> int:
    fields = read_toml(read_file(options.file))
    name = fields.name("name")
    line = read_line(name, {key: fields.take(key) for key in fields.names()})
    with context.reading() as engine:
        if name not in engine.catalogue.calendars():
            raise UsageRefusal(
                f"There is no calendar named {quote(name)}, so no ticket counts by it. Nothing was changed."
            )
        found = engine.calendars.effect(line, context.now)
    return context.answer(rules.effect_table(found), rules.effect_words(found))


def holidays(options: argparse.Namespace, context: Context) -> int:
    language = None if options.language is None else a_language(options.language)
    days = of_country(options.country.upper(), options.part, [options.year], language=language)
    return _close_on(options.calendar, days, context)


def ics(options: argparse.Namespace, context: Context) -> int:
    data = read_file(options.file)
    with context.reading() as engine:
        this_year = engine.hours(options.calendar).day_of(context.now).year
    found = read_days(data, date(this_year, 1, 1), date(this_year + YEARS_ON, 12, 31))
    return _close_on(options.calendar, found.days, context, _left_out(found.left_out, options.file))


def _left_out(count: int, file: str) -> str:
    if count == 1:
        return f"1 entry of {file} is no whole day and was left out."
    return f"{count} entries of {file} are no whole days and were left out." if count else ""


def _close_on(name: str, days: dict[date, str], context: Context, more: str = "") -> int:
    with context.writing(create=False) as engine:
        added, changes = engine.calendars.close_on(name, days, now=context.now)
    lines = [f"{day.isoformat()}  {held}".rstrip() for day, held in added.items()]
    said = f"Added {counted(len(added), 'holiday')} to {name}." if added else f"{name} has these days already."
    lines.append(" ".join(filter(None, (said, due_moved(*tally(changes.moved)), more))))
    table = {
        "added": {day.isoformat(): held for day, held in added.items()},
        "moves": [rules.move_table(move) for move in changes.moved],
    }
    return context.answer(table, "\n".join(lines))
