"""Read plain data (JSON, TOML) piece by piece; whatever is wrong is said with the path of the value."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from slaapp.domain.errors import UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds

T = TypeVar("T")
D = TypeVar("D")

_LENGTH = re.compile(r"(?:(\d{1,6})h)?\s*(?:(\d{1,6})m)?\s*(?:(\d{1,9})s?)?", re.ASCII)


class Fields:
    """One table of plain data. Every reader names the key it takes; `finish` refuses keys that nobody took.

    Each reader raises UsageRefusal with the path of the value, such as `events[3].at`.
    """

    def __init__(self, value: object, path: str = "") -> None:
        self.path = path
        if not isinstance(value, Mapping):
            raise UsageRefusal(
                f"{path or 'The input'}: a table of names and values is expected here, not {shown(value)}."
            )
        self._values = value
        self._taken: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def refuse(self, key: str, complaint: str) -> UsageRefusal:
        return UsageRefusal(f"{self.at(key)}: {complaint}")

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def take(self, key: str) -> object:
        """The value of `key`; a missing one is refused."""
        self._taken.add(key)
        if key not in self._values:
            raise self.refuse(key, "this is missing.")
        return self._values[key]

    def optional(self, key: str, read: Callable[[str], T], default: D) -> T | D:
        """What `read(key)` gives; `default` where the key is missing or null."""
        self._taken.add(key)
        return read(key) if self.has(key) else default

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str):
            raise self.refuse(key, f"a text is expected here, not {shown(value)}.")
        return checked_text(value, self.at(key))

    def words(self, key: str) -> str:
        """A text that says something."""
        text = self.text(key)
        if not text.strip():
            raise self.refuse(key, "this is empty. Say something.")
        return text

    def name(self, key: str) -> str:
        return a_name(self.text(key), self.at(key))

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if not isinstance(value, bool):
            raise self.refuse(key, f"true or false is expected here, not {shown(value)}.")
        return value

    def whole(self, key: str, *, least: int, most: int) -> int:
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.refuse(key, f"a whole number from {least} to {most} is expected here, not {shown(value)}.")
        return value

    def word(self, key: str, words: Mapping[str, T]) -> T:
        """One of the given words."""
        return a_word(self.take(key), words, self.at(key))

    def instant(self, key: str) -> Instant:
        return an_instant(self.take(key), self.at(key))

    def day(self, key: str) -> date:
        return a_day(self.take(key), self.at(key))

    def length(self, key: str) -> Seconds:
        return a_length(self.take(key), self.at(key))

    def table(self, key: str) -> "Fields":
        return Fields(self.take(key), self.at(key))

    def rows(self, key: str) -> Sequence[object]:
        value = self.take(key)
        if not isinstance(value, list | tuple):
            raise self.refuse(key, f"a list is expected here, not {shown(value)}.")
        return value

    def texts(self, key: str) -> list[str]:
        for index, value in enumerate(rows := self.rows(key)):
            if not isinstance(value, str):
                raise self.refuse(f"{key}[{index}]", f"a text is expected here, not {shown(value)}.")
            checked_text(value, f"{self.at(key)}[{index}]")
        return [str(value) for value in rows]

    def tables(self, key: str) -> Iterator["Fields"]:
        for index, value in enumerate(self.rows(key)):
            yield Fields(value, f"{self.at(key)}[{index}]")

    def names(self) -> list[str]:
        return [str(key) for key in self._values]

    def finish(self, known: Iterable[str] = ()) -> None:
        """Refuse the first key that nobody asked for and that is not `known` either."""
        self._taken |= set(known)
        for key in self._values:
            if key not in self._taken:
                listed = ", ".join(sorted(self._taken))
                raise self.refuse(str(key), f"this name is not known here. Known are: {listed}.")


def shown(value: object) -> str:
    """A value in a sentence, cut where it is long."""
    if isinstance(value, str):
        return quote(value, longest=60)
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def read_toml(data: bytes) -> Fields:
    """What a TOML file holds."""
    import tomllib  # noqa: PLC0415 - the first window must not wait

    try:
        return Fields(tomllib.loads(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise UsageRefusal("The file is not UTF-8 text. Nothing was imported. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        if _is_json(data):
            raise UsageRefusal("The file is JSON, where TOML belongs. Nothing was imported.") from error
        raise UsageRefusal(f"The file is not TOML ({error}). Nothing was imported.") from error


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def read_table(data: bytes) -> Fields:
    """What a TOML file holds, or a JSON file: that begins with a brace, which no TOML file does."""
    if not data.lstrip().startswith(b"{"):
        if _is_json(data):
            raise UsageRefusal(
                "The file is JSON that holds a list or a single value, where names and values in braces belong. "
                "Nothing was imported."
            )
        return read_toml(data)
    try:
        return Fields(json.loads(data.decode("utf-8"), object_pairs_hook=_each_once))
    except UnicodeDecodeError as error:
        raise UsageRefusal("The file is not UTF-8 text. Nothing was imported. Save it as UTF-8.") from error
    except RecursionError as error:
        raise UsageRefusal("The file is nested too deeply. Nothing was imported.") from error
    except ValueError as error:
        raise UsageRefusal(f"The file is not JSON ({error}). Nothing was imported.") from error


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(f"{shown(twice)} is there twice")
    return table


def a_word(value: object, words: Mapping[str, T], path: str) -> T:
    if not isinstance(value, str) or value not in words:
        raise UsageRefusal(f"{path}: {shown(value)} is not known here. Choose one of: {', '.join(words)}.")
    return words[value]


def an_instant(value: object, path: str) -> Instant:
    """An ISO 8601 instant with its zone, to the second, in 1990 to 2100."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
    else:
        moment = value if isinstance(value, datetime) else None
    if moment is None:
        raise UsageRefusal(f"{path}: an instant such as 2026-03-09T10:00:00Z is expected here, not {shown(value)}.")
    if moment.tzinfo is None:
        raise UsageRefusal(f"{path}: {shown(value)} has no zone. Add Z or an offset such as +01:00.")
    if moment.microsecond:
        raise UsageRefusal(f"{path}: {shown(value)} has fractions of a second. Instants are whole seconds.")
    if not 1990 <= moment.year <= 2100:
        raise UsageRefusal(f"{path}: {shown(value)} lies outside the years 1990 to 2100.")
    return int(moment.timestamp())


def a_day(value: object, path: str) -> date:
    """A date such as 2026-12-25 in 1990 to 2100."""
    day = value if isinstance(value, date) and not isinstance(value, datetime) else None
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
    if day is None or not 1990 <= day.year <= 2100:
        raise UsageRefusal(f"{path}: a date such as 2026-12-25 is expected here, not {shown(value)}.")
    return day


def a_length(value: object, path: str) -> Seconds:
    """A working time above zero: seconds as a whole number, or a text such as 4h30m, 90m, 45s or 16200."""
    seconds = value if isinstance(value, int) and not isinstance(value, bool) else 0
    if isinstance(value, str) and (found := _LENGTH.fullmatch(value.strip())):
        hours, minutes, rest = (int(group or 0) for group in found.groups())
        seconds = hours * HOUR + minutes * MINUTE + rest
    if not 0 < seconds <= 100_000 * HOUR:
        raise UsageRefusal(f"{path}: a working time above zero such as 4h30m or 16200 is expected, not {shown(value)}.")
    return seconds


def a_name(value: str, path: str) -> str:
    """A name on one line, without blanks around it."""
    name = checked_text(value, path).strip()
    if not name or len(name) > 500 or any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in name):
        raise UsageRefusal(
            f"{path}: {shown(value)} is no name. Nothing was saved. Give one of 1 to 500 characters, without line "
            "breaks and control characters."
        )
    return name


def checked_text(value: str, path: str) -> str:
    """A text that can be stored: no NUL and no halves of characters."""
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise UsageRefusal(
            f"{path}: the text holds a character that cannot be stored (NUL or half a character). Nothing was saved. "
            "Take it out."
        )
    return value
