"""The hash chain over each replica's events: what was written cannot be changed, left out or moved unseen.

A link covers the event's facts and a salted digest of each of its texts, not the texts themselves, so that texts can
be emptied for privacy one day and the chain still holds (promise 6 of reliability).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from slaapp.storage.codec import dumps

START = b"\0" * 32


def link(before: bytes, facts: tuple[object, ...]) -> bytes:
    """The hash of an event whose facts are (replica, seq, ticket, kind, occurred_at, recorded_at, by, zone, clock
    quality, body), chained to the one before."""
    return hashlib.sha256(before + repr(facts).encode()).digest()


def text_digest(salt: bytes, text: str) -> str:
    return hashlib.sha256(salt + text.encode()).hexdigest()


def head(connection: sa.Connection, replica: str) -> tuple[int, bytes, int]:
    """Number, hash and time of writing of a replica's last event; (0, START, 0) before its first."""
    row = connection.exec_driver_sql(
        "SELECT seq, hash, recorded_at FROM events WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
    ).fetchone()
    return (0, START, 0) if row is None else (int(row[0]), bytes(row[1]), int(row[2]))


def problems(connection: sa.Connection) -> Iterator[str]:
    """What is wrong with the chains and the texts, a sentence each; nothing when all is as it was written."""
    replica, before, expected = None, START, 1
    rows = connection.exec_driver_sql(
        "SELECT e.replica, e.seq, e.ticket, e.kind, e.occurred_at, e.recorded_at, e.by, e.zone, e.clock_quality,"
        " e.body, e.hash, t.salt, t.texts FROM events e LEFT JOIN event_texts t USING (replica, seq)"
        " ORDER BY e.replica, e.seq"
    )
    for row in rows:
        if row[0] != replica:
            replica, before, expected = row[0], START, 1
        name = f"Event {row[1]} of {replica} (ticket {row[2]})"
        if row[1] != expected:
            yield f"{name}: event {expected} before it is missing."
        elif link(before, tuple(row[:10])) != row[10]:
            yield f"{name} is not as it was written, or an event before it was changed."
        yield from _text_problems(name, json.loads(row[9]).get("digests", {}), row[11], row[12])
        before, expected = bytes(row[10]), int(row[1]) + 1


def _text_problems(name: str, digests: Mapping[str, str], salt: bytes | None, texts: str | None) -> Iterator[str]:
    if digests and (salt is None or texts is None):
        yield f"{name}: its texts are missing."
        return
    held = json.loads(texts) if texts else {}
    for field, digest in digests.items():
        if salt is None or text_digest(salt, held.get(field, "")) != digest:
            yield f"{name}: its {field} is not as it was written."


def body(facts: Mapping[str, object], texts: Mapping[str, str], salt: bytes) -> str:
    """An event's own facts with the digests of its texts, as the chain covers them."""
    digests = {name: text_digest(salt, text) for name, text in texts.items()}
    return dumps({**facts, **({"digests": digests} if digests else {})})
