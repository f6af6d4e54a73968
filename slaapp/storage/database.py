"""The store's file: checked before it is connected to, migrated whole or not at all, written by one connection."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import Instant
from slaapp.storage import header
from slaapp.storage.connections import connect
from slaapp.storage.files import new_replica, open_here, place_of, publish, unfinished
from slaapp.storage.refusals import RESTORE, in_plain_words
from slaapp.storage.schema import SCHEMA_VERSION
from slaapp.storage.upgrading import migrate
from slaapp.storage.view import Connection as Connection  # all that the services need to know of it: what they hand on
from slaapp.storage.view import Views

if TYPE_CHECKING:
    from slaapp.storage.writer import Writer


class Database:
    """One open store. `replica` names this copy of it: events written here carry it."""

    def __init__(self, path: Path, *, read_only: bool, copy: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self._copy = copy
        self.file = file = path if copy is None else Path(copy.name) / path.name
        """What is connected to: the store itself, or the copy that is read instead."""
        self._place = place_of(file)
        self._closed = False
        self._views = Views(lambda: connect(file, writes=False), most=3)
        self._watcher: Any = None
        open_here[self._place] += 1
        try:
            known = self._look_inside(file)
            self._watcher = connect(file, writes=False)
            self._seen_version = self._data_version()
        except BaseException:
            self.close()
            raise
        self.replica = known["replica"]
        self.is_test = known.get("is_test") == "yes"

    def _look_inside(self, file: Path) -> dict[str, str]:
        """Check what only a connection can tell: the version that a log holds, the length after a crash."""
        logged = header.has_log(file)
        with self._views.begin() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            header.check_origin(self.path, application=application, version=version)
            if logged:
                _check_length(connection, file, self.path)
            there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'meta'").first()
            rows = connection.exec_driver_sql("SELECT key, value FROM meta") if there else ()
            known = {row[0]: row[1] for row in rows}
        if "replica" not in known:
            raise StoreRefusal(f"{self.path} does not say any more which copy of a store it is. {RESTORE}")
        return known

    @classmethod
    def open(cls, path: Path, *, now: Instant, create: bool = True, is_test: bool = False) -> "Database":
        """Open the store, making it when absent (`create`) and bringing an older one up to date after a backup.

        Raises StoreRefusal with a sentence for a file that is foreign, newer, damaged or missing.
        """
        path = path.absolute()
        with in_plain_words(path, files=True):
            if not path.exists():
                if not create:
                    raise StoreRefusal(
                        f"There is no data file at {path}. Nothing was made. Check its name, or make one with: slaapp "
                        "setup"
                    )
                _make(path, now=now, is_test=is_test)
            # Where this process has the file open already, reading its header by other means would drop its locks.
            version = SCHEMA_VERSION if open_here[place_of(path)] else header.check(path).version
            if not _can_write(path):
                return _read_only(path)
            if version < SCHEMA_VERSION:
                from slaapp.storage.backup import back_up_file  # noqa: PLC0415 - the first window must not wait

                back_up_file(path, path.parent / "backups", now=now, label="before-upgrade")
                migrate(path)
            try:
                return cls(path, read_only=False)
            except driver.Error:
                if shutil.disk_usage(path.parent).free > _ROOM:
                    raise
                return _read_only(path)  # on a full disk what is there can still be read

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the store; nothing can be written through it."""
        with in_plain_words(self.path), self._views.begin() as connection:
            self._check_version(connection)
            yield connection

    @contextmanager
    def fresh(self) -> Iterator[Connection]:
        """A view through a connection of its own: those that stay open hold parts of the search index in memory, and
        SQLite's own check calls these damage once another connection has written."""
        views = Views(lambda: connect(self.file, writes=False), most=1)
        try:
            with in_plain_words(self.path), views.begin() as connection:
                yield connection
        finally:
            views.close()

    @contextmanager
    def write(self, *, patient: bool = True) -> Iterator[Connection]:
        """One transaction: on leaving it is durable, on an error nothing of it has happened.

        Waits some seconds for another writer, in this process or another, then refuses; unless `patient`, at once.
        """
        if self.read_only:
            raise StoreRefusal(
                f"{self.path} can only be read, so nothing was saved: its folder may not be written, or the disk is "
                "full. Mend that, then open it again."
            )
        with in_plain_words(self.path), self.writer.begin(patient=patient) as connection:
            self._check_version(connection)
            yield connection

    def get_ready_to_write(self) -> None:
        """So that the first one who saves something does not wait for what writes to be loaded."""
        if not self.read_only:
            self.writer  # noqa: B018

    @cached_property
    def writer(self) -> "Writer":
        """Made with the first need."""
        return _writer(self.file)

    def _check_version(self, connection: Connection) -> None:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version < SCHEMA_VERSION:
            raise StoreRefusal(
                f"{self.path} was written by an older SLA Desk and is brought up to date where it can be written; here "
                "it can only be read. Nothing was changed. Open it once from a folder that may be written."
            )
        if version > SCHEMA_VERSION:
            raise StoreRefusal(
                f"{self.path} was brought up to date by a newer SLA Desk while it was open here. Nothing more is read "
                "or written from here. Close this program and start the newer one."
            )

    def _data_version(self) -> int:
        return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def sqlite_version(self) -> str:
        with self.read() as connection:
            return str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())

    def changed(self) -> bool:
        """Whether any connection but the watching one has written since the last call."""
        with in_plain_words(self.path):
            version = self._data_version()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._watcher is not None:
            self._watcher.close()
        self._views.close()
        if "writer" in vars(self):
            self.writer.close()
        open_here[self._place] -= 1
        if self._copy is not None:
            self._copy.cleanup()


_ROOM = 1 << 17
"""Less room than this on a disk, and SQLite cannot make the files that it works with."""


def _check_length(connection: Connection, file: Path, path: Path) -> None:
    """After a crash a file may be shorter than it says until its log is read in; if it is, look whether it is whole."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    page_size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    if file.stat().st_size >= pages * page_size:
        return
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        raise StoreRefusal(
            f"{path} is cut off or damaged. It is left as it is. Restore the last backup; this file is kept beside it."
        )


def _can_write(path: Path) -> bool:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".slaapp-"):
            return True
    except OSError as error:
        # A full disk is still a disk that can be written once there is room.
        return error.errno not in (13, 1, 30)


def _read_only(path: Path) -> Database:
    """A store whose folder cannot be written.

    Reading needs the file `-shm` beside it. It is there while someone who may write has the store open, and can then be
    shared; if not, nobody writes, a plain copy is whole, and the copy is read. Nothing is connected yet.
    """
    if header.shm_of(path).exists() or os.access(path.parent, os.W_OK):
        try:
            return Database(path, read_only=True)
        except driver.Error as error:
            # Left behind by a crash, and no use to a reader who cannot write; or there is no room to make it.
            if not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
                raise
    folder = tempfile.TemporaryDirectory(prefix="slaapp-")
    try:
        for name in (path.name, path.name + "-wal"):
            if path.with_name(name).exists():
                shutil.copyfile(path.with_name(name), Path(folder.name) / name)
    except OSError as error:
        folder.cleanup()
        raise StoreRefusal(
            f"{path} can only be read, and the copy that is read instead could not be made ({error.strerror}). Nothing "
            "was changed. Free some space or make its folder writable."
        ) from error
    return Database(path, read_only=True, copy=folder)


def _writer(path: Path) -> "Writer":
    from slaapp.storage.writer import Writer  # noqa: PLC0415 - SQLAlchemy takes longer than to read a queue

    return Writer(path)


def _make(path: Path, *, now: Instant, is_test: bool) -> None:
    """A new store appears whole under its name or not at all, and never in place of another."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with unfinished(path) as begun:
        migrate(begun)
        writer = _writer(begun)
        with writer.begin() as connection:
            rows = {"replica": new_replica(), "created_at": str(now)} | ({"is_test": "yes"} if is_test else {})
            for key, value in rows.items():
                connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
        writer.close()
        publish(begun, path, replace=False)
