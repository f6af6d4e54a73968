"""What an importer of contacts hands over, and the limits all of them keep (rule 4 of reliability)."""

import unicodedata
from typing import NamedTuple

from slaapp.domain.quoting import quote

SIZE_LIMIT = 8 << 20
"""Bytes of a file."""
CARD_LIMIT = 20_000
EMAILS, PHONES = 8, 3
"""So many of each are taken of one contact."""

_LONGEST = {"name": 500, "phone": 100, "email": 254, "room": 100, "group": 60}


class ContactCard(NamedTuple):
    """A contact as a file says it; `line` is where it begins, counted from 1. The first address is the one to use."""

    line: int
    name: str
    phone: str = ""
    emails: tuple[str, ...] = ()
    room: str = ""
    group: str = ""


def plain(text: str) -> str:
    """The text on one line: no control characters, no halves of characters, one blank where there were several."""
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)
    return " ".join(kept.split())


def card(line: int, name: str, phones: list[str], emails: list[str], room: str, group: str = "") -> ContactCard:
    """What was read, made plain. Raises ValueError with why it cannot be a contact."""
    addresses = [address for address in dict.fromkeys(map(plain, emails)) if address]
    called = plain(name) or next(iter(addresses), "")
    if not called:
        raise ValueError("it has neither a name nor an e-mail address")
    wrong = next((address for address in addresses if not _is_address(address)), None)
    if wrong is not None:
        raise ValueError(f"{quote(wrong, longest=60)} is no e-mail address")
    found = ContactCard(
        line,
        called,
        ", ".join(list(dict.fromkeys(filter(None, map(plain, phones))))[:PHONES]),
        tuple(addresses[:EMAILS]),
        plain(room),
        plain(group),
    )
    for field, text in (("name", found.name), ("phone", found.phone), ("room", found.room), ("group", found.group)):
        if len(text) > _LONGEST[field]:
            raise ValueError(f"its {field} has {len(text):,} characters, more than {_LONGEST[field]}")
    return found


def _is_address(text: str) -> bool:
    before, at, after = text.partition("@")
    return (
        bool(before and at and after)
        and len(text) <= _LONGEST["email"]
        and not set(text) & set(' <>",;')
        and ("@" not in after)
    )
