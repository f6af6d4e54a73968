"""What an attachment is called and what may be done with it: its name is a label, its ending says how careful to be."""

import unicodedata

from slaapp.domain.value import Value

LONGEST_NAME = 200
LARGEST = 250 * 1024 * 1024
"""Bytes of one attachment."""

NAMELESS = "attachment"

_TYPES = {
    "txt": "text/plain",
    "log": "text/plain",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "webp": "image/webp",
    "eml": "message/rfc822",
}
_OPENED = frozenset({"txt", "log", "pdf", "png", "jpg", "jpeg", "gif", "bmp", "webp"})
"""The endings of files that hold nothing that acts by itself; every other one is only saved (rule 5 of reliability). A
CSV file may hold formulas."""

_SHOWN = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "webp"})


class StoredFile(Value):
    """A file in the store's folder of files. `sha256` in hexadecimal finds its bytes, `size` is their number, `name` is
    what people call it; `message` names the e-mail that it is (`message_key`)."""

    sha256: str
    size: int
    media_type: str
    name: str
    message: str | None = None


def label(name: str) -> str:
    """A name that can be shown and found: no folders before it, nothing that turns or hides what is written."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(" " if sign in "\t\r\n" else sign for sign in last if sign in "\t\r\n" or _visible(sign))
    words = " ".join(kept.split())
    if len(words) > LONGEST_NAME:
        stem, dot, end = words.rpartition(".")
        ending = dot + end if dot and len(end) <= 12 else ""
        words = (stem if ending else words)[: LONGEST_NAME - len(ending) - 1] + "…" + ending
    return words if words.strip(". ") else NAMELESS


def _visible(sign: str) -> bool:
    """Neither a control nor a formatting character (those turn the direction of writing), nor half of a character."""
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")


def ending(name: str) -> str:
    """`pdf` of "Offer.PDF "; empty where there is none."""
    stem, dot, end = name.rstrip(". ").rpartition(".")
    return end.strip().lower() if dot and stem else ""


def media_type(name: str) -> str:
    """By the name's ending; what a sender says of it is not believed."""
    return _TYPES.get(ending(name), "application/octet-stream")


def may_open(name: str) -> bool:
    """Whether the system's own program may be asked to open it; all else is only saved."""
    return ending(name) in _OPENED


def is_picture(name: str) -> bool:
    """Whether the program shows it itself."""
    return ending(name) in _SHOWN


def size_words(size: int) -> str:
    """`4 kB`, `212 kB`, `1.4 MB`: thousands, as file managers count them."""
    if size < 1000:
        return f"{size} B"
    if size < 999_500:
        return f"{round(size / 1000)} kB"
    if size < 999_500_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{size / 1_000_000_000:.1f} GB"
