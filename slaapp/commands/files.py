"""Files on tickets: attach them, list them, save them."""

import argparse
import sys
from pathlib import Path

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.domain.attachments import LARGEST, StoredFile, size_words
from slaapp.services.scenario import utc_text


def add(new: Add) -> None:
    command = new(
        "attach",
        f"add files to a ticket, each up to {LARGEST >> 20} MB",
        "attach 12 screenshot.png error.log",
        attach,
        now="write as if at this instant (stores made for tests only)",
    )
    command.add_argument("ticket", type=number)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command = new(
        "attachments", "the files on a ticket, and on those that were merged into it", "attachments 12", attachments
    )
    command.add_argument("ticket", type=number)
    command = new(
        "save-attachment",
        "write a copy of a file that is on a ticket",
        "save-attachment 12 error.log /tmp",
        save,
        now="",
    )
    command.add_argument("ticket", type=number)
    command.add_argument("name", metavar="NAME|SHA", help="what it is called, or how its SHA-256 begins (6 or more)")
    command.add_argument("to", type=Path, metavar="TO", help="a folder, or a file that is not there yet")


def attach(options: argparse.Namespace, context: Context) -> int:
    """All of them in one act; where one cannot be read none is attached."""
    with context.writing(create=False) as engine:
        engine.files.of(options.ticket)  # is there such a ticket, before anything is copied?
        taken = [engine.files.take_in(path, progress=_progress) for path in options.files]
        engine.files.attach(options.ticket, taken, now=context.now)
        listed = ", ".join(f"{file.name} ({size_words(file.size)})" for file in taken)
    return context.answer(
        {"ticket": options.ticket, "attached": [_table(file) for file in taken]},
        f"Attached to {options.ticket}: {listed}.",
    )


def _progress(done: int, size: int) -> bool:
    if sys.stderr.isatty() and size > 1 << 24:
        print(f"\r{100 * done // size:3} % copied", end="\n" if done == size else "", file=sys.stderr, flush=True)
    return True


def attachments(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        held = engine.files.with_merged(options.ticket, now=context.now)
        names = {person.account: person.name for person in engine.catalogue.people()}
        lines = [
            f"{on.file.sha256[:12]}  {size_words(on.file.size):>8}  {context.when(engine, on.at):<19}  {on.file.name}"
            f"  ·  by {names.get(on.by, on.by)}{'' if ticket == options.ticket else f'  ·  on merged ticket {ticket}'}"
            for ticket, on in held
        ]
        table = [_table(on.file) | {"at": utc_text(on.at), "by": on.by, "ticket": ticket} for ticket, on in held]
    return context.answer(table, "\n".join(lines) or f"Nothing is attached to ticket {options.ticket}.")


def save(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        file = engine.files.named(options.ticket, options.name)
        target = engine.files.save(file, options.to)
    return context.answer({"saved": str(target)} | _table(file), f"Saved {file.name} as {target}.")


def _table(file: StoredFile) -> dict[str, object]:
    return {"name": file.name, "size": file.size, "media_type": file.media_type, "sha256": file.sha256}
