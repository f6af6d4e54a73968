"""Walk the chains: is every event, text and record as it was written, and is the last one there?

Through a bare connection of the driver: a million rows pass here, and copies are looked at that nobody has opened.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from slaapp.storage.chain import START, Chained, link, record_digest, text_digest

Row = tuple[Any, ...]


def problems(connection: Any) -> Iterator[str]:
    """What is wrong with the chains and the texts, a sentence each; nothing when all is as it was written."""
    for chain in (_EVENTS, _RECORDS):
        yield from _walked(connection, chain)


def emptied(connection: Any) -> Iterator[str]:
    """Which events' texts were emptied, a sentence each; the chain holds without them."""
    for *row, body in connection.execute(
        "SELECT e.replica, e.seq, e.ticket, e.body FROM events e JOIN event_texts t USING (replica, seq)"
        " WHERE t.texts = '{}'"
    ):
        if fields := _digested(body):
            were = "was" if len(fields) == 1 else "were"
            yield f"{_event_name(tuple(row))}: its {' and '.join(fields)} {were} emptied."


class _Chain(NamedTuple):
    """`select` gives the facts that a link covers, `covered` of them, then the link, then what `own` looks at."""

    table: Chained
    select: str
    covered: int
    name: Callable[[Row], str]
    own: Callable[[Row], Iterable[str]]


def _walked(connection: Any, chain: _Chain) -> Iterator[str]:
    noun, covered, name, own = chain.table.removesuffix("s"), chain.covered, chain.name, chain.own
    last: dict[str, tuple[int, bytes]] = {}
    replica, before, expected = "", START, 1
    for row in connection.execute(chain.select):
        if row[0] != replica:
            replica, before, expected = row[0], START, 1
        seq, found = row[1], row[covered]
        if seq != expected:
            yield f"{name(row)}: {_gone(noun, expected, seq - 1)} before it."
        elif link(before, row[:covered]) != found:
            yield f"{name(row)} is not as it was written, or {_one(noun)} before it was changed."
        if wrong := own(row):
            yield from wrong
        before, expected = found, seq + 1
        last[replica] = (seq, found)
    ends = {replica: f"{seq} {found.hex()}" for replica, (seq, found) in last.items()}
    yield from _ends(connection, chain.table, ends)


def _one(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _gone(noun: str, first: int, last: int) -> str:
    return f"{noun} {first} is missing" if first == last else f"{noun}s {first} to {last} are missing"


def _ends(connection: Any, table: Chained, ends: Mapping[str, str]) -> Iterator[str]:
    rows = connection.execute("SELECT key, value FROM meta WHERE key GLOB ?", (f"{table} *",))
    noted = {key.removeprefix(f"{table} "): value for key, value in rows}
    noun = table.removesuffix("s")
    for replica, end in noted.items():
        if ends.get(replica) != end:
            there, last = (f"{noun} {(text.split() or ['none'])[0]}" for text in (ends.get(replica, ""), end))
            yield f"The {table} of {replica} end with {there}; the last one written was {last}."
    for replica in ends.keys() - noted.keys():
        yield f"Nothing notes where the {table} of {replica} end, so it cannot be told whether the last ones are there."


def _event_name(row: Row) -> str:
    return f"Event {row[1]} of {row[0]} (ticket {row[2]})"


def _texts(row: Row) -> Iterable[str]:
    body, salt, texts = row[9], row[11], row[12]
    if texts == "{}" or (texts is None and '"digests":' not in body):
        return ()
    try:
        # As they stand in a body, and cannot stand inside a string there: JSON escapes quotation marks.
        pairs = [f'"{name}":"{text_digest(salt, text)}"' for name, text in sorted(_decode(texts).items())]
        if f'"digests":{{{",".join(pairs)}}}' in body:
            return ()
    except _NO_TEXTS:
        pass
    return _text_problems(_event_name(row), body, salt, texts)


def _text_problems(name: str, body: str, salt: bytes | None, texts: str | None) -> Iterator[str]:
    try:
        held = {} if texts is None else _decode(texts)
        digests = _decode(body).get("digests", {})
        for field in held.keys() - digests.keys():
            yield f"{name} holds a {field} that was not written with it."
        for field, digest in digests.items():
            if salt is None or field not in held:
                yield f"{name}: its {field} is missing."
            elif text_digest(salt, held[field]) != digest:
                yield f"{name}: its {field} is not as it was written."
    except _NO_TEXTS:
        yield f"{name}: its texts are not as they were written."


_decode = json.JSONDecoder().decode
_NO_TEXTS = (ValueError, AttributeError, TypeError, LookupError)


def _digested(body: str) -> list[str]:
    """The names of an event's texts."""
    try:
        return list(_decode(body).get("digests", {}))
    except _NO_TEXTS:
        return []


def _record_name(row: Row) -> str:
    return f"Record {row[1]} of {row[0]} ({row[2]} {row[3]})"


def _words(row: Row) -> Iterable[str]:
    digest, salt, name, body = row[8], *row[10:]
    if record_digest(salt, name, body) == digest:
        return ()
    return (f"{_record_name(row)}: its name or its content is not as it was written.",)


_EVENTS = _Chain(
    "events",
    "SELECT e.replica, e.seq, e.ticket, e.kind, e.occurred_at, e.recorded_at, e.by, e.zone, e.clock_quality, e.body,"
    " e.hash, t.salt, t.texts FROM events e LEFT JOIN event_texts t USING (replica, seq) ORDER BY e.replica, e.seq",
    10,
    _event_name,
    _texts,
)
_RECORDS = _Chain(
    "records",
    "SELECT replica, seq, kind, id, version, owner, recorded_at, by, digest, hash, salt, name, body"
    " FROM records ORDER BY replica, seq",
    9,
    _record_name,
    _words,
)
