"""What the first bytes of a file say, read before any connection to it exists.

Once this process has a connection, it must never open the file by other means: closing it again would drop SQLite's
locks. Sizes are asked of the file system, which opens nothing.
"""

from pathlib import Path
from typing import NamedTuple

from slaapp.domain.errors import StoreRefusal
from slaapp.storage.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC = b"SQLite format 3\0"
_LENGTH = 100


class Header(NamedTuple):
    """`is_final` is False while commits may still lie in the `-wal` file beside it."""

    version: int
    is_final: bool


def check(path: Path) -> Header:
    """Refuse what is not a data file of this or an older version; the file is only read."""
    if not path.is_file():
        raise StoreRefusal(f"{path} is not a file. Nothing was changed. Name the data file itself.")
    size = path.stat().st_size
    is_final = not has_log(path)
    with path.open("rb") as file:
        first = file.read(_LENGTH)
    if not first:
        raise StoreRefusal(
            f"{path} is empty: it holds no tickets. Nothing was changed. "
            "Restore a backup, or move the file away and start again."
        )
    if not first.startswith(_MAGIC) or len(first) < _LENGTH:
        raise StoreRefusal(f"{path} is not a data file of SLA Desk. Nothing was changed. Choose another file.")
    check_origin(path, application=_number(first, 68), version=_number(first, 60))
    if is_final and (missing := _missing_bytes(first, size)) > 0:
        raise StoreRefusal(
            f"{path} is cut off: {missing} bytes are missing at its end. Nothing was changed. "
            "Restore the last backup; this file is kept beside it."
        )
    return Header(version=_number(first, 60), is_final=is_final)


def check_origin(path: Path, *, application: int, version: int) -> None:
    """Refuse another program's file and one that a newer SLA Desk has written."""
    if application != APPLICATION_ID or version < 1:
        raise StoreRefusal(f"{path} belongs to another program. Nothing was changed. Choose another file.")
    if version > SCHEMA_VERSION:
        raise StoreRefusal(
            f"{path} was written by a newer SLA Desk (its format is {version}, this program knows {SCHEMA_VERSION}). "
            "Nothing was read or changed. Update SLA Desk on this computer, then open it again."
        )


def has_log(path: Path) -> bool:
    """Whether commits may still lie in the `-wal` file beside it; what the header says is a hint then."""
    log = wal_of(path)
    return log.is_file() and log.stat().st_size > 0


def wal_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def shm_of(path: Path) -> Path:
    return path.with_name(path.name + "-shm")


def _number(first: bytes, at: int) -> int:
    return int.from_bytes(first[at : at + 4], "big")


def _missing_bytes(first: bytes, size: int) -> int:
    page_size = int.from_bytes(first[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    return max(_number(first, 28) * page_size, page_size) - size
