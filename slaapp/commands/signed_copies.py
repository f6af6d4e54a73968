"""Scanned signed copies of agreements, on the command line."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.domain.attachments import label, size_words
from slaapp.services.signed_copies import SignedCopy

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"


def add(group: Add) -> None:
    one = group(
        "attach",
        "attach the scan of a signed copy (a PDF or a picture) to its version",
        "version attach 'Standard support' 4 signed.pdf --customer 'Northgate School'",
        attach,
        now=_TEST_ONLY,
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    one.add_argument("number", type=number, help="of the version")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--customer", help="who signed it (else it is everybody's)")

    for word, summary, run, now in (
        ("save", "write a signed copy to a file", save, ""),
        ("detach", "take a signed copy off its version; history keeps it", detach, _TEST_ONLY),
    ):
        to = " /tmp" if word == "save" else ""
        one = group(word, summary, f"version {word} 'Standard support' 4 signed.pdf{to}", run, now=now)
        one.add_argument("agreement", metavar="AGREEMENT")
        one.add_argument("number", type=number, help="of the version")
        one.add_argument("name", metavar="NAME|SHA", help="what it is called, or how its SHA-256 begins (6 or more)")
        if word == "save":
            one.add_argument("to", type=Path, metavar="TO", help="a folder, or a file that is not there yet")


def attach(options: argparse.Namespace, context: Context) -> int:
    name, version, path = options.agreement, options.number, options.file
    with context.writing() as engine:
        customer = "" if options.customer is None else engine.catalogue.customer(options.customer).id
        engine.signed_copies.check(name, version, label(path.name), context.now)
        file = engine.files.take_in(path)
        engine.signed_copies.attach(name, version, file, customer=customer, now=context.now)
    said = f"Attached to version {version} of {name}: {file.name} ({size_words(file.size)})."
    return context.answer({"agreement": name, "version": version, "name": file.name, "sha256": file.sha256}, said)


def save(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        held = engine.signed_copies.named(options.agreement, options.number, options.name)
        target = engine.files.save(held.file, options.to)
    return context.answer(copy_table(held) | {"saved": str(target)}, f"Saved {held.file.name} as {target}.")


def detach(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        held = engine.signed_copies.named(options.agreement, options.number, options.name)
        engine.signed_copies.take_off(held.id, now=context.now)
    said = f"{held.file.name} is taken off version {options.number} of {options.agreement}. History keeps it."
    return context.answer(copy_table(held), said)


def copy_line(held: SignedCopy, names: Mapping[str, str]) -> str:
    """`names` are those of customers by id."""
    whose = f" of {names[held.customer]}" if held.customer in names else ""
    return f"    signed copy{whose}: {held.file.name}, {size_words(held.file.size)}, {held.file.sha256[:12]}"


def copy_table(held: SignedCopy) -> dict[str, object]:
    return {"name": held.file.name, "size": held.file.size, "sha256": held.file.sha256, "customer": held.customer}
