"""Write records of customers, contacts and services in versions, and write former versions again (undo)."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from slaapp.domain.errors import Refusal
from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.services.families import GONE
from slaapp.services.telling import Tell, silent
from slaapp.storage import events, records, search
from slaapp.storage.database import Connection
from slaapp.storage.records import Record
from slaapp.storage.tickets import Header

Versions: TypeAlias = tuple[tuple[str, str, int], ...]
"""Kind, id and number of versions of records that were written in one act."""


class Stamp(NamedTuple):
    now: Instant
    by: str


def present(connection: Connection, kind: str, id_: str) -> Record:
    """Of a customer, a contact or a service; Refusal where it was removed."""
    record = records.load(connection, kind, id_)
    if record is None or record.body.get(GONE):
        raise Refusal(f"This {kind} is not there any more. Nothing was changed. Choose another one.")
    return record


def change(
    connection: Connection, record: Record, stamp: Stamp, body: Mapping[str, object], *, name: str | None = None
) -> Versions:
    """The next version of a record, with another name or other things said of it; nothing where it says so already."""
    wanted = record.name if name is None else name
    return put(connection, record.kind, record.id, wanted, {**record.body, **body}, stamp, owner=record.owner)


def add(
    connection: Connection,
    kind: str,
    name: str,
    body: Mapping[str, Any],
    stamp: Stamp,
    *,
    owner: str | None = None,
) -> Versions:
    id_ = secrets.token_hex(6)
    records.save(connection, kind=kind, id=id_, name=name, owner=owner, body=body, now=stamp.now, by=stamp.by)
    return ((kind, id_, 1),)


def put(
    connection: Connection,
    kind: str,
    id_: str,
    name: str,
    body: Mapping[str, Any],
    stamp: Stamp,
    *,
    owner: str | None,
) -> Versions:
    before = _number(connection, kind, id_)
    records.save(connection, kind=kind, id=id_, name=name, owner=owner, body=body, now=stamp.now, by=stamp.by)
    after = _number(connection, kind, id_)
    return () if after == before else ((kind, id_, after),)


def _number(connection: Connection, kind: str, id_: str) -> int:
    held = records.load(connection, kind, id_)
    return 0 if held is None else held.version


def former(connection: Connection, written: Iterable[tuple[str, str, int]]) -> list[tuple[Record, Record | None]]:
    """Each record as it is, and as it was before that version (None: it was not there).

    Refusal where one of them was changed again since: what came later is not taken back unseen.
    """
    found = []
    for kind, id_, number in written:
        newest, held = records.load(connection, kind, id_), records.version(connection, kind, id_, number)
        if newest is None or held is None or _said(newest) != _said(held):
            what = kind if newest is None else f"{kind} {newest.name}"
            raise Refusal(
                f"Nothing was undone: the {what} was changed again since. Undo that first, or change it by hand."
            )
        found.append((newest, records.version(connection, kind, id_, number - 1)))
    return found


def _said(record: Record) -> tuple[object, ...]:
    """Without its number: what was changed and changed back is as it was."""
    return record.name, record.owner, record.body


def write_former(
    connection: Connection, pairs: Sequence[tuple[Record, Record | None]], stamp: Stamp, tell: Tell = silent
) -> Versions:
    """What was before as the next version; what was not there before is marked as gone."""
    written: list[tuple[str, str, int]] = []
    for at, (newest, before) in enumerate(pairs):
        tell(at, len(pairs))
        if before is None:
            written += change(connection, newest, stamp, {GONE: True})
        else:
            written += put(connection, before.kind, before.id, before.name, before.body, stamp, owner=before.owner)
    return tuple(written)


def find_anew(connection: Connection, held: Sequence[Header]) -> frozenset[TicketId]:
    """Let these tickets be found by what people and customers are called now; gives those that are open."""
    from slaapp.services.keeping import Names, said_anew  # noqa: PLC0415 - the first window must not wait

    names = Names(connection)
    written = events.histories(connection, [row.id for row in held])
    search.index(connection, [said_anew(row, written[row.id], names) for row in held])
    return frozenset(row.id for row in held if row.open)
