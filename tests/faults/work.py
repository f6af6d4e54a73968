"""What the processes do that get killed. Each says through a pipe what it has finished."""

import time
from multiprocessing.connection import Connection
from pathlib import Path

from slaapp.storage import backup
from slaapp.storage.database import Database
from slaapp.storage.upgrading import migrate
from tests.storage.stories import MONDAY, log

SCRIPTS = "tests.faults:migrations"
NEXT_VERSION = 4
STEPS = 40
"""How many customers' words a message has; enough that a transaction takes several pages."""


def log_for_ever(path: Path, acknowledge: Connection) -> None:
    """Log tickets, and say each one's number once it is said to be saved."""
    database = Database.open(path, now=MONDAY)
    while True:
        acknowledge.send(log(database, replies=["on my way " * STEPS] * 3))


def log_some(path: Path, count: int, acknowledge: Connection) -> None:
    database = Database.open(path, now=MONDAY)
    for _ in range(count):
        acknowledge.send(log(database))
    database.close()


def upgrade(path: Path, acknowledge: Connection) -> None:
    acknowledge.send(0)
    migrate(path, script_location=SCRIPTS, version=NEXT_VERSION)
    acknowledge.send(1)


def back_up(path: Path, folder: Path, acknowledge: Connection) -> None:
    acknowledge.send(0)
    backup.back_up_file(path, folder, now=MONDAY)
    acknowledge.send(1)


def restore(copy: Path, store: Path, acknowledge: Connection) -> None:
    acknowledge.send(0)
    backup.restore(copy, store, now=MONDAY)
    acknowledge.send(1)


def timed_upgrade(path: Path) -> float:
    start = time.perf_counter()
    migrate(path, script_location=SCRIPTS, version=NEXT_VERSION)
    return time.perf_counter() - start
