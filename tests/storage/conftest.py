"""A real file for every test: it costs less than a stand-in would hide."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from slaapp.storage.database import Database
from tests.storage.stories import MONDAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.slaapp"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with_file = Database.open(path, now=MONDAY)
    yield with_file
    with_file.close()


class Stranger:
    """Another program that has the file open: with no respect for our rules, or holding the write lock."""

    def __init__(self, path: Path) -> None:
        self.connection = driver.connect(str(path), isolation_level=None, timeout=0)

    def does(self, *statements: str) -> None:
        for statement in statements:
            self.connection.execute(statement)

    @contextmanager
    def without_triggers(self) -> Iterator[None]:
        """Work unhindered, and leave no trace in the file's form."""
        triggers = self.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        self.does(*(f"DROP TRIGGER {name}" for name, _ in triggers))
        yield
        self.does(*(sql for _, sql in triggers))

    def close(self) -> None:
        self.connection.close()


@pytest.fixture
def stranger(database: Database, path: Path) -> Iterator[Stranger]:
    other = Stranger(path)
    yield other
    other.close()
