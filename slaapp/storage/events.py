"""Tickets' events: appended, read back, never changed."""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

import msgspec
from msgspec.structs import fields

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import EVENT_KINDS, EventId, TicketEvent, TicketId
from slaapp.domain.spans import Instant, Seconds
from slaapp.storage import chain
from slaapp.storage.chain import Ends
from slaapp.storage.codec import dumps, plain, restored
from slaapp.storage.refusals import RESTORE
from slaapp.storage.view import Connection

_COMMON = ("id", "occurred_at", "recorded_at", "by")


def _fields_of(kind: type[TicketEvent], *, texts: bool) -> tuple[tuple[str, object], ...]:
    """An event kind's own fields with their defaults: those that hold people's words, or the others."""
    own = (field for field in fields(kind) if field.name not in _COMMON)
    return tuple((field.name, field.default) for field in own if (field.name in kind.TEXTS) is texts)


_FACTS = {word: _fields_of(kind, texts=False) for word, kind in EVENT_KINDS.items()}
_TEXTS = {word: _fields_of(kind, texts=True) for word, kind in EVENT_KINDS.items()}


def _facts(kind: str, values: Sequence[object]) -> dict[str, Any]:
    return {name: plain(value) for (name, default), value in zip(_FACTS[kind], values, strict=True) if value != default}


@lru_cache(maxsize=4096, typed=True)
def _wordless_body(kind: str, *values: object) -> str:
    """Most events say one of a few things; `typed`, for a corrected value may be 1 or True."""
    return chain.body(_facts(kind, values), {}, b"")


def append(
    connection: Connection, events: Iterable[tuple[TicketId, TicketEvent]], *, zone: str = "", told: bool = False
) -> None:
    """Write events of one replica in the order of their numbers, each linked to the one before.

    `zone` is where they were written. An event whose clock was behind the last one's is marked so; with `told` the
    times are those of another source (an import), and no clock of ours is judged.
    """
    rows: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    ends: dict[str, tuple[int, bytes]] = {}
    recorded: dict[str, int] = {}
    for ticket, event in events:
        replica, seq = event.id
        if replica not in ends:
            ends[replica] = chain.head(connection, "events", replica)
            recorded[replica] = chain.last_recorded(connection, replica)
        last, before = ends[replica]
        if seq != last + 1:
            raise ValueError(f"event {seq} of {replica} does not follow event {last}")
        quality = "told" if told else "behind" if event.recorded_at < recorded[replica] else "ok"
        kind = event.KIND
        values = [getattr(event, name) for name, _ in _FACTS[kind]]
        words = {name: text for name, default in _TEXTS[kind] if (text := getattr(event, name)) != default}
        if words:
            salt = secrets.token_bytes(16)
            body = chain.body(_facts(kind, values), words, salt)
            texts.append((replica, seq, salt, dumps(words)))
        else:
            body = _wordless_body(kind, *values)
        row = (
            replica,
            seq,
            ticket,
            kind,
            event.occurred_at,
            event.recorded_at,
            event.by,
            zone,
            quality,
            body,
        )
        link = chain.link(before, row)
        ends[replica] = (seq, link)
        recorded[replica] = max(recorded[replica], event.recorded_at)
        rows.append((*row, link))
    if rows:
        connection.exec_driver_sql("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    if texts:
        connection.exec_driver_sql("INSERT INTO event_texts VALUES (?, ?, ?, ?)", texts)
    for replica, (seq, link) in ends.items():
        chain.note_end(connection, "events", replica, seq, link)


_SELECT = (
    "SELECT e.ticket, e.replica, e.seq, e.kind, e.occurred_at, e.recorded_at, e.by, e.body, t.texts"
    " FROM events e LEFT JOIN event_texts t USING (replica, seq)"
)


_decode = msgspec.json.Decoder().decode


def _event(row: Any) -> TicketEvent:
    ticket, replica, seq, kind, occurred_at, recorded_at, by, body, texts = row
    try:
        facts = _decode(body)
        digests = facts.pop("digests", None)
        if digests:
            # Only what the chain covers is believed; a text that is gone reads as empty.
            words = {} if texts is None else _decode(texts)
            facts |= {name: words.get(name, "") for name in digests}
        event: TicketEvent = restored(
            EVENT_KINDS[kind],
            {**facts, "id": (replica, seq), "occurred_at": occurred_at, "recorded_at": recorded_at, "by": by},
        )
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise StoreRefusal(f"Event {seq} of {replica} (ticket {ticket}) cannot be read. {RESTORE}") from error
    return event


def history(connection: Connection, ticket: TicketId) -> tuple[TicketEvent, ...]:
    """All events of a ticket as they were written, by replica and number."""
    rows = connection.exec_driver_sql(f"{_SELECT} WHERE e.ticket = ? ORDER BY e.replica, e.seq", (ticket,))
    return tuple(_event(row) for row in rows)


def histories(
    connection: Connection, tickets: Sequence[TicketId] | None = None
) -> dict[TicketId, tuple[TicketEvent, ...]]:
    """The events of many tickets; None: of all."""
    found: dict[TicketId, list[TicketEvent]] = defaultdict(list)
    queries: list[tuple[str, tuple[str, ...]]] = []
    if tickets is None:
        queries = [(f"{_SELECT} ORDER BY e.replica, e.seq", ())]
    else:
        for start in range(0, len(tickets), 500):
            some = tuple(tickets[start : start + 500])
            marks = ", ".join("?" * len(some))
            queries.append((f"{_SELECT} WHERE e.ticket IN ({marks}) ORDER BY e.replica, e.seq", some))
    for query, parameters in queries:
        for row in connection.exec_driver_sql(query, parameters):
            found[row[0]].append(_event(row))
    return {ticket: tuple(events) for ticket, events in found.items()}


def tickets(connection: Connection, *, at_once: int) -> Iterator[list[TicketId]]:
    """All tickets of which something was written, so many at a time."""
    last = ""
    query = "SELECT DISTINCT ticket FROM events WHERE ticket > ? ORDER BY ticket LIMIT ?"
    while found := [row[0] for row in connection.exec_driver_sql(query, (last, at_once))]:
        yield found
        last = found[-1]


def links(connection: Connection, tickets: Iterable[TicketId] | None, until: Instant) -> Iterator[list[str]]:
    """The links in the chain of what was written down of these tickets (None: of all) by `until`, some at a time, each
    as `replica number hash`."""
    those = "" if tickets is None else " AND ticket IN (SELECT value FROM json_each(:tickets))"
    link = "replica || ' ' || seq || ' ' || lower(hex(hash))"
    query = f"SELECT {link} FROM events WHERE recorded_at <= :until{those} ORDER BY replica, seq"
    values = {"until": until, "tickets": None if tickets is None else json.dumps(list(tickets))}
    with closing(connection.exec_driver_sql(query, values)) as result:
        cursor: Any = result.cursor
        while rows := cursor.fetchmany(_LINKS_AT_ONCE):
            yield [row[0] for row in rows]


_LINKS_AT_ONCE = 10_000


def written_after(connection: Connection, replica: str, seq: int) -> tuple[tuple[TicketId, EventId], ...]:
    """The replica's events after number `seq`, each with its ticket, in the order in which they were written."""
    query = "SELECT ticket, replica, seq FROM events WHERE replica = ? AND seq > ? ORDER BY seq"
    return tuple((row[0], EventId(row[1], row[2])) for row in connection.exec_driver_sql(query, (replica, seq)))


def tickets_after(connection: Connection, replica: str, seq: int, kind: str) -> tuple[TicketId, ...]:
    """The tickets to which the replica's events of this kind after number `seq` belong."""
    query = "SELECT DISTINCT ticket FROM events WHERE replica = ? AND seq > ? AND kind = ?"
    return tuple(row[0] for row in connection.exec_driver_sql(query, (replica, seq, kind)))


def written_since(
    connection: Connection, since: Ends, *, before: Instant, onward: Sequence[str]
) -> dict[TicketId, set[str]]:
    """The kinds of what was written beyond these ends and happened before that instant, or is none of `onward`, by its
    ticket."""
    found: dict[TicketId, set[str]] = defaultdict(set)
    query = (
        "SELECT ticket, kind FROM events WHERE replica = ? AND seq > ?"
        " AND (occurred_at < ? OR kind NOT IN (SELECT value FROM json_each(?)))"
    )
    for replica, seq in chain.gone_on(connection, "events", since):
        for row in connection.exec_driver_sql(query, (replica, seq, before, json.dumps(onward))):
            found[row[0]].add(row[1])
    return found


def happened_after(connection: Connection, at: Instant, kinds: Iterable[str]) -> frozenset[TicketId]:
    """The tickets of which something of these kinds happened after `at`."""
    query = "SELECT DISTINCT ticket FROM events WHERE occurred_at > ? AND kind IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(query, (at, json.dumps(list(kinds))))
    return frozenset(row[0] for row in rows)


def last(connection: Connection, replica: str) -> int:
    """The number of the replica's latest event; 0 before the first."""
    return chain.head(connection, "events", replica)[0]


def readable(connection: Connection) -> tuple[dict[TicketId, tuple[TicketEvent, ...]], dict[TicketId, str]]:
    """The events of every ticket that can be read, and of each of the others what is said of the first that cannot."""
    found: dict[TicketId, list[TicketEvent]] = defaultdict(list)
    unread: dict[TicketId, str] = {}
    for row in connection.exec_driver_sql(f"{_SELECT} ORDER BY e.replica, e.seq"):
        try:
            found[row[0]].append(_event(row))
        except StoreRefusal as refusal:
            unread.setdefault(row[0], str(refusal))
    return {ticket: tuple(events) for ticket, events in found.items() if ticket not in unread}, unread


def told_zones(connection: Connection, ticket: TicketId) -> frozenset[str]:
    """The zones in which the times of an imported ticket were read."""
    query = "SELECT DISTINCT zone FROM events WHERE ticket = ? AND clock_quality = 'told'"
    return frozenset(row[0] for row in connection.exec_driver_sql(query, (ticket,)))


def clock_steps(
    connection: Connection, found: Sequence[TicketId], start: Instant, end: Instant
) -> dict[TicketId, list[tuple[Instant, Seconds]]]:
    """When an entry on these tickets was written in `[start, end)` by a clock that stood behind the entry before it of
    the same laptop, and by how many seconds."""
    steps: dict[TicketId, list[tuple[Instant, Seconds]]] = defaultdict(list)
    query = (
        "SELECT e.ticket, e.recorded_at, p.recorded_at - e.recorded_at FROM events e"
        " JOIN events p ON p.replica = e.replica AND p.seq = e.seq - 1"
        " WHERE e.ticket IN (SELECT value FROM json_each(?)) AND e.clock_quality = 'behind'"
        " AND e.recorded_at >= ? AND e.recorded_at < ? ORDER BY e.replica, e.seq"
    )
    for ticket, at, behind in connection.exec_driver_sql(query, (json.dumps(list(found)), start, end)):
        steps[ticket].append((at, behind))
    return steps


def behind(connection: Connection, start: Instant, end: Instant) -> frozenset[TicketId]:
    """The tickets on which something was written in `[start, end)` by a clock that stood behind."""
    query = "SELECT ticket FROM events WHERE clock_quality = 'behind' AND recorded_at >= ? AND recorded_at < ?"
    return frozenset(row[0] for row in connection.exec_driver_sql(query, (start, end)))


class Minter:
    """Hands out event ids of one replica without gaps, within one writing transaction."""

    def __init__(self, connection: Connection, replica: str) -> None:
        self.replica = replica
        self._last = chain.head(connection, "events", replica)[0]

    def __call__(self) -> EventId:
        self._last += 1
        return EventId(self.replica, self._last)
