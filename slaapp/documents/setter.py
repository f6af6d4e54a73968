"""The process that sets documents with Typst, one job after the other, until it is renewed or its input ends.

Started by path and on its own: it imports Typst and the standard library, never the rest of the program. Typst keeps
memory from job to job, so `typesetting` ends this process after some jobs; a document that brought it down would not
take the program with it.

A job is one line of JSON on standard input; the answer is one line of JSON on standard output, `{"pdf": length}`
followed by so many bytes, or `{"error": text}`.
"""

import json
import re
import signal
import struct
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import typst

REPLACEMENT = "□"
ROUNDS = 6
"""So often are the characters that a system's fonts could not show replaced before those fonts are given up."""
_NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_FORBIDDEN = frozenset({"Cc", "Cs", "Co", "Cn"})


def typeset(job: dict[str, Any]) -> bytes:
    """The job's document as a tagged PDF. What no font can show becomes □; a text never stops an export."""
    data = replaced(job["data"], _forbidden)
    known = characters_of(job["fonts"])
    foreign = set(json.dumps(data, ensure_ascii=False)) - known
    if foreign:
        for _ in range(ROUNDS):
            try:
                return _compile(job, data, _fonts(job["fonts"], system=True), fallback=True)
            except typst.TypstError as error:
                named = {char for words in _NOT_SHOWN.findall(error.diagnostic) for char in _unescaped(words)}
                missing = {char for char in named if not _joins(char)}
                if not missing & foreign:
                    break
                foreign -= missing
                data = replaced(data, missing.__contains__)
        data = replaced(data, lambda char: char not in known and not _joins(char))
    return _compile(job, data, _fonts(job["fonts"], system=False), fallback=False)


def replaced(value: Any, wrong: Callable[[str], bool]) -> Any:
    """The same data with □ for every wrong character of its texts."""
    if isinstance(value, str):
        return "".join(REPLACEMENT if wrong(char) else char for char in value)
    if isinstance(value, list):
        return [replaced(item, wrong) for item in value]
    if isinstance(value, dict):
        return {name: replaced(item, wrong) for name, item in value.items()}
    return value


def _forbidden(char: str) -> bool:
    """What PDF/A does not take: controls but the end of a line, halves of characters, private and unassigned ones."""
    return (char < " " and char != "\n") or (char > "~" and unicodedata.category(char) in _FORBIDDEN)


def _joins(char: str) -> bool:
    """Joiners and selectors show nothing themselves; Typst leaves them out where a font has none."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


def _unescaped(words: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), words)


def _compile(job: dict[str, Any], data: dict[str, Any], fonts: typst.Fonts, *, fallback: bool) -> bytes:
    template = Path(job["template"])
    return typst.compile(
        template,
        root=template.parent,
        font_paths=fonts,
        format="pdf",
        sys_inputs={"data": json.dumps({**data, "fallback": fallback}), "figures": job["figures"]},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=job["made_at"],
    )


@cache
def _fonts(folder: str, *, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[folder])


@cache
def characters_of(folder: str) -> frozenset[str]:
    """What every font file of the folder can show."""
    return frozenset.intersection(*(frozenset(map(chr, code_points(path))) for path in Path(folder).glob("*.ttf")))


def code_points(path: Path) -> set[int]:
    """The characters in a TrueType font's `cmap` (formats 4 and 12, which every Unicode font has)."""
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for n in range(count):
        (offset,) = struct.unpack_from(">L", font, cmap + 8 + 8 * n)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 12:
            found |= _segmented(font, cmap + offset)
        elif form == 4:
            found |= _basic(font, cmap + offset)
    return found


def _segmented(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">L", font, at + 12)
    ranges = (struct.unpack_from(">LLL", font, at + 16 + 12 * n) for n in range(groups))
    return {code for first, last, _ in ranges for code in range(first, last + 1)}


def _basic(font: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + doubled)
    pairs = zip(starts, ends, strict=True)
    return {code for first, last in pairs for code in range(first, last + 1) if code != 0xFFFF}


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    for line in jobs:
        try:
            pdf = typeset(json.loads(line))
        except (typst.TypstError, KeyError, ValueError, OSError) as error:
            detail = error.diagnostic if isinstance(error, typst.TypstError) else repr(error)
            answers.write(json.dumps({"error": detail}).encode() + b"\n")
        else:
            answers.write(json.dumps({"pdf": len(pdf)}).encode() + b"\n" + pdf)
        answers.flush()


if __name__ == "__main__":
    # Ctrl+C is for the program, which ends this process itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin.buffer, sys.stdout.buffer)
