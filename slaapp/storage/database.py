"""The store's file: checked before it is connected to, migrated whole or not at all, written by one connection."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import Instant

APPLICATION_ID = 0x534C4144
"""`SLAD` in the file's header: the file is one of ours."""
SCHEMA_VERSION = 1
BUSY_MS = 5000

_MAGIC = b"SQLite format 3\0"
_PRAGMAS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",  # without it INSERT OR REPLACE gets past the triggers that keep events
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "checkpoint_fullfsync=ON",
    f"busy_timeout={BUSY_MS}",
)


class Database:
    """One open store. `replica` names this copy of it: events written here carry it."""

    def __init__(self, path: Path, *, read_only: bool, copy: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self._copy = copy
        file = path if copy is None else Path(copy.name) / path.name
        self._writer = _engine(file, writes=True)
        self._reader = _engine(file, writes=False)
        with self.read() as connection:
            known = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT key, value FROM meta")}
        self.replica = str(known["replica"])
        self.is_test = known.get("is_test") == "yes"
        self._watcher = self._reader.raw_connection()
        self._seen_version = self._data_version()

    @classmethod
    def open(cls, path: Path, *, now: Instant, create: bool = True, is_test: bool = False) -> "Database":
        """Open the store, making it when absent (`create`) and bringing an older one up to date after a backup.

        Raises StoreRefusal with a sentence for a file that is foreign, newer, damaged or missing.
        """
        path = path.absolute()
        try:
            if not path.exists():
                if not create:
                    raise StoreRefusal(f"There is no store at {path}. Nothing was made. Check the name of the file.")
                _make(path, now=now, is_test=is_test)
            version = check_header(path)
            if not _can_write(path):
                return _read_only_copy(path)
            if version < SCHEMA_VERSION:
                _upgrade(path, now=now)
            return cls(path, read_only=False)
        except (sa.exc.DBAPIError, OSError) as error:
            raise explained(error, path) from error

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent view of the store; nothing can be written through it."""
        try:
            with self._reader.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise explained(error, self.path) from error

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: on leaving it is durable, on an error nothing of it has happened."""
        if self.read_only:
            raise StoreRefusal(
                f"{self.path} can only be read, so nothing was saved. Make its folder writable, then open it again."
            )
        try:
            with self._writer.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise explained(error, self.path) from error

    def _data_version(self) -> int:
        cursor = self._watcher.cursor()
        return int(cursor.execute("PRAGMA data_version").fetchone()[0])

    def changed(self) -> bool:
        """Whether any connection but the watching one has written since the last call."""
        version = self._data_version()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def writer_connection(self) -> Any:
        """The driver's own connection, for backup alone."""
        return self._writer.raw_connection()

    def close(self) -> None:
        self._watcher.close()
        self._reader.dispose()
        self._writer.dispose()
        if self._copy is not None:
            self._copy.cleanup()


def _engine(path: Path, *, writes: bool) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, writes=writes),
        poolclass=sa.pool.QueuePool,
        pool_size=1 if writes else 4,
        max_overflow=0,
    )
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN"))
    return engine


def connect(path: Path, *, writes: bool = True) -> Any:
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if writes:
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if mode != "wal":
            raise StoreRefusal(
                f"The store's folder cannot hold a write-ahead log ({mode}). Move the store to a local disk."
            )
        connection.execute("PRAGMA synchronous=FULL")
    else:
        connection.execute("PRAGMA query_only=ON")
    return connection


def check_header(path: Path) -> int:
    """The schema version in the file's header; StoreRefusal for a file that is not an intact one of ours."""
    kept = "Nothing was read or written."
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StoreRefusal(f"{path} is not a store of SLA Desk. {kept} Choose another file, or restore a backup.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreRefusal(f"{path} is a database of another program. {kept} Choose another file.")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise StoreRefusal(
            f"{path} was written by a newer version of SLA Desk (form {version}, this program knows {SCHEMA_VERSION}). "
            f"{kept} Open it with the newer program."
        )
    page = int.from_bytes(header[16:18], "big")
    size = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    log = path.with_name(path.name + "-wal")
    if path.stat().st_size < size and not (log.exists() and log.stat().st_size):
        raise StoreRefusal(
            f"{path} is cut short: {path.stat().st_size} of {size} bytes are there. {kept} "
            "Restore a backup with: slaapp restore"
        )
    return version


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
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        migrate(unfinished)
        engine = _engine(unfinished, writes=True)
        with engine.begin() as connection:
            rows = {"replica": new_replica(), "created_at": str(now)} | ({"is_test": "yes"} if is_test else {})
            for key, value in rows.items():
                connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        engine.dispose()
        publish(unfinished, path)
    finally:
        for leftover in path.parent.glob(unfinished.name + "*"):
            leftover.unlink()


def new_replica() -> str:
    """A fresh name for one copy of a store: 40 bits, so that two never meet."""
    return secrets.token_hex(5)


def publish(unfinished: Path, path: Path) -> None:
    """Put a finished file under its name, durably."""
    handle = os.open(unfinished, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)
    unfinished.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)


def _upgrade(path: Path, *, now: Instant) -> None:
    from slaapp.storage.backup import back_up_file  # noqa: PLC0415  # backup opens databases itself

    back_up_file(path, path.parent / "backups", now=now, label="before-upgrade")
    migrate(path)


def migrate(path: Path, *, script_location: str = "slaapp.storage:migrations", version: int = SCHEMA_VERSION) -> None:
    """Bring the file to the newest form: in one transaction with its version number, so a kill leaves old or new."""
    # Alembic costs half a second to import and is needed on few starts.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", script_location)
    config.set_main_option("path_separator", "os")
    engine = _engine(path, writes=True)
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    raw.cursor().execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.close()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise StoreRefusal(f"{path} could not be brought up to date: rows would be lost. It is as it was.")
    engine.dispose()


def explained(error: sa.exc.DBAPIError | OSError, path: Path) -> Exception:
    """What a driver's error means for the person at the desk; our own mistake is handed back as it is."""
    text = str(error.orig if isinstance(error, sa.exc.DBAPIError) else error)
    if "full" in text or "No space" in text:
        return StoreRefusal(
            f"Not saved, the disk is full. What was saved before is kept. Free some space on the disk of {path}."
        )
    if "locked" in text or "busy" in text:
        return StoreRefusal(
            f"Not saved: another program has been writing to {path} for {BUSY_MS // 1000} seconds. "
            "What was saved before is kept. Try again when it has finished."
        )
    if "readonly" in text or "read-only" in text or "Permission" in text:
        return StoreRefusal(f"Not saved: {path} can only be read. Make its folder writable, then try again.")
    if "malformed" in text or "not a database" in text:
        return StoreRefusal(
            f"{path} is damaged ({text}). It was left as it is. "
            "Run: slaapp check; a backup comes back with: slaapp restore"
        )
    if isinstance(error, OSError) or "I/O" in text or "unable to open" in text:
        return StoreRefusal(f"{path} could not be read or written ({text}). What was saved before is kept.")
    return error
