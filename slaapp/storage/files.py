"""Putting files in place: whole under their name, or not at all."""

import contextlib
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """An empty file beside `path` to be written, which only its owner may read; gone afterwards unless published."""
    begun = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield begun
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            begun.with_name(begun.name + ending).unlink(missing_ok=True)


def publish(finished: Path, path: Path, *, replace: bool = True) -> None:
    """Put a finished file under its name, durably. Without `replace`, a file that is there already stays."""
    _sync(finished, os.O_RDWR)
    if replace:
        finished.replace(path)
    else:
        with contextlib.suppress(FileExistsError):
            if os.name == "nt":
                finished.rename(path)  # refuses to replace
            else:
                os.link(finished, path)
    if hasattr(os, "O_DIRECTORY"):
        _sync(path.parent, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


open_here: Counter[tuple[int, int]] = Counter()
"""The stores this process has connections to, by place. To open one of them by other means would drop its locks."""


def place_of(path: Path) -> tuple[int, int]:
    """What file this is, under whatever name."""
    found = path.stat()
    return found.st_dev, found.st_ino


def new_replica() -> str:
    """A fresh name for one copy of a store: 40 bits, so that two never meet."""
    return secrets.token_hex(5)
