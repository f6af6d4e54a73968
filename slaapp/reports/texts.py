"""People's words inside a report: one line, no control characters, and nothing that turns the words around it."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Direction marks and other characters that show nothing but change how their neighbours are set."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_ISOLATE, _POP = "\u2068", "\u2069"

_UNSAFE = '<>:"/\\|?*'


def tidy(text: str, *, longest: int | None = None) -> str:
    """The text on one line without control characters; cut with an ellipsis where it is longer than `longest`."""
    line = " ".join(plain(text).split())
    if longest is not None and len(line) > longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def file_name(text: str, *, longest: int = 80) -> str:
    """The text as the name of a file, without its ending: no sign in it that a file system refuses; maybe nothing."""
    kept = "".join(" " if char in _UNSAFE else char for char in tidy(text))
    return " ".join(kept.split())[:longest].strip(" .")


def plain(text: str) -> str:
    """The text without what shows nothing, its controls and line ends as blanks, none of its blanks taken away."""
    visible = _INVISIBLE.sub("", text)
    return "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in visible)


def named(name: str, *, longest: int, otherwise: str) -> str:
    """A heading and a file's author need something that can be seen."""
    words = tidy(name, longest=longest)
    return words if any(char.isprintable() and not char.isspace() for char in words) else otherwise


def quoted(text: str, *, longest: int = 90) -> str:
    """Tidy words that can stand inside a sentence: right-to-left ones are isolated from it."""
    line = tidy(text, longest=longest)
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        return f"{_ISOLATE}{line}{_POP}"
    return line


def begun(words: str) -> str:
    """As they begin a sentence or a line: `the customer` gets a capital letter, a name is written as it is."""
    return words[0].upper() + words[1:] if words.startswith(("the ", "der ", "das ")) else words


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 ticket`, `8 tickets`"""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
