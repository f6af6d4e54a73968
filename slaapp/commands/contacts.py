"""A customer's contacts: adding, changing and removing one, and taking them from a file or writing them to one."""

import argparse
from collections.abc import Iterator
from typing import Any

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file, write_file
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.engine import Engine
from slaapp.importers.contact_card import ContactCard
from slaapp.importers.contacts_csv import FIELDS, ContactTable
from slaapp.importers.handover import RowProblem
from slaapp.importers.vcard import is_vcard, read_cards
from slaapp.services.catalogue import Contact
from slaapp.services.contact_export import contacts_csv
from slaapp.services.contact_importing import Compared, ContactPreview, Kind

TEST_ONLY = "as if at this instant (stores made for tests only)"


def add(new: Add) -> None:
    group = new.group("contact", "the people of a customer", "contact list --customer 'Harbour Clinic'")

    command = group("list", "list contacts", "contact list --customer 'Harbour Clinic'", list_)
    command.add_argument("--customer", help="of this customer (else of all)")

    command = _writer(
        group, "add", "add a contact", "contact add 'Kim Adams' --customer 'Harbour Clinic' --phone 214", add_
    )
    command.add_argument("name")
    _details(command)

    command = _writer(
        group, "edit", "change a contact", "contact edit 'Kim Adams' --customer 'Harbour Clinic' --room 1.02", edit
    )
    command.add_argument("name")
    command.add_argument("--to", metavar="NAME", help="another name")
    _details(command)

    command = _writer(
        group, "remove", "offer a contact no more", "contact remove 'Kim Adams' --customer 'Harbour Clinic'", remove
    )
    command.add_argument("name")
    command.add_argument("--customer", required=True, help="whose contact it is")


def add_files(group: Add) -> None:
    """The actions of `slaapp customer` that take contacts from a file and write them to one."""
    command = _writer(
        group,
        "import-contacts",
        "take contacts from a vCard or CSV file; a second import adds nothing",
        "customer import-contacts people.vcf --customer 'Harbour Clinic' --preview",
        import_,
    )
    command.add_argument("file", metavar="FILE", help="- for standard input")
    command.add_argument("--customer", required=True, help="whose contact it is")
    command.add_argument("--preview", action="store_true", help="say what would be taken and change nothing")
    command.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,…",
        help=f"which column holds what, where its name does not say so: {', '.join(FIELDS)}",
    )
    command.add_argument(
        "--take", type=number, action="append", default=[], metavar="LINE", help="add the doubtful one of this line too"
    )

    command = group(
        "export-contacts",
        "write a customer's contacts as CSV",
        "customer export-contacts people.csv --customer 'Harbour Clinic'",
        export,
        now="",
    )
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for standard output")
    command.add_argument("--customer", required=True, help="whose contact it is")


def _writer(group: Add, name: str, summary: str, example: str, run: object) -> argparse.ArgumentParser:
    return group(name, summary, example, run, now=TEST_ONLY)


def _details(command: argparse.ArgumentParser) -> None:
    command.add_argument("--customer", required=True, help="whose contact it is")
    command.add_argument("--phone", help="the number, as it is dialled")
    command.add_argument("--email", help="the address")
    command.add_argument("--room", help="where to find them")
    command.add_argument("--group", metavar="WORD", help="such as VIP; the customer may name an agreement for it")


def list_(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        owner = None if options.customer is None else engine.catalogue.customer(options.customer).id
        found = engine.catalogue.contacts(owner)
        names = {held.id: held.name for held in engine.catalogue.customers(everyone=True)}
    data = [{**contact_table(held), "customer": names.get(held.customer, "")} for held in found]
    lines = [
        contact_line(held) + ("" if options.customer else f"  ·  {names.get(held.customer, '')}") for held in found
    ]
    return context.answer(data, "\n".join(lines) or "None yet.")


def add_(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        owner = engine.catalogue.customer(options.customer).id
        said = {name: getattr(options, name) or "" for name in ("phone", "email", "room", "group")}
        engine.customers.add_contact(owner, options.name, now=context.now, **said)
    return context.answer({"added": options.name}, f"Added {options.name}.")


def edit(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        held = _contact(engine, options)
        said = {
            name: getattr(held, name) if getattr(options, name) is None else getattr(options, name)
            for name in ("phone", "email", "room", "group")
        }
        engine.customers.edit_contact(held.id, name=options.to or held.name, now=context.now, **said)
    return context.answer({"changed": options.name}, f"Changed {options.name}.")


def remove(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.remove("contact", _contact(engine, options).id, now=context.now)
    return context.answer({"removed": options.name}, f"{options.name} is not offered any more.")


def _contact(engine: Engine, options: argparse.Namespace) -> Contact:
    return contact_named(engine, engine.catalogue.customer(options.customer).id, options.name)


def contact_named(engine: Engine, customer: str | None, name: str) -> Contact:
    """A contact of the customer (its id); UsageRefusal where nobody is called so."""
    if customer is None:
        raise UsageRefusal("A contact belongs to a customer. Nothing was changed. Name the customer as well.")
    held = engine.catalogue.contacts(customer)
    found = next((one for one in held if one.name == name), None)
    if found is None:
        owner = engine.catalogue.customer(customer).name
        known = ", ".join(one.name for one in held[:8]) or "nobody yet"
        raise UsageRefusal(f"{owner} has no contact {quote(name)}. Nothing was changed. Known are: {known}.")
    return found


def import_(options: argparse.Namespace, context: Context) -> int:
    data = read_file(options.file)
    read = list(_read(data, options.columns))
    doubtful = frozenset(options.take)
    with context.reading() if options.preview else context.writing() as engine:
        owner = engine.catalogue.customer(options.customer)
        found = engine.contact_importing.preview(owner.id, read)
        count = found.taken(doubtful)
        if not options.preview:
            count, _ = engine.contact_importing.take(owner.id, read, now=context.now, doubtful=doubtful)
    lines = [*_told(found, doubtful)]
    would = "would be imported. Nothing was changed yet" if options.preview else "imported"
    lines.append(f"{count} contact{'' if count == 1 else 's'} {would}.")
    answer = {
        "imported": 0 if options.preview else count,
        "would_import": count,
        "rows": [_row_table(row) for row in found.rows],
        "problems": [{"line": row.line, "reason": row.reason} for row in found.problems],
    }
    return context.answer(answer, "\n".join(lines))


def _read(data: bytes, columns: str | None) -> Iterator[ContactCard | RowProblem]:
    if is_vcard(data):
        if columns:
            raise UsageRefusal("--columns belongs to a CSV file; a vCard says itself what is what. Leave it out.")
        return read_cards(data)
    table = ContactTable(data)
    return table.cards(_columns(columns, table) if columns else table.guessed)


def _columns(text: str, table: ContactTable) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.split(","):
        field, equals, column = (word.strip() for word in part.partition("="))
        if not equals or field not in FIELDS:
            raise UsageRefusal(
                f"--columns: {quote(part.strip())} is not understood. Nothing was imported. Write for example "
                f"name=Person,phone=Extension; fields are {', '.join(FIELDS)}."
            )
        found[column.casefold()] = field
    unknown = next((name for name in found if name not in table.header), None)
    if unknown is not None:
        raise UsageRefusal(
            f"--columns: there is no column {quote(unknown)}. The file has: {', '.join(table.header[:20])}."
        )
    return found


def _told(found: ContactPreview, doubtful: frozenset[int]) -> Iterator[str]:
    for row in found.rows:
        if row.kind is Kind.SAME:
            continue
        what = "; ".join(row.changes) or ", ".join(filter(None, (row.card.phone, *row.card.emails, row.card.room)))
        advice = ""
        if row.kind is Kind.DOUBTFUL:
            taken = row.card.line in doubtful
            advice = (
                " (taken)" if taken else f" (name or address is known otherwise; take it with --take {row.card.line})"
            )
        yield f"line {row.card.line}: {row.kind.value:8}  {row.card.name}  {what}{advice}"
    if same := found.count(Kind.SAME):
        yield f"{same} as they are known."
    for problem in found.problems:
        yield f"line {problem.line}: not taken, {problem.reason}"


def _row_table(row: Compared) -> dict[str, object]:
    return {"line": row.card.line, "name": row.card.name, "kind": row.kind.value, "changes": list(row.changes)}


def export(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        held = engine.catalogue.contacts(engine.catalogue.customer(options.customer).id)
    write_file(options.file, contacts_csv(held))
    return 0


def contact_line(contact: Contact) -> str:
    return "  ·  ".join(filter(None, (contact.name, contact.group, contact.phone, *contact.addresses, contact.room)))


def contact_table(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "more_emails": list(contact.more_emails),
        "room": contact.room,
        "group": contact.group,
    }
