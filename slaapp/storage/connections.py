"""Connections to a store's file: the one SQLite driver and the settings without which it may not be touched."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal

PATIENCE_S = 5
"""How long to wait for another writer."""

_PRAGMAS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",  # without it INSERT OR REPLACE gets past the triggers that keep events
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "checkpoint_fullfsync=ON",
    f"busy_timeout={PATIENCE_S * 1000}",
)


def connect(path: Path, *, writes: bool = True) -> Any:
    """The driver's own connection to a file that is there; it never makes one.

    Every commit is on the disk before it returns: only synchronous=FULL keeps that.
    """
    connection = plain(path, "rw", check_same_thread=False, timeout=PATIENCE_S)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if writes:
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode != "wal":
                raise StoreRefusal(
                    f"{path} lies where it cannot be written safely (no write-ahead log). Nothing was changed. "
                    "Move it to a disk of this computer."
                )
            connection.execute("PRAGMA synchronous=FULL")
        else:
            connection.execute("PRAGMA query_only=ON")
            # Five of them are open: what the system holds of the file is as near.
            connection.execute("PRAGMA cache_size=-2000")
    except BaseException:
        connection.close()
        raise
    return connection


def plain(path: Path, mode: str, **options: Any) -> Any:
    """A connection without our settings, for copies; `mode` is ro or rw, and the file must be there.

    The name goes through a URI, in which every character of a file name has its safe form.
    """
    return driver.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, **options)
