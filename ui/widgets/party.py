"""Whom a ticket can be for, and what a few letters may mean: somebody known, or a person or a customer to be added."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import astuple

from slaapp.domain.value import Value
from ui import wording
from ui.widgets.runs import one_line

MOST, MOST_OFFERS = 6, 2
_BETWEEN = re.compile(r"\s*[,:;·]\s*")
_FIGURES = 3
"""How many figures in a row are looked for anywhere in a phone number."""


class Party(Value):
    """A customer, perhaps with the contact who called. `customer` None with a name: a customer still to be added;
    a contact's name without `contact`: a contact still to be added."""

    customer: str | None
    name: str
    contact: str | None = None
    contact_name: str = ""
    phone: str = ""
    room: str = ""
    remark: str = ""

    @property
    def is_new(self) -> bool:
        return self.customer is None

    @property
    def adds(self) -> bool:
        """Logging for them adds somebody."""
        return self.is_new or (self.contact is None and bool(self.contact_name))

    @property
    def title(self) -> str:
        return wording.joined(self.contact_name, self.name)

    @property
    def detail(self) -> str:
        return wording.joined(self.phone, self.room) if self.contact else self.remark

    @property
    def offer(self) -> str:
        """What choosing one to be added is called."""
        name, person = one_line(self.name), one_line(self.contact_name)
        if not person:
            return wording.say("Add customer “{name}”", name=name)
        if self.is_new:
            return wording.say("Add customer “{name}” with {person}", name=name, person=person)
        return wording.say("Add {person} to {name}", name=name, person=person)


def party_as_plain(party: Party | None) -> list[Any] | None:
    """For what is kept of a form: its parts in their order."""
    return None if party is None else list(astuple(party))


def party_from_plain(held: object) -> Party | None:
    """None, too, for what is no party."""
    return Party(*held) if isinstance(held, list) and len(held) == len(Party.__struct_fields__) else None


def matching(parties: Sequence[Party], text: str, most: int = MOST) -> list[Party]:
    """Those of whom every word of the text begins a word of name or phone; customers before contacts, names that begin
    so first."""
    words = _words(text)
    if not words:
        return []
    found = [party for party in parties if _fits(party, words)]
    begins = text.casefold().strip()
    found.sort(key=lambda party: (party.contact is not None, not party.name.casefold().startswith(begins)))
    return found[:most]


def offers(parties: Sequence[Party], text: str, before: Party | None) -> list[Party]:
    """Whom the text would add: a person to a customer it names, or to the one that stood here `before`; a customer of
    that name; last both, where a sign stands between two names."""
    text = text.strip()
    known = [party for party in parties if party.contact is None]
    halves = [half for half in _BETWEEN.split(text, maxsplit=1) if half]
    pairs = [(halves[0], halves[1]), (halves[1], halves[0])] if len(halves) == 2 else _around(known, text)
    found = [
        Party(customer.customer, customer.name, contact_name=person)
        for person, name in pairs
        for customer in _named(known, name)
    ]
    if before is not None and len(halves) == 1 and not pairs:
        found.append(Party(before.customer, before.name, contact_name=text))
    there = {(held.customer, held.contact_name.casefold()) for held in parties if held.contact is not None}
    found = [party for party in found if (party.customer, party.contact_name.casefold()) not in there]
    both = []
    if len(halves) == 2 and not found:
        person, name = reversed(halves) if ":" in text else halves
        both.append(Party(None, name, contact_name=person))
    return [*found[:MOST_OFFERS], Party(None, text), *both]


def _named(known: Sequence[Party], name: str) -> list[Party]:
    """The customer that is called so; else those of whom every word begins a word."""
    called = [party for party in known if party.name.casefold() == name.casefold()]
    return called or matching(known, name)


def _around(known: Sequence[Party], text: str) -> list[tuple[str, str]]:
    """What stands before or behind the whole name of a customer, with that name."""
    folded, found = text.casefold(), []
    for party in known:
        name = party.name.casefold()
        if folded.startswith(f"{name} "):
            found.append((text[len(name) :].strip(), party.name))
        elif folded.endswith(f" {name}"):
            found.append((text[: -len(name)].strip(), party.name))
    return found


def _words(text: str) -> list[str]:
    return [word for part in text.casefold().split() if (word := part.strip(",:;·"))]


def _fits(party: Party, words: Sequence[str]) -> bool:
    held = f"{party.contact_name} {party.name} {party.phone}".casefold().split()
    figures = "".join(filter(str.isdigit, party.phone))
    return all(
        any(part.startswith(word) for part in held) or (len(word) >= _FIGURES and word.isdigit() and word in figures)
        for word in words
    )
