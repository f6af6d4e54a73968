"""Where files live on each system, readable by their owner alone, and how a document is put among others."""

import errno
import os
from pathlib import Path

from platformdirs import user_data_path, user_log_path

_NAME = "slaapp"
_DATA_FILE = b"SQLite format 3\0"
"""How each begins."""


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_folder() / "desk.slaapp"


def data_folder() -> Path:
    return _private(user_data_path(_NAME, appauthor=False))


def log_folder() -> Path:
    return _private(user_log_path(_NAME, appauthor=False))


def lock_folder() -> Path:
    """Where it is noted which stores have a window open, each person's own."""
    return _private(data_folder() / "open")


def keep_private() -> None:
    """From here on, files and folders of this process are made for their owner alone."""
    os.umask(0o077)


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def put(path: Path, data: bytes) -> None:
    """Write a document, whole or not at all: beside what lies there, then in its place. Raises OSError, also where that
    is a data file: a wrong name must not cost a desk its tickets."""
    place = path.resolve()
    if place.exists() and not place.is_file():
        place.write_bytes(data)  # a device or a pipe has no place that another file could take
        return
    if _is_data_file(place):
        raise FileExistsError(errno.EEXIST, "a data file lies there, and is kept")
    part = place.with_name(f"{place.name}.part")
    try:
        part.write_bytes(data)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _is_data_file(place: Path) -> bool:
    if not place.exists():
        return False
    with place.open("rb") as held:
        return held.read(len(_DATA_FILE)) == _DATA_FILE
