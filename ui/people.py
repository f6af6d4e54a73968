"""Whom a ticket can be given to: the desk's people, oneself first, and whoever is to be one of them."""

from typing import TYPE_CHECKING

from slaapp.engine import Engine
from slaapp.services.people import Person
from ui import wording
from ui.commands import Commands
from ui.wording import say

if TYPE_CHECKING:
    from ui.widgets.picker import Choice

ADD = "Add “{name}” to the desk’s people"
"""What a list of people offers for a name that nobody bears."""


class People:
    """A change is made through `commands`; what is refused raises a Refusal."""

    def __init__(self, engine: Engine, commands: Commands) -> None:
        self._engine, self._commands = engine, commands

    def choices(self, current: str | None) -> list["Choice"]:
        """Oneself, nobody, the others by name; on a new desk oneself is added when chosen."""
        from ui.widgets.picker import Choice  # noqa: PLC0415 - when first wanted

        me, user = self._engine.catalogue.me(), self._engine.user
        others = sorted(
            (held for held in self._engine.people.every() if not held.retired or held.id == current),
            key=lambda held: held.name.casefold(),
        )
        to_be_added = Choice(None, _mine(user), initials=wording.initials(user), adds=user)
        return [
            to_be_added if me is None else self._choice(me, current),
            Choice(None, say("Unassigned"), initials="", current=current is None),
            *(self._choice(person, current) for person in others if person != me),
        ]

    def find(self, id_: str | None) -> Person | None:
        return next((held for held in self._engine.catalogue.people() if held.id == id_), None)

    def label(self, person: Person) -> str:
        return _mine(person.name) if person == self._engine.catalogue.me() else person.name

    def add(self, name: str) -> str:
        """Somebody new at the desk, with the account of whoever sits here when it is theirs; gives the id."""
        account = name if name == self._engine.user else ""
        return self._commands.attempt(self._engine.catalogue.add_person, name, account=account)

    def me(self) -> str:
        """Oneself; on a new desk one is added."""
        me = self._engine.catalogue.me()
        return self.add(self._engine.user) if me is None else me.id

    def _choice(self, person: Person, current: str | None) -> "Choice":
        from ui.widgets.picker import Choice  # noqa: PLC0415 - when first wanted

        return Choice(
            person.id, self.label(person), initials=wording.initials(person.name), current=person.id == current
        )


def _mine(name: str) -> str:
    return say("{name} (me)", name=name)
