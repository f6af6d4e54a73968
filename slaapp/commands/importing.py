"""Read other systems' files."""

import argparse
import sys
from pathlib import Path

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.calendar import zone_info
from slaapp.domain.errors import UsageRefusal


def add(new: Add) -> None:
    command = new(
        "import",
        "import another system's log: all of a file or nothing",
        "import servicenow incidents.csv --customer 'Head office' --zone Europe/Lisbon",
        run,
        now="write as if at this instant (stores made for tests only)",
    )
    command.add_argument("format", choices=["servicenow"])
    command.add_argument("file", type=Path)
    command.add_argument("--customer", required=True)
    command.add_argument("--zone", help="the zone of the file's times (else the desk's)")
    command.add_argument(
        "--calendar", metavar="NAME", help="the calendar the tickets are measured by (else the agreement's)"
    )


def run(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        zone = engine.board.zone
        if options.zone is not None:
            try:
                zone = zone_info(options.zone)
            except ValueError as error:
                raise UsageRefusal(f"--zone: {error}") from error

        def progress(done: int) -> None:
            if sys.stderr.isatty():
                print(f"\r{done:,} rows read", end="", file=sys.stderr, flush=True)

        summary = engine.importing.servicenow(
            options.file,
            customer=options.customer,
            zone=zone,
            calendar=options.calendar,
            now=context.now,
            progress=progress,
            cancelled=lambda: False,
        )
        if sys.stderr.isatty():
            print(file=sys.stderr)
    return context.answer(summary.table(), summary.words())
