"""Paper slips: print them before a day without a computer, enter them after it."""

import argparse
from collections.abc import Sequence

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, write_file
from slaapp.commands.tickets import CHANNELS, TEST_ONLY
from slaapp.domain.agreement import Status
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.events import Channel
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.languages import ENGLISH, LANGUAGES
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.customer_fields import a_language
from slaapp.services.desk import TicketDraft
from slaapp.services.fields import a_name, a_word, an_instant
from slaapp.services.slips import MOST, Printed, Slip, Wait

WAITED_ON = {"customer": Status.WAITING_CUSTOMER, "third-party": Status.WAITING_THIRD_PARTY}


def add(new: Add) -> None:
    group = new.group("slip", "numbered paper slips for days without a computer", "slip list")
    command = group(
        "print", "print the next slips, three a page", "slip print --count 12 slips.pdf", print_, now=TEST_ONLY
    )
    command.add_argument("file", metavar="FILE", help="the PDF; - for standard output")
    command.add_argument("--count", type=number, default=12, help=f"how many, up to {MOST} (else 12)")
    command.add_argument("--again", metavar="NUMBERS", help="those of 7 or of 7-9 again, under the number they have")
    command.add_argument("--language", default=ENGLISH, help=f"{', '.join(LANGUAGES)} (else {ENGLISH})")
    command.add_argument("--built-in", action="store_true", help="with the built-in template, not with your own")
    command.add_argument("--paper", choices=("a4", "us-letter"), default="a4", help="the sheet (else a4)")
    group("list", "which slips were printed, which are tickets, which are missing", "slip list", list_)
    command = group(
        "enter",
        "make a slip a ticket, with the times that stand on it",
        "slip enter 7 'No network in room 4' --customer 'Harbour Clinic' --received 2026-03-12T09:10:00Z "
        "--answered 2026-03-12T09:10:00Z --resolved 2026-03-12T11:40:00Z",
        enter,
        now=TEST_ONLY,
    )
    command.add_argument("slip", type=number, help="the number on the paper")
    command.add_argument("subject", help="what it is about")
    command.add_argument("--received", required=True, metavar="INSTANT", help="when it was received")
    command.add_argument("--customer", help="whose ticket it is")
    command.add_argument("--contact", help="who called; added to the customer's contacts when new")
    command.add_argument("--severity", default="normal", help="low, normal, high or urgent (else normal)")
    command.add_argument("--channel", default="phone", help=f"{', '.join(CHANNELS)} (else phone)")
    command.add_argument("--text", default="", help="what the customer said")
    command.add_argument("--assignee", help="whose work it is")
    command.add_argument("--answered", metavar="INSTANT", help="when the customer was told something")
    command.add_argument("--told", default="", help="what they were told")
    command.add_argument("--resolved", metavar="INSTANT", help="when the work was done")
    command.add_argument("--minutes", type=number, default=0, help="how long it took")
    command.add_argument(
        "--waited",
        nargs="+",
        action="append",
        default=[],
        metavar=("WHOM", "INSTANT"),
        help="on customer or third-party, from when and until when; several times for several waits",
    )


def print_(options: argparse.Namespace, context: Context) -> int:
    from slaapp.documents.slips import render_slips  # noqa: PLC0415 - Typst is loaded where a page is made

    language = a_language(options.language)
    with context.writing() as engine:
        numbers: Sequence[int]
        if options.again is None:
            numbers, _ = engine.slips.number_next(options.count, now=context.now)
        else:
            numbers = engine.slips.again(*_numbers(options.again))
        desk = engine.catalogue.desk().name
        templates = engine.looks.look(built_in=options.built_in).templates
    pdf = render_slips(
        numbers,
        again=options.again is not None,
        desk=desk,
        made_at=context.now,
        language=language,
        paper=options.paper,
        templates=templates,
    )
    write_file(options.file, pdf)
    if options.file == "-":
        return 0
    first, last = numbers[0], numbers[-1]
    which = f"slip {first}" if first == last else f"slips {first} to {last}"
    some = "" if len(numbers) == last - first + 1 else f", {len(numbers)} of them: the others are tickets"
    return context.answer({"first": first, "last": last}, f"Wrote {options.file}: {which}{some}.")


def list_(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        found = engine.slips.printed()
    lines = [line for held in found for line in _lines(held)]
    table = [
        {
            "first": held.first,
            "last": held.last,
            "entered": [{"slip": slip, "ticket": ticket} for slip, ticket in held.entered],
            "missing": list(held.missing),
        }
        for held in found
    ]
    return context.answer(table, "\n".join(lines) or "No slips were printed yet.")


def _lines(held: Printed) -> list[str]:
    missing = ", ".join(str(slip) for slip in held.missing) or "none"
    head = f"{held.first} – {held.last}: {len(held.entered)} entered; not entered: {missing}"
    return [head, *(f"  slip {slip} is ticket {ticket}" for slip, ticket in held.entered)]


def enter(options: argparse.Namespace, context: Context) -> int:
    channel: Channel = a_word(options.channel, CHANNELS, "--channel")
    if options.contact is not None:
        a_name(options.contact, "--contact")
    with context.writing(create=False) as engine:
        draft = TicketDraft(
            subject=options.subject,
            severity=a_word(options.severity, SEVERITIES, "--severity"),
            customer=None if options.customer is None else engine.catalogue.customer(options.customer).id,
            contact_name=options.contact or "",
            text=options.text,
            channel=channel,
            assignee=None if options.assignee is None else engine.people.assignee(options.assignee),
            received_at=an_instant(options.received, "--received"),
        )
        slip = Slip(
            number=options.slip,
            draft=draft,
            answered_at=_instant(options.answered, "--answered"),
            told=options.told,
            resolved_at=_instant(options.resolved, "--resolved"),
            minutes=options.minutes,
            waits=tuple(_wait(words) for words in options.waited),
        )
        ticket, _ = engine.slips.enter(slip, now=context.now)
    return context.answer({"slip": options.slip, "ticket": ticket}, f"Slip {options.slip} is ticket {ticket}.")


def _numbers(text: str) -> tuple[int, int]:
    """`7` or `7-9`"""
    first, dash, last = text.replace("\N{EN DASH}", "-").partition("-")
    try:
        found = number(first), number(last if dash else first)
    except (ValueError, argparse.ArgumentTypeError) as error:
        raise UsageRefusal(
            f"{quote(text)} are no numbers of slips. Write one such as 7, or two such as 7-9."
        ) from error
    if found[1] < found[0]:
        raise UsageRefusal(f"{quote(text)} ends before it begins. Write the lower number first.")
    return found


def _wait(words: list[str]) -> Wait:
    whom, *times = words
    if not 0 < len(times) < 3:
        raise UsageRefusal("--waited takes on whom, from when and, unless it still does, until when.")
    since, *until = (an_instant(text, "--waited") for text in times)
    return Wait(a_word(whom, WAITED_ON, "--waited"), since, until[0] if until else None)


def _instant(text: str | None, option: str) -> Instant | None:
    return None if text is None else an_instant(text, option)
