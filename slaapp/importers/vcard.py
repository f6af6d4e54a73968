"""Contacts from a vCard file, 2.1, 3.0 or 4.0, as phones, mail programs and directories write them.

A parser of its own: the libraries for it bring dates, time zones and half a calendar along, or read one version only.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.importers.contact_card import CARD_LIMIT, SIZE_LIMIT, ContactCard, card
from slaapp.importers.handover import RowProblem
from slaapp.importers.reading import LINE_LIMIT, legacy_encoding

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = re.compile(r'((?:[^:";]|"[^"]*")*)((?:;(?:[^:";]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NO_PHONE = frozenset({"FAX", "PAGER", "BBS", "MODEM"})


class Property(NamedTuple):
    name: str
    types: frozenset[str]
    value: str


def is_vcard(data: bytes) -> bool:
    return re.search(rb"(?i)BEGIN:VCARD", _as_bytes_of_text(data)[:4096]) is not None


def read_cards(data: bytes) -> Iterator[ContactCard | RowProblem]:
    """Each card of the file, or why one cannot be taken. Refusal for a file that holds none or is too large."""
    if len(data) > SIZE_LIMIT:
        raise Refusal(
            f"The file has more than {SIZE_LIMIT >> 20} MB. Nothing was imported. Split it, or leave photos out."
        )
    data = _as_bytes_of_text(data)
    if not is_vcard(data):
        raise Refusal("The file holds no vCard (BEGIN:VCARD). Nothing was imported. Choose another file.")
    fallback = _encoding(data)
    count = 0
    for start, lines, ended in _blocks(data):
        count += 1
        if count > CARD_LIMIT:
            raise Refusal(f"The file holds more than {CARD_LIMIT:,} cards. Nothing was imported. Split it.")
        text = b"\n".join(lines[:40]).decode("utf-8", "replace")
        if not ended:
            yield RowProblem(start, text, "the file ends in the middle of the card")
            continue
        try:
            yield _card(start, lines, fallback)
        except ValueError as error:
            yield RowProblem(start, text, str(error))


def _as_bytes_of_text(data: bytes) -> bytes:
    """As UTF-8 where the file's mark says UTF-16, so that its lines can be told apart."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data


def _encoding(data: bytes) -> str:
    data = re.sub(rb"(?:\r\n|\n|\r)[ \t]", b"", data)  # a letter of several bytes may be folded within
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return legacy_encoding(data)
    return "utf-8"


def _blocks(data: bytes) -> Iterator[tuple[int, list[bytes], bool]]:
    """The lines of each card and where it begins; cards within a card (2.1's AGENT) are left out."""
    held: list[bytes] = []
    depth = start = 0
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", data), start=1):
        word = line.strip().upper()
        if word == b"BEGIN:VCARD":
            depth += 1
            if depth == 1:
                start, held = number, []
        elif word == b"END:VCARD" and depth:
            depth -= 1
            if not depth:
                yield start, held, True
        elif depth == 1:
            held.append(line)
    if depth:
        yield start, held, False


def _card(start: int, lines: list[bytes], fallback: str) -> ContactCard:
    old = any(re.fullmatch(rb"(?i)VERSION\s*:\s*2\.1\s*", line) for line in lines)
    names: dict[str, str] = {}
    phones: list[tuple[int, str]] = []
    emails: list[tuple[int, str]] = []
    room = ""
    for said in _properties(lines, fallback, old=old):
        rank = 0 if "PREF" in said.types or "PREF=1" in said.types else 1
        match said.name:
            case "FN" | "NICKNAME" | "ORG":
                names.setdefault(said.name, _unescaped(_parts(said.value)[0] if said.name == "ORG" else said.value))
            case "N":
                family, given, *_ = [*map(_unescaped, _parts(said.value)), "", ""]
                names.setdefault("N", f"{given} {family}".strip())
            case "TEL" if not said.types & _NO_PHONE:
                phones.append((rank, re.sub(r"(?i)^tel:|;.*$", "", _unescaped(said.value).strip())))
            case "EMAIL":
                emails.append((rank, re.sub(r"(?i)^mailto:", "", _unescaped(said.value).strip())))
            case "ADR" if not room:
                room = _unescaped([*_parts(said.value), ""][1])  # where directories put office and room
    name = next((names[key] for key in ("FN", "N", "NICKNAME", "ORG") if names.get(key, "").strip()), "")
    return card(start, name, _ranked(phones), _ranked(emails), room)


def _ranked(found: list[tuple[int, str]]) -> list[str]:
    return [value for _, value in sorted(found, key=lambda item: item[0])]


def _properties(lines: list[bytes], fallback: str, *, old: bool) -> Iterator[Property]:
    for line in _unfolded(lines, old=old):
        if len(line) > LINE_LIMIT:
            continue  # a photo, a sound, a key
        found = _HEAD.fullmatch(line.decode("latin-1"))
        if found is None:
            continue  # what follows a blank line within base64, or nothing that is known
        said = [part.replace('"', "").strip().upper() for part in _PARAMETER.findall(found[2])]
        types = {word for part in said for word in part.removeprefix("TYPE=").split(",")}
        charset = next((part.removeprefix("CHARSET=") for part in said if part.startswith("CHARSET=")), fallback)
        if types & {"B", "BASE64", "ENCODING=B", "ENCODING=BASE64"}:
            continue
        raw = found[3].encode("latin-1")
        if types & {"QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE"}:
            raw = quopri.decodestring(raw)
        yield Property(found[1].strip().rpartition(".")[2].upper(), frozenset(types), _decoded(raw, charset))


def _unfolded(lines: list[bytes], *, old: bool) -> Iterator[bytes]:
    """Lines that go on begin with a blank, which 2.1 keeps; quoted-printable goes on behind a = at the end."""
    held = b""
    for line in lines:
        head = held[:200].upper()
        if held.endswith(b"=") and b"QUOTED-PRINTABLE" in head.partition(b":")[0]:
            held = held[:-1] + (line[1:] if line[:1] in (b" ", b"\t") and not old else line)
        elif line[:1] in (b" ", b"\t"):
            held += line if old else line[1:]
        else:
            yield held
            held = line
    yield held


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except LookupError as error:
        raise ValueError(f"its characters are in {quote(charset, longest=40)}, which is not known here") from error
    except (UnicodeDecodeError, binascii.Error) as error:
        raise ValueError(f"its characters are not {charset[:40]}, as it says") from error


def _parts(value: str) -> list[str]:
    return re.split(r"(?<!\\);", value)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
