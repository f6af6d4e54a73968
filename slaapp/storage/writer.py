"""What is written goes through SQLAlchemy: one connection, whose transactions take the lock at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.storage.connections import PATIENCE_S, connect


def engine_of(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path),
        poolclass=sa.pool.QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=PATIENCE_S,
    )
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


@contextmanager
def as_the_driver_says(path: Path) -> Iterator[None]:
    """Errors are those of the driver, as where a store is read."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise error.orig or error from error
    except sa.exc.TimeoutError as error:
        raise StoreRefusal(
            f"Not saved: SLA Desk has been writing something longer to {path} for more than {PATIENCE_S} seconds. "
            "What was saved before is kept. Try again when it is done."
        ) from error


class Writer:
    """The one connection of this process to a store that writes."""

    def __init__(self, path: Path) -> None:
        self._path, self._engine = path, engine_of(path)

    @contextmanager
    def begin(self, *, patient: bool = True) -> Iterator[sa.Connection]:
        """A transaction; unless `patient`, it does not wait for another writer."""
        with as_the_driver_says(self._path), self._engine.connect() as connection:
            if not patient:
                _wait(connection, 0)
            try:
                with connection.begin():
                    yield connection
            finally:
                if not patient:
                    _wait(connection, PATIENCE_S)

    def close(self) -> None:
        self._engine.dispose()


def _wait(connection: sa.Connection, seconds: int) -> None:
    """From now on wait so long for another writer; said to the driver, so that no transaction begins by it."""
    driven: Any = connection.connection.driver_connection
    driven.execute(f"PRAGMA busy_timeout={seconds * 1000}")
