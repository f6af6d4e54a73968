"""The objects of one PDF on their way into a whole of several, where they have other numbers."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from slaapp.documents.pdf_objects import Dictionary, Held, Object, Objects, Ref, Stream, array, number_of, string
from slaapp.documents.pdf_output import Output, written

APART = frozenset({"/Dest", "/ID", "/Headers"})
"""Strings that name something within their own PDF: where a link leads, a cell of a table."""
IN_TAGS = frozenset({"/StructParent", "/StructParents"})
_REF = re.compile(rb"\b\d+ 0 R\b")


class Part:
    """`nth` tells its names from those of others, `key` is what its entries in the tree of tags begin with."""

    def __init__(self, pdf: Objects, out: Output, *, nth: int = 0, key: int = 0) -> None:
        self.pdf, self.nth = pdf, nth
        self.catalog = pdf.dictionary(pdf.trailer["/Root"])
        self._key, self._out = key, out
        self._new: dict[int, Ref] = {}
        self._own: list[int] = []
        self._changes: dict[int, Dictionary] = {}

    def stand_for(self, held: Held, other: Ref) -> None:
        """The object is not taken; what means it will mean the other one."""
        self._new[number_of(held)] = other

    def take(self, needed: Iterable[Held], pictures: dict[bytes, Ref]) -> None:
        """These objects and all that they need. A picture that another part has too, such as a logo, they share."""
        for number in self._reached(needed):
            digest = self._digest(number) if _is_picture(self.pdf.held[number]) else b""
            if digest in pictures:
                self._new[number] = pictures[digest]
                continue
            self._own.append(number)
            self._new[number] = self._out.new()
            if digest:
                pictures[digest] = self._new[number]

    def _reached(self, needed: Iterable[Held]) -> list[int]:
        found: set[int] = set()
        waiting = [ref.number for held in needed for ref in _refs(held)]
        while waiting:
            number = waiting.pop()
            if number not in found and number not in self._new:
                found.add(number)
                waiting += [ref.number for ref in _refs(self.pdf.held[number])]
        return sorted(found)

    def _digest(self, number: int) -> bytes:
        """Of a picture with all that it needs, whatever numbers that has."""
        held = self.pdf.held[number]
        head, data = (held.head, held.data) if isinstance(held, Stream) else (held, b"")
        needed = (self._digest(ref.number) for ref in _refs(held))
        return hashlib.sha256(b"".join((_REF.sub(b"R", written(head)), data, *needed))).digest()

    def leaves(self, tree: Held, kind: str) -> Iterator[tuple[Held, Held]]:
        """Keys and values of a tree of names or numbers."""
        node = self.pdf.dictionary(tree)
        pairs = array(node.get(kind, []))
        yield from zip(pairs[::2], pairs[1::2], strict=True)
        for kid in array(node.get("/Kids", [])):
            yield from self.leaves(kid, kind)

    def first_page(self) -> Held:
        page = self.catalog["/Pages"]
        while "/Kids" in (node := self.pdf.dictionary(page)):
            page = array(node["/Kids"])[0]
        return page

    def change(self, held: Held, changes: Dictionary) -> Held:
        """What the object says instead, in the words of the whole."""
        self._changes[number_of(held)] = changes
        return self.moved(held)

    def apart(self, name: Held) -> bytes:
        """A name that no other part has; one part's follow another's."""
        return b"%05d:%b" % (self.nth, string(name))

    def moved(self, held: Held, key: str = "") -> Held:
        """The same in the whole."""
        match held:
            case Ref():
                return self._new[held.number]
            case dict():
                return {key: self.moved(inner, key) for key, inner in held.items()}
            case list():
                return [self.moved(inner, key) for inner in held]
            case bytes() if key in APART:
                return self.apart(held)
            case str() if key in IN_TAGS:
                return str(int(held) + self._key)
        return held

    def write(self) -> None:
        """What was taken."""
        for number in self._own:
            held = self.pdf.held[number]
            value = held.head if isinstance(held, Stream) else held
            moved = self.moved(value)
            if isinstance(moved, dict):
                moved |= self._changes.get(number, {})
                self._out.put(self._new[number], Stream(moved, held.data) if isinstance(held, Stream) else moved)
            else:
                self._out.put(self._new[number], moved)


def _is_picture(held: Object) -> bool:
    return isinstance(held, Stream) and held.head.get("/Subtype") == "/Image"


def _refs(held: Object) -> Iterator[Ref]:
    match held:
        case Ref():
            yield held
        case Stream():
            yield from _refs(held.head)
        case dict():
            for inner in held.values():
                yield from _refs(inner)
        case list():
            for inner in held:
                yield from _refs(inner)
