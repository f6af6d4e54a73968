"""The command line's outermost part: it asks for the time, the user and the store, and says what was refused.

The commands, and all that they need, take as long to load as Qt does: the window does not wait for them.
"""

import contextlib
import errno
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slaapp.domain.errors import Refusal, StoreRefusal, UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.paths import default_store

if TYPE_CHECKING:
    import argparse

OK, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130

OpenWindow = Callable[[Path | None, str, bool, Sequence[Path]], int]

OPENED = (".slaapp", ".eml")
"""Endings of files that the window is given when a desktop, or a person, names no command."""


def main(words: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command and give its exit code: 0, 1 refused, 2 wrong usage; without a command the window opens."""
    _speak_utf8()
    try:
        asked = _window(words) or _command(words)
        if isinstance(asked, _Window):
            return open_window(_named_store(asked.store), _user(asked.user), asked.demo, asked.files)
        code = asked()
        if sys.stdout is not None:
            sys.stdout.flush()
    except Refusal as refusal:
        from slaapp.commands.context import visible  # noqa: PLC0415 - seldom wanted

        print(visible(refusal.on_command_line()), file=sys.stderr)
        return USAGE if isinstance(refusal, UsageRefusal) else REFUSED
    except BrokenPipeError:
        # Whoever read our output has enough; the interpreter must not complain about it on its way out.
        _drop_output()
        return OK
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF):
            raise
        _drop_output()
        print(
            f"The answer could not be written ({error.strerror}). What the command saved is kept: see it with "
            "`slaapp show` or `slaapp list` before you type it again.",
            file=sys.stderr,
        )
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. What was saved before is kept.", file=sys.stderr)
        return INTERRUPTED
    return code


class _Window(NamedTuple):
    """What a start without a command asks for."""

    store: str | None = None
    user: str | None = None
    demo: bool = False
    files: tuple[Path, ...] = ()


def _window(words: Sequence[str]) -> _Window | None:
    """None: a command, a question or a mistake. Words that are nothing but files for the window, as a desktop starts
    it, are no command; the demo desk, and a store that is named, take e-mails."""
    named: dict[str, str] = {}
    files, demo = list[str](), False
    rest = iter(words)
    for word in rest:
        name, told, value = word.removeprefix("--").partition("=")
        if word == "--demo":
            demo = True
        elif word.startswith("--") and name in ("store", "user"):
            named[name] = value if told else next(rest, "-")
        else:
            files.append(word)
    endings = ".eml" if demo or "store" in named else OPENED
    if any(value.startswith("-") for value in (*named.values(), *files)):
        return None
    if not all(file.lower().endswith(endings) for file in files):
        return None
    return _Window(named.get("store"), named.get("user"), demo, tuple(map(Path, files)))


def _command(words: Sequence[str]) -> _Window | Callable[[], int]:
    """What does the command and gives its exit code; the window, where all the words ask for none."""
    from slaapp.commands.context import Context  # noqa: PLC0415 - for a command only
    from slaapp.commands.parser import build  # noqa: PLC0415 - for a command only

    options = build().parse_args(words)
    _check_text(options)
    if options.run is None:
        return _Window(options.store, options.user, options.demo)
    store = _named_store(options.store) or _default_store()
    if options.demo:
        raise UsageRefusal("--demo opens the window and goes with no command. Make a demo desk with: slaapp demo")
    context = Context(options, store=store, user=_user(options.user), now=_now())
    return lambda: int(options.run(options, context))


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that the interpreter says nothing about it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_PATHS = ("store", "file", "files", "folder", "to", "pdf", "cases")
"""Options that name files, which the system may have named in bytes that are no text."""


def _check_text(options: "argparse.Namespace") -> None:
    from slaapp.services.fields import checked_text  # noqa: PLC0415 - when first wanted

    for name, value in vars(options).items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and name not in _PATHS:
                checked_text(text, name.replace("_", "-").upper())


def _now() -> Instant:
    return int(datetime.now(UTC).timestamp())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _named_store(named: str | None) -> Path | None:
    if named == "":
        raise UsageRefusal("--store: the name of the data file is empty. Nothing was done.")
    named = named or os.environ.get("SLAAPP_STORE")
    try:
        return Path(named).expanduser() if named else None
    except RuntimeError as error:
        raise UsageRefusal(
            f"--store: {named} names the folder of somebody who is not here. Nothing was done."
        ) from error


def _default_store() -> Path:
    try:
        return default_store()
    except OSError as error:
        raise StoreRefusal(
            f"The folder {error.filename} could not be made ({error.strerror}). Nothing was done. Name a data file in "
            "another place with --store."
        ) from error


def _user(named: str | None) -> str:
    told = named or os.environ.get("SLAAPP_USER")
    if told:
        from slaapp.services.fields import a_name  # noqa: PLC0415 - when first wanted

        return a_name(told, "--user" if named else "SLAAPP_USER")
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
