"""The open tickets that lead the queue, and how many there are of each kind: found without reading the others.

It goes by what is kept with each ticket (Lead), where that holds at the instant; `turned` are those where it does not.
"""

from typing import NamedTuple

from slaapp.domain.agreement import Status
from slaapp.domain.clock import NEVER
from slaapp.domain.spans import HOUR, Instant
from slaapp.domain.ticket import status_at
from slaapp.storage.tickets import Header, read
from slaapp.storage.view import Connection

_HOLDS = "open = 1 AND (turns_at IS NULL OR turns_at > :now)"
_GROUP = (
    "CASE WHEN due IS NULL THEN 6 WHEN late_from <= :now THEN 0 WHEN still THEN 5 WHEN due <= :soon THEN 1"
    " WHEN due < :midnight THEN 2 WHEN due < :next_midnight THEN 3 ELSE 4 END"
)
"""The numbers of the queue's groups."""

_DUE_AT = f"iif(still OR due = {NEVER}, NULL, due)"


class Moment(NamedTuple):
    """An instant, and the two midnights after it."""

    now: Instant
    midnight: Instant
    next_midnight: Instant


class Count(NamedTuple):
    """So many in the group with this assignee (a record id) in the status that holds at the instant, which an agreement
    covers or none does; their earliest and latest due times."""

    group: int
    assignee: str | None
    status: Status
    covered: bool
    tickets: int
    earliest: Instant | None
    latest: Instant | None


def first(connection: Connection, moment: Moment, limit: int) -> list[Header]:
    """In the queue's order."""
    order = f"ORDER BY {_GROUP}, coalesce(due, 0), number"
    which = f"WHERE rowid IN (SELECT rowid FROM tickets WHERE {_HOLDS} {order} LIMIT {limit:d}) {order}"
    return read(connection, which, _values(moment))


def turned(connection: Connection, now: Instant) -> list[Header]:
    return read(connection, "WHERE open = 1 AND turns_at <= :now", {"now": now})


def counts(connection: Connection, moment: Moment) -> list[Count]:
    """Of all but those that have turned."""
    query = (
        f"SELECT {_GROUP}, assignee, status, agreement NOT NULL, min(until), count(*), min({_DUE_AT}), max({_DUE_AT})"
        f" FROM tickets WHERE {_HOLDS} GROUP BY 1, 2, 3, 4, until <= :now"
    )
    rows = connection.exec_driver_sql(query, _values(moment))
    return [
        Count(group, assignee, status_at(Status(status), until, moment.now), bool(covered), *rest)
        for group, assignee, status, covered, until, *rest in rows
    ]


def _values(moment: Moment) -> dict[str, Instant]:
    return moment._asdict() | {"soon": moment.now + HOUR}
