"""What the driver reports, as sentences for a person; what is no person's affair stays an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.storage.connections import PATIENCE_S
from slaapp.storage.lock_owner import lock_owner

_SENTENCES = {
    "SQLITE_FULL": "Not saved: the disk with {path} is full. What was saved before is kept. Free some space, then "
    "save again.",
    "SQLITE_READONLY": "Not saved: {path} may only be read. What was saved before is kept. Make the file and its "
    "folder writable, then try again.",
    "SQLITE_IOERR": "The disk with {path} reported an error. What was saved before is kept as far as the disk allows. "
    "Check the disk, start SLA Desk again and check the data.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. Nothing was changed. See that the file and its folder are there and "
    "may be read and written.",
    "SQLITE_PERM": "{path} may not be opened by this account. Nothing was changed. Ask for access to the file.",
    "SQLITE_CORRUPT": "{path} could not be read as it should. Nothing more is written to it. Close SLA Desk, "
    "check the data, and restore the last backup if there is damage.",
    "SQLITE_NOTADB": "{path} is not a data file of SLA Desk, or it is damaged. Nothing was changed. Choose another "
    "file or restore the last backup.",
}

_CHECK = "Check it with: slaapp check"
_COMMANDS = {"SQLITE_IOERR": _CHECK, "SQLITE_CORRUPT": _CHECK}

RESTORE = "Restore the last backup, or leave the file as it is and ask for help."
"""What to do about rows that are not as they were written; working anything out anew would make the change final."""


@contextmanager
def in_plain_words(path: Path, *, files: bool = False) -> Iterator[None]:
    """Turn what the disk, the file system or another program did to us into a StoreRefusal.

    `files`: the block handles the store's own files, so that any OSError in it is about them.
    """
    try:
        yield
    except driver.Error as error:
        raise refusal(path, error) or error from error
    except OSError as error:
        if not files:
            raise
        raise StoreRefusal(
            f"{path} could not be read or written ({error.strerror or error}). What was saved before is kept. "
            "See that its folder is there, may be written and has room, then try again."
        ) from error


def refusal(path: Path, error: BaseException | None) -> StoreRefusal | None:
    """None where the error is a mistake of the program."""
    name = getattr(error, "sqlite_errorname", "")
    primary = "_".join(name.split("_")[:2])
    if primary in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        owner = lock_owner(path)
        return StoreRefusal(
            f"Not saved: {owner or 'another program'} is writing to {path} and was not done within {PATIENCE_S} "
            "seconds. What was saved before is kept. Wait until it is done or close it, then try again."
        )
    sentence = _SENTENCES.get(primary)
    return None if sentence is None else StoreRefusal(sentence.format(path=path), command=_COMMANDS.get(primary, ""))
