"""Text blocks, ticket templates, recurring tickets: list, add, remove, fill in, run, as files."""

import argparse
from collections.abc import Callable
from typing import Any

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file, write_file
from slaapp.domain.durations import wall_time, weekday_and_day
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.recurrence import Schedule, WhenClosed
from slaapp.domain.recurrence_words import schedule_words
from slaapp.engine import Engine
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.fields import a_word
from slaapp.services.recurrence_data import EVERY, NTH, WEEKDAYS, WHEN_CLOSED, Recurrence, minute_of
from slaapp.services.recurring import CatchUp, Ran
from slaapp.services.scenario import utc_text
from slaapp.services.shelf import Shelf
from slaapp.services.templates import Template
from slaapp.services.text_blocks import TextBlock, Use

_TEST_ONLY = "as of this instant; to write, only in stores made for tests"
_USES = {use.value: use for use in Use}
_MISSED = {choice.value: choice for choice in CatchUp}


def add(new: Add) -> None:
    command = _shelf(
        new, "text", "text blocks for replies and notes", "text add 'On it' 'Dear {contact}, we are on it. {me}'", text
    )
    command.add_argument("text", nargs="?", help="what the block says, for add")
    command.add_argument("--for", dest="use", help=f"{', '.join(_USES)} (else anywhere)")
    command.add_argument("--ticket", type=number, help="the ticket that fills it in, for show")

    command = _shelf(
        new, "template", "ticket templates", "template add 'New starter' --check 'Make the account'", template
    )
    command.add_argument("--subject", default="", help="what a ticket from it is about")
    command.add_argument("--severity", default="normal", help="low, normal, high or urgent")
    command.add_argument("--assignee", help="whose work it is")
    command.add_argument("--notes", default="", help="what is to be known: its first note")
    command.add_argument("--tag", action="append", default=[], help="may be given several times")
    command.add_argument("--check", action="append", default=[], help="an item of the checklist; several times")

    command = _shelf(
        new,
        "recurring",
        "recurring tickets; run creates what is due",
        "recurring add 'Backups' --template 'Backup check' --every week --weekday mon --at 08:00",
        recurring,
        more=("run",),
    )
    command.add_argument("--template", help="the template it is made from")
    command.add_argument("--customer", help="whose ticket it is (else the desk's own)")
    command.add_argument("--every", help=", ".join(EVERY))
    command.add_argument("--weekday", help=", ".join(WEEKDAYS))
    command.add_argument("--nth", help=f"with weekday_of_month: {', '.join(NTH)}")
    command.add_argument("--day", type=number, help="with day_of_month: 1 to 31")
    command.add_argument("--at", help="the time of day, such as 08:00")
    command.add_argument("--when-closed", help=f"{', '.join(WHEN_CLOSED)} (else next_working_day)")
    command.add_argument("--missed", default="ask", help=f"many missed ones: {', '.join(_MISSED)} (else ask)")


def _shelf(
    new: Add, name: str, words: str, example: str, run: Callable[..., int], *, more: tuple[str, ...] = ()
) -> argparse.ArgumentParser:
    command = new(name, words, example, run, now=_TEST_ONLY)
    command.add_argument("action", choices=["list", "show", "add", "remove", "import", "export", *more])
    command.add_argument("name", nargs="?", metavar="NAME", help="its name; for import and export a TOML file, or -")
    return command


def text(options: argparse.Namespace, context: Context) -> int:
    if options.action == "add":
        name, words = _name(options), options.text
        if words is None:
            raise UsageRefusal("text add: say what the block holds, after its name.")
        use = a_word(options.use or Use.ANYWHERE.value, _USES, "--for")
        return _add(context, lambda engine: (engine.text_blocks, TextBlock(name, words, use)))
    if options.action == "show" and options.ticket is not None:
        return _fill(options, context)

    def shown(engine: Engine, held: TextBlock) -> tuple[dict[str, Any], str]:
        return {"name": held.name, "use": held.use.value, "text": held.text}, held.text

    return _common(options, context, lambda engine: engine.text_blocks, shown)


def _fill(options: argparse.Namespace, context: Context) -> int:
    """The block as a ticket fills it in; refused where something would be left blank."""
    with context.reading() as engine:
        block = engine.text_blocks.named(_name(options))
        page = engine.pages.page(options.ticket, now=context.now)
        use = a_word(options.use or Use.REPLY.value, _USES, "--for")
        filled = engine.text_blocks.filled(block, page, now=context.now, use=use)
    if not filled.complete:
        missing = ", ".join(f"{{{name}}}" for name in (*filled.empty, *filled.unknown))
        raise Refusal(f"{block.name} was not filled in: ticket {options.ticket} has nothing to put in for {missing}.")
    return context.answer({"name": block.name, "text": filled.text}, filled.text)


def template(options: argparse.Namespace, context: Context) -> int:
    if options.action == "add":
        name = _name(options)

        def make(engine: Engine) -> tuple[Shelf[Any], Template]:
            assignee = None if options.assignee is None else engine.people.assignee(options.assignee)
            severity = a_word(options.severity, SEVERITIES, "--severity")
            return engine.templates, Template(
                name,
                options.subject,
                severity,
                None,
                assignee,
                options.notes,
                tuple(options.tag),
                tuple(options.check),
            )

        return _add(context, make)

    def shown(engine: Engine, held: Template) -> tuple[dict[str, Any], str]:
        table = {"name": held.name, "subject": held.subject, "severity": held.severity.word, "notes": held.notes}
        lines = [held.subject, held.notes, *(f"[ ] {item}" for item in held.checklist)]
        lines += [f"Tags: {', '.join(held.tags)}"] if held.tags else []
        return {**table, "tags": [*held.tags], "checklist": [*held.checklist]}, "\n".join(filter(None, lines))

    return _common(options, context, lambda engine: engine.templates, shown)


def recurring(options: argparse.Namespace, context: Context) -> int:
    if options.action == "run":
        return _run(options, context)
    if options.action == "add":
        name, schedule = _name(options), _schedule(options)
        if options.template is None:
            raise UsageRefusal("--template: name the template it is made from. See them with: slaapp template list")

        def make(engine: Engine) -> tuple[Shelf[Any], Recurrence]:
            held = engine.templates.named(options.template).id
            customer = None if options.customer is None else engine.catalogue.customer(options.customer).id
            return engine.recurring, Recurrence(name, held, schedule, customer)

        return _add(context, make)

    def shown(engine: Engine, held: Recurrence) -> tuple[dict[str, Any], str]:
        coming = engine.recurring.next_of(held, context.now) if held.active else None
        next_at = None if coming is None else coming.at
        words = f"{schedule_words(held.schedule)}. Next: {context.when(engine, next_at)}" if held.active else "Resting"
        table = {"name": held.name, "active": held.active, "when": schedule_words(held.schedule)}
        return {**table, "next_at": utc_text(next_at)}, words

    return _common(options, context, lambda engine: engine.recurring, shown)


def _schedule(options: argparse.Namespace) -> Schedule:
    if options.every is None or options.at is None:
        raise UsageRefusal("recurring add: say when, with --every and --at.")
    minute = minute_of(options.at)
    if minute is None:
        raise UsageRefusal(f"--at: {quote(options.at)} is no time of day such as 08:00.")
    try:
        return Schedule(
            every=a_word(options.every, EVERY, "--every"),
            minute=minute,
            weekday=None if options.weekday is None else a_word(options.weekday, WEEKDAYS, "--weekday"),
            nth=None if options.nth is None else a_word(options.nth, NTH, "--nth"),
            day=options.day,
            when_closed=a_word(options.when_closed or WhenClosed.NEXT_WORKING_DAY, WHEN_CLOSED, "--when-closed"),
        )
    except ValueError as error:
        raise UsageRefusal(f"--every {options.every}: {error}") from error


def _run(options: argparse.Namespace, context: Context) -> int:
    missed = a_word(options.missed, _MISSED, "--missed")
    with context.writing() as engine:
        ran, _ = engine.recurring.run(now=context.now, missed=missed)
        zone = engine.board.zone
    table = {
        "created": [*ran.numbers],
        "waiting": ran.waiting,
        "skipped": ran.skipped,
        "oldest_planned_at": utc_text(ran.oldest_at),
    }
    day = "" if ran.oldest_at is None else weekday_and_day(wall_time(ran.oldest_at, zone).date())
    context.answer(table, _ran_words(ran, day))
    return 1 if ran.waiting else 0


def _ran_words(ran: Ran, day: str) -> str:
    if ran.waiting:
        return (
            f"{ran.waiting} recurring tickets are due, the oldest planned for {day}. Nothing was created, since they "
            "are many. Create them with --missed all, each plan's latest with --missed latest, or leave them out with "
            "--missed skip."
        )
    left_out = f" {ran.skipped} missed ones were left out." if ran.skipped else ""
    if not ran.numbers:
        return f"Nothing was created.{left_out}" if left_out else "Nothing is due."
    which = ", ".join(map(str, ran.numbers))
    if len(ran.numbers) == 1:
        return f"Ticket {which} was created: {ran.name}, planned for {day}.{left_out}"
    return f"{len(ran.numbers)} recurring tickets were created, the oldest planned for {day}: {which}.{left_out}"


def _name(options: argparse.Namespace) -> str:
    if options.name is None:
        raise UsageRefusal(f"{options.action}: give its name.")
    return str(options.name)


def _add(context: Context, make: Callable[[Engine], tuple[Shelf[Any], Any]]) -> int:
    with context.writing() as engine:
        shelf, value = make(engine)
        shelf.save(value, now=context.now)
    return context.answer({"added": value.name}, f"Added the {shelf.noun} {value.name}.")


def _common(
    options: argparse.Namespace,
    context: Context,
    shelf_of: Callable[[Engine], Shelf[Any]],
    shown: Callable[[Engine, Any], tuple[dict[str, Any], str]],
) -> int:
    if options.action == "import":
        data = read_file(options.name or "-")
        with context.writing() as engine:
            shelf = shelf_of(engine)
            count, _ = shelf.import_toml(data, now=context.now)
        plural = "" if count == 1 else "s"
        return context.answer({"imported": count}, f"Imported {count} {shelf.noun}{plural}.")
    if options.action == "remove":
        with context.writing() as engine:
            held = shelf_of(engine).named(_name(options))
            shelf_of(engine).remove(held.id, now=context.now)
        return context.answer({"removed": held.name}, f"Removed {held.name}.")
    with context.reading() as engine:
        shelf = shelf_of(engine)
        if options.action == "export":
            write_file(options.name or "-", shelf.export_toml())
            return 0
        if options.action == "show":
            table, words = shown(engine, shelf.named(_name(options)))
            return context.answer(table, words)
        every = [(held.name, *shown(engine, held)) for held in shelf.every()]
    lines = [": ".join((name, *words.strip().splitlines()[:1])) for name, _, words in every]
    return context.answer([table for _, table, _ in every], "\n".join(lines) or "None yet.")
