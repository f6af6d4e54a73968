"""`slaapp person`: who works at the desk, how their initials look, who has left."""

import argparse
import shlex
from typing import Any

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.errors import UsageRefusal
from slaapp.services.people import COLOURS, Person

_NEEDS_NAME = {"add", "change", "retire", "return"}
_DETAILS = ("rename", "account", "initials", "colour")


def add(new: Add) -> None:
    command = new(
        "person",
        "list the desk's people; add, change or retire one, or take one back; me: who this account is",
        "person add 'Kim L.' --account kim --colour moss",
        run,
        now="write as if at this instant (stores made for tests only)",
    )
    command.add_argument("action", choices=["list", "me", "add", "change", "retire", "return"])
    command.add_argument("name", nargs="?", help="a name, or an account")
    command.add_argument("--rename", metavar="NAME", help="with change: what they are called from now on")
    command.add_argument("--account", help="their account at this machine; it signs what they write")
    command.add_argument("--initials", help="up to three letters (else those of the name)")
    command.add_argument("--colour", help=", ".join(COLOURS))


def run(options: argparse.Namespace, context: Context) -> int:
    given = {name: getattr(options, name) for name in _DETAILS if getattr(options, name) is not None}
    _check(options.action, options.name, given)
    if options.action == "list":
        return _list(context)
    if options.action == "me":
        with context.reading() as engine:
            me = engine.people.me()
        unknown = f"{context.user} is none of the desk's people. Add them with: slaapp person add"
        return context.answer(None if me is None else _table(me), unknown if me is None else _line(me))
    with context.writing() as engine:
        people, now = engine.people, context.now
        if options.action == "add":
            _, person = people.add(options.name, now=now, **given)
            return context.answer(_table(person), f"{person.name} is one of the desk's people.")
        if options.action == "change":
            details = {("new_name" if name == "rename" else name): value for name, value in given.items()}
            _, person = people.change(options.name, now=now, **details)
            return context.answer(_table(person), f"Changed: {_line(person)}.")
        person = people.find(options.name)
        if options.action == "return":
            people.bring_back(person.id, now=now)
            return context.answer(_table(people.find(person.id)), f"{person.name} is at the desk again.")
        _, theirs = people.retire(person.id, now=now)
    held = "1 open ticket is" if theirs == 1 else f"{theirs} open tickets are"
    left = f" {held} theirs still: see slaapp list --assignee {shlex.quote(person.name)}." if theirs else ""
    return context.answer(
        {**_table(person), "retired": True, "open_tickets": theirs},
        f"{person.name} has left: they stay in the history and are given nothing more.{left}",
    )


def _check(action: str, name: str | None, given: dict[str, str]) -> None:
    if action in _NEEDS_NAME and name is None:
        raise UsageRefusal(f"person {action}: say whom. Nothing was changed.")
    if action not in _NEEDS_NAME and name is not None:
        raise UsageRefusal(f"person {action} takes no name. Leave {name} out.")
    if "rename" in given and action != "change":
        raise UsageRefusal("--rename belongs to person change. Nothing was changed.")
    if given and action not in ("add", "change"):
        raise UsageRefusal(f"person {action} takes none of --account, --initials and --colour. Nothing was changed.")
    if action == "change" and not given:
        raise UsageRefusal("person change: say what: --rename, --account, --initials or --colour. Nothing was changed.")


def _list(context: Context) -> int:
    with context.reading() as engine:
        every = engine.people.every()
    lines = "\n".join(_line(person) for person in every)
    return context.answer([_table(person) for person in every], lines or "Nobody yet.")


def _line(person: Person) -> str:
    facts = [person.name, person.account and f"account {person.account}", person.retired and "has left"]
    return ", ".join(fact for fact in facts if fact)


def _table(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "account": person.account,
        "initials": person.initials,
        "colour": person.colour,
        "retired": person.retired,
    }
