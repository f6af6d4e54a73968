"""Where the words that were looked for stand in a text, compared as the search compares."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slaapp.storage.search import folded, wanted


class Mark(NamedTuple):
    """From the character `start` up to the one before `end`."""

    start: int
    end: int


def marks(text: str, query: str) -> tuple[Mark, ...]:
    """The places of a text that hold a word of the query, in their order and apart from each other.

    A word of one or two characters is marked where a word begins with it; of a longer one every place counts.
    """
    places, plain = _folded(text)
    found: set[int] = set()
    for word in wanted(query):
        for at in _places(plain, word):
            end = at + len(word)
            # Signs that are compared as nothing, such as a lone accent, belong to the letter before them.
            following = places[end] if end < len(places) else len(text)
            found.update(range(places[at], max(places[end - 1] + 1, following)))
    return tuple(_runs(sorted(found)))


def as_compared(text: str) -> str:
    """Without capitals and accents."""
    return folded(text)


def missed(texts: Sequence[str], query: str) -> bool:
    """Whether a word of the query stands in none of the texts."""
    held = [_folded(text)[1] for text in texts]
    return any(not any(True for plain in held for _ in _places(plain, word)) for word in wanted(query))


def _folded(text: str) -> tuple[Sequence[int], str]:
    """The text as it is compared, and of each of its characters which one of the text it comes from."""
    if text.isascii():
        return range(len(text)), text.lower()
    places: list[int] = []
    signs: list[str] = []
    for at, sign in enumerate(text):
        for part in folded(sign):
            places.append(at)
            signs.append(part)
    return places, "".join(signs)


def _places(plain: str, word: str) -> Iterator[int]:
    at = plain.find(word)
    while at >= 0:
        if len(word) > 2 or at == 0 or not plain[at - 1].isalnum():
            yield at
        at = plain.find(word, at + 1)


def _runs(found: Sequence[int]) -> Iterator[Mark]:
    start = 0
    for at, place in enumerate(found):
        if at + 1 == len(found) or found[at + 1] != place + 1:
            yield Mark(found[start], place + 1)
            start = at + 1
