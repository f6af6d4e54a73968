"""The hash chains over what each replica wrote, its events and its records: nothing is changed or left out unseen.

A link covers facts and a salted digest of each text, not the texts themselves, so that texts can be emptied for privacy
one day and the chain still holds (promise 6 of reliability). It is evidence against whoever changes the file in part;
someone who makes the whole chain anew is found only by a link that was noted elsewhere. `walk` follows the chains.
"""

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from slaapp.storage.codec import dumps
from slaapp.storage.view import Connection

START = b"\0" * 32
Chained = Literal["events", "records"]
"""What has a chain, by its table; the end of each is noted in `meta` under this word and the replica."""
Ends = Mapping[Chained, Sequence[tuple[str, int]]]
"""Of each chain how far every replica had written it: its name and the number of its last row."""
_SHA256 = hashlib.sha256


def link(before: bytes, facts: tuple[object, ...]) -> bytes:
    """The hash of a row whose facts these are, chained to the one before.

    Of an event: (replica, seq, ticket, kind, occurred_at, recorded_at, by, zone, clock quality, body); of a record:
    (replica, seq, kind, id, version, owner, recorded_at, by, digest).
    """
    return _SHA256(before + repr(facts).encode()).digest()


def text_digest(salt: bytes, text: str) -> str:
    return _SHA256(salt + text.encode()).hexdigest()


def body(facts: Mapping[str, object], texts: Mapping[str, str], salt: bytes) -> str:
    """An event's own facts with the digests of its texts, as the chain covers them."""
    digests = {name: text_digest(salt, text) for name, text in texts.items()}
    return dumps({**facts, **({"digests": digests} if digests else {})})


def record_digest(salt: bytes, name: str, body: str) -> str:
    """What the chain covers of a record's words."""
    return text_digest(salt, repr((name, body)))


def head(connection: Connection, chained: Chained, replica: str) -> tuple[int, bytes]:
    """Number and link of the last row of a replica; (0, START) before its first.

    Where the noted end is further on, the last rows were taken away: what is written next goes on from the note, so
    that the gap stays for `walk` to find.
    """
    row = connection.exec_driver_sql(
        f"SELECT seq, hash FROM {chained} WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
    ).fetchone()
    last = (0, START) if row is None else (int(row[0]), bytes(row[1]))
    noted = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (f"{chained} {replica}",)).scalar()
    with contextlib.suppress(ValueError):
        seq, hexed = str(noted).split()
        if int(seq) > last[0]:
            return int(seq), bytes.fromhex(hexed)
    return last


def ends(connection: Connection) -> Ends:
    """As they are now, by the names of the replicas."""
    return {
        chained: [
            (row[0], int(row[1]))
            for row in connection.exec_driver_sql(
                f"SELECT replica, max(seq) FROM {chained} GROUP BY replica ORDER BY replica"
            )
        ]
        for chained in get_args(Chained)
    }


def length(connection: Connection, chained: Chained) -> int:
    """How many rows there are of all replicas, by what is noted of their ends."""
    query = "SELECT coalesce(sum(CAST(value AS INTEGER)), 0) FROM meta WHERE key GLOB ?"
    return int(connection.exec_driver_sql(query, (f"{chained} *",)).scalar_one())


def gone_on(connection: Connection, chained: Chained, since: Ends) -> list[tuple[str, int]]:
    """The replicas that have written more since, and the number of the row after which that begins."""
    before = dict(since[chained])
    return [
        (replica, before.get(replica, 0)) for replica, seq in ends(connection)[chained] if seq > before.get(replica, 0)
    ]


def last_recorded(connection: Connection, replica: str) -> int:
    """When the replica's last event was written; 0 before its first."""
    row = connection.exec_driver_sql(
        "SELECT recorded_at FROM events WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
    ).fetchone()
    return 0 if row is None else int(row[0])


def note_end(connection: Connection, chained: Chained, replica: str, seq: int, link: bytes) -> None:
    """Note where a chain ends, beside it, so that it shows when the last rows are gone."""
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (f"{chained} {replica}", f"{seq} {link.hex()}"),
    )
