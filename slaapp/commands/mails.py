"""`slaapp import eml`: saved e-mails become tickets, or messages on tickets that are known; a line for each file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from slaapp.commands.context import Context, visible
from slaapp.domain.agreement import Severity
from slaapp.domain.attachments import label
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.engine import Engine
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.fields import a_word
from slaapp.services.mailing import Letter


def run(options: argparse.Namespace, context: Context) -> int:
    """Each file by itself: one that is refused says why, and the others go on. Exit code 1 when one was."""
    severity = a_word(options.severity, SEVERITIES, "--severity")
    if options.ticket is not None and options.new:
        raise UsageRefusal("--ticket and --new: a mail goes to a known ticket or becomes a new one. Leave one out.")
    table: list[dict[str, Any]] = []
    with context.writing() as engine:
        for path in options.files:
            try:
                table.append({"file": str(path), "problem": None} | _take(engine, context, options, path, severity))
            except Refusal as refusal:
                table.append({"file": str(path), "ticket": None, "added": False, "problem": str(refusal)})
    wrong = [row for row in table if row["problem"]]
    lines = [_line(row) for row in table if not row["problem"]]
    if lines or context.as_json:
        context.answer(table, "\n".join(lines))
    for row in wrong:
        problem = row["problem"].removeprefix(f"{label(row['file'])}: ")
        print(visible(f"{row['file']}: {problem}"), file=sys.stderr)
    return 1 if wrong else 0


def _take(
    engine: Engine, context: Context, options: argparse.Namespace, path: Path, severity: Severity
) -> dict[str, Any]:
    letter = engine.mailing.read(path, now=context.now)
    if letter.already_on is not None and options.ticket is None:
        raise Refusal(
            f"This e-mail is on ticket {letter.already_on} already. Nothing was added. Name a ticket with --ticket to "
            "add it again."
        )
    known = options.ticket or (None if options.new else next(iter(letter.belongs_to), None))
    if known is not None:
        engine.files.of(known)
        files = engine.mailing.take_in(letter)
        engine.mailing.add_to(known, letter, files, now=context.now)
        return {"ticket": known, "added": True, "files": len(files), "remarks": list(letter.mail.remarks)}
    customer, contact = _whose(engine, context, options, letter)
    files = engine.mailing.take_in(letter)
    draft = replace(engine.mailing.draft(letter, files), severity=severity, customer=customer, contact=contact)
    number, _ = engine.desk.log(draft, now=context.now)
    return {"ticket": number, "added": False, "files": len(files), "remarks": list(letter.mail.remarks)}


def _whose(engine: Engine, context: Context, options: argparse.Namespace, letter: Letter) -> tuple[str, str | None]:
    """The customer's id and the contact's; a sender who is not known is added where the customer is named."""
    named = None if options.customer is None else engine.catalogue.customer(options.customer).id
    if letter.customer is not None and named in (None, letter.customer):
        return letter.customer, letter.contact
    if named is None:
        raise Refusal(
            f"The sender {letter.mail.address or 'of this mail'} is nobody's contact here. Nothing was logged. Say "
            "whose ticket it is with --customer."
        )
    mail = letter.mail
    contact, _ = engine.customers.sender_of(named, mail.sender, mail.address, now=context.now)
    return named, contact


def _line(row: dict[str, Any]) -> str:
    done = f"added to ticket {row['ticket']}" if row["added"] else f"logged as ticket {row['ticket']}"
    remarks = f" ({'; '.join(row['remarks'])})" if row["remarks"] else ""
    files = "1 file" if row["files"] == 1 else f"{row['files']} files"
    return f"{row['file']}: {done}, {files} attached{remarks}."
