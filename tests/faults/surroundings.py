"""Folders that cannot be written and disks without room: real ones, where the system lets us make them."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from slaapp.domain.errors import StoreRefusal
from slaapp.storage import tickets
from slaapp.storage.database import Database
from tests.faults.kills import Count, filled, whole
from tests.faults.processes import Victim
from tests.storage.stories import MONDAY, log

NOBODY = 65534
YES, NO = 1, 0


class NotHere(Exception):
    """The system does not let us make this fault."""


@contextmanager
def open_to_all() -> Iterator[Path]:
    """A folder that another account can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def load_all() -> None:
    """Import what is imported late: the other account may not be let into the folder of this project."""
    with tempfile.TemporaryDirectory() as folder:
        filled(Path(folder) / "another.slaapp", 1)


def read_as_another(path: Path, acknowledge: Connection) -> None:
    """Give up the rights of root, which no folder stops; then open, read and try to write.

    Says: opened for reading only, tickets seen, whether writing was refused, ticket seen that was logged meanwhile.
    """
    if os.geteuid() == 0:
        load_all()
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    database = Database.open(path, now=MONDAY)
    acknowledge.send(YES if database.read_only else NO)
    with database.read() as connection:
        acknowledge.send(len(tickets.every(connection)))
    try:
        log(database)
        acknowledge.send(NO)
    except StoreRefusal as refused:
        acknowledge.send(YES if "can only be read" in str(refused) else NO)
    database.close()


def read_only_folder(folder: Path) -> Count:
    """A store in a folder that cannot be written opens for reading, and not a byte of it changes."""
    return _read_only(in_use=False)


def read_only_folder_in_use(folder: Path) -> Count:
    """Likewise while somebody who may write has it open: what they committed is seen."""
    return _read_only(in_use=True)


def _read_only(*, in_use: bool) -> Count:
    if sys.platform == "win32":
        raise NotHere("folders are protected in another way on Windows.")
    count = Count(tried=1)
    with open_to_all() as place:
        path = place / "desk.slaapp"
        filled(path, 3)
        writer = Database.open(path, now=MONDAY) if in_use else None
        if writer is not None:
            log(writer)
        for file in place.iterdir():
            file.chmod(0o444)
        before = {file.name: file.read_bytes() for file in place.iterdir()} if writer is None else {}
        place.chmod(0o555)
        process = Victim(read_as_another, path)
        code = process.wait()
        place.chmod(0o755)
        if writer is not None:
            writer.close()
        elif {file.name: file.read_bytes() for file in place.iterdir()} != before:
            count.wrong.append("the folder or a file in it changed")
        wanted = [YES, 4 if in_use else 3, YES]
        if (code, process.acknowledged) != (0, wanted):
            count.wrong.append(f"exit code {code}, said {process.acknowledged} instead of {wanted}")
    return count


def full_disk(folder: Path) -> Count:
    """A disk runs full under a desk at work: what was confirmed is kept, and once there is room it goes on."""
    count = Count(tried=1)
    with small_disk(folder) as disk:
        path = disk / "desk.slaapp"
        database = Database.open(path, now=MONDAY)
        confirmed: set[int] = set()
        refused = ""
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 1_000_000)
        while not refused and len(confirmed) < 5000:
            try:
                confirmed.add(log(database, replies=["on my way " * 40] * 3))
            except StoreRefusal as error:
                refused = str(error)
        count.confirmed = len(confirmed)
        if "is full" not in refused:
            count.wrong.append(f"no word about a full disk: {refused!r}")
        with database.read() as connection:
            if {row.number for row in tickets.every(connection)} != confirmed:
                count.wrong.append("reading does not show what was confirmed")
        database.close()
        with contextlib.suppress(OSError), (disk / "last").open("wb") as last:
            while True:
                last.write(b"x" * 4096)
                last.flush()
        database = Database.open(path, now=MONDAY)
        with database.read() as connection:
            if {row.number for row in tickets.every(connection)} != confirmed:
                count.wrong.append("a store that is opened on a full disk does not show what was confirmed")
        database.close()
        (disk / "last").unlink()
        ballast.unlink()
        database = Database.open(path, now=MONDAY)
        confirmed.add(log(database, replies=["on my way " * 40] * 3))
        database.close()
        count.wrong += whole(path, confirmed)
    return count


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 4 MB in memory."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NotHere("only root on Linux can make a small disk.")
    disk = folder / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise NotHere(f"no small disk can be made here ({made.stderr.strip()}).")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)
