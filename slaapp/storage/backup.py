"""Backups: through SQLite's backup interface only, verified before they count, rotated."""

import secrets
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import DAY, Instant
from slaapp.storage import header
from slaapp.storage.connections import connect
from slaapp.storage.files import new_replica, publish, unfinished

_KEPT: Sequence[tuple[int, Callable[[datetime], tuple[int, ...]]]] = (
    (7, lambda at: (at.year, at.month, at.day)),
    (4, lambda at: tuple(at.isocalendar()[:2])),
    (12, lambda at: (at.year, at.month)),
)
"""How many days, weeks and months keep their newest backup."""


def back_up_file(store: Path, folder: Path, *, now: Instant, label: str = "") -> Path:
    """A verified copy of the store in `folder`; the name tells its instant in UTC.

    Raises StoreRefusal when the copy is not sound; nothing is left behind then.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    when = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H%M%SZ")
    finished = folder / f"{store.stem}.{when}{'.' + label if label else ''}.slaapp-backup"
    begun = unfinished(finished)
    source, target = connect(store), driver.connect(str(begun), isolation_level=None)
    try:
        source.backup(target, pages=4096)
        target.execute("PRAGMA journal_mode=DELETE")
        target.close()
        verify(begun)
        publish(begun, finished)
    finally:
        source.close()
        target.close()
        begun.unlink(missing_ok=True)
    return finished


def verify(file: Path) -> None:
    """Refuse a copy that is not sound: header, SQLite's own check, foreign keys."""
    header.check(file)
    connection = driver.connect(f"file:{file.as_posix()}?mode=ro", uri=True, isolation_level=None)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check").fetchall()]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except driver.DatabaseError as error:
        found, broken = [str(error)], []
    finally:
        connection.close()
    if found != ["ok"] or broken:
        raise StoreRefusal(f"The copy {file} is not sound ({found[0]}), so it does not count as a backup. Try again.")


def daily(store: Path, folder: Path, *, now: Instant) -> Path | None:
    """A backup when the newest is from an earlier day; rotates. None when there is one of today."""
    today = now // DAY
    if any(taken_at(file) // DAY == today for file in backups(store, folder)):
        return None
    made = back_up_file(store, folder, now=now)
    rotate(store, folder)
    return made


def backups(store: Path, folder: Path) -> list[Path]:
    """The store's own rotating backups, newest first."""
    return sorted(
        (
            file
            for file in folder.glob(f"{store.stem}.*.slaapp-backup")
            if file.name.count(".") == store.stem.count(".") + 2
        ),
        reverse=True,
    )


def taken_at(file: Path) -> Instant:
    text = file.name.split(".")[-2]
    return int(datetime.strptime(text, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


def rotate(store: Path, folder: Path) -> None:
    """Keep the newest backup of each of 7 days, 4 weeks and 12 months; the others go."""
    files = backups(store, folder)
    kept: set[Path] = set()
    for count, period in _KEPT:
        seen: dict[tuple[int, ...], Path] = {}
        for file in files:
            seen.setdefault(period(datetime.fromtimestamp(taken_at(file), UTC)), file)
        kept |= set(list(seen.values())[:count])
    for file in files:
        if file not in kept:
            file.unlink()


def restore(copy: Path, store: Path, *, now: Instant) -> Path | None:
    """Put a backup in the store's place as a new replica; gives where the store that was there is kept, if one was.

    The copy is checked first and stays; the damaged store is moved aside with its logs, never destroyed.
    """
    verify(copy)
    store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = unfinished(store)
    try:
        shutil.copyfile(copy, begun)
        connection = driver.connect(str(begun), isolation_level=None)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'replica'", (new_replica(),))
        connection.close()
        aside = _set_aside(store, now=now)
        publish(begun, store)
    finally:
        begun.unlink(missing_ok=True)
    return aside


def _set_aside(store: Path, *, now: Instant) -> Path | None:
    if not store.exists():
        return None
    when = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = store.with_name(f"{store.name}.replaced-{when}-{secrets.token_hex(2)}")
    for ending in ("-wal", "-shm", ""):
        part = store.with_name(store.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside
