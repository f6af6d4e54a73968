"""Text blocks: words written once, with placeholders such as {customer} that a ticket fills in."""

import re
from collections.abc import Mapping

from slaapp.domain.value import Value

PLACEHOLDERS: Mapping[str, str] = {
    "customer": "the customer's name",
    "contact": "the contact's name",
    "number": "the ticket's number",
    "subject": "what the ticket is about",
    "due": "by when the customer hears from us next, or the ticket is to be resolved",
    "me": "who writes this",
    "desk": "the desk's name",
}
"""What can be filled in, and what each stands for."""

AGREEMENT_PLACEHOLDERS: Mapping[str, str] = {
    "customer": "the customers who sign it",
    "provider": "the desk's name",
    "agreement": "the agreement's name",
    "version": "the number of its version",
    "valid_from": "its first day",
    "valid_to": "its last day",
    "goal": "the share of targets promised, such as 90 %",
}
"""The same for the words of an agreement, which its parties and its rules fill in."""

_PIECE = re.compile(r"\{\{|\}\}|\{([A-Za-z_]+)\}")
_LEFT = re.compile(r"\{([A-Za-z_]+)\}")


class Filled(Value):
    """`empty` are placeholders for which the ticket has nothing, `unknown` those that do not exist: both stay in the
    text as they were written, in braces."""

    text: str
    empty: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.empty and not self.unknown


def fill(text: str, values: Mapping[str, str], known: Mapping[str, str] = PLACEHOLDERS) -> Filled:
    """The text with its placeholders (those that are `known`) filled in, once: braces inside a value mean nothing.

    `{{` and `}}` stand for a brace; a brace that begins no placeholder is one, too.
    """
    empty: dict[str, None] = {}
    unknown: dict[str, None] = {}

    def piece(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        if name.lower() not in known:
            unknown[name] = None
            return found[0]
        value = values.get(name.lower(), "").strip()
        if not value:
            empty[name.lower()] = None
        return value or found[0]

    return Filled(_PIECE.sub(piece, text), tuple(empty), tuple(unknown))


def unknown_in(text: str) -> tuple[str, ...]:
    """The names in braces that no ticket can fill in, in their order."""
    return fill(text, {}).unknown


def left_in(text: str) -> tuple[str, ...]:
    """The placeholders that still stand in a text that is about to be added."""
    names = (found[1] for found in _LEFT.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name.lower() in PLACEHOLDERS))
