"""What every import of a table needs: its encoding, its delimiter, its rows with their lines, and local times."""

import codecs
import csv
import io
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.importers.handover import RowProblem

LINE_LIMIT = 100_000
"""Characters; a line that is longer is no row of a help desk's export."""
OPEN_LINES = 1000
"""A text in quotation marks that runs over more lines is one whose end was lost."""

AS_UTF8 = "Save it as CSV in UTF-8, then import that."

_CHUNK = 1 << 20
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEGACY = ["cp1252", "iso8859_15", "cp1250", "cp1251", "cp437", "cp850", "mac_roman"]
_FOREIGN_CELL = re.compile(rb"[^,;|\t\r\n]*[\x80-\xff][^,;|\t\r\n]*")
_PACKED = ((b"PK\x03\x04", "zip or Excel workbook"), (b"\x1f\x8b", "gzip"), (b"\xfd7zXZ", "xz"), (b"BZh", "bzip2"))


class Row(NamedTuple):
    """`line` is where the row begins, counted from 1; `text` is the row as it stands in the file."""

    line: int
    cells: list[str]
    text: str


class Table:
    """The rows of a delimited text file, one after the other, never the whole file at once.

    Iterating gives rows that have a cell for every column, and a problem for each of the others. `size` and `done` are
    bytes, for whoever watches. Raises Refusal for a file that cannot be such a table at all.
    """

    def __init__(self, file: BinaryIO, *, columns: frozenset[str]) -> None:
        """`columns` are names that may stand in the heading, in small letters: they tell the delimiter."""
        self.name = Path(str(getattr(file, "name", "The file"))).name
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        self.encoding = self._told_encoding()
        file.seek(0)
        self._text = io.TextIOWrapper(file, encoding=self.encoding, newline="")
        self._seen: list[str] = []
        heading = next(self._lines(), "")
        if not heading.strip():
            raise self.refuse("begins with an empty line, not with the names of its columns.")
        told = {mark: _names(heading, mark) for mark in ",;\t|"}
        self._delimiter = max(told, key=lambda mark: (len(columns & set(told[mark])), len(told[mark])))
        self.header = _names(heading, self._delimiter)

    @property
    def done(self) -> int:
        return self._file.tell()

    def refuse(self, what: str, remedy: str = "Choose another file.") -> Refusal:
        return Refusal(f"{self.name} {what} Nothing was imported. {remedy}")

    def __iter__(self) -> Iterator[Row | RowProblem]:
        width = len(self.header)
        reader = csv.reader(self._lines(after=1), delimiter=self._delimiter, strict=True)
        while True:
            line = reader.line_num + 2
            self._seen.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield RowProblem(line, "".join(self._seen), _csv_reason(error, line, reader.line_num + 1))
                continue
            text = self._seen[0] if len(self._seen) == 1 else "".join(self._seen)
            if len(cells) == width:
                yield Row(line, cells, text)
            elif cells:
                cut = "" if text.endswith(("\n", "\r")) else ", and the file ends in the middle of it"
                yield RowProblem(line, text, f"the row has {len(cells)} of {width} columns{cut}")

    def _lines(self, after: int = 0) -> Iterator[str]:
        """The lines after the first `after`, each remembered until the row that it belongs to is complete."""
        number = after
        try:
            for line in iter(partial(self._text.readline, LINE_LIMIT + 1), ""):
                number += 1
                if len(line) > LINE_LIMIT:
                    raise self.refuse(f"has more than {LINE_LIMIT:,} characters in line {number}: that is no row.")
                if "\0" in line:
                    raise self.refuse(f"holds a NUL in line {number}, so it is no text.", AS_UTF8)
                self._seen.append(line)
                if len(self._seen) > OPEN_LINES:
                    opened = f"opens a quotation mark in line {number - OPEN_LINES}"
                    raise self.refuse(
                        f"{opened} that is still open {OPEN_LINES:,} lines later.", "Close it, then import it again."
                    )
                yield line
        except UnicodeError as error:
            where = f" in {self.encoding} after line {number}" if number else ""
            raise self.refuse(f"is not text{where}.", AS_UTF8) from error

    def _told_encoding(self) -> str:
        """UTF-8, or what the file's mark says, or the old encoding that its first foreign letters look like."""
        self._file.seek(0)
        head = self._file.read(8)
        if not head:
            raise self.refuse("is empty.")
        for start, what in _PACKED:
            if head.startswith(start):
                raise self.refuse(f"is a packed file ({what}).", "Unpack it or save it as CSV, then import that.")
        for mark, encoding in _BYTE_ORDER_MARKS:
            if head.startswith(mark):
                return encoding
        foreign = self._first_not_utf8()
        return "utf-8" if foreign is None else legacy_encoding(foreign)

    def _first_not_utf8(self) -> bytes | None:
        """The bytes around the first that are not UTF-8, None if there are none."""
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        for chunk in iter(partial(self._file.read, _CHUNK), b""):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return chunk
        return None


def opened(path: Path) -> BinaryIO:
    """The file, to be used in a `with`; Refusal where it cannot be read."""
    nothing = "Nothing was imported."
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise Refusal(f"There is no file {path}. {nothing} Check its name.") from error
    except IsADirectoryError as error:
        raise Refusal(f"{path} is a folder. {nothing} Name the file in it.") from error
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}). {nothing} Check who may read it.") from error


def _names(heading: str, delimiter: str) -> list[str]:
    cells = next(csv.reader([heading.strip("\r\n")], delimiter=delimiter), [])
    return [cell.strip().casefold() for cell in cells]


def legacy_encoding(sample: bytes) -> str:
    """The likeliest of the old encodings, by the cells that hold foreign letters."""
    # Few files need it, and it takes longer to import than everything else here.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    cells = b"\n".join(_FOREIGN_CELL.findall(sample)[:2000])
    likely = list(from_bytes(cells, cp_isolation=_LEGACY))
    if not likely:
        return _LEGACY[0]
    return min(likely, key=lambda match: (match.chaos, -match.coherence, _LEGACY.index(match.encoding))).encoding


def _csv_reason(error: csv.Error, first: int, last: int) -> str:
    where = "" if last <= first else f" (lines {first} to {last} were taken as one row)"
    if "unexpected end" in str(error):
        return f"a quotation mark is opened and never closed{where}"
    return f"its quotation marks cannot be understood{where}"


_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE_SECOND = timedelta(seconds=1)
_KEPT = 200_000


class MonthFirstError(Exception):
    """A date that has a meaning only with its month first, before any that has one only with its day first."""


class LocalTimes(dict[str, Instant]):
    """Texts such as `29/2/2016 09:05` or `2016-02-29 09:05:30` to instants, in one zone: `times[text]`.

    Day first, unless the year is. A time that the clock skipped is read as if it had not jumped yet, one that it showed
    twice as the first. Each text is worked out once. Raises ValueError with the end of a sentence.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._day_is_first = False

    def __missing__(self, text: str) -> Instant:
        stripped = text.strip()
        if (found := _DAY_FIRST.fullmatch(stripped)) is not None:
            day, month, year, hour, minute, second = map(int, found.groups("0"))
            if day > 12:
                self._day_is_first = True
            elif month > 12 and not self._day_is_first:
                raise MonthFirstError(f"{stripped} has its month first")
        elif (found := _YEAR_FIRST.fullmatch(stripped)) is not None:
            year, month, day, hour, minute, second = map(int, found.groups("0"))
        else:
            raise ValueError(f"{quote(stripped, longest=40)} is no date and time such as 29/2/2016 09:05")
        try:
            local = datetime(year, month, day, hour, minute, second, tzinfo=self._zone)
        except ValueError as error:
            raise ValueError(f"{stripped} is no date and time that there is") from error
        if not 1990 <= year < 2100:
            raise ValueError(f"{stripped} lies outside the years 1990 to 2100")
        if len(self) >= _KEPT:
            self.clear()
        self[text] = instant = (local - _EPOCH) // _ONE_SECOND
        return instant
