"""Customers: who they are, what was agreed, how they stand; adding, changing, retiring and merging them."""

import argparse
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.commands.adding import Add
from slaapp.commands.contacts import TEST_ONLY, add_files, contact_line, contact_table
from slaapp.commands.context import Context, read_file, write_file
from slaapp.commands.viewing import row_line
from slaapp.domain.agreement import Agreement, Metric, Severity
from slaapp.domain.compliance import SEVERITIES, Attainment, Month
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.reminders import Reminder
from slaapp.engine import Engine
from slaapp.languages import LANGUAGES
from slaapp.reports.reminder_words import reminder_words
from slaapp.reports.section import Section, sections_named
from slaapp.services.customer_pages import CustomerPage, Service
from slaapp.wording import METRIC


def add(new: Add) -> None:
    group = new.group("customer", "customers, their contacts, agreement and standing", "customer show 'Harbour Clinic'")

    command = group("list", "list customers with their open and overdue tickets", "customer list --find harbour", list_)
    command.add_argument("--find", default="", metavar="WORDS", help="only with these in name, contact or phone")
    command.add_argument("--retired", action="store_true", help="those that are not offered any more")

    command = group("show", "contacts, agreement, standing this month, tickets", "customer show 'Harbour Clinic'", show)
    command.add_argument("customer")

    command = _writer(group, "add", "add a customer", "customer add 'Harbour Clinic'", add_)
    command.add_argument("customer")

    command = _writer(
        group,
        "rename",
        "give a customer another name; its history stays",
        "customer rename 'Harbour Clinic' --to 'Harbour Hospital'",
        rename,
    )
    command.add_argument("customer")
    command.add_argument("--to", required=True, metavar="NAME", help="the new name")

    command = _writer(
        group, "note", "what the desk should know of a customer", "customer note Harbour 'Ring before noon'", note
    )
    command.add_argument("customer")
    command.add_argument("text")

    command = _writer(
        group,
        "sections",
        "what their report holds and in which order; without sections it is the sheet of two pages",
        "customer sections 'Harbour Clinic' performance breaches reasons sign_off",
        sections,
    )
    command.add_argument("customer")
    command.add_argument("sections", nargs="*", metavar="SECTION", help=f"all, or some of {', '.join(Section)}")

    command = _writer(
        group,
        "address",
        "where a customer is, as it stands on their agreement; without lines it is taken away",
        "customer address 'Harbour Clinic' '14 Quay Street' 'Bristol BS1 4SB'",
        address,
    )
    command.add_argument("customer")
    command.add_argument("lines", nargs="*", metavar="LINE")

    command = _writer(
        group,
        "language",
        "in which language a customer is given reports; what is closed stays as it is",
        "customer language 'Harbour Clinic' de",
        language,
    )
    command.add_argument("customer")
    command.add_argument("language", help=", ".join(f"{code} ({name})" for code, name in LANGUAGES.items()))

    command = _writer(
        group,
        "agree",
        "choose the agreement that claims new tickets; open ones keep theirs",
        "customer agree 'Harbour Clinic' 'Gold support'",
        agree,
    )
    command.add_argument("customer")
    command.add_argument("agreement", nargs="?", help="its name (else the desk's default)")
    command.add_argument(
        "--group", metavar="WORD", help="for contacts of this group only, such as VIP (without a name: none of its own)"
    )

    command = _writer(
        group, "retire", "offer a customer no more; it stays in history", "customer retire 'Harbour Clinic'", retire
    )
    command.add_argument("customer")

    command = _writer(group, "restore", "offer a retired customer again", "customer restore 'Harbour Clinic'", restore)
    command.add_argument("customer")

    command = _writer(
        group,
        "merge",
        "let a customer go on as part of another",
        "customer merge 'Harbour Clinic' --into 'Harbour Hospital' --preview",
        merge,
    )
    command.add_argument("customer")
    command.add_argument("--into", required=True, metavar="NAME", help="the one that stays")
    command.add_argument("--preview", action="store_true", help="say what would happen and change nothing")

    command = _writer(group, "unmerge", "take a merge of this month back", "customer unmerge 'Harbour Clinic'", unmerge)
    command.add_argument("customer", help="the one that was merged")

    command = _writer(group, "service", "add a service that a customer uses", "customer service Harbour Wi-Fi", service)
    command.add_argument("customer")
    command.add_argument("name")
    which = command.add_mutually_exclusive_group()
    which.add_argument("--agreement", metavar="NAME", help="the agreement that claims new tickets of this service")
    which.add_argument("--no-agreement", action="store_true", help="none of its own")
    which.add_argument("--remove", action="store_true", help="take it off the list instead")

    command = group("export", "write all customers with contacts to a file (TOML)", "customer export c.toml", export)
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for standard output")

    command = _writer(group, "import", "take customers from a file (TOML)", "customer import c.toml", import_)
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for standard input")

    add_files(group)


def _writer(group: Add, name: str, summary: str, example: str, run: object) -> argparse.ArgumentParser:
    return group(name, summary, example, run, now=TEST_ONLY)


# Looking


def list_(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        rows = engine.board.rows() if context.asked_now is None else engine.board.rows_as_of(context.now)
        lines = engine.customers.lines(engine.board, rows, now=context.now)
    lines = [line for line in lines if line.customer.retired is options.retired and line.fits(options.find)]
    data = [
        {"customer": line.customer.name, "open": line.open, "overdue": line.overdue, "retired": line.customer.retired}
        for line in lines
    ]
    width = max((len(line.customer.name) for line in lines), default=0)
    text = [
        f"{line.customer.name:{width}}  {line.open:>4} open{f', {line.overdue} overdue' if line.overdue else ''}"
        for line in lines
    ]
    nothing = "Nothing matches." if options.find else "None yet."
    return context.answer(data, "\n".join(text) or nothing)


def show(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        customer = engine.catalogue.customer(options.customer)
        page = _page(engine, customer.id, context)
        today = engine.hours().day_of(context.now)
        month = Month(today.year, today.month)
        try:
            made = engine.reporting.month(month, customer=customer.id, now=context.now)
            cells, names, why = made.cells, made.called, ""
        except Refusal as refusal:
            cells, names, why = (), (), str(refusal)
        if context.asked_now is not None:
            then = [row for row in engine.board.rows_as_of(context.now) if row.customer_id == customer.id]
            page = replace(page, open=tuple(then))
        held = "" if page.agreement is None else page.agreement.name
        near = [one for one in engine.agreements.reminders(context.now) if one.agreement == held]
        rows = [row_line(engine, engine.board.standing(row, context.now), row, context.now) for row in page.open]
    data = {
        "customer": page.customer.name,
        "retired": page.customer.retired,
        "note": page.customer.note,
        "address": list(page.customer.address),
        "joined": list(page.joined),
        "agreement": None if page.agreement is None else agreement_table(page.agreement),
        "own_agreement": page.own_agreement,
        "reminders": [{"what": one.deadline.value, "on": one.day.isoformat()} for one in near],
        "contacts": [contact_table(contact) for contact in page.contacts],
        "services": [held.name for held in page.services],
        "service_agreements": {held.name: held.agreement for held in page.services if held.agreement},
        "group_agreements": {held.word: held.agreement for held in page.groups if held.agreement},
        "month": str(month),
        "standing": [_cell_table(cell) for cell in cells],
        "open": [row.number for row in page.open],
        "tickets": page.tickets,
    }
    return context.answer(data, "\n".join(_page_lines(page, cell_lines(cells, names), str(month), why, rows, near)))


def _page(engine: Engine, customer: str, context: Context) -> CustomerPage:
    """With `--now` what was known then: contacts, services, note and agreement are kept in versions."""
    if context.asked_now is None:
        return engine.customers.page(customer, engine.board, now=context.now)
    with engine.as_known(context.now, now=context.now) as then:
        return then.customers.page(customer, then.board, now=context.now)


def _page_lines(
    page: CustomerPage,
    standing: Sequence[str],
    month: str,
    why: str,
    rows: list[str],
    near: Sequence[Reminder],
) -> list[str]:
    lines = [page.customer.name + (" (retired)" if page.customer.retired else "")]
    lines += [f"  {line}" for line in page.customer.address]
    if page.joined:
        lines.append(f"With {', '.join(page.joined)}")
    agreed = page.agreement
    if agreed is None:
        lines.append("No agreement covers new tickets.")
    else:
        lines.append(f"{agreed.name} v{agreed.version}, {validity(agreed)}")
        lines += [f"{reminder_words(one)}." for one in near]
    lines += [f"{held.agreement} for group {held.word}" for held in page.groups if held.agreement]
    lines += ["", "Contacts"]
    lines += [f"  {contact_line(contact)}" for contact in page.contacts] or ["  None yet."]
    if page.services:
        lines += ["", "Services", *(f"  {_service_words(held)}" for held in page.services)]
    if page.customer.note:
        lines += ["", "Note", *(f"  {line}" for line in page.customer.note.splitlines())]
    lines += ["", f"Standing in {month}", *([f"  {why}"] if why else [])]
    lines += [f"  {line}" for line in standing]
    lines += ["", f"Open tickets: {len(page.open)} of {page.tickets}", *rows]
    return lines


def _service_words(service: Service) -> str:
    return "  ·  ".join(filter(None, (service.name, service.agreement)))


def validity(agreed: Agreement) -> str:
    since = "from the beginning" if agreed.valid_from is None else f"from {agreed.valid_from.isoformat()}"
    return since + ("" if agreed.valid_to is None else f" to {agreed.valid_to.isoformat()}")


def cell_lines(cells: Sequence[Attainment], names: Sequence[str]) -> list[str]:
    """`names` are what the severities are called, in the order of `SEVERITIES`."""
    wide = max(map(len, names), default=0)
    return [_cell_line(cell, f"{names[SEVERITIES.index(cell.severity)]:{wide}}") for cell in cells]


def _cell_line(cell: Attainment, severity: str) -> str:
    """`First response   Urgent   9 of 10  90.0 %  goal 90 %  kept so far, 0 more misses allowed`"""
    name = f"{METRIC[cell.metric]:15} {severity} "
    if not cell.decided:
        return f"{name} no data"
    budget = cell.budget(cell.goal)
    held = f"kept so far, {budget} more misses allowed" if cell.met_goal else "missed so far"
    return f"{name} {cell.met} of {cell.decided}  {cell.shown()} %  goal {cell.goal} %  {held}"


def _cell_table(cell: Attainment) -> dict[str, Any]:
    return {
        "metric": Metric(cell.metric).value,
        "severity": Severity(cell.severity).word,
        "met": cell.met,
        "decided": cell.decided,
        "goal": cell.goal,
        "kept": cell.met_goal,
        "more_misses": cell.budget(cell.goal),
    }


def agreement_table(agreed: Agreement) -> dict[str, Any]:
    return {
        "name": agreed.name,
        "version": agreed.version,
        "valid_from": None if agreed.valid_from is None else agreed.valid_from.isoformat(),
        "valid_to": None if agreed.valid_to is None else agreed.valid_to.isoformat(),
    }


# Changing


def add_(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.add(options.customer, now=context.now)
    return context.answer({"added": options.customer}, f"Added {options.customer}.")


def rename(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.rename(_id(engine, options), options.to, now=context.now)
    return context.answer({"renamed": options.to}, f"Renamed to {options.to}.")


def note(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.set_note(_id(engine, options), options.text, now=context.now)
    return context.answer({"noted": options.text}, "Noted.")


def address(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.set_address(_id(engine, options), "\n".join(options.lines), now=context.now)
    words = "Address saved." if options.lines else "Address taken away."
    return context.answer({"address": options.lines}, words)


def sections(options: argparse.Namespace, context: Context) -> int:
    try:
        chosen = sections_named(options.sections) or None
    except ValueError as error:
        raise UsageRefusal(f"SECTION: {error}") from error
    with context.writing() as engine:
        engine.customers.set_report_sections(_id(engine, options), chosen, now=context.now)
    words = "Their report is the sheet of two pages." if chosen is None else f"Their report holds: {', '.join(chosen)}."
    return context.answer({"sections": None if chosen is None else list(chosen)}, words)


def language(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.set_language(_id(engine, options), options.language, now=context.now)
        code = engine.catalogue.customer(options.customer).language
    said = f"Reports for {options.customer}: {LANGUAGES[code]}. What is closed stays as it is."
    return context.answer({"language": code}, said)


def agree(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        id_ = _id(engine, options)
        if options.group is not None:
            engine.customer_claims.give_group(id_, options.group, options.agreement, now=context.now)
            said = f"New tickets of group {options.group}: {options.agreement or 'as of every other contact'}."
        else:
            engine.customers.set_agreement(id_, options.agreement, now=context.now)
            name = options.agreement or engine.catalogue.desk_rules()[0]
            said = f"New tickets of {options.customer} are claimed by {name}."
        if options.agreement in engine.customers.page(id_, engine.board, now=context.now).coming:
            said += " That begins when it is in force."
    data = {"agreement": options.agreement, "group": options.group}
    return context.answer(data, f"{said} Open ones keep theirs.")


def retire(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.retire(_id(engine, options), now=context.now)
    return context.answer({"retired": options.customer}, f"{options.customer} is not offered any more.")


def restore(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.customers.bring_back(_id(engine, options), now=context.now)
    return context.answer({"restored": options.customer}, f"{options.customer} is offered again.")


def merge(options: argparse.Namespace, context: Context) -> int:
    with context.reading() if options.preview else context.writing() as engine:
        loser = engine.catalogue.customer(options.customer, as_named=True).id
        survivor = engine.catalogue.customer(options.into, as_named=True).id
        said = engine.customer_merging.preview(loser, survivor, now=context.now).sentences()
        if not options.preview:
            engine.customer_merging.merge(loser, survivor, now=context.now)
    done = (
        "Nothing was changed yet."
        if options.preview
        else f"Merged. Take it back with: slaapp customer unmerge {options.customer!r}"
    )
    return context.answer({"merged": not options.preview, "sentences": list(said)}, "\n".join([*said, done]))


def unmerge(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        customer = engine.catalogue.customer(options.customer, as_named=True)
        engine.customer_merging.part(customer.id, now=context.now)
    return context.answer({"unmerged": customer.name}, f"{customer.name} is a customer of its own again.")


def service(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        id_ = _id(engine, options)
        if options.remove:
            held = engine.customers.page(id_, engine.board, now=context.now).services
            found = next((one for one in held if one.own and one.name == options.name), None)
            if found is None:
                raise UsageRefusal(
                    f"{options.customer} has no service {options.name!r} of its own. Nothing was changed."
                )
            engine.customers.remove("service", found.id, now=context.now)
        elif options.agreement or options.no_agreement:
            return _give_service(engine, id_, options, context)
        else:
            engine.customers.add_service(id_, options.name, now=context.now)
    return context.answer({"service": options.name}, f"{'Removed' if options.remove else 'Added'} {options.name}.")


def _give_service(engine: Engine, customer: str, options: argparse.Namespace, context: Context) -> int:
    held = engine.customer_claims.service(customer, options.name)
    engine.customer_claims.give_service(held, options.agreement, now=context.now)
    data = {"service": options.name, "agreement": options.agreement}
    said = f"New tickets about {options.name}: {options.agreement or 'as of every other service'}."
    return context.answer(data, f"{said} Open ones keep theirs.")


def export(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        write_file(options.file, engine.toml_files.export_customers())
    return 0


def import_(options: argparse.Namespace, context: Context) -> int:
    data = read_file(options.file)
    with context.writing() as engine:
        engine.toml_files.import_customers(data, now=context.now)
    named = "standard input" if options.file == "-" else options.file
    return context.answer({"imported": options.file}, f"Imported {named}.")


def _id(engine: Engine, options: argparse.Namespace) -> str:
    return engine.catalogue.customer(options.customer).id
