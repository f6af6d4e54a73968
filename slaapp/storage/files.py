"""Putting files in place: whole under their name, or not at all."""

import os
import secrets
from pathlib import Path


def unfinished(path: Path) -> Path:
    """A name beside `path` for a file that is still being written."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


def publish(finished: Path, path: Path) -> None:
    """Put a finished file under its name, durably."""
    handle = os.open(finished, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)
    finished.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)


def new_replica() -> str:
    """A fresh name for one copy of a store: 40 bits, so that two never meet."""
    return secrets.token_hex(5)
