"""What recaps tell, kept once more as plain rows, so that SQLite adds it up without reading one by one.

Triggers write them with each ticket's row, so that they are never of another state than its recap.
"""

from collections.abc import Iterator

from slaapp.domain.recap import EndedClock, Recap
from slaapp.storage.view import Connection

_TICKET = "number, over_at, customer, service, agreement, agreement_version, severity, received_at, resolved_at"
_PLACE = {name: place for place, name in enumerate(Recap.__struct_fields__)}


def _ticket(row: str) -> str:
    """`aside`: more is told of it than its clocks, its movements and how it came."""
    columns = ", ".join(f"{row}.{name}" for name in _TICKET.split(", "))
    told = ", ".join(f"{row}.recap ->> {_PLACE[name]}" for name in ("channel", "settled_at", "slowest", "spare"))
    lists = " OR ".join(f"json_array_length({row}.recap, '$[{_PLACE[name]}]') > 0" for name in ("waits", "spent"))
    return f"SELECT {columns}, {told}, {row}.recap ->> {_PLACE['remarked']} OR {lists}"


def _clock(row: str) -> str:
    """Like `EndedClock`, but for the order."""
    fields = [name for name in EndedClock.__struct_fields__ if name != "decided_at"]
    at = EndedClock.__struct_fields__.index
    told = ", ".join(f"held.value ->> {at(name)}" for name in fields)
    return f"SELECT held.value ->> {at('decided_at')}, {row}.number, held.key, {told}"


_CLOCKS = f"json_each({{}}.recap, '$[{_PLACE['clocks']}]') held"
_EVERY_TICKET = f"{_ticket('tickets')} FROM tickets WHERE json_valid(recap)"
_EVERY_CLOCK = f"{_clock('tickets')} FROM tickets, {_CLOCKS.format('tickets')} WHERE json_valid(recap)"
_WRITE = (
    f"INSERT INTO told_tickets {_ticket('NEW')} WHERE NEW.recap IS NOT NULL; "
    f"INSERT INTO told_clocks {_clock('NEW')} FROM {_CLOCKS.format('NEW')};"
)
_REMOVE = "DELETE FROM told_clocks WHERE ticket = OLD.number; DELETE FROM told_tickets WHERE number = OLD.number;"
_OLD, _NEW = (", ".join(f"{row}.{name}" for name in f"{_TICKET}, recap".split(", ")) for row in ("OLD", "NEW"))

FILL = (
    "UPDATE tickets SET recap = NULL WHERE NOT json_valid(recap)",
    f"INSERT INTO told_tickets {_EVERY_TICKET} ORDER BY number",
    f"INSERT INTO told_clocks {_EVERY_CLOCK} ORDER BY 1",
    f"CREATE TRIGGER told_first AFTER INSERT ON tickets WHEN NEW.recap IS NOT NULL BEGIN {_WRITE} END",
    f"CREATE TRIGGER told_anew AFTER UPDATE ON tickets WHEN ({_OLD}) IS NOT ({_NEW}) BEGIN {_REMOVE} {_WRITE} END",
    f"CREATE TRIGGER told_no_more AFTER DELETE ON tickets BEGIN {_REMOVE} END",
)
"""The rows of a store that has none yet, and what keeps them."""


def differing(connection: Connection) -> Iterator[int]:
    """The numbers of the tickets whose rows are not as their recaps say, also of those that are not there any more."""
    for table, every, number in (("told_tickets", _EVERY_TICKET, 0), ("told_clocks", _EVERY_CLOCK, 1)):
        held = f"SELECT * FROM {table}"
        for one, other in ((held, every), (every, held)):
            for row in connection.exec_driver_sql(f"{one} EXCEPT {other}"):
                yield int(row[number])


def sweep(connection: Connection) -> None:
    """Forget the rows of tickets that are not there any more."""
    for table, number in (("told_tickets", "number"), ("told_clocks", "ticket")):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {number} NOT IN (SELECT number FROM tickets)")
