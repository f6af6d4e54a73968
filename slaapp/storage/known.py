"""The store as it was written down up to an instant: a connection that sees no event and no record of later.

Views of the same names stand before the tables of events and records; empty tables stand before those that are worked
out, to be filled anew. Both are this connection's own: the file is not touched. They are in memory as long as there is
room, then in a file without a name that goes with the connection.
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
_PRAGMAS = ("query_only=OFF", "temp_store=FILE", "temp.cache_size=-60000", "temp.journal_mode=MEMORY")
_WORKED_OUT = ("tickets", "clocks", "told_tickets", "told_clocks")
_INDEXES = "SELECT sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
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

    def add_indexes(self, connection: Connection) -> None:
        """Those by which what is worked out is looked up, once it is there."""
        for name in _WORKED_OUT:
            for (made,) in connection.exec_driver_sql(_INDEXES, (name,)).fetchall():
                connection.exec_driver_sql(made.replace("CREATE INDEX ", "CREATE INDEX temp.", 1))

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
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(_ENDS)
    for name in _RECORDED:
        written = f"recorded_at <= {int(at)}"
        if ends is not None:
            connection.executemany("INSERT INTO ends VALUES (?, ?, ?)", [(name, *end) for end in ends[name]])
            written = _WRITTEN.format(name=name)
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {written}")
    for table in _WORKED_OUT:
        made = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        connection.execute(made.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    for (made,) in connection.execute(_KEEPING).fetchall():
        connection.execute(made.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))
    connection.execute("PRAGMA query_only=ON")
    return connection


_ENDS = "CREATE TEMP TABLE ends (chain TEXT, replica TEXT, seq INTEGER, PRIMARY KEY (chain, replica)) WITHOUT ROWID"
_WRITTEN = "seq <= (SELECT e.seq FROM temp.ends e WHERE e.chain = '{name}' AND e.replica = main.{name}.replica)"
