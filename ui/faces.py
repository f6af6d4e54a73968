"""How each of the desk's people is drawn wherever their initials stand: told once, asked for by name while painting."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from slaapp.services.people import Person

PLAIN = "stone"
"""The ground of whoever chose none, and of customers."""


class Initials(str):
    """Letters that know the ground they stand on, a word of `slaapp.services.people.COLOURS`."""

    __slots__ = ("colour",)
    colour: str

    def __new__(cls, letters: str, colour: str = PLAIN) -> Self:
        made = super().__new__(cls, letters)
        made.colour = colour
        return made


_known: dict[str, Initials] = {}


def learn(people: Iterable["Person"]) -> bool:
    """These are the desk's people from now on; says whether anybody is drawn otherwise than before."""
    found = {person.name: Initials(person.initials or letters_of(person.name), person.colour) for person in people}
    changed = {name: (face, face.colour) for name, face in found.items()} != {
        name: (face, face.colour) for name, face in _known.items()
    }
    _known.clear()
    _known.update(found)
    return changed


def known(name: str) -> Initials | None:
    """None for whoever is none of the desk's people."""
    return _known.get(name)


def of(name: str) -> Initials:
    return _known.get(name) or Initials(letters_of(name))


def letters_of(name: str) -> str:
    """`SR` of "Sam R.": the first letters of the first and the last word."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return name[:1]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
