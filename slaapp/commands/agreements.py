"""Agreements from draft to termination, on the command line."""

import argparse
import shlex
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from slaapp.commands import signed_copies, terms
from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file
from slaapp.commands.rules import effect_table, effect_words
from slaapp.commands.signed_copies import copy_line, copy_table
from slaapp.commands.standing import STATES
from slaapp.commands.terms import draft_of
from slaapp.domain.agreement import Agreement
from slaapp.domain.attachments import label
from slaapp.domain.durations import long_day
from slaapp.reports.agreement_findings import whole_sentence
from slaapp.reports.reminder_words import reminder_words
from slaapp.services.agreement_data import agreement_in
from slaapp.services.agreement_versions import Listed, Signature, Version
from slaapp.services.fields import a_day

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"


def add(new: Add) -> None:
    group = new.group(
        "version", "the versions of an agreement, from draft to its end", "version list 'Standard support'"
    )
    one = group("list", "its versions, the newest first", "version list 'Standard support'", listing)
    one.add_argument("agreement", metavar="AGREEMENT")

    group("reminders", "the dates of agreements that are near: notice, renewal, last day", "version reminders", near)

    one = group(
        "draft",
        "begin the next version, or take its draft from a file",
        "version draft next.toml",
        draft,
        now=_TEST_ONLY,
    )
    one.add_argument("source", metavar="AGREEMENT|FILE.toml", help="a name begins one from the newest version")

    for word, summary, run in (
        ("discard", "take the draft away", discard),
        ("offer", "say that the customers have the draft to sign", offer),
    ):
        one = group(word, summary, f"version {word} 'Standard support'", run, now=_TEST_ONLY)
        one.add_argument("agreement", metavar="AGREEMENT")

    one = group(
        "sign",
        "note that a customer signed a version",
        "version sign 'Standard support' 4 'Northgate School' --by 'A. Miller'",
        sign,
        now=_TEST_ONLY,
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    one.add_argument("number", type=number, help="of the version")
    one.add_argument("customer")
    one.add_argument("--on", metavar="DAY", help="else today")
    one.add_argument("--by", default="", help="who signed for the customer")
    one.add_argument("--provider", default="", help="who signed for the desk")
    one.add_argument("--signed-copy", type=Path, metavar="FILE", help="attach the scan: a PDF or a picture")
    one = group(
        "withdraw",
        "take back a signature that was noted by mistake, else the offer itself",
        "version withdraw 'Standard support' 4 --customer 'Northgate School'",
        withdraw,
        now=_TEST_ONLY,
    )
    one.add_argument("agreement", metavar="AGREEMENT")
    one.add_argument("number", type=number, help="of the version")
    one.add_argument("--customer", help="whose signature (else the offer, while nobody has signed it)")
    signed_copies.add(group)
    terms.add(group)

    for word, summary, run in (
        ("effect", "what putting the draft in force would do to the open tickets; nothing is changed", effect),
        ("force", "put the draft in force", force),
    ):
        example = f"version {word} 'Standard support' --from 2026-04-01 --open-too"
        one = group(word, summary, example, run, now=_TEST_ONLY)
        one.add_argument("agreement", metavar="AGREEMENT")
        one.add_argument("--from", dest="first", metavar="DAY", required=True, help="its first day")
        one.add_argument("--until", dest="last", metavar="DAY", help="its last day (else that of the draft)")
        one.add_argument("--open-too", action="store_true", help="from then on for tickets, too, that are open then")

    one = group("end", "terminate an agreement", "version end 'Standard support' --on 2026-12-31", end, now=_TEST_ONLY)
    one.add_argument("agreement", metavar="AGREEMENT")
    one.add_argument("--on", metavar="DAY", required=True, help="the last day on which new tickets go by it")


def listing(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        held = engine.agreements.one(options.agreement, context.now)
        names = {customer.id: customer.name for customer in engine.catalogue.customers(everyone=True)}
        copies = {
            one.agreement.version: engine.signed_copies.of(held.name, one.agreement.version) for one in held.versions
        }
        lines = [
            line
            for one in held.versions
            for line in (_line(one), *(copy_line(copy, names) for copy in copies[one.agreement.version]))
        ]
        reminded = [one for one in engine.agreements.reminders(context.now) if one.agreement == held.name]
        faults = [] if held.draft is None else engine.agreements.findings(held.draft.agreement, context.now)
    if held.draft is not None:
        lines += [
            f"    {'blocks' if one.blocks else 'note'}: {whole_sentence(one, held.draft.agreement)}" for one in faults
        ]
    lines += [f"{reminder_words(one)}." for one in reminded]
    table = [
        _table(one) | {"signed_copies": [copy_table(copy) for copy in copies[one.agreement.version]]}
        for one in held.versions
    ]
    return context.answer(table, "\n".join((_head(held), *lines)))


def near(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        found = engine.agreements.reminders(context.now)
    table = [
        {
            "agreement": one.agreement,
            "version": one.version,
            "what": one.deadline.value,
            "on": one.day.isoformat(),
            "days_left": one.days_left,
        }
        for one in found
    ]
    names = dict.fromkeys(one.agreement for one in found)
    lines = [f"{reminder_words(one)}." for one in found]
    lines += [f"Print the review pack: slaapp review show {shlex.quote(name)} --pdf review.pdf" for name in names]
    return context.answer(table, "\n".join(lines) or "No date of an agreement is near.")


def draft(options: argparse.Namespace, context: Context) -> int:
    source: str = options.source
    data = read_file(source) if source == "-" or source.lower().endswith((".toml", ".json")) else None
    with context.writing() as engine:
        if data is None:
            held = engine.agreements.begin(source, context.now)
        else:
            held = agreement_in(data, sound=False)
            engine.agreements.save(held, context.now)
        faults = engine.agreements.findings(held, context.now)
    said = f"Version {held.version} of {held.name} is a draft. What is in force stays as it is."
    return context.answer(_named(held), "\n".join((said, *(whole_sentence(one, held) for one in faults))))


def discard(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.agreements.discard(options.agreement, context.now)
    return context.answer({"agreement": options.agreement}, f"The draft of {options.agreement} is gone.")


def offer(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.agreements.offer(options.agreement, context.now)
        held = draft_of(engine, options.agreement, context.now)
    asked = f"{len(held.missing)} to sign." if held.missing else "No customer has it as their own: none to sign."
    return context.answer(_table(held), f"Version {held.agreement.version} of {options.agreement} is offered. {asked}")


def sign(options: argparse.Namespace, context: Context) -> int:
    scan: Path | None = options.signed_copy
    name, version = options.agreement, options.number
    with context.writing() as engine:
        customer = engine.catalogue.customer(options.customer)
        on = a_day(options.on, "--on") if options.on else engine.hours().day_of(context.now)
        said = f"{customer.name} signed version {version} of {name} on {long_day(on)}."
        table = {"customer": customer.name, "on": on.isoformat()}
        if scan is not None:  # what is refused of it leaves the signature unwritten
            engine.signed_copies.check(name, version, label(scan.name), context.now)
            taken = engine.files.take_in(scan)
            engine.signed_copies.attach(name, version, taken, customer=customer.id, now=context.now)
            said += f" Attached: {taken.name}."
            table["signed_copy"] = taken.sha256
        signature = Signature(customer.id, on, options.by, options.provider)
        engine.agreements.sign(name, version, signature, context.now)
    return context.answer(table, said)


def withdraw(options: argparse.Namespace, context: Context) -> int:
    name, version = options.agreement, options.number
    with context.writing() as engine:
        if options.customer is None:
            engine.agreements.take_back_offer(name, version, now=context.now)
            said = f"Version {version} of {name} is a draft again."
        else:
            customer = engine.catalogue.customer(options.customer)
            engine.agreements.take_back_signature(name, version, customer.id, now=context.now)
            said = f"{customer.name} has not signed version {version} of {name}."
    return context.answer({"agreement": name, "version": version, "customer": options.customer}, said)


def effect(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        agreement = _ready(draft_of(engine, options.agreement, context.now).agreement, options)
        found = engine.agreements.effect(agreement, context.now)
    return context.answer(effect_table(found), effect_words(found))


def force(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        held = draft_of(engine, options.agreement, context.now)
        ready = _ready(held.agreement, options)
        assert ready.valid_from is not None
        found = engine.agreements.effect(ready, context.now)
        engine.agreements.put_in_force(
            options.agreement, ready.valid_from, last=ready.valid_to, open_too=options.open_too, now=context.now
        )
    said = [
        f"Version {ready.version} of {ready.name} is in force from {long_day(ready.valid_from)}. {effect_words(found)}"
    ]
    if held.missing:
        verb = "has" if len(held.missing) == 1 else "have"
        said.append(f"{len(held.missing)} of its customers {verb} not signed it yet.")
    return context.answer(_named(ready), " ".join(said))


def end(options: argparse.Namespace, context: Context) -> int:
    last = a_day(options.on, "--on")
    with context.writing() as engine:
        engine.agreements.end(options.agreement, last, context.now)
    said = f"{options.agreement} ends on {long_day(last)}. Tickets received later have no agreement from it."
    return context.answer({"agreement": options.agreement, "last": last.isoformat()}, said)


def _ready(held: Agreement, options: argparse.Namespace) -> Agreement:
    first: date = a_day(options.first, "--from")
    last = a_day(options.last, "--until") if options.last else held.valid_to
    return replace(held, valid_from=first, valid_to=last, applies_to_open=options.open_too)


def _head(held: Listed) -> str:
    who = ", ".join((*held.customers, *(["everybody without one of their own"] if held.is_desks else [])))
    return f"{held.name}  ·  {who or 'no customer yet'}"


def _line(held: Version) -> str:
    days = f"{'from the beginning' if held.first is None else held.first.isoformat()} – {held.last or 'no end'}"
    signed = _signed(len(held.signatures), len(held.missing))
    return f"v{held.agreement.version}  {STATES[held.state]:10}  {days}{f'  ·  {signed}' if signed else ''}"


def _signed(signed: int, missing: int) -> str:
    """Nothing where nobody has it as their own."""
    if not signed:
        return "not signed yet" if missing else ""
    if missing:
        return f"signed by {signed} of {signed + missing}"
    return "signed" if signed == 1 else f"signed by all {signed}"


def _named(held: Agreement) -> dict[str, Any]:
    return {"agreement": held.name, "version": held.version}


def _table(held: Version) -> dict[str, Any]:
    return {
        **_named(held.agreement),
        "state": held.state.value,
        "first": None if held.first is None else held.first.isoformat(),
        "last": None if held.last is None else held.last.isoformat(),
        "signatures": len(held.signatures),
        "missing": len(held.missing),
    }
