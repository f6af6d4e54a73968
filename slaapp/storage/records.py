"""Customers, contacts, services, people, calendars, agreements, the desk: kept in versions, never overwritten.

A record's newest version is what holds; the older ones say what held before.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from slaapp.domain.spans import Instant
from slaapp.storage.codec import dumps
from slaapp.storage.tables import records


@dataclass(frozen=True, slots=True)
class Record:
    """`owner` is the record it belongs to (a contact's customer); `body` is what JSON holds."""

    kind: str
    id: str
    version: int
    name: str
    owner: str | None
    body: Mapping[str, Any]


def save(
    connection: sa.Connection,
    *,
    kind: str,
    id: str,  # noqa: A002  # the field's own name
    name: str,
    body: Mapping[str, Any],
    now: Instant,
    by: str,
    owner: str | None = None,
) -> None:
    """Add the next version of a record, unless the newest says the same."""
    newest = load(connection, kind, id)
    if newest is not None and (newest.name, newest.owner, dumps(newest.body)) == (name, owner, dumps(body)):
        return
    connection.execute(
        sa.insert(records).values(
            kind=kind,
            id=id,
            version=1 if newest is None else newest.version + 1,
            name=name,
            owner=owner,
            recorded_at=now,
            by=by,
            body=dumps(body),
        )
    )


def every_version(connection: sa.Connection, kind: str) -> list[Record]:
    """Every version of all records of a kind, each record's oldest first."""
    rows = connection.execute(
        sa.select(records).where(records.c.kind == kind).order_by(records.c.id, records.c.version)
    )
    return [_record(row) for row in rows]


def add(
    connection: sa.Connection,
    found: Sequence[tuple[str, str]],
    *,
    kind: str,
    body: Mapping[str, Any],
    now: Instant,
    by: str,
    owner: str | None = None,
) -> None:
    """Add records of one kind that are not there yet, given by id and name, all with the same body."""
    rows = [(kind, id_, 1, name, owner, now, by, dumps(body)) for id_, name in found]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO records (kind, id, version, name, owner, recorded_at, by, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _newest() -> sa.Select[Any]:
    other = records.alias()
    latest = (
        sa.select(sa.func.max(other.c.version))
        .where(other.c.kind == records.c.kind, other.c.id == records.c.id)
        .scalar_subquery()
    )
    return sa.select(
        records.c.kind, records.c.id, records.c.version, records.c.name, records.c.owner, records.c.body
    ).where(records.c.version == latest)


def _record(row: Any) -> Record:
    return Record(row.kind, row.id, row.version, row.name, row.owner, json.loads(row.body))


def load(connection: sa.Connection, kind: str, id: str) -> Record | None:  # noqa: A002
    # Asked for every name that is looked up: SQLAlchemy's way to the same statement takes ten times as long.
    row = connection.exec_driver_sql(
        "SELECT kind, id, version, name, owner, body FROM records WHERE kind = ? AND id = ?"
        " ORDER BY version DESC LIMIT 1",
        (kind, id),
    ).fetchone()
    return None if row is None else _record(row)


def every(connection: sa.Connection, kind: str, *, owner: str | None = None) -> list[Record]:
    """The newest version of each record of a kind, by name."""
    query = _newest().where(records.c.kind == kind).order_by(records.c.name, records.c.id)
    if owner is not None:
        query = query.where(records.c.owner == owner)
    return [_record(row) for row in connection.execute(query)]


def named(connection: sa.Connection, kind: str, name: str) -> Record | None:
    """The record that bears this very name now."""
    query = _newest().where(records.c.kind == kind, records.c.name == name).order_by(records.c.id).limit(1)
    row = connection.execute(query).fetchone()
    return None if row is None else _record(row)
