"""Undo for what the desk keeps by name."""

from typing import Any

from slaapp.services.shelf import Shelf
from ui.commands import Commands
from ui.undo import Step


def putting_back(shelf: Shelf[Any], commands: Commands, id_: str, version: int) -> Step:
    """The step that makes an older version hold again, 0: that takes it away."""

    def go() -> Step:
        now = shelf.version(id_)
        commands.attempt(shelf.put_back, id_, version)
        return putting_back(shelf, commands, id_, now)

    return Step(go)
