"""Which tickets reach into a stretch of time: with all others everything was over before it began.

Of most tickets of many years nothing happened and nothing was written down since, and no clock of theirs goes on:
nothing that is counted from then on differs by them.
"""

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant, Span
from slaapp.storage.view import Connection

_REACHES = "(over_at IS NULL OR over_at >= :since)"
_TOOK_IN = "SELECT ticket, json_extract(body, '$.other') FROM events WHERE kind = 'absorbed'"


def reaching(connection: Connection, since: Instant, customers: Iterable[str] | None = None) -> frozenset[TicketId]:
    """The tickets without a recap of these customers (None: all) that reach to `since` or beyond; others may be among
    them.

    What was merged into a ticket counts for it (C14), so it reaches as far as they do.
    """
    which, these = "", ""
    if customers is not None:
        which, these = " AND customer IN (SELECT value FROM json_each(:these))", json.dumps(list(customers))
    query = f"SELECT id FROM tickets WHERE recap IS NULL AND {_REACHES}{which}"
    found = {row[0] for row in connection.exec_driver_sql(query, {"since": since, "these": these})}
    took_in = [(row[0], row[1]) for row in connection.exec_driver_sql(_TOOK_IN)]
    reached = found | _of(connection, since, {other for _, other in took_in})
    while further := {ticket for ticket, other in took_in if other in reached} - reached:
        reached |= further
        found |= further
    return frozenset(found)


class Came(NamedTuple):
    """When a ticket was received, with what it took in (`took_in`: by itself it may have come at another time)."""

    id: TicketId
    received_at: Instant
    took_in: bool


def received(
    connection: Connection,
    within: Span,
    customers: Iterable[str] | None = None,
    *,
    since: Instant | None = None,
) -> list[Came]:
    """The tickets of these customers (None: all) received in the span, the earliest first; of `since` only those that
    reach so far. Those that took others in are among them whenever they came."""
    which = ""
    if customers is not None:
        which += " AND customer IN (SELECT value FROM json_each(:these))"
    if since is not None:
        which += f" AND {_REACHES}"
    query = (
        "SELECT id, received_at, id IN (SELECT ticket FROM events WHERE kind = 'absorbed') AS took_in FROM tickets"
        f" WHERE (took_in OR (received_at >= :start AND received_at < :end)){which} ORDER BY received_at, number"
    )
    values = {"start": within.start, "end": within.end, "since": since, "these": json.dumps([*(customers or ())])}
    return [Came(row[0], row[1], bool(row[2])) for row in connection.exec_driver_sql(query, values)]


def _of(connection: Connection, since: Instant, these: Collection[TicketId]) -> set[TicketId]:
    """Those of the tickets that reach so far themselves."""
    query = f"SELECT id FROM tickets WHERE id IN (SELECT value FROM json_each(:these)) AND {_REACHES}"
    return {row[0] for row in connection.exec_driver_sql(query, {"since": since, "these": json.dumps([*these])})}
