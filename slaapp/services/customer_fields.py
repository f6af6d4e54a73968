"""What may stand in the fields of a customer and a contact; each refusal names its field, for whoever shows it."""

import re
import unicodedata

from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.languages import LANGUAGES
from slaapp.services.fields import checked_text

LONGEST = {"name": 500, "phone": 100, "email": 254, "room": 100, "group": 60}
NOTE_LENGTH = 20_000
ADDRESS_LINES, ADDRESS_LINE = 6, 100

_ADDRESS = re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+")


class FieldRefusal(UsageRefusal):
    """`field` is where the keyboard goes."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def one_line(field: str, value: str) -> str:
    """The text without blanks around it."""
    text = checked_text(value, field.capitalize()).strip()
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in text):
        raise FieldRefusal(field, f"Not saved, the {field} holds a line break or control character. Take it out.")
    if len(text) > LONGEST[field]:
        raise FieldRefusal(field, f"Not saved, the {field} has {len(text)} characters. Shorten it to {LONGEST[field]}.")
    return text


def a_contact_name(value: str) -> str:
    name = one_line("name", value)
    if not name:
        raise FieldRefusal("name", "Not saved, the name is empty. Say what the contact is called.")
    return name


def a_customer_name(value: str) -> str:
    name = one_line("name", value)
    if not name:
        raise FieldRefusal("name", "Not saved, the name is empty. The former one is kept. Type a name.")
    return name


def an_address(value: str) -> str:
    """An e-mail address, or nothing."""
    address = one_line("email", value)
    if address and not _ADDRESS.fullmatch(address):
        shown = address if len(address) <= 60 else address[:57] + "…"
        raise FieldRefusal("email", f"Not saved, {shown} is no e-mail address. It looks like name@example.org.")
    return address


def a_language(value: str) -> str:
    """The code of a language, by its code or by what it is called."""
    wanted = value.strip().casefold()
    found = next((code for code, name in LANGUAGES.items() if wanted in (code, name.casefold())), None)
    if found is None:
        known = ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
        raise FieldRefusal("language", f"Not saved, {quote(value)} is no language of reports. There are: {known}.")
    return found


def a_group(value: str) -> str:
    """The word of a group, such as VIP, or nothing."""
    return " ".join(one_line("group", value).split())


def a_note(value: str) -> str:
    note = checked_text(value, "Note").strip()
    if len(note) > NOTE_LENGTH:
        raise FieldRefusal("note", f"Not saved, the note has {len(note):,} characters. Shorten it to {NOTE_LENGTH:,}.")
    return note


def a_postal_address(value: str) -> list[str]:
    """Its lines, without those that are blank."""
    lines = [line.strip() for line in checked_text(value, "Address").splitlines() if line.strip()]
    if len(lines) > ADDRESS_LINES:
        raise FieldRefusal("address", f"Not saved, the address has {len(lines)} lines. Shorten it to {ADDRESS_LINES}.")
    for line in lines:
        if len(line) > ADDRESS_LINE or any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in line):
            raise FieldRefusal(
                "address",
                f"Not saved, a line of the address is longer than {ADDRESS_LINE} characters or holds a control "
                "character. Shorten it, or type it anew.",
            )
    return lines
