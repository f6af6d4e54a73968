"""The company's own look on what is printed: a logo, a colour within the design's limits, templates of one's own."""

import re
import struct
from importlib.resources import files
from pathlib import Path
from typing import Any

from slaapp.documents.typesetting import Job, typeset
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.value import Value

Shown = dict[str, Any]

USUAL = "#1B4FB8"
LEAST_CONTRAST = 4.5
"""On white (WCAG 2.1, 1.4.3): what has it can be read, and prints as a dark grey."""
LARGEST, WIDEST = 256_000, 4_000
"""So many bytes and pixels may a logo have."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


class Look(Value):
    """`logo` are a picture's bytes, none where there is none, `form` is `png` or `jpg`. `templates` is the folder of
    the person's own ones (None: the built-in ones are used)."""

    colour: str = USUAL
    logo: bytes = b""
    form: str = ""
    templates: Path | None = None


PLAIN = Look()


def shown(look: Look) -> Shown:
    """As templates take it."""
    logo = {"data": list(look.logo), "form": look.form} if look.logo else None
    return {"colour": look.colour, "logo": logo}


def contrast_on_white(colour: str) -> float:
    """Of `#rrggbb`; 1 for white, 21 for black."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def a_colour(text: str) -> str:
    """`#RRGGBB` of what was typed. UsageRefusal for what is no colour, and for one that cannot be read on paper."""
    figures = text.strip().removeprefix("#")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", figures):
        raise UsageRefusal(f"Not saved, {quote(text)} is no colour such as {USUAL}. The former one is kept.")
    colour = f"#{figures.upper()}"
    found = contrast_on_white(colour)
    if found < LEAST_CONTRAST:
        raise UsageRefusal(
            f"Not saved, {colour} is too light for paper: its contrast on white is {int(found * 10) / 10}, and "
            f"{LEAST_CONTRAST} is needed. The former one is kept. Choose a darker one."
        )
    return colour


def a_logo(data: bytes, name: str) -> str:
    """The form of the picture, `png` or `jpg`; `name` is the file's. UsageRefusal for what cannot be printed."""
    kept = "The former one is kept."
    if len(data) > LARGEST:
        raise UsageRefusal(
            f"Not saved, {name} has {len(data) // 1000} kB; a logo may have {LARGEST // 1000}. {kept} Save it smaller."
        )
    form = "png" if data.startswith(_PNG) else "jpg" if data.startswith(_JPEG) else ""
    if not form:
        raise UsageRefusal(f"Not saved, {name} is neither PNG nor JPEG. {kept} Save it as one of them.")
    size = _png_size(data) if form == "png" else _jpeg_size(data)
    if size is None or not all(0 < side <= WIDEST for side in size):
        raise UsageRefusal(
            f"Not saved, {name} is damaged or has more than {WIDEST} pixels at a side. {kept} Save it anew."
        )
    try:
        typeset(Job("logo.typ", {"logo": shown(Look(logo=data, form=form))["logo"]}, "{}", 0))
    except RuntimeError as error:
        raise UsageRefusal(f"Not saved, {name} cannot be read as a picture. {kept} Save it anew.") from error
    return form


def _png_size(data: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", data, 16) if len(data) > 24 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """From the frame's header, behind the segments that stand before it."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None


def copy_templates(folder: Path) -> list[str]:
    """Copy the built-in templates into the folder, to be changed there; gives the names of those that were copied. What
    is there already stays. Refusal where it cannot be written."""
    copied = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for held in sorted((files("resources") / "documents").iterdir(), key=lambda one: one.name):
            place = folder / held.name
            if held.name.endswith(".typ") and not place.exists():
                place.write_bytes(held.read_bytes())
                copied.append(held.name)
    except OSError as error:
        raise Refusal(f"{folder} could not be written ({error.strerror}). Nothing else was changed.") from error
    return copied
