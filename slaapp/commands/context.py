"""What every command is given: the store to open, who calls, what time it is, how to answer."""

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from slaapp import paths
from slaapp.domain.durations import wall_time, weekday_and_day
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.fields import an_instant


class Context:
    def __init__(self, options: argparse.Namespace, *, store: Path, user: str, now: Instant) -> None:
        self.store = store
        self.user = user
        self.clock = now
        self.as_json: bool = getattr(options, "json", False)
        asked = getattr(options, "now", None)
        self.asked_now: Instant | None = None if asked is None else an_instant(asked, "--now")

    @property
    def now(self) -> Instant:
        """The instant asked for with --now, else this one."""
        return self.clock if self.asked_now is None else self.asked_now

    @contextmanager
    def reading(self, *, as_of: str | None = None) -> Iterator[Engine]:
        """The store, for a command that reads: it must be there. With `as_of` as it was known at that instant, which is
        `now` from then on."""
        if as_of is not None and self.asked_now is not None:
            raise UsageRefusal(
                "--now shows what had happened by an instant, --as-of what had been recorded by then. Give one of them."
            )
        with Engine.open(self.store, user=self.user, now=self.clock, create=False) as engine:
            if as_of is None:
                yield engine
                return
            at = an_instant(as_of, "--as-of")
            with engine.as_known(at, now=self.clock) as past:
                self.clock = at
                yield past

    def writing(self, *, create: bool = True) -> Engine:
        """The store, for a command that writes: at another time than now only where it was made for tests.

        A first use makes it, save for what can only be done to a ticket that is there (`create` False).
        """
        engine = Engine.open(self.store, user=self.user, now=self.now, create=create and self.asked_now is None)
        if self.asked_now is not None and not engine.is_test:
            engine.close()
            raise Refusal(
                "Nothing was saved: --now is for stores made for tests. "
                "Leave it out, or make such a store with: slaapp new --test"
            )
        try:
            engine.back_up_daily(self.now)
        except Refusal as refusal:
            # What the person wants to write down matters more than the day's copy; the next command tries again.
            print(f"Today's backup was not made, the work goes on: {refusal}", file=sys.stderr)
        return engine

    def answer(self, data: Any, text: str) -> int:
        """Print data for a machine with --json, else text for a person; gives exit code 0."""
        print(json.dumps(data, ensure_ascii=False, indent=1) if self.as_json else visible(text))
        return 0

    def when(self, engine: Engine, at: Instant | None) -> str:
        """An instant as a person reads it, in the desk's zone."""
        if at is None:
            return "–"
        wall = wall_time(at, engine.board.zone)
        year = "" if wall.year == wall_time(self.now, engine.board.zone).year else f" {wall.year}"
        return f"{weekday_and_day(wall.date())}{year} {wall:%H:%M}{f':{wall.second:02}' if wall.second else ''}"


def read_file(name: str) -> bytes:
    """A file's bytes, or standard input's for `-`; UsageRefusal where it cannot be read."""
    try:
        if name == "-":
            source: BinaryIO = sys.stdin.buffer
            return source.read()
        return Path(name).read_bytes()
    except OSError as error:
        raise UsageRefusal(
            f"{name} could not be read ({error.strerror}). Nothing was changed. Check the name."
        ) from error


def typed(text: str) -> str:
    """A text as it was typed; for `-` what standard input holds."""
    if text != "-":
        return text
    try:
        return read_file("-").decode("utf-8").strip("\n")
    except UnicodeDecodeError as error:
        raise UsageRefusal("Standard input is not UTF-8 text. Nothing was saved. Give it as UTF-8.") from error


def write_file(name: str, data: bytes) -> None:
    """Write a file whole or not at all, or standard output for `-`; Refusal where it cannot be written."""
    if name == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        paths.put(Path(name), data)
    except OSError as error:
        raise Refusal(f"{name} could not be written ({error.strerror}). Choose another place.") from error


def read_json(name: str) -> Any:
    """What a JSON file holds; numbers that are none (NaN) and names given twice are refused."""
    shown = "standard input" if name == "-" else name
    try:
        return json.loads(read_file(name), parse_constant=_no_number, object_pairs_hook=_each_once)
    except ValueError as error:
        raise UsageRefusal(f"{shown} is not JSON ({error}). Nothing was worked out.") from error
    except RecursionError as error:
        raise UsageRefusal(f"{shown} is nested too deeply. Nothing was worked out.") from error


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no number")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name {quote(next(name for name in names if names.count(name) > 1))} is there twice")
    return found


def visible(text: str) -> str:
    """What a terminal may be given: control characters of people's texts would move its cursor, change its colours."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_control(character) else character for character in text)


def _is_control(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) == "Cc"
