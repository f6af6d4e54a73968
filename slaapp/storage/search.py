"""Full-text search: what each ticket says, found by the beginnings of its words and by what stands inside them.

Open and finished tickets have an index of words each, read from the newest backwards. `search_words` holds every
word once; its trigrams (`search_parts`) give the words that hold what was typed. So both indexes stay small, and no
search has to look through the texts.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import isqrt
from typing import NamedTuple

from slaapp.storage.view import Connection

_WORD = re.compile(r"[^\W_]+")
LONGEST = 64
"""Characters of a word that are looked at: what is longer is no word that anybody types."""

SHORT = 3
"""A word of so many characters, or fewer, is found by beginnings; one of so many, or more, inside of others."""

FEW = 32
"""So many words that begin with what was typed are asked for by name, more of them by their beginning. Of those that
hold it inside, a hasty search asks for so many from either end: the oldest are the common ones, and the newest are the
numbers and names of today."""

LOOKED_AT = 250
"""Of words with the same letters as what was typed a hasty search looks at so many from either end."""

MANY = 5000
"""Where more words begin with what was typed, as numbers of devices do, a hasty search asks by name as it does for
those that hold it inside."""

_TABLES = ("search_open", "search_done")


class Said(NamedTuple):
    """All that a ticket says."""

    number: int
    open: bool
    text: str


def index(connection: Connection, tickets: Iterable[Said], *, fresh: bool = False) -> None:
    """Hold what tickets say, in place of what they said before; `fresh` ones have said nothing yet."""
    said = {ticket.number: (ticket.open, words(ticket.text)) for ticket in tickets}
    if not said:
        return
    if not fresh:
        _forget(connection, said)
    for table, of_open in zip(_TABLES, (True, False), strict=True):
        rows = [
            (number, " ".join(sorted(held | {str(number)})))
            for number, (is_open, held) in said.items()
            if is_open is of_open
        ]
        if rows:
            connection.exec_driver_sql(f"INSERT INTO {table} (rowid, said) VALUES (?, ?)", rows)
    every = sorted({word for _, held in said.values() for word in held if len(word) > 1})
    new = connection.exec_driver_sql(
        "INSERT INTO search_words (word) SELECT value FROM json_each(?) WHERE true"
        " ON CONFLICT DO NOTHING RETURNING id, word",
        (json.dumps(every),),
    )
    fresh_words = [(row[0], row[1]) for row in new]
    if fresh_words:
        connection.exec_driver_sql("INSERT INTO search_parts (rowid, word) VALUES (?, ?)", fresh_words)


def words(text: str) -> set[str]:
    """The words of a text as they are compared: without capitals and accents, cut where they are very long."""
    return {word[:LONGEST] for word in _WORD.findall(folded(text))}


def folded(text: str) -> str:
    """Without capitals and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=16)
def wanted(text: str) -> tuple[str, ...]:
    """The words that are looked for, each once, in their order."""
    return tuple(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(folded(text))))


def holds(text: str, said: Said) -> bool:
    """Whether a ticket that is not indexed would be found."""
    held = words(said.text) | {str(said.number)}
    return all(
        any(word.startswith(part) or (len(part) >= SHORT and part in word) for word in held) for part in wanted(text)
    )


def find(connection: Connection, text: str, limit: int | None, *, hasty: bool = False) -> Sequence[int]:
    """Numbers of the tickets that hold every word of `text`, at the beginning of a word or, from three characters on,
    inside of it: open ones first, then the newest first.

    A hasty search answers while somebody types: it may leave out what `leaves_out` tells of.
    """
    parts = wanted(text)
    if not parts:
        return []
    query = " AND ".join(f"({_either(_alternatives(connection, part, hasty=hasty))})" for part in parts)
    found: list[int] = []
    for table in _TABLES:
        left = -1 if limit is None else limit - len(found)
        if left:
            rows = connection.exec_driver_sql(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?", (query, left)
            )
            found += [row[0] for row in rows]
    return found


def leaves_out(connection: Connection, text: str) -> bool:
    """Whether more words hold what was typed than a hasty search asks for or looks at: those that only begin with it
    count too, as to tell them apart takes too long."""
    return any(
        _count_alike(connection, part, 2 * LOOKED_AT + 1) > 2 * LOOKED_AT
        or len(_holding(connection, part, 2 * FEW + 1)) > 2 * FEW
        for part in wanted(text)
    )


def _alternatives(connection: Connection, part: str, *, hasty: bool) -> list[str]:
    """What a word that was typed may stand for.

    To go through an index by a beginning takes as long as there are tickets that have such a word: a few words, as
    common ones are, are found sooner one by one. Not so numbers.
    """
    held = _from_either_end(connection, part) if hasty else _holding(connection, part, -1)
    begun = [] if len(part) <= SHORT or part.isdecimal() else _beginning(connection, part)
    if hasty and len(begun) > FEW and _many_begin(connection, part):
        return [f'"{word}"' for word in held]
    by_name = 0 < len(begun) <= FEW
    beginning = [f'"{word}"' for word in begun] if by_name else [f'"{part}"*']
    return [*beginning, *(f'"{word}"' for word in held if not word.startswith(part))]


def _either(alternatives: Sequence[str]) -> str:
    """In groups: to read one long line of them takes as long as the square of their number."""
    size = isqrt(len(alternatives))
    groups = (alternatives[at : at + size] for at in range(0, len(alternatives), size))
    return " OR ".join(f"({' OR '.join(group)})" for group in groups)


def _beginning(connection: Connection, part: str) -> list[str]:
    """Words that begin with `part`: no more than tell that they are more than a few."""
    query = "SELECT word FROM search_words WHERE word >= ? AND word < ? LIMIT ?"
    return [row[0] for row in connection.exec_driver_sql(query, (*_range(part), FEW + 1))]


def _many_begin(connection: Connection, part: str) -> bool:
    query = "SELECT count(*) FROM (SELECT 1 FROM search_words WHERE word >= ? AND word < ? LIMIT ?)"
    counted: int = connection.exec_driver_sql(query, (*_range(part), MANY + 1)).scalar_one()
    return counted > MANY


def _range(part: str) -> tuple[str, str]:
    """The words that begin with it are not before the first and before the second."""
    return part, part[:-1] + chr(ord(part[-1]) + 1)


def _from_either_end(connection: Connection, part: str) -> Iterable[str]:
    """The oldest and the newest words that hold `part`, each once."""
    ends = [_holding(connection, part, FEW, looked_at=LOOKED_AT, newest=newest) for newest in (False, True)]
    return dict.fromkeys(chain(*ends))


def _holding(connection: Connection, part: str, most: int, *, looked_at: int = -1, newest: bool = False) -> list[str]:
    """Words that hold `part`: `most` of them (-1: all), the oldest or the newest, among so many with its letters."""
    if len(part) < SHORT:
        return []
    order = "DESC" if newest else "ASC"
    rows = connection.exec_driver_sql(
        "SELECT search_words.word FROM"
        f" (SELECT rowid FROM search_parts WHERE search_parts MATCH ? ORDER BY rowid {order} LIMIT ?) AS alike"
        " CROSS JOIN search_words ON search_words.id = alike.rowid WHERE instr(search_words.word, ?)"
        f" ORDER BY alike.rowid {order} LIMIT ?",
        (_letters(part), looked_at, part, most),
    )
    return [row[0] for row in rows]


def _count_alike(connection: Connection, part: str, most: int) -> int:
    """How many words have the letters of `part`, counted no further than `most`."""
    if len(part) < SHORT:
        return 0
    query = "SELECT count(*) FROM (SELECT 1 FROM search_parts WHERE search_parts MATCH ? LIMIT ?)"
    counted: int = connection.exec_driver_sql(query, (_letters(part), most)).scalar_one()
    return counted


def _letters(part: str) -> str:
    """Its last two trigrams: thousands of numbers begin alike, and to read through those takes longest."""
    last = len(part) - SHORT
    return " AND ".join(f'"{part[at : at + 3]}"' for at in sorted({max(0, last - 3), last}))


# Is it whole?


def numbers(connection: Connection) -> set[int]:
    """The tickets that can be found at all."""
    return {number for table in _TABLES for number in _rows(connection, table)}


class Spoken:
    """Whether tickets can be found by what they say, where they ought to be and nowhere else.

    Each index is gone through once: of a ticket is kept how many words it has there, and their sum as numbers. Where
    that is not what it says, it is asked for; unusual letters may make two words of one.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._words = {row[0] for row in connection.exec_driver_sql("SELECT word FROM search_words")}
        self._open, self._done = (_rows(connection, table) for table in _TABLES)
        self._held = {table: _held(connection, table) for table in _TABLES}

    def finds(self, ticket: Said) -> bool:
        number, held = ticket.number, words(ticket.text)
        if (number in self._open, number in self._done) != (ticket.open, not ticket.open):
            return False
        if not self._words.issuperset(word for word in held if len(word) > 1):
            return False
        table = _TABLES[0] if ticket.open else _TABLES[1]
        wanted = held | {str(number)}
        if self._held[table].get(number) == _summed(wanted):
            return True
        query = " AND ".join(f'"{word}"' for word in sorted(wanted))
        rows = self._connection.exec_driver_sql(
            f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = ?", (query, number)
        )
        return rows.first() is not None


def _summed(wanted: Iterable[str]) -> tuple[int, int]:
    hashes = list(map(hash, wanted))
    return len(hashes), sum(hashes)


def _held(connection: Connection, table: str) -> dict[int, tuple[int, int]]:
    """How many words an index holds of each ticket, and the sum of their hashes."""
    found: dict[int, tuple[int, int]] = {}
    # The view of an index is made in the connection's own memory; nothing of the store is written.
    query_only = connection.exec_driver_sql("PRAGMA query_only").scalar_one()
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.held_words USING fts5vocab(main, {table}, instance)")
        for number, word in connection.exec_driver_sql("SELECT doc, term FROM temp.held_words"):
            count, total = found.get(number, (0, 0))
            found[number] = count + 1, total + hash(word)
        connection.exec_driver_sql("DROP TABLE temp.held_words")
    finally:
        connection.exec_driver_sql(f"PRAGMA query_only = {query_only}")
    return found


def _rows(connection: Connection, table: str) -> set[int]:
    return {row[0] for row in connection.exec_driver_sql(f"SELECT rowid FROM {table}")}


def parts_are_whole(connection: Connection) -> bool:
    """Whether each word can be found by what stands inside of it."""
    difference = connection.exec_driver_sql(
        "SELECT 1 FROM (SELECT id FROM search_words EXCEPT SELECT rowid FROM search_parts)"
        " UNION ALL SELECT 1 FROM (SELECT rowid FROM search_parts EXCEPT SELECT id FROM search_words)"
    )
    return difference.first() is None


def clear(connection: Connection, *, but: Iterable[int] = ()) -> None:
    """Forget all tickets but these, and with the last of them every word."""
    staying = set(but)
    _forget(connection, [number for number in numbers(connection) if number not in staying])
    if not staying:
        for table in (*_TABLES, "search_parts"):
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        connection.exec_driver_sql("DELETE FROM search_words")


def _forget(connection: Connection, gone: Iterable[int]) -> None:
    rows = [(number,) for number in gone]
    for table in _TABLES if rows else ():
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", rows)
