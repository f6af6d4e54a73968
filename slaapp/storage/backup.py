"""Backups: through SQLite's backup interface only, verified before they count, rotated."""

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import DAY, Instant
from slaapp.storage import attachments, soundness
from slaapp.storage.connections import connect, plain
from slaapp.storage.files import new_replica, open_here, place_of, publish, unfinished
from slaapp.storage.header import check, shm_of
from slaapp.storage.refusals import in_plain_words

ENDING = ".slaapp-backup"
_STAMP = "%Y-%m-%dT%H%M%SZ"
_KEPT: Sequence[tuple[int, Callable[[datetime], tuple[int, ...]]]] = (
    (7, lambda at: (at.year, at.month, at.day)),
    (4, lambda at: tuple(at.isocalendar()[:2])),
    (12, lambda at: (at.year, at.month)),
)
"""How many days, weeks and months keep their newest backup."""


def back_up_file(
    store: Path, folder: Path, *, now: Instant, label: str = "", name: str = "", files: Path | None = None
) -> Path:
    """A verified copy of the store in `folder`; its name is the store's (or `name`) with its instant in UTC. The store
    may be in use. Its attachments (in `files`, else beside it) are copied first, to a folder that all its backups
    share; what is not there any more does not hold the backup up, `lacking` tells it.

    Raises StoreRefusal when the copy cannot be made or is not sound; nothing is left behind then.
    """
    with in_plain_words(folder, files=True):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        finished = folder / f"{name or store.name}.{_stamp(now)}{'.' + label if label else ''}{ENDING}"
        with (
            in_plain_words(store),
            contextlib.closing(connect(store, writes=False)) as source,
            unfinished(finished) as new,
        ):
            _copy(source, new)
            verify(new)
            attachments.copy_needed(_needed(new), [files or attachments.folder_of(store)], files_of(finished))
            publish(new, finished)
    return finished


def files_of(copy: Path) -> Path:
    """The folder of a backup's attachments: one for all backups of a store in a folder, named as the store's own."""
    return attachments.folder_of(copy.with_name(_STAMPED.sub("", copy.name)))


_STAMPED = re.compile(r"\.\d{4}-\d\d-\d\dT\d{6}Z[^/]*\Z")


def _needed(file: Path) -> list[attachments.Named]:
    """The attachments that a copy names and that were not erased."""
    with contextlib.closing(plain(file, "ro")) as connection:
        return [held for held in attachments.named(connection) if held.name]


def lacking(copy: Path, folder: Path) -> list[attachments.Named]:
    """The attachments that a copy names and that are not in `folder`."""
    return [held for held in _needed(copy) if attachments.state(folder, held.sha256, held.size, whole=False)]


def _copy(source: Any, target: Path) -> None:
    """All pages in one step: in small ones, every commit of somebody else would make it begin again."""
    with contextlib.closing(plain(target, "rw")) as connection:
        source.backup(connection, pages=-1)
        connection.execute("PRAGMA journal_mode=DELETE")


def verify(file: Path) -> None:
    """Refuse a copy that is not sound: header, pages, references, form, every link of the chains and every text."""
    check(file)
    with contextlib.closing(plain(file, "ro")) as connection:
        found = next(soundness.problems(connection), None)
    if found is not None:
        raise StoreRefusal(
            f"The copy {file} is not sound, so it does not count as a backup: {found} The store stays as it is. "
            "Run: slaapp check"
        )


def daily(store: Path, folder: Path, *, now: Instant) -> Path | None:
    """A backup when the newest is from an earlier day; rotates. None when there is one of today."""
    today = now // DAY
    if any(taken_at(file) // DAY == today for file in backups(store, folder)):
        return None
    made = back_up_file(store, folder, now=now)
    rotate(store, folder)
    _sweep(store, folder, now=now)
    for files in (attachments.folder_of(store), files_of(made)):
        attachments.sweep(files, now=now)
    return made


def backups(store: Path, folder: Path) -> list[Path]:
    """The store's own rotating backups, newest first; what has a label, or another name, is nobody's to rotate."""
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if _instant(store, file) is not None), reverse=True)


def taken_at(file: Path) -> Instant:
    """ValueError for a name that is not a backup's."""
    text = file.name.removesuffix(ENDING).rpartition(".")[2].removesuffix("Z")
    return int(datetime.strptime(f"{text}+0000", "%Y-%m-%dT%H%M%S%z").timestamp())


def _instant(store: Path, file: Path) -> Instant | None:
    """When a backup of this very store was taken; None for any other file."""
    prefix = f"{store.name}."
    if not (file.name.startswith(prefix) and file.name.endswith(ENDING)):
        return None
    if "." in file.name[len(prefix) : -len(ENDING)]:
        return None
    with contextlib.suppress(ValueError):
        return taken_at(file)
    return None


def _stamp(now: Instant) -> str:
    return datetime.fromtimestamp(now, UTC).strftime(_STAMP)


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


def _sweep(store: Path, folder: Path, *, now: Instant) -> None:
    """Remove what backups that were killed more than a day ago left unfinished."""
    for file in folder.iterdir():
        if file.name.startswith(f".{store.name}.") and ENDING in file.name:
            with contextlib.suppress(OSError):
                if file.stat().st_mtime < now - DAY:
                    file.unlink()


def restore(copy: Path, store: Path, *, now: Instant) -> Path | None:
    """Put a backup in the store's place as a new replica; gives where the store that was there is kept, if one was.

    The copy is checked first and stays; the damaged store is kept beside, with its log. Nobody may have the store open.
    """
    with in_plain_words(store, files=True):
        if not copy.is_file():
            raise StoreRefusal(f"There is no backup {copy}. Nothing was changed. Check the name of the file.")
        check(copy)
        if store.exists() and not store.is_file():
            raise StoreRefusal(f"{store} is not a file. Nothing was changed. Name the data file itself with --store.")
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with unfinished(store) as new, _nobody_else(store):
            # Copied by SQLite, since a plain copy would leave behind what lies in a log beside it.
            with (
                in_plain_words(copy),
                contextlib.closing(plain(copy, "rw" if os.access(copy, os.W_OK) else "ro")) as source,
            ):
                _copy(source, new)
            verify(new)
            files = attachments.folder_of(store)
            attachments.copy_needed(_needed(new), _sources(copy), files, whole=True)
            with contextlib.closing(plain(new, "rw")) as connection:
                _rename(connection, new_replica())
            aside = _set_aside(store, now=now)
            publish(new, store)
    return aside


def _sources(copy: Path) -> list[Path]:
    """Where the attachments of a copy may lie: under whatever name, for each is known by its digest."""
    beside = (folder for folder in copy.absolute().parent.glob("*.files") if folder.is_dir())
    return [files_of(copy), *sorted(beside)]


def _rename(connection: Any, replica: str) -> None:
    """Give a restored store its own name as a replica, and say that this is how it came by it."""
    rows = [("replica", replica), ("restored as", replica)]
    connection.execute("BEGIN")
    connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", rows)
    connection.execute("COMMIT")


def _set_aside(store: Path, *, now: Instant) -> Path | None:
    """Give the damaged store a second name; its first one stays until the restored one takes it.

    So at no moment is there no store, in whose place an empty one would be made. The log goes last: read into the
    restored store, it would destroy it.
    """
    if not store.exists():
        return None
    aside = store.with_name(f"{store.name}.replaced-{_stamp(now)}-{secrets.token_hex(2)}")
    for ending in ("", "-wal"):
        part = store.with_name(store.name + ending)
        if part.exists():
            _second_name(part, aside.with_name(aside.name + ending))
    for ending in ("-wal", "-shm"):
        store.with_name(store.name + ending).unlink(missing_ok=True)
    return aside


def _second_name(part: Path, aside: Path) -> None:
    try:
        os.link(part, aside)
    except OSError:
        # A file system without second names, such as that of a stick.
        part.rename(aside)


@contextlib.contextmanager
def _nobody_else(store: Path) -> Iterator[None]:
    """Keep other programs from opening the store; refuse where one has it open.

    Every connection holds a lock on one byte of the `-shm` file. Windows refuses by itself to replace an open file.
    """
    in_use = StoreRefusal(
        f"{store} is open in SLA Desk. Nothing was changed. Close every window that shows it, then restore again."
    )
    if store.exists() and open_here[place_of(store)]:
        raise in_use
    shm = shm_of(store)
    if os.name == "nt" or not shm.exists():
        yield
        return
    import fcntl  # noqa: PLC0415  # there is none on Windows

    with shm.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _CONNECTED)
        except OSError as error:
            raise in_use from error
        yield


_CONNECTED = 128
"""The byte of the `-shm` file on which every connection holds a shared lock."""
