"""The store itself: make one, check it, back it up, bring it back."""

import argparse
from pathlib import Path

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.calendar import zone_info
from slaapp.domain.errors import Refusal, StoreRefusal, UsageRefusal
from slaapp.engine import Engine, back_up, checking, lacking, restore_backup
from slaapp.services import backups, demo
from slaapp.services.checking import MEND
from slaapp.services.scenario import utc_text


def add(new: Add) -> None:
    command = new(
        "check",
        "is everything as it was written, and does all that is worked out agree?",
        "check --rebuild",
        check,
        now="",
    )
    command.add_argument("--rebuild", action="store_true", help="work everything out anew first")
    command = new("backup", "make a verified copy of the store", "backup /media/stick", backup, now="")
    command.add_argument("folder", nargs="?", type=Path, help="where to (else the folder backups beside the store)")
    command.add_argument("--list", action="store_true", help="list the backups beside the store, make none")
    command = new(
        "restore",
        "put a backup in the store's place; what was there is kept beside it",
        "restore desk.2026-03-11T090000Z.slaapp-backup",
        restore,
        now="",
    )
    command.add_argument("file", type=Path)
    command = new(
        "new",
        "make a store",
        "new --store trial.slaapp --test",
        make,
        now="the instant at which it is made (with --test)",
    )
    command.add_argument(
        "--test", action="store_true", help="mark it for ever as made for tests, so that --now may write"
    )
    command.add_argument("--zone", help="the zone of its calendar (else this machine's)")
    new("demo", "make a store with the demo desk", "demo --store demo.slaapp", make_demo, now="")


def check(options: argparse.Namespace, context: Context) -> int:
    rebuilt: int | None = None
    left: list[str] = []
    try:
        with checking(context.store, now=context.now) as store:
            if options.rebuild:
                rebuilt, left = store.rebuild()
            found = list(store.problems())
    except StoreRefusal as refusal:
        found = [str(refusal)]
    lines = [] if rebuilt is None else [f"Worked out {rebuilt} tickets anew."]
    lines += [f"Left as they were: {', '.join(left)}."] if left else []
    lines += found or ["The store is sound: file, chains of events and records, references and all clocks agree."]
    if any(sentence.endswith(MEND) for sentence in found):
        lines.append("Work it out anew with: slaapp check --rebuild")
    context.answer({"sound": not found, "problems": found, "rebuilt": rebuilt, "left": left}, "\n".join(lines))
    return 1 if found else 0


def backup(options: argparse.Namespace, context: Context) -> int:
    if options.list:
        found = backups.kept(context.store)
        rows = [{"backup": str(held.path), "taken_at": utc_text(held.taken_at), "bytes": held.size} for held in found]
        return context.answer(rows, "\n".join(f"{row['taken_at']}  {row['backup']}" for row in rows) or "None yet.")
    made = back_up(context.store, options.folder, now=context.now)
    gone = lacking(made)
    return context.answer({"backup": str(made), "lacking": gone}, f"Wrote and checked {made}.{_lacking(gone)}")


def _lacking(names: list[str]) -> str:
    if not names:
        return ""
    return (
        f" Not in it, since their files are missing or changed: {', '.join(names[:5])}"
        f"{f' and {len(names) - 5} more' if len(names) > 5 else ''}. "
        "See which with: slaapp check"
    )


def restore(options: argparse.Namespace, context: Context) -> int:
    aside = restore_backup(options.file, context.store, now=context.now)
    kept = "" if aside is None else f" The store that was there is kept as {aside}."
    gone = lacking(context.store, store=True)
    return context.answer(
        {"restored": str(context.store), "kept": None if aside is None else str(aside), "lacking": gone},
        f"Restored {context.store} from {options.file}.{kept}{_lacking(gone)}",
    )


def make(options: argparse.Namespace, context: Context) -> int:
    _absent(context.store)
    if context.asked_now is not None and not options.test:
        raise Refusal("No store was made: --now is for stores made for tests. Add --test, or leave it out.")
    if options.zone is not None:
        try:
            zone_info(options.zone)
        except ValueError as error:
            raise UsageRefusal(f"--zone: {error}") from error
    with Engine.open(context.store, user=context.user, now=context.now, is_test=options.test, zone=options.zone):
        pass
    return context.answer({"store": str(context.store), "test": options.test}, f"Made {context.store}.")


def make_demo(options: argparse.Namespace, context: Context) -> int:
    _absent(context.store)
    demo.make(context.store)
    return context.answer(
        {"store": str(context.store), "moment": demo.moment()},
        f"Made {context.store}: the desk as of Wed 11 Mar 2026 13:30:18, Europe/London. "
        "Read it with --now 2026-03-11T13:30:18Z.",
    )


def _absent(store: Path) -> None:
    if store.exists():
        raise Refusal(f"{store} is there already and was left as it is. Name another file with --store.")
