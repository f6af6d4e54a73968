"""What is read goes through the driver alone, so that a window shows its queue before SQLAlchemy is loaded.

A `View` answers as a connection of SQLAlchemy's does, as far as the storage asks: its functions take either.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import Any, Protocol

from slaapp.domain.errors import StoreRefusal
from slaapp.storage.connections import PATIENCE_S


class Connection(Protocol):
    """A transaction under way. `connection` is the driver's own."""

    @property
    def connection(self) -> Any: ...

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Any: ...

    def begin_nested(self) -> Any: ...


class View:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> "Found":
        """A list of parameters stands for one statement each."""
        if isinstance(parameters, list):
            return Found(self.connection.executemany(statement, parameters))
        return Found(self.connection.execute(statement, parameters or ()))

    def begin_nested(self) -> Any:
        raise NotImplementedError("nothing is written through a view")


class Found:
    """The rows of a query, plain tuples, read from the driver's cursor as they are asked for."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.fetchone, self.fetchall, self.close = cursor.fetchone, cursor.fetchall, cursor.close
        self.first = cursor.fetchone

    def __iter__(self) -> Iterator[Any]:
        return iter(self.cursor)

    def one(self) -> Any:
        (row,) = self.cursor.fetchall()
        return row

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalar(self) -> Any:
        row = self.cursor.fetchone()
        return None if row is None else row[0]


class Views:
    """Connections that are opened as they are needed and kept, at most so many."""

    def __init__(self, connect: Callable[[], Any], most: int) -> None:
        self._connect, self._room = connect, Semaphore(most)
        self._free: list[Any] = []
        self._closed = False

    @contextmanager
    def begin(self) -> Iterator[View]:
        """One consistent state of the store, whatever is written meanwhile."""
        if not self._room.acquire(timeout=PATIENCE_S):
            raise StoreRefusal(
                f"Nothing was read: SLA Desk has been reading other things for more than {PATIENCE_S} seconds. Nothing "
                "was changed. Try again when they are done."
            )
        try:
            held = self._free.pop() if self._free else self._connect()
            try:
                held.execute("BEGIN")
                yield View(held)
                held.execute("COMMIT")
            finally:
                if held.in_transaction:
                    held.execute("ROLLBACK")
                if self._closed:
                    held.close()
                else:
                    self._free.append(held)
        finally:
            self._room.release()

    def close(self) -> None:
        self._closed = True
        while self._free:
            self._free.pop().close()
