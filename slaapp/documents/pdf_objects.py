"""A PDF as its objects, as Typst writes them: each stands by itself, and a plain table at the end says where."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from slaapp.domain.value import Value


class Ref(Value):
    """Another object of the same file."""

    number: int


Held: TypeAlias = "str | bytes | Ref | list[Held] | dict[str, Held]"
"""`bytes` is a string; `str` is a name with its slash, a number or a word such as `true`, as it is written."""

Dictionary: TypeAlias = dict[str, "Held"]


class Stream(Value):
    head: Dictionary
    data: bytes


Object: TypeAlias = "Held | Stream"


class Objects(Value):
    """Of one file, by their numbers."""

    held: dict[int, Object]
    trailer: Dictionary

    def dictionary(self, held: Held) -> Dictionary:
        """What stands there, or in the object that is meant."""
        found = self.held[held.number] if isinstance(held, Ref) else held
        assert isinstance(found, dict)
        return found


_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20
_BEGIN = re.compile(rb"(\d+) 0 obj\s")
_STREAM = re.compile(rb"\s*stream\r?\n")
_TOKEN = re.compile(
    rb"\s*(?:(?P<ref>\d+) 0 R\b|(?P<open><<|\[)|(?P<hex><[^<>]*>)|(?P<text>\()|(?P<word>/?[^\s()<>\[\]/]+|/))"
)
_CLOSE = re.compile(rb"\s*(?:>>|\])")
_IN_TEXT = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def read(pdf: bytes) -> Objects:
    """Raises ValueError where it is not as Typst writes it."""
    table = _TABLE.match(pdf, int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0]))
    if table is None:
        raise ValueError("a PDF without a plain table of its objects")
    end = table.end() + _ENTRY * int(table[1])
    entries = (pdf[at : at + _ENTRY] for at in range(table.end(), end, _ENTRY))
    held = dict(_object(pdf, int(entry[:10])) for entry in entries if entry[17:18] == b"n")
    trailer = _Reader(pdf, pdf.index(b"trailer", end) + len(b"trailer")).value()
    assert isinstance(trailer, dict)
    return Objects(held, trailer)


def _object(pdf: bytes, at: int) -> tuple[int, Object]:
    begin = _BEGIN.match(pdf, at)
    if begin is None:
        raise ValueError(f"a PDF without an object at {at}")
    reader = _Reader(pdf, begin.end())
    value = reader.value()
    stream = _STREAM.match(pdf, reader.at)
    if stream is None:
        return int(begin[1]), value
    assert isinstance(value, dict)
    length = value["/Length"]
    assert isinstance(length, str)
    return int(begin[1]), Stream(value, pdf[stream.end() : stream.end() + int(length)])


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self._data, self.at = data, at

    def value(self) -> Held:
        found = _TOKEN.match(self._data, self.at)
        if found is None:
            raise ValueError(f"a PDF without a value at {self.at}")
        self.at = found.end()
        match found.lastgroup:
            case "ref":
                return Ref(int(found["ref"]))
            case "open":
                items = list(self._items())
                return items if found["open"] == b"[" else dict(zip(map(word, items[::2]), items[1::2], strict=True))
            case "hex":
                return bytes.fromhex(found["hex"][1:-1].decode("ascii"))
            case "text":
                return self._text()
        return found["word"].decode("latin-1")

    def _items(self) -> Iterator[Held]:
        while (close := _CLOSE.match(self._data, self.at)) is None:
            yield self.value()
        self.at = close.end()

    def _text(self) -> bytes:
        """Round brackets may stand in it, where each has its other."""
        begin, depth = self.at, 1
        for found in _IN_TEXT.finditer(self._data, begin):
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if not depth:
                self.at = found.end()
                return _ESCAPE.sub(_unescaped, self._data[begin : found.start()])
        raise ValueError(f"a PDF with an endless string at {begin}")


def _unescaped(found: re.Match[bytes]) -> bytes:
    octal, char = found.groups()
    return bytes([int(octal, 8) & 255]) if octal else _ESCAPES.get(char, char or b"")


def text_of(string: bytes) -> str:
    return string[2:].decode("utf-16-be") if string.startswith(b"\xfe\xff") else string.decode("latin-1")


# What a value must be where it stands; anything else is no PDF of Typst's.


def word(held: Held) -> str:
    assert isinstance(held, str)
    return held


def string(held: Held) -> bytes:
    assert isinstance(held, bytes)
    return held


def array(held: Held) -> list[Held]:
    assert isinstance(held, list)
    return held


def number_of(held: Held) -> int:
    assert isinstance(held, Ref)
    return held.number
