"""The store's file: checked before it is connected to, migrated whole or not at all, written by one connection."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import Instant
from slaapp.storage import header
from slaapp.storage.backup import back_up_file
from slaapp.storage.connections import engine_of
from slaapp.storage.files import new_replica, publish, unfinished
from slaapp.storage.refusals import in_plain_words
from slaapp.storage.tables import SCHEMA_VERSION
from slaapp.storage.upgrading import migrate

_OPEN: Counter[Path] = Counter()
"""The files this process has connections to. Opening one of them by other means would drop SQLite's locks on it."""


class Database:
    """One open store. `replica` names this copy of it: events written here carry it."""

    def __init__(self, path: Path, *, read_only: bool, copy: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self._copy = copy
        file = path if copy is None else Path(copy.name) / path.name
        self._writer = engine_of(file, writes=True)
        self._reader = engine_of(file, writes=False)
        try:
            with self.read() as connection:
                known = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT key, value FROM meta")}
            self._watcher = self._reader.raw_connection()
        except BaseException:
            self._dispose()
            raise
        self.replica = str(known["replica"])
        self.is_test = known.get("is_test") == "yes"
        self._seen_version = self._data_version()
        _OPEN[path] += 1

    @classmethod
    def open(cls, path: Path, *, now: Instant, create: bool = True, is_test: bool = False) -> "Database":
        """Open the store, making it when absent (`create`) and bringing an older one up to date after a backup.

        Raises StoreRefusal with a sentence for a file that is foreign, newer, damaged or missing.
        """
        path = path.absolute()
        with in_plain_words(path):
            if not path.exists():
                if not create:
                    raise StoreRefusal(f"There is no store at {path}. Nothing was made. Check the name of the file.")
                _make(path, now=now, is_test=is_test)
            if not _OPEN[path]:
                version = header.check(path).version
                if not _can_write(path):
                    return _read_only_copy(path)
                if version < SCHEMA_VERSION:
                    back_up_file(path, path.parent / "backups", now=now, label="before-upgrade")
                    migrate(path)
            return cls(path, read_only=False)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent view of the store; nothing can be written through it."""
        with in_plain_words(self.path), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: on leaving it is durable, on an error nothing of it has happened."""
        if self.read_only:
            raise StoreRefusal(
                f"{self.path} can only be read, so nothing was saved. Make its folder writable, then open it again."
            )
        with in_plain_words(self.path), self._writer.begin() as connection:
            yield connection

    def _data_version(self) -> int:
        cursor = self._watcher.cursor()
        return int(cursor.execute("PRAGMA data_version").fetchone()[0])

    def changed(self) -> bool:
        """Whether any connection but the watching one has written since the last call."""
        version = self._data_version()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def close(self) -> None:
        _OPEN[self.path] -= 1
        self._watcher.close()
        self._dispose()

    def _dispose(self) -> None:
        self._reader.dispose()
        self._writer.dispose()
        if self._copy is not None:
            self._copy.cleanup()


def _can_write(path: Path) -> bool:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".slaapp-"):
            return True
    except OSError as error:
        # A full disk is still a disk that can be written once there is room.
        return error.errno not in (13, 1, 30)


def _read_only_copy(path: Path) -> Database:
    """In a folder that cannot be written SQLite cannot share a store, so a copy is read. Nothing is connected yet."""
    folder = tempfile.TemporaryDirectory(prefix="slaapp-")
    for name in (path.name, path.name + "-wal"):
        if path.with_name(name).exists():
            shutil.copyfile(path.with_name(name), Path(folder.name) / name)
    return Database(path, read_only=True, copy=folder)


def _make(path: Path, *, now: Instant, is_test: bool) -> None:
    """A new store appears whole under its name or not at all."""
    os.umask(0o077)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = unfinished(path)
    try:
        migrate(begun)
        engine = engine_of(begun, writes=True)
        with engine.begin() as connection:
            rows = {"replica": new_replica(), "created_at": str(now)} | ({"is_test": "yes"} if is_test else {})
            for key, value in rows.items():
                connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        engine.dispose()
        publish(begun, path)
    finally:
        for leftover in path.parent.glob(begun.name + "*"):
            leftover.unlink()
