"""The store as it was written down up to an instant: a connection that sees no event and no record of later.

Views of the same names stand before the tables of events and records; empty tables stand before those that are worked
out, to be filled anew. Both are this connection's own and in memory: the file is not touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.storage.chain import Chained, Ends
from slaapp.storage.connections import connect
from slaapp.storage.database import Database
from slaapp.storage.refusals import in_plain_words
from slaapp.storage.view import Connection, Views

WAY_BACK = "Nothing was changed: the desk is shown as it was known at an instant of the past. Go back to now first."

_RECORDED: tuple[Chained, ...] = ("events", "records")
_WORKED_OUT = ("tickets", "clocks", "told_tickets", "told_clocks")
_KEEPING = "SELECT sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = 'tickets'"


class KnownAt(Database):
    """What `database` held at `at`; with `ends` up to these ends of its chains, whatever else says that it is as old.

    Tickets' rows and clocks are missing until they were written with `filling`; the search is not part of it.
    """

    def __init__(self, database: Database, at: Instant, ends: Ends | None = None) -> None:
        self.path, self.file = database.path, database.file
        self.read_only, self.replica, self.is_test = True, database.replica, database.is_test
        self.at = at
        self._views = Views(lambda: _shadowed(connect(self.file, writes=False), at, ends), most=1)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with in_plain_words(self.path), self._views.begin() as connection:
            yield connection

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """Writes to what is worked out, in this connection's memory."""
        with self.read() as connection:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("PRAGMA query_only=ON")

    @contextmanager
    def fresh(self) -> Iterator[Connection]:
        with self.read() as connection:
            yield connection

    def write(self, *, patient: bool = True) -> NoReturn:
        raise Refusal(WAY_BACK)

    def changed(self) -> bool:
        """The past stays as it was."""
        return False

    def close(self) -> None:
        self._views.close()


def _shadowed(connection: Any, at: Instant, ends: Ends | None) -> Any:
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")
    for name in _RECORDED:
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {_written(name, at, ends)}")
    for table in _WORKED_OUT:
        made = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        connection.execute(made.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    for (made,) in connection.execute(_KEEPING).fetchall():
        connection.execute(made.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))
    connection.execute("PRAGMA query_only=ON")
    return connection


def _written(name: Chained, at: Instant, ends: Ends | None) -> str:
    """A view takes no parameters, so what names a replica is written as a text of SQL."""
    if ends is None:
        return f"recorded_at <= {int(at)}"
    each = ("(replica = '" + replica.replace("'", "''") + f"' AND seq <= {int(seq)})" for replica, seq in ends[name])
    return " OR ".join(each) or "FALSE"
