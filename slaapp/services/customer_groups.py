"""The agreements that a customer names for groups of contacts; a group, such as VIP, is a word on the contact."""

from collections.abc import Mapping
from typing import Any

GROUPS = "groups"
"""In a customer's body: the agreement of each group, by its word."""


def same_group(word: str) -> str:
    """Equal for words that name the same group: capitals and blanks make no other."""
    return " ".join(word.split()).casefold()


def agreement_for(body: Mapping[str, Any], group: str) -> str | None:
    """The one that a customer with this body names for a group; None: none."""
    wanted = same_group(group)
    return next((name for word, name in body.get(GROUPS, {}).items() if same_group(word) == wanted), None)


def with_agreement(body: Mapping[str, Any], group: str, agreement: str | None) -> dict[str, str]:
    """The groups of a customer once this one is given an agreement (None: it has none of its own)."""
    wanted = same_group(group)
    held = {word: name for word, name in body.get(GROUPS, {}).items() if same_group(word) != wanted}
    return held if agreement is None else {**held, " ".join(group.split()): agreement}
