"""Tickets that have to do with each other, their tags and checklists."""

import argparse

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.commands.tickets import done, writer
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.particulars import ChecklistItem
from slaapp.domain.relations import INVERSE
from slaapp.engine import Engine
from slaapp.services.fields import a_word
from slaapp.services.joining import MergeOutlook
from slaapp.wording import METRIC, RELATION

_RELATIONS = {relation.value: relation for relation in INVERSE}
_ACTS = ("add", "tick", "untick", "remove", "move")


def add(new: Add) -> None:
    command = writer(new, "link", "tie a ticket to another", "link 12 11 --as follows_up", link, at=False)
    command.add_argument("other", type=number)
    command.add_argument("--as", dest="relation", default="related", help=f"{', '.join(_RELATIONS)} (else related)")
    command = writer(new, "unlink", "undo the ties between two tickets", "unlink 12 11", unlink, at=False)
    command.add_argument("other", type=number)
    command = writer(new, "merge", "go on with a ticket as part of another", "merge 12 11", merge, at=False)
    command.add_argument("into", type=number)
    command.add_argument("--dry-run", action="store_true", help="only say what would happen to the clocks")
    command = writer(new, "tag", "put a tag on a ticket", "tag 12 printer", tag, at=False)
    command.add_argument("tag")
    command.add_argument("--off", action="store_true", help="take it off again")
    command = writer(
        new, "checklist", "see or change what is to be done", "checklist 12 add 'Order a laptop'", checklist, at=False
    )
    command.add_argument("act", nargs="?", choices=_ACTS, help=f"{', '.join(_ACTS)} (else show it)")
    command.add_argument("what", nargs="?", help="the text to add, or the number of the item")
    command.add_argument("--to", type=number, metavar="PLACE", help="where to move it")
    new("tags", "every tag that was used", "tags", tags, now="")


def link(options: argparse.Namespace, context: Context) -> int:
    relation = a_word(options.relation, _RELATIONS, "--as")
    return done(
        options,
        context,
        lambda engine: engine.desk.link(options.ticket, options.other, relation=relation, now=context.now),
        f"{RELATION[relation].lower()} ticket {options.other}. No clock is changed.",
    )


def unlink(options: argparse.Namespace, context: Context) -> int:
    return done(
        options,
        context,
        lambda engine: engine.desk.unlink(options.ticket, options.other, now=context.now),
        f"no longer linked to {options.other}.",
    )


def merge(options: argparse.Namespace, context: Context) -> int:
    if not options.dry_run:
        return done(
            options,
            context,
            lambda engine: engine.desk.merge(options.ticket, options.into, now=context.now),
            f"merged into {options.into}.",
        )
    with context.reading() as engine:
        outlook = engine.desk.foresee_merge(options.ticket, options.into, now=context.now)
        told = _outlook(engine, context, options, outlook)
        return context.answer({"received_at": outlook.received_at, "said": told}, "\n".join(told))


def _outlook(engine: Engine, context: Context, options: argparse.Namespace, outlook: MergeOutlook) -> list[str]:
    lines = [f"Ticket {options.ticket} would leave the queue; its undecided clocks would no longer be measured."]
    if outlook.received_at != outlook.was_received_at:
        lines.append(f"Ticket {options.into} would count as received {context.when(engine, outlook.received_at)}.")
    lines += [
        f"{METRIC[moved.metric]}: due {context.when(engine, moved.due_at)} instead of "
        f"{context.when(engine, moved.was_due_at)}{', which is over' if moved.late else ''}."
        for moved in outlook.moved
    ]
    return lines if outlook.moved else [*lines, f"No clock of ticket {options.into} would move."]


def tag(options: argparse.Namespace, context: Context) -> int:
    if options.off:
        return done(
            options,
            context,
            lambda engine: engine.desk.untag(options.ticket, options.tag, now=context.now),
            "tag taken off.",
        )
    return done(
        options, context, lambda engine: engine.desk.tag(options.ticket, options.tag, now=context.now), "tag put on."
    )


def tags(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        used = engine.desk.used_tags()
        return context.answer(used, "\n".join(used) or "No tag was used yet.")


def checklist(options: argparse.Namespace, context: Context) -> int:
    if options.act is None:
        with context.reading() as engine:
            items = engine.desk.checklist(options.ticket)
            plain = [{"text": item.text, "done": item.done} for item in items]
            return context.answer(plain, _listed(items) or f"The checklist of ticket {options.ticket} is empty.")
    if options.what is None:
        raise UsageRefusal(f"checklist {options.act}: say {'what is to be done' if options.act == 'add' else 'which'}.")
    if options.act == "move" and options.to is None:
        raise UsageRefusal("checklist move: say where to, with --to.")

    def act(engine: Engine) -> object:
        if options.act == "add":
            return engine.desk.add_to_checklist(options.ticket, options.what, now=context.now)
        item = _at_place(engine.desk.checklist(options.ticket), options.what)
        if options.act == "move":
            return engine.desk.move_on_checklist(options.ticket, item.id, to=options.to, now=context.now)
        if options.act == "remove":
            return engine.desk.take_off_checklist(options.ticket, item.id, now=context.now)
        return engine.desk.tick(options.ticket, item.id, done=options.act == "tick", now=context.now)

    return done(options, context, act, "checklist changed.")


def _listed(items: tuple[ChecklistItem, ...]) -> str:
    return "\n".join(f"{place}. [{'x' if item.done else ' '}] {item.text}" for place, item in enumerate(items, 1))


def _at_place(items: tuple[ChecklistItem, ...], text: str) -> ChecklistItem:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= len(items)):
        raise UsageRefusal(
            f"The checklist has no item {text}. Nothing was changed. See it with: slaapp checklist TICKET"
        )
    return items[int(text) - 1]
