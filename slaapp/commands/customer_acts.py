"""What is done to customers by command: added, renamed, described, agreed with, retired, merged, exported, imported."""

import argparse
import shlex

from slaapp.commands import report_sections
from slaapp.commands.adding import Add
from slaapp.commands.contacts import TEST_ONLY
from slaapp.commands.context import Context, read_file, write_file
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.engine import Engine
from slaapp.languages import LANGUAGES


def add(group: Add) -> None:
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
    report_sections.take(command)

    command = _writer(
        group,
        "address",
        "where a customer is, as it stands on their agreement and reports; without lines it is taken away",
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
        "choose the agreement that new tickets go by; open ones keep theirs",
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
    which.add_argument("--agreement", metavar="NAME", help="the agreement that new tickets of this service go by")
    which.add_argument("--no-agreement", action="store_true", help="none of its own")
    which.add_argument("--remove", action="store_true", help="take it off the list instead")

    command = group("export", "write all customers with contacts to a file (TOML)", "customer export c.toml", export)
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for standard output")

    command = _writer(group, "import", "take customers from a file (TOML)", "customer import c.toml", import_)
    command.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for standard input")


def _writer(group: Add, name: str, summary: str, example: str, run: object) -> argparse.ArgumentParser:
    return group(name, summary, example, run, now=TEST_ONLY)


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
    chosen = report_sections.chosen(options)
    with context.writing() as engine:
        engine.customers.set_report_sections(_id(engine, options), chosen, now=context.now)
    return report_sections.answer(context, "Their report", chosen)


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
            said = f"New tickets of {options.customer} go by {name}."
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
        else f"Merged. Take it back with: slaapp customer unmerge {shlex.quote(options.customer)}"
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
                    f"{options.customer} has no service {quote(options.name)} of its own. Nothing was changed."
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
