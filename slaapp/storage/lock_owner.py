"""Who holds the write lock of a data file, where the system can tell without opening it (Linux)."""

import contextlib
import os
from pathlib import Path

from slaapp.storage.header import shm_of

_LOCKS = Path("/proc/locks")
_WRITE_LOCK = 120
"""The byte of the `-shm` file that SQLite locks while one connection writes."""


def lock_owner(path: Path) -> str | None:
    """Such as "slaapp (process 4711)"."""
    with contextlib.suppress(OSError, ValueError):
        file = shm_of(path).stat()
        place = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
        for line in _LOCKS.read_text().splitlines():
            fields = line.split()
            if fields[1] == "->" or fields[5] != place:
                continue
            first, last = fields[6], fields[7]
            if fields[3] == "WRITE" and int(first) <= _WRITE_LOCK and (last == "EOF" or int(last) >= _WRITE_LOCK):
                return f"{Path('/proc', fields[4], 'comm').read_text().strip()} (process {fields[4]})"
    return None
