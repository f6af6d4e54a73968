"""The files of attachments: in a folder beside the store, each named by the SHA-256 of its bytes, never changed.

A file is on the disk, whole and under its name, before any event names it. No name that people gave is ever a path.
"""

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from slaapp.domain.spans import DAY, Instant
from slaapp.storage.files import publish

CHUNK = 1 << 20
_BEGUN = ".new-"

Progress = Callable[[int], bool]
"""Told how many bytes are copied; False stops the copying."""


class Stopped(Exception):
    """The person who asked for the copy does not want it any more."""


class TooLarge(Exception):
    """The file holds more bytes than one attachment may."""


class Changed(Exception):
    """A file's bytes are not those that its name says."""


class Named(NamedTuple):
    """An attachment as an event names it, or a signed copy of an agreement, which is of no `ticket` (""); an empty
    `name` is one that was erased for privacy."""

    ticket: str
    sha256: str
    size: int
    name: str


def folder_of(store: Path) -> Path:
    return store.with_name(f"{store.name}.files")


def path_of(folder: Path, sha256: str) -> Path:
    """Raises ValueError for what is no digest, so that nothing else ever becomes a path."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"{sha256[:80]!r} is no SHA-256")
    return folder / sha256


def take_in(
    source: BinaryIO, folder: Path, *, largest: int, progress: Progress = lambda _: True, wanted: str | None = None
) -> tuple[str, int]:
    """Copy a stream into the folder, durably, a piece at a time; gives digest and size.

    Raises OSError, Stopped, TooLarge, and Changed where the digest is not `wanted`; nothing is left behind then.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = folder / f"{_BEGUN}{secrets.token_hex(8)}"
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600), "wb") as file:
            while piece := source.read(CHUNK):
                size += len(piece)
                if size > largest:
                    raise TooLarge
                digest.update(piece)
                file.write(piece)
                if not progress(size):
                    raise Stopped
        if wanted not in (None, digest.hexdigest()):
            raise Changed
        # In the place of what is there under that name: it has these bytes too, or is damaged.
        publish(begun, path_of(folder, digest.hexdigest()))
    finally:
        begun.unlink(missing_ok=True)
    return digest.hexdigest(), size


_BINARY = getattr(os, "O_BINARY", 0)


def state(folder: Path, sha256: str, size: int, *, whole: bool = True) -> str:
    """Empty for a file that is there as it was stored, else "missing", "changed" or "unreadable". Unless `whole` only
    its size is looked at."""
    try:
        path = path_of(folder, sha256)
        if path.is_symlink() or not path.is_file():
            return "missing"
        if path.stat().st_size != size or (whole and _digest(path) != sha256):
            return "changed"
    except (OSError, ValueError):
        return "unreadable"
    return ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


SIGNED_COPY = "signed_copy"
"""The kind of the records that name scans of signed agreements."""


def named(connection: Any) -> list[Named]:
    """Every file that was ever added, through a bare connection of the driver or one of SQLAlchemy's."""
    run = getattr(connection, "exec_driver_sql", None) or connection.execute
    rows = run(
        "SELECT e.ticket, e.body, t.texts FROM events e LEFT JOIN event_texts t USING (replica, seq)"
        " WHERE e.kind = 'attached' ORDER BY e.replica, e.seq"
    )
    return [*(_named(*row) for row in rows), *signed(connection)]


def signed(connection: Any) -> list[Named]:
    """Every signed copy that was ever attached to an agreement, also one that was taken off."""
    run = getattr(connection, "exec_driver_sql", None) or connection.execute
    rows = run(
        "SELECT DISTINCT '', json_extract(body, '$.sha256'), json_extract(body, '$.size'), json_extract(body, '$.file')"
        f" FROM records WHERE kind = '{SIGNED_COPY}' AND json_valid(body) AND json_extract(body, '$.sha256') NOT NULL"
        " ORDER BY replica, seq"
    )
    return [Named(*row) for row in rows]


def _named(ticket: str, body: str, texts: str | None) -> Named:
    facts = json.loads(body)
    return Named(ticket, facts["sha256"], facts["size"], json.loads(texts or "{}").get("name", ""))


def tickets_with(connection: Any, messages: Iterable[str]) -> list[str]:
    """The tickets to which e-mails with these keys (`Attached.message`) were added, the last one first."""
    wanted = tuple(messages)[:200]
    marks = ", ".join("?" * len(wanted))
    rows = connection.exec_driver_sql(
        "SELECT ticket FROM events WHERE kind = 'attached'"
        f" AND json_extract(body, '$.message') IN ({marks}) ORDER BY recorded_at DESC, seq DESC",
        wanted,
    )
    return list(dict.fromkeys(row[0] for row in rows))


def copy_needed(needed: Iterable[Named], sources: Iterable[Path], target: Path, *, whole: bool = False) -> list[Named]:
    """Copy into `target` what it lacks, each file checked as it is copied; gives what no source has as it was.

    What is there is not copied again: told by its size, or with `whole` by its bytes. Raises OSError where the target
    cannot be written.
    """
    folders = list(sources)
    each = {held.sha256: held for held in needed}.values()
    absent = [held for held in each if state(target, held.sha256, held.size, whole=whole)]
    return [held for held in absent if not _copied(held, folders, target)]


def _copied(held: Named, folders: list[Path], target: Path) -> bool:
    for folder in folders:
        if state(folder, held.sha256, held.size, whole=False):
            continue
        try:
            source = path_of(folder, held.sha256).open("rb")
        except OSError:
            continue  # one that cannot be read does not hold the others up
        with source, contextlib.suppress(Changed, TooLarge):
            take_in(source, target, largest=held.size, wanted=held.sha256)
            return True
    return False


def sweep(folder: Path, *, now: Instant) -> None:
    """Remove what copies that were killed more than a day ago left unfinished."""
    for file in _begun(folder):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < now - DAY:
                file.unlink()


def sweep_unnamed(folder: Path, named: Iterable[Named], *, now: Instant) -> None:
    """Remove files that nothing names and that nobody took in for longer than drafts are likely to wait."""
    kept = {held.sha256 for held in named}
    for file in folder.iterdir() if folder.is_dir() else ():
        with contextlib.suppress(OSError, ValueError):
            if file.name not in kept and path_of(folder, file.name).stat().st_mtime < now - _DRAFTS_WAIT:
                file.unlink()


_DRAFTS_WAIT = 30 * DAY


def _begun(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (file for file in folder.iterdir() if file.name.startswith(_BEGUN))
