"""An e-mail taken apart into its parts, whatever it holds.

The standard library's parser is not used: it has crashed on headers as they come (cpython#134155), recurses once for
each level of nesting and grows with the square of some inputs. Here every byte is looked at a bounded number of times,
and each limit is a number below.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator

from msgspec import Struct

from slaapp.domain.value import Value

DEEPEST = 12
MOST_PARTS = 200
LONGEST_HEAD = 256 * 1024
LONGEST_VALUE = 16 * 1024
MOST_FIELDS = 1000
LONGEST_BOUNDARY = 200
MOST_LOOKS = 5000
"""How often a part, or what may be the line between two, is looked at."""


class Part(Value):
    """A leaf of an e-mail, or a mail within it, its bytes decoded; `name` as the sender gave it, empty where not."""

    kind: str
    charset: str
    name: str
    inline: bool
    data: bytes


class Parts(Struct):
    """What was found; `cut` says that there was more than is taken apart (deeper, or further parts)."""

    found: list[Part]
    cut: bool = False
    looks: int = 0


Head = dict[str, str]
"""Header fields by their names in small letters, the first of each, not decoded."""


def _split(raw: bytes, start: int, end: int) -> tuple[Head, int]:
    """The head of what lies between two places, and where its body begins."""
    if raw[start : start + 1] in (b"\n", b"\r"):
        return {}, min(end, start + (2 if raw[start : start + 2] == b"\r\n" else 1))
    last = min(end, start + LONGEST_HEAD)
    marks = ((at, at + len(mark)) for mark in _ENDS if (at := raw.find(mark, start, last)) >= 0)
    stop, body = min(marks, default=(last, last))
    return _fields(raw[start:stop]), body


_ENDS = (b"\n\n", b"\r\n\r\n", b"\n\r\n", b"\r\r")


def _fields(head: bytes) -> Head:
    found: Head = {}
    name, pieces = "", [""]
    for count, line in enumerate(re.split(rb"\r\n|\n|\r", head)):
        if count > MOST_FIELDS:
            break
        text = _header_text(line[:LONGEST_VALUE])
        if text[:1] in (" ", "\t"):
            pieces.append(text.strip())
            continue
        _keep(found, name, pieces)
        before, colon, after = text.partition(":")
        name, pieces = (before.strip().lower(), [after.strip()]) if colon and " " not in before.strip() else ("", [""])
    _keep(found, name, pieces)
    return found


def _keep(found: Head, name: str, pieces: list[str]) -> None:
    if name and name not in found:
        found[name] = " ".join(pieces)[:LONGEST_VALUE]


def _header_text(line: bytes) -> str:
    """Header bytes should be ASCII; those that are not are UTF-8 or some Latin."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def take_apart(raw: bytes) -> tuple[Head, Parts]:
    """The head of a mail and all its leaves in their order."""
    head, body = _split(raw, 0, len(raw))
    parts = Parts([])
    _walk(raw, head, body, len(raw), 0, parts)
    return head, parts


def _walk(raw: bytes, head: Head, start: int, end: int, depth: int, parts: Parts) -> None:
    parts.looks += 1
    if len(parts.found) >= MOST_PARTS or parts.looks > MOST_LOOKS:
        parts.cut = True
        return
    kind, given = parameters(head.get("content-type", "text/plain"))
    boundary = given.get("boundary", "")[:LONGEST_BOUNDARY]
    if kind.startswith("multipart/") and depth >= DEEPEST:
        parts.cut = True
        return
    if kind.startswith("multipart/") and boundary:
        pieces = 0
        for first, last in _between(raw, start, end, boundary.encode("utf-8", "replace"), parts):
            inner, body = _split(raw, first, last)
            _walk(raw, inner, body, last, depth + 1, parts)
            pieces += 1
            if parts.looks > MOST_LOOKS or len(parts.found) >= MOST_PARTS:
                parts.cut = True
                return
        if pieces:
            return
    if kind.startswith("multipart/"):
        kind = "text/plain"  # the lines between its parts are not there: it is read as one
    disposition, told = parameters(head.get("content-disposition", ""))
    name = decoded(told.get("filename") or given.get("name") or "")
    data = _transferred(raw[start:end], head.get("content-transfer-encoding", ""))
    inline = disposition != "attachment" and not name
    parts.found.append(Part(kind, given.get("charset", ""), name, inline, data))


def _between(raw: bytes, start: int, end: int, boundary: bytes, parts: Parts) -> Iterator[tuple[int, int]]:
    """Where the pieces between the lines of a boundary begin and end, without the line break before each line."""
    line, begun = b"--" + boundary, -1
    at = start if raw.startswith(line, start) else raw.find(b"\n" + line, start, end) + 1
    while start <= at < end and (at > start or raw.startswith(line, start)):
        parts.looks += 1
        if parts.looks > MOST_LOOKS:
            return
        behind = at + len(line)
        stop = raw.find(b"\n", behind, end)
        stop = end if stop < 0 else stop
        rest = raw[behind : min(stop, behind + 100)].strip()
        if rest in (b"", b"--"):
            if begun >= 0:
                before = at - 1 if raw[at - 2 : at] != b"\r\n" else at - 2
                yield begun, max(begun, before)
            if rest:
                return
            begun = min(end, stop + 1)
        at = raw.find(b"\n" + line, max(stop, at), end) + 1
    if begun >= 0:
        yield begun, end


_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,2000})"|([^\s;"]{0,2000}))')


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """`text/plain; charset="utf-8"`: the word before, and what is said beside it by name in small letters."""
    kind = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(value[:LONGEST_VALUE]):
        name = found[1].lower()
        text = re.sub(r"\\(.)", r"\1", found[2]) if found[2] is not None else found[3]
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(name, text)
            continue
        place = rest.rstrip("*")
        at = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0
        pieces.setdefault(base, {}).setdefault(at, (text, rest.endswith("*") or rest == ""))
    for base, held in pieces.items():
        plain[base] = _joined([held[at] for at in sorted(held)])
    return kind, plain


def _joined(pieces: list[tuple[str, bool]]) -> str:
    """A value in pieces, some of them in percent signs, the first of these with its charset (RFC 2231)."""
    charset, first, told = "", pieces[0][0], bytearray()
    if pieces[0][1] and first.count("'") >= 2:
        charset, _, rest = first.split("'", 2)
        pieces = [(rest, True), *pieces[1:]]
    for text, percent in pieces:
        told += _unpercent(text) if percent else text.encode("utf-8", "surrogatepass")
    return text_of(bytes(told), charset or "utf-8")


def _unpercent(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), raw)


def _transferred(raw: bytes, how: str) -> bytes:
    """The bytes behind a transfer encoding; what breaks its rules is read as far as it goes."""
    how = how.strip().lower()
    if how == "base64":
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        kept = kept[:-1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
    if how == "quoted-printable":
        return quopri.decodestring(raw)
    return raw


_NO_CHARSETS = frozenset({"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Codecs of Python that are no charsets of mails; the first two take the square of the length."""


def text_of(raw: bytes, charset: str) -> str:
    """Text in the charset that is named; where that is unknown or wrong, UTF-8, else some Latin."""
    for named in (charset, "utf-8"):
        name = named.strip().strip("'\"")[:40].lower().replace("-", "_")
        if not name.isascii() or name in _NO_CHARSETS:
            continue
        try:
            found = codecs.lookup(name)
            if found.name.replace("-", "_") not in _NO_CHARSETS and getattr(found, "_is_text_encoding", True):
                return raw.decode(found.name)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_GAP = re.compile(r"(\?=)\s+(=\?)")


def decoded(value: str) -> str:
    """A header's text with its encoded words read (RFC 2047)."""
    joined = _GAP.sub(r"\1\2", value[:LONGEST_VALUE])
    pieces: list[tuple[str, bytes] | str] = []
    at = 0
    for word in _WORD.finditer(joined):
        if word.start() > at:
            pieces.append(joined[at : word.start()])
        at = word.end()
        charset, data = word[1].partition("*")[0], _word(word[2], word[3])
        if pieces and not isinstance(before := pieces[-1], str) and before[0] == charset:
            data = before[1] + data  # a character may be cut in two between words
            pieces.pop()
        pieces.append((charset, data))
    pieces.append(joined[at:])
    return "".join(piece if isinstance(piece, str) else text_of(piece[1], piece[0]) for piece in pieces)


def _word(how: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if how in "bB":
        return _transferred(raw, "base64")
    return quopri.decodestring(raw, header=True)
