"""What is kept of tickets with which all is over, as text beside their rows, and read from it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import msgspec

from slaapp.domain.agreement import Severity
from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import TicketId
from slaapp.domain.recap import Recap
from slaapp.domain.spans import Instant
from slaapp.storage.told_together import SINGLY, Which
from slaapp.storage.view import Connection

_SEVERITIES = {severity.value: severity for severity in Severity}
_AT_ONCE = 500
_ONE, _MANY = msgspec.json.Decoder(Recap), msgspec.json.Decoder(list[Recap])


def as_text(recap: Recap) -> str:
    return msgspec.json.encode(recap).decode()


def from_text(text: str) -> Recap:
    return _ONE.decode(text)


class Told(NamedTuple):
    """A ticket with its recap; `service` and `customer` are ids."""

    id: TicketId
    number: int
    subject: str
    customer: str | None
    service: str | None
    agreement: str | None
    agreement_version: int | None
    severity: Severity
    received_at: Instant
    resolved_at: Instant
    over_at: Instant
    recap: Recap


_COLUMNS = ", ".join(Told._fields)


def told(connection: Connection, which: Which) -> Iterator[list[Told]]:
    """The tickets that the period shows and that are not told together, some at a time.

    Raises StoreRefusal for one that cannot be read.
    """
    columns = ", ".join(f"tickets.{name}" for name in Told._fields)
    query = f"SELECT {columns} FROM told_tickets t CROSS JOIN tickets USING (number) WHERE {SINGLY}"
    with closing(connection.exec_driver_sql(query, which.values())) as result:
        cursor: Any = result.cursor
        while rows := cursor.fetchmany(_AT_ONCE):
            yield _read(rows)


def of(connection: Connection, found: Iterable[TicketId]) -> list[Told]:
    """Those of the tickets that have one."""
    query = (
        f"SELECT {_COLUMNS} FROM tickets WHERE id IN (SELECT value FROM json_each(?)) AND recap IS NOT NULL"
        " ORDER BY number"
    )
    return _read(connection.exec_driver_sql(query, (json.dumps([*found]),)).fetchall())


def _read(rows: Sequence[Any]) -> list[Told]:
    try:
        held = _MANY.decode(f"[{','.join([row[-1] for row in rows])}]")
        return [
            Told._make((*row[:7], _SEVERITIES[row[7]], *row[8:11], one)) for row, one in zip(rows, held, strict=True)
        ]
    except (msgspec.MsgspecError, ValueError, TypeError, LookupError) as error:
        numbers = f"{rows[0][1]} to {rows[-1][1]}"
        raise StoreRefusal(
            f"What is kept of one of the tickets {numbers} cannot be read. See what is: slaapp check"
        ) from error
