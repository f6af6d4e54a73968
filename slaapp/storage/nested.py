"""One transaction that holds several: each part can fail and leave no trace, without the others."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from slaapp.storage.database import Connection


class Transactions(Protocol):
    """What whoever reads and writes tickets needs of a store."""

    path: Path
    replica: str

    def read(self) -> AbstractContextManager[Connection]: ...

    def write(self, *, patient: bool = True) -> AbstractContextManager[Connection]: ...


class Inside:
    """The store as it is seen from within a transaction that is under way: nothing is durable before that one ends."""

    def __init__(self, connection: Connection, whole: Transactions) -> None:
        self._connection = connection
        self.path, self.replica = whole.path, whole.replica

    @contextmanager
    def read(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def write(self, *, patient: bool = True) -> Iterator[Connection]:
        """A savepoint: on an error what was written since is gone, and the transaction around it goes on."""
        with self._connection.begin_nested():
            yield self._connection
