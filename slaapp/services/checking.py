"""`slaapp check`: is everything as it was written, and does all that is worked out agree with it?"""

from collections.abc import Callable, Iterator

from slaapp.services.keeping import Names, header, work_out, write
from slaapp.services.rulebook import Rulebook
from slaapp.storage import chain, clocks, events, search, tickets
from slaapp.storage.database import Connection, Database


class Checking:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database = database
        self._rulebook = rulebook

    def problems(self) -> Iterator[str]:
        """What is wrong, a sentence each; nothing when the store is sound."""
        with self._database.read() as connection:
            for row in connection.exec_driver_sql("PRAGMA integrity_check").fetchall():
                if row[0] != "ok":
                    yield f"SQLite finds the file damaged: {row[0]}."
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                yield f"A row of {row[0]} points to a row of {row[2]} that is not there."
            yield from chain.problems(connection)
            yield from self._caches(connection)

    def _caches(self, connection: Connection) -> Iterator[str]:
        rulebook = self._rulebook(connection)
        written = events.histories(connection)
        wound = clocks.every(connection)
        held = {row.id: row for row in tickets.every(connection)}
        for ticket in written.keys() - held.keys():
            yield f"Ticket {ticket} has events and no row. Mend with: slaapp check --rebuild"
        for ticket, row in held.items():
            if ticket not in written:
                yield f"Ticket {row.number} has a row and no events."
                continue
            kept = work_out(ticket, written, rulebook)
            if set(kept.clocks) != set(wound.get(ticket, ())):
                yield f"Ticket {row.number}: kept clocks are not as wound anew. Mend with: slaapp check --rebuild"
            if header(ticket, kept) != row:
                yield f"Ticket {row.number}: its row differs from its history. Mend with: slaapp check --rebuild"

    def rebuild(self) -> int:
        """Work rows, clocks and search out anew for every ticket; gives how many."""
        with self._database.write() as connection:
            rulebook, names = self._rulebook(connection), Names(connection)
            written = events.histories(connection)
            for cache in (clocks, tickets, search):
                cache.clear(connection)
            for ticket in written:
                write(connection, ticket, work_out(ticket, written, rulebook), names)
        return len(written)
