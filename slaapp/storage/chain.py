"""The hash chain over each replica's events: what was written cannot be changed, left out or moved unseen.

A link covers the event's facts and a salted digest of each of its texts, not the texts themselves, so that texts can
be emptied for privacy one day and the chain still holds (promise 6 of reliability). It is evidence against whoever
changes the file in part; someone who makes the whole chain anew is found only by a link that was noted elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from slaapp.storage.codec import dumps

START = b"\0" * 32
_SHA256 = hashlib.sha256


def link(before: bytes, facts: tuple[object, ...]) -> bytes:
    """The hash of an event whose facts are (replica, seq, ticket, kind, occurred_at, recorded_at, by, zone, clock
    quality, body), chained to the one before."""
    return _SHA256(before + repr(facts).encode()).digest()


def text_digest(salt: bytes, text: str) -> str:
    return _SHA256(salt + text.encode()).hexdigest()


def head(connection: sa.Connection, replica: str) -> tuple[int, bytes, int]:
    """Number, hash and time of writing of a replica's last event; (0, START, 0) before its first."""
    row = connection.exec_driver_sql(
        "SELECT seq, hash, recorded_at FROM events WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
    ).fetchone()
    return (0, START, 0) if row is None else (int(row[0]), bytes(row[1]), int(row[2]))


def note_end(connection: sa.Connection, replica: str, seq: int, link: bytes) -> None:
    """Note where a chain ends, beside the events, so that it shows when the last ones are gone."""
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (f"{_END}{replica}", f"{seq} {link.hex()}"),
    )


_END = "chain "


def problems(connection: sa.Connection) -> Iterator[str]:
    """What is wrong with the chains and the texts, a sentence each; nothing when all is as it was written."""
    ends: dict[str, str] = {}
    replica, before, expected = None, START, 1
    # The driver's own cursor: a million rows pass here.
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(
            "SELECT e.replica, e.seq, e.ticket, e.kind, e.occurred_at, e.recorded_at, e.by, e.zone, e.clock_quality,"
            " e.body, e.hash, t.salt, t.texts FROM events e LEFT JOIN event_texts t USING (replica, seq)"
            " ORDER BY e.replica, e.seq"
        )
        for row in cursor:
            if row[0] != replica:
                replica, before, expected = row[0], START, 1
            seq, body, found, texts = row[1], row[9], row[10], row[12]
            if seq != expected:
                yield f"{_name(row)}: {_gone(expected, seq - 1)} before it."
            elif link(before, row[:10]) != found:
                yield f"{_name(row)} is not as it was written, or an event before it was changed."
            if texts is not None or '"digests":' in body:
                yield from _text_problems(_name(row), body, row[11], texts)
            before, expected = found, seq + 1
            ends[row[0]] = f"{seq} {found.hex()}"
    finally:
        cursor.close()
    yield from _end_problems(connection, ends)


def _name(row: tuple[Any, ...]) -> str:
    return f"Event {row[1]} of {row[0]} (ticket {row[2]})"


def _gone(first: int, last: int) -> str:
    return f"event {first} is missing" if first == last else f"events {first} to {last} are missing"


def _end_problems(connection: sa.Connection, ends: Mapping[str, str]) -> Iterator[str]:
    noted = {str(row[0]).removeprefix(_END): str(row[1]) for row in connection.exec_driver_sql(_NOTED_ENDS)}
    yield from _compared(noted, ends)


def end_problems(connection: Any) -> list[str]:
    """Whether each chain ends where it was noted to end, and with the right link.

    A quick look at a copy, through a bare connection of the driver.
    """
    noted = {key.removeprefix(_END): value for key, value in connection.execute(_NOTED_ENDS)}
    ends, wrong = {}, []
    for row in connection.execute(_LAST_TWO).fetchall():
        ends[row[0]] = f"{row[1]} {row[10].hex()}"
        if link(START if row[11] is None else row[11], row[:10]) != row[10]:
            wrong.append(f"{_name(row)} is not as it was written, or an event before it was changed.")
    return [*wrong, *_compared(noted, ends)]


def _compared(noted: Mapping[str, str], ends: Mapping[str, str]) -> Iterator[str]:
    for replica, end in noted.items():
        if ends.get(replica) != end:
            last, there = end.split()[0], ends.get(replica, "none").split()[0]
            yield f"The events of {replica} end with event {there}; the last one written was event {last}."
    for replica in ends.keys() - noted.keys():
        yield f"Nothing notes where the events of {replica} end, so it cannot be told whether the last ones are there."


_NOTED_ENDS = "SELECT key, value FROM meta WHERE key GLOB 'chain *'"
_LAST_TWO = """
    SELECT e.replica, e.seq, e.ticket, e.kind, e.occurred_at, e.recorded_at, e.by, e.zone, e.clock_quality, e.body,
        e.hash, (SELECT hash FROM events b WHERE b.replica = e.replica AND b.seq = e.seq - 1)
    FROM (SELECT replica, max(seq) AS seq FROM events GROUP BY replica) JOIN events e USING (replica, seq)
"""
"""The last event of each chain, with the link of the one before."""


def _text_problems(name: str, body: str, salt: bytes | None, texts: str | None) -> Iterator[str]:
    try:
        held = {} if texts is None else json.loads(texts)
        if salt is not None and _digests(held, salt) in body:
            return
        digests = json.loads(body).get("digests", {})
        for field in held.keys() - digests.keys():
            yield f"{name} holds a {field} that was not written with it."
        for field, digest in digests.items():
            if salt is None or field not in held:
                yield f"{name}: its {field} is missing."
            elif text_digest(salt, held[field]) != digest:
                yield f"{name}: its {field} is not as it was written."
    except (ValueError, AttributeError, TypeError, LookupError):
        yield f"{name}: its texts are not as they were written."


def body(facts: Mapping[str, object], texts: Mapping[str, str], salt: bytes) -> str:
    """An event's own facts with the digests of its texts, as the chain covers them."""
    digests = {name: text_digest(salt, text) for name, text in texts.items()}
    return dumps({**facts, **({"digests": digests} if digests else {})})


def _digests(texts: Mapping[str, str], salt: bytes) -> str:
    """As it stands in a body, and cannot stand inside a string there: JSON escapes quotation marks."""
    pairs = [f'"{name}":"{_SHA256(salt + texts[name].encode()).hexdigest()}"' for name in sorted(texts)]
    return f'"digests":{{{",".join(pairs)}}}'
