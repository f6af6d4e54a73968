"""Set a desk up: agreements, calendars, the desk itself, as TOML files."""

import argparse
from collections.abc import Sequence
from typing import Any

from slaapp.commands import agreement_document
from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file, write_file
from slaapp.commands.standing import listing
from slaapp.domain.durations import exact
from slaapp.domain.errors import UsageRefusal
from slaapp.engine import Engine
from slaapp.services.agreement_data import NamedCopy, as_file, copies_in
from slaapp.services.effects import Effect
from slaapp.services.moves import Moved, tally
from slaapp.services.scenario import utc_text
from slaapp.services.toml_files import TomlFiles
from slaapp.wording import due_moved

_KINDS = {
    "agreement": ("agreements", TomlFiles.import_agreement),
    "calendar": ("calendars", TomlFiles.import_calendar),
    "desk": ("the desk", TomlFiles.import_desk),
}


NAMED = 20
"""So many tickets are named by their numbers."""

_TEST_ONLY = "import as if at this instant (stores made for tests only)"


def add(new: Add) -> None:
    group = new.group(
        "agreement",
        "list, import or export agreements (TOML, JSON), make one, print it",
        "agreement export agreement.toml",
    )
    group("list", "the agreements with their versions", "agreement list", listing)
    imported = group("import", "read one from a file", "agreement import agreement.toml", run, now=_TEST_ONLY)
    imported.set_defaults(kind="agreement", action="import")
    imported.add_argument("file", nargs="?", metavar="FILE", help="- for standard input")
    exported = group("export", "write one to a file", "agreement export agreement.toml", run)
    exported.set_defaults(kind="agreement", action="export")
    exported.add_argument("file", nargs="?", metavar="FILE", help="- for standard output")
    exported.add_argument("--name", help="which agreement (else the desk's own)")
    exported.add_argument("--version", type=number, help="which version (else the newest)")
    agreement_document.add(group)
    words = _KINDS["desk"][0]
    command = new("desk", f"list, import or export {words} (TOML)", "desk export desk.toml", run, now=_TEST_ONLY)
    command.add_argument("action", choices=["list", "import", "export"])
    command.add_argument("file", nargs="?", metavar="FILE", help="- for standard input or output")
    command.set_defaults(kind="desk")


def run(options: argparse.Namespace, context: Context) -> int:
    if options.action == "list" and options.file is not None:
        raise UsageRefusal(f"{options.kind} list shows them here and takes no file. Leave {options.file} out.")
    if options.action == "import":
        data = read_file(options.file or "-")
        with context.writing() as engine:
            changes = _KINDS[options.kind][1](engine.toml_files, data, now=context.now)
        copies = copies_in(data) if options.kind == "agreement" else ()
        words = (
            f"Imported {options.file or 'standard input'}.",
            _not_taken_over(copies),
            due_moved(*tally(changes.moved)),
        )
        moves = [move_table(move) for move in changes.moved]
        return context.answer({"imported": options.file, "moved": moves}, " ".join(filter(None, words)))
    with context.reading() as engine:
        if options.action == "export":
            as_json = context.as_json or (options.file or "").lower().endswith(".json")
            write_file(options.file or "-", _exported(engine, options, as_json=as_json))
            return 0
        name = engine.catalogue.desk().name
    return context.answer([name], name)


def _not_taken_over(copies: Sequence[NamedCopy]) -> str:
    if not copies:
        return ""
    named = ", ".join(copy.file for copy in copies)
    return f"Signed copies are only named in it, attach their scans where they are not there yet: {named}."


def move_table(move: Moved) -> dict[str, Any]:
    return {
        "ticket": move.number,
        "metric": move.metric.value,
        "tier": move.tier.value,
        "was_due_at": utc_text(move.was),
        "due_at": utc_text(move.due_at),
    }


def effect_table(found: Effect) -> dict[str, Any]:
    numbers = sorted({move.number for move in found.moved})
    return {"later": found.later, "earlier": found.earlier, "most_s": found.most, "tickets": numbers}


def effect_words(found: Effect) -> str:
    """What becomes of the open tickets, in a sentence or two."""
    moved = due_moved(found.later, found.earlier)
    if not moved:
        return "No open ticket becomes due at another time."
    most = moved if found.most is None else f"{moved.rstrip('.')}, by at most {exact(found.most)}."
    numbers = sorted({move.number for move in found.moved})
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return f"{most} Tickets: {', '.join(map(str, numbers[:NAMED]))}{more}."


def _exported(engine: Engine, options: argparse.Namespace, *, as_json: bool) -> bytes:
    if options.kind == "desk":
        return engine.toml_files.export_desk()
    default_agreement, calendar = engine.catalogue.desk_rules()
    if options.kind == "agreement":
        name = options.name or default_agreement
        held = engine.catalogue.agreement(name, options.version)
        copies = engine.signed_copies.in_file(name, held.version)
        return as_file(held, copies, as_json=as_json)
    return engine.toml_files.export_calendar(options.name or calendar)
