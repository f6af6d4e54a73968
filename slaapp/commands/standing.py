"""How agreements stand, on the command line: a line for each, with what is under work, in force, or was last."""

import argparse

from slaapp.commands.context import Context
from slaapp.services.agreement_versions import Listed, State, Version

STATES = {
    State.DRAFT: "draft",
    State.OFFERED: "offered",
    State.SIGNED: "signed",
    State.COMING: "coming",
    State.IN_FORCE: "in force",
    State.REPLACED: "replaced",
    State.EXPIRED: "expired",
    State.TERMINATED: "terminated",
}


def listing(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        every = engine.agreements.every(context.now)
    table = [
        {
            "agreement": held.name,
            "versions": [{"version": one.agreement.version, "state": one.state.value} for one in held.versions],
        }
        for held in every
    ]
    wide = max((len(held.name) for held in every), default=0)
    lines = [f"{held.name:<{wide}}  {', '.join(map(_stands, _of_note(held)))}" for held in every]
    return context.answer(table, "\n".join(lines) or "None yet.")


def _of_note(held: Listed) -> list[Version]:
    """Those that count or will; the newest where none does."""
    over = (State.REPLACED, State.EXPIRED, State.TERMINATED)
    return [one for one in held.versions if one.state not in over] or [held.versions[0]]


def _stands(one: Version) -> str:
    return f"v{one.agreement.version} {STATES[one.state]}"
