"""The copies of a store: each was checked link by link before it counted as one."""

from pathlib import Path

from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.storage import backup


class Backup(Value):
    path: Path
    taken_at: Instant
    size: int
    """In bytes."""


def folder_of(store: Path) -> Path:
    return store.parent / "backups"


def kept(store: Path) -> list[Backup]:
    """The store's own, the newest first."""
    return [
        Backup(path, backup.taken_at(path), path.stat().st_size) for path in backup.backups(store, folder_of(store))
    ]


def size_of(store: Path) -> int:
    """What the store takes on the disk with its log, in bytes; 0 where it is gone."""
    parts = (store.with_name(store.name + ending) for ending in ("", "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def verify(copy: Path) -> None:
    """Check a copy anew. Raises StoreRefusal where it is not sound, or is no store."""
    backup.verify(copy)
