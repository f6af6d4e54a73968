"""The command line's outermost part: it asks for the time, the user and the store, and says what was refused."""

import argparse
import contextlib
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from slaapp.commands.context import Context
from slaapp.commands.parser import build
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.paths import default_store

OK, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130

OpenWindow = Callable[[Path | None, str, bool], int]


def main(words: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command and give its exit code: 0, 1 refused, 2 wrong usage; without a command the window opens."""
    _speak_utf8()
    try:
        options = build().parse_args(list(words))
        if options.run is None:
            return open_window(_named_store(options), _user(options), options.demo)
        store = _named_store(options) or default_store()
        code = int(options.run(options, Context(options, store=store, user=_user(options), now=_now())))
        sys.stdout.flush()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return USAGE if isinstance(refusal, UsageRefusal) else REFUSED
    except BrokenPipeError:
        # Whoever read our output has enough; the interpreter must not complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("Stopped. What was saved before is kept.", file=sys.stderr)
        return INTERRUPTED
    return code


def _now() -> Instant:
    return int(datetime.now(UTC).timestamp())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _named_store(options: argparse.Namespace) -> Path | None:
    named = options.store or os.environ.get("SLAAPP_STORE")
    return Path(named).expanduser() if named else None


def _user(options: argparse.Namespace) -> str:
    named = options.user or os.environ.get("SLAAPP_USER")
    if named:
        if not (str(named).isprintable() and str(named).strip()):
            raise UsageRefusal(
                f"{str(named)!r} is no name to sign with. Nothing was done. Give one without line breaks and "
                "control characters: --user or SLAAPP_USER."
            )
        return str(named).strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
