"""Is a store's file as SLA Desk wrote it? What can be told without working anything out, of a copy as of the store.

`problems` goes through a bare connection of the driver, so that copies can be looked at as well.
"""

from collections.abc import Iterator
from typing import Any

import sqlcipher3.dbapi2 as driver

from slaapp.storage import schema
from slaapp.storage.view import Connection


def problems(connection: Any) -> Iterator[str]:
    """What is wrong, a sentence each; where one look fails the others still say what they find."""
    from slaapp.storage import walk  # noqa: PLC0415 - the first window must not wait

    for look in (_pages, _references, schema.problems, walk.problems, _replica):
        try:
            yield from look(connection)
        except driver.DatabaseError as error:
            yield f"The file could not be read to its end: {error}."


def found(connection: Connection) -> Iterator[str]:
    """The problems of an open store, and which texts were emptied: a copy is none the worse for these."""
    bare: Any = connection.connection
    yield from problems(bare)
    if readable(connection):
        from slaapp.storage import walk  # noqa: PLC0415 - the first window must not wait

        yield from walk.emptied(bare)


def readable(connection: Connection) -> bool:
    """Whether the tables are as they were made, so that all else can be looked at."""
    return schema.readable(connection.connection)


def _pages(connection: Any) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check").fetchall():
        if row[0] != "ok":
            yield f"SQLite finds the file damaged: {row[0]}."


def _references(connection: Any) -> Iterator[str]:
    for row in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"A row of {row[0]} points to a row of {row[2]} that is not there."


def _replica(connection: Any) -> Iterator[str]:
    """A restored copy says so until it writes; any other store has written something under its name."""
    rows = connection.execute(
        "SELECT value FROM meta WHERE key = 'replica' AND EXISTS (SELECT 1 FROM records)"
        " AND NOT EXISTS (SELECT 1 FROM meta r WHERE r.key = 'restored as' AND r.value = meta.value)"
        " AND NOT EXISTS (SELECT 1 FROM events WHERE replica = meta.value)"
        " AND NOT EXISTS (SELECT 1 FROM records WHERE replica = meta.value)"
    )
    for (replica,) in rows:
        yield f"The store calls itself {replica}, and nothing in it was written under that name."
