"""Customers, contacts, services, people, calendars, agreements, the desk: kept in versions, never overwritten.

A record's newest version is what holds; the older ones say what held before.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.storage import chain
from slaapp.storage.chain import Ends
from slaapp.storage.codec import dumps
from slaapp.storage.refusals import RESTORE
from slaapp.storage.view import Connection

DAMAGED = (Refusal, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What reading stored data raises where it is not what the program writes."""


class Record(Value):
    """`owner` is the record it belongs to (a contact's customer); `body` is what JSON holds."""

    kind: str
    id: str
    version: int
    name: str
    owner: str | None
    body: Mapping[str, Any]


def save(
    connection: Connection,
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
    version = 1 if newest is None else newest.version + 1
    _append(connection, [(kind, id, version, owner, name, dumps(body))], now=now, by=by)


def every_version(connection: Connection, kind: str) -> list[Record]:
    """Every version of all records of a kind, each record's oldest first."""
    query = "SELECT kind, id, version, name, owner, body FROM records WHERE kind = ? ORDER BY id, version"
    return [_record(row) for row in connection.exec_driver_sql(query, (kind,))]


def add(
    connection: Connection,
    found: Sequence[tuple[str, str]],
    *,
    kind: str,
    body: Mapping[str, Any],
    now: Instant,
    by: str,
    owner: str | None = None,
) -> None:
    """Add records of one kind that are not there yet, given by id and name, all with the same body."""
    _append(connection, [(kind, id_, 1, owner, name, dumps(body)) for id_, name in found], now=now, by=by)


def _append(
    connection: Connection, found: Sequence[tuple[str, str, int, str | None, str, str]], *, now: Instant, by: str
) -> None:
    """Write kind, id, version, owner, name and body of each, linked to what this replica wrote before."""
    if not found:
        return
    replica = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'replica'").scalar_one()
    seq, link = chain.head(connection, "records", replica)
    rows = []
    for kind, id_, version, owner, name, body in found:
        seq += 1
        salt = secrets.token_bytes(16)
        facts = (replica, seq, kind, id_, version, owner, now, by, chain.record_digest(salt, name, body))
        link = chain.link(link, facts)
        rows.append((*facts, link, salt, name, body))
    connection.exec_driver_sql("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    chain.note_end(connection, "records", replica, seq, link)


def _record(row: Any) -> Record:
    kind, id_, version, name, owner, text = row
    try:
        body = json.loads(text)
    except ValueError as error:
        raise unreadable(kind, name, id_, "its content is damaged") from error
    return Record(kind, id_, version, name, owner, body)


def unreadable(kind: str, name: str, id: str, why: str) -> StoreRefusal:  # noqa: A002
    """The refusal to go on with a record whose content is not as it should be."""
    return StoreRefusal(f"The {kind} {name} (record {id}) cannot be read: {why.rstrip('.')}. {RESTORE}")


def load(connection: Connection, kind: str, id: str) -> Record | None:  # noqa: A002
    row = connection.exec_driver_sql(
        "SELECT kind, id, version, name, owner, body FROM records WHERE kind = ? AND id = ?"
        " ORDER BY version DESC LIMIT 1",
        (kind, id),
    ).fetchone()
    return None if row is None else _record(row)


def version(connection: Connection, kind: str, id: str, number: int) -> Record | None:  # noqa: A002
    """What a record said in that version."""
    row = connection.exec_driver_sql(
        "SELECT kind, id, version, name, owner, body FROM records WHERE kind = ? AND id = ? AND version = ?",
        (kind, id, number),
    ).fetchone()
    return None if row is None else _record(row)


def versions(connection: Connection, kind: str, id: str) -> list[Record]:  # noqa: A002
    """All that a record ever said, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT kind, id, version, name, owner, body FROM records WHERE kind = ? AND id = ? ORDER BY version DESC",
        (kind, id),
    )
    return [_record(row) for row in rows]


def written(connection: Connection, kind: str, id: str) -> tuple[Instant, str]:  # noqa: A002
    """When the newest version of a record that is there was written, and by which account."""
    query = "SELECT recorded_at, by FROM records WHERE kind = ? AND id = ? ORDER BY version DESC LIMIT 1"
    row = connection.exec_driver_sql(query, (kind, id)).one()
    return row[0], row[1]


def known(connection: Connection) -> list[tuple[str, str]]:
    """Kind and id of every record, whether it can be read or not."""
    rows = connection.exec_driver_sql("SELECT DISTINCT kind, id FROM records ORDER BY kind, id")
    return [(row[0], row[1]) for row in rows]


def every(connection: Connection, kind: str, *, owner: str | None = None) -> list[Record]:
    """The newest version of each record of a kind, by name."""
    if owner is None:
        # One walk through the table: with max() SQLite gives the other columns of the row that holds the greatest.
        query = "SELECT kind, id, max(version) AS version, name, owner, body FROM records WHERE kind = ? GROUP BY id"
        rows = connection.exec_driver_sql(query, (kind,)).fetchall()
    else:
        query = (
            f"SELECT kind, id, version, name, owner, body FROM records AS r WHERE kind = ? AND owner = ? AND {_NEWEST}"
        )
        rows = connection.exec_driver_sql(query, (kind, owner)).fetchall()
    # Sorted here: asked to, SQLite goes through all names of a kind to save itself the sorting.
    return _records(sorted(rows, key=lambda row: (row[3], row[1])))


def _records(rows: Sequence[Any]) -> list[Record]:
    """Read together, and one by one where one of them cannot be."""
    try:
        bodies = json.loads(f"[{','.join([row[5] for row in rows])}]")
        return [Record(row[0], row[1], row[2], row[3], row[4], body) for row, body in zip(rows, bodies, strict=True)]
    except ValueError:
        return [_record(row) for row in rows]


_NEWEST = "NOT EXISTS (SELECT 1 FROM records AS o WHERE o.kind = r.kind AND o.id = r.id AND o.version > r.version)"


def named(connection: Connection, kind: str, name: str) -> Record | None:
    """The record that bears this very name now."""
    row = connection.exec_driver_sql(
        "SELECT kind, id, version, name, owner, body FROM records AS r"
        f" WHERE kind = ? AND name = ? AND {_NEWEST} ORDER BY id LIMIT 1",
        (kind, name),
    ).fetchone()
    return None if row is None else _record(row)


def links(connection: Connection, kind: str) -> dict[str, tuple[int, str]]:
    """Of the newest version of each record of a kind, by its id: its number and its link in the chain, as hex."""
    query = "SELECT id, max(version), hash FROM records WHERE kind = ? GROUP BY id"
    return {row[0]: (row[1], bytes(row[2]).hex()) for row in connection.exec_driver_sql(query, (kind,))}


def written_since(connection: Connection, since: Ends) -> set[tuple[str, str]]:
    """Kind and id of each record of which a version was written beyond these ends."""
    query = "SELECT DISTINCT kind, id FROM records WHERE replica = ? AND seq > ?"
    each = (connection.exec_driver_sql(query, parameters) for parameters in chain.gone_on(connection, "records", since))
    return {(row[0], row[1]) for rows in each for row in rows}


def first_at(connection: Connection, kind: str) -> Instant | None:
    """When the first record of a kind was written; None while there is none."""
    query = "SELECT min(recorded_at) FROM records WHERE kind = ?"
    found: Instant | None = connection.exec_driver_sql(query, (kind,)).scalar_one()
    return found
