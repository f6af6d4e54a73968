"""Read other systems' files."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from slaapp.commands import mails
from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.domain.errors import UsageRefusal
from slaapp.services.importing import ImportSummary


def add(new: Add) -> None:
    command = new(
        "import",
        "import another system's log, or e-mails saved as .eml: all of a file or nothing",
        "import servicenow incidents.csv --customer 'Head office' --zone Europe/Lisbon",
        run,
        now="write as if at this instant (stores made for tests only)",
    )
    command.add_argument("format", choices=["servicenow", "eml"], help="an incident log, or e-mails saved as files")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="one log; as many e-mails as there are")
    command.add_argument(
        "--customer", help="whose tickets these are; added when new (eml: where the sender is not known)"
    )
    command.add_argument(
        "--new-customer", action="store_true", help="the name is right, though it is close to another's"
    )
    command.add_argument("--zone", help="the zone of the file's times (else the desk's)")
    command.add_argument(
        "--calendar", metavar="NAME", help="the calendar the tickets are measured by (else the agreement's)"
    )
    command.add_argument("--severity", default="normal", help="of tickets logged from e-mails (else normal)")
    command.add_argument("--ticket", type=number, help="the ticket to which e-mails are added")
    command.add_argument("--new", action="store_true", help="log e-mails as new tickets, also answers to known ones")


def run(options: argparse.Namespace, context: Context) -> int:
    if options.format == "eml":
        return mails.run(options, context)
    if options.customer is None:
        raise UsageRefusal("--customer: say whose tickets these are. Nothing was imported.")
    if len(options.files) > 1:
        raise UsageRefusal("import servicenow takes one file. Nothing was imported.")
    (options.file,) = options.files
    with context.writing() as engine:
        shown = sys.stderr.isatty()

        def progress(read: int, size: int) -> None:
            if shown:
                print(f"\r{100 * read // max(size, 1):3} % read", end="", file=sys.stderr, flush=True)

        summary = engine.importing.servicenow(
            options.file,
            customer=options.customer,
            zone=options.zone,
            calendar=options.calendar,
            new_customer=options.new_customer,
            now=context.now,
            progress=progress,
        )
        if shown:
            print(file=sys.stderr)
    return context.answer(_table(summary), "\n".join(_words(options, summary)))


def _words(options: argparse.Namespace, summary: ImportSummary) -> Iterator[str]:
    yield f"Read {summary.rows:,} rows of {options.file}, times taken as {summary.zone}."
    yield (
        f"{summary.tickets_added:,} tickets added, {summary.extended:,} continued, {summary.known:,} known already; "
        f"{summary.events_added:,} events added."
    )
    if summary.customer_added:
        yield f"The customer {options.customer} is new."
    if summary.agreement_added is not None:
        yield f"The agreement {summary.agreement_added} was made for the calendar {options.calendar}."
    yield "First response, next response and update are not measured: the source recorded no replies."
    taken = sum(problem.taken for problem in summary.problems)
    yield (
        f"{len(summary.problems):,} rows need a word; {taken:,} of them were taken all the same:"
        if summary.problems
        else ("Every row was understood.")
    )
    for problem in summary.problems:
        yield f"  line {problem.line}: {problem.reason}{' (taken)' if problem.taken else ' (not taken)'}"


def _table(summary: ImportSummary) -> dict[str, object]:
    return {
        "rows": summary.rows,
        "unchanged": summary.unchanged,
        "tickets_added": summary.tickets_added,
        "extended": summary.extended,
        "known": summary.known,
        "events_added": summary.events_added,
        "without_resolved_at": summary.without_resolved_at,
        "zone": summary.zone,
        "customer_added": summary.customer_added,
        "agreement_added": summary.agreement_added,
        "problems": [
            {"line": problem.line, "text": problem.text, "reason": problem.reason, "taken": problem.taken}
            for problem in summary.problems
        ],
    }
