"""Whether what is printed is in one language: every word is in its file, or somebody typed it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from slaapp.languages import words_of

WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")

UNITS = frozenset({"min"})
"""What an agreement writes lengths with in every language."""


@cache
def spoken(code: str) -> frozenset[str]:
    """Every word of a language's file."""
    texts = words_of(code).texts.values()
    each = (one for text in texts for one in ((text,) if isinstance(text, str) else text))
    return frozenset(word.casefold() for text in each for word in WORD.findall(re.sub(r"\{\w+\}", " ", text)))


def foreign(said: Iterable[str], typed: Iterable[str], code: str) -> list[str]:
    """The words that the language's file does not have, but for those of what was typed."""
    known = spoken(code) | UNITS | {word.casefold() for text in typed for word in WORD.findall(text)}
    words = {word for text in said for word in WORD.findall(re.sub(r"\{\w+\}", " ", text))}
    return sorted(word for word in words if word.casefold() not in known)


def texts(value: Any, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text of what a template takes, but for what is under these names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            if name not in without:
                yield from texts(held, without=without)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from texts(held, without=without)
