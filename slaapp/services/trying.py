"""See what a change would do without making it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from slaapp.storage.database import Connection, Database


class _NothingStays(Exception):
    """Ends the transaction."""


@contextmanager
def tried(database: Database) -> Iterator[Connection]:
    """A transaction of which nothing stays."""
    with suppress(_NothingStays), database.write() as connection:
        yield connection
        raise _NothingStays
