"""Set a desk up: agreements, calendars, customers, the desk itself, as TOML files."""

import argparse

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file, write_file
from slaapp.domain.errors import UsageRefusal
from slaapp.engine import Engine
from slaapp.services.catalogue import Catalogue

_KINDS = {
    "agreement": ("agreements", Catalogue.import_agreement),
    "calendar": ("calendars", Catalogue.import_calendar),
    "customer": ("customers", Catalogue.import_customers),
    "desk": ("the desk", Catalogue.import_desk),
}


_TEST_ONLY = "import as if at this instant (stores made for tests only)"


def add(new: Add) -> None:
    for kind, (words, _) in _KINDS.items():
        command = new(kind, f"list, import or export {words} (TOML)", f"{kind} export {kind}.toml", run, now=_TEST_ONLY)
        command.add_argument("action", choices=["list", "import", "export"])
        command.add_argument("file", nargs="?", metavar="FILE", help="- for standard input or output")
        if kind in ("agreement", "calendar"):
            command.add_argument("--name", help=f"which {kind} to export (else the desk's own)")
        if kind == "agreement":
            command.add_argument("--version", type=number, help="which version to export (else the newest)")
        command.set_defaults(kind=kind)


def run(options: argparse.Namespace, context: Context) -> int:
    if options.action == "list" and options.file is not None:
        raise UsageRefusal(f"{options.kind} list shows them here and takes no file. Leave {options.file} out.")
    if options.action != "export" and (getattr(options, "name", None) or getattr(options, "version", None)):
        raise UsageRefusal(f"--name and --version belong to {options.kind} export. Leave them out.")
    if options.action == "import":
        data = read_file(options.file or "-")
        with context.writing() as engine:
            _KINDS[options.kind][1](engine.catalogue, data, now=context.now)
        return context.answer({"imported": options.file}, f"Imported {options.file or 'standard input'}.")
    with context.reading() as engine:
        if options.action == "export":
            write_file(options.file or "-", _exported(engine, options))
            return 0
        names = _names(engine, options.kind)
    return context.answer(names, "\n".join(names) or "None yet.")


def _exported(engine: Engine, options: argparse.Namespace) -> bytes:
    if options.kind == "customer":
        return engine.catalogue.export_customers()
    if options.kind == "desk":
        return engine.catalogue.export_desk()
    default_agreement, calendar = engine.catalogue.desk_rules()
    if options.kind == "agreement":
        return engine.catalogue.export_agreement(options.name or default_agreement, options.version)
    return engine.catalogue.export_calendar(options.name or calendar)


def _names(engine: Engine, kind: str) -> list[str]:
    if kind == "agreement":
        return [f"{held.name} v{held.version}" for held in engine.catalogue.agreements()]
    if kind == "calendar":
        return engine.catalogue.calendars()
    if kind == "customer":
        return [held.name for held in engine.catalogue.customers()]
    return [engine.catalogue.desk().name]
