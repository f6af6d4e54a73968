"""Which tickets reach into a stretch of time: with all others everything was over before it began.

Of most tickets of many years nothing happened and nothing was written down since, and no clock of theirs goes on:
nothing that is counted from then on differs by them.
"""

import json
from collections.abc import Iterable

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.storage.view import Connection

_REACHES = (
    "SELECT id FROM tickets WHERE (open = 1 OR updated_at >= :since)",
    (
        "SELECT ticket FROM events WHERE (occurred_at >= :since OR recorded_at >= :since"
        " OR (kind = 'corrected' AND json_extract(body, '$.value') >= :since))"
    ),
    "SELECT ticket FROM clocks WHERE ended_at IS NULL AND measured = 1",
)
"""It is open or changed since; something happened or was written since, or corrected to be later; a clock goes on."""
_TOOK_IN = "SELECT ticket, json_extract(body, '$.other') FROM events WHERE kind = 'absorbed'"
_THESE = "SELECT id FROM tickets WHERE customer IN (SELECT value FROM json_each(:these))"
_NAMED = "SELECT value FROM json_each(:these)"


def reaching(connection: Connection, since: Instant, customers: Iterable[str] | None = None) -> frozenset[TicketId]:
    """The tickets of these customers (None: all) that reach to `since` or beyond; others may be among them.

    What was merged into a ticket counts for it (C14), so it reaches as far as they do.
    """
    if customers is None:
        found, took_in = _directly(connection, since), _took_in(connection)
    else:
        these = json.dumps(list(customers))
        found, took_in = _directly(connection, since, _THESE, these), _took_in(connection, _THESE, these)
        known: set[TicketId] = {ticket for ticket, _ in took_in}
        while more := {other for _, other in took_in} - known:
            known |= more
            these = json.dumps(sorted(more))
            found |= _directly(connection, since, _NAMED, these)
            took_in += _took_in(connection, _NAMED, these)
    while further := {ticket for ticket, other in took_in if other in found} - found:
        found |= further
    return frozenset(found)


def _directly(connection: Connection, since: Instant, which: str = "", these: str = "") -> set[TicketId]:
    values = {"since": since, "these": these}
    rows = (connection.exec_driver_sql(_only(query, which), values) for query in _REACHES)
    return {row[0] for found in rows for row in found}


def _took_in(connection: Connection, which: str = "", these: str = "") -> list[tuple[TicketId, TicketId]]:
    return [(row[0], row[1]) for row in connection.exec_driver_sql(_only(_TOOK_IN, which), {"these": these})]


def _only(query: str, which: str) -> str:
    """Narrowed to some tickets."""
    name = "id" if "FROM tickets" in query else "ticket"
    return f"{query} AND {name} IN ({which})" if which else query
