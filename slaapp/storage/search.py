"""Full-text search: what each ticket says, found by the beginnings of words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

_WORD = re.compile(r"\w+")


def index(connection: sa.Connection, tickets: Iterable[tuple[int, str, str, str]], *, fresh: bool = False) -> None:
    """Hold what tickets say: number, subject, people and customer, all other words."""
    rows = list(tickets)
    if not fresh:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", [(row[0],) for row in rows])
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO search (rowid, number, subject, people, words) VALUES (?, ?, ?, ?, ?)",
            [(row[0], str(row[0]), *row[1:]) for row in rows],
        )


def holds(text: str, said: tuple[int, str, str, str]) -> bool:
    """Whether every word of `text` begins a word of what a ticket says: `find`, of a ticket that is not indexed."""
    words = _WORD.findall(_folded(" ".join(map(str, said))))
    return all(any(word.startswith(wanted) for word in words) for wanted in _WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    """Without capitals and accents, as the index compares."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def clear(connection: sa.Connection, *, but: Iterable[int] = ()) -> None:
    gone = numbers(connection) - set(but)
    if gone:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", [(number,) for number in gone])


def numbers(connection: sa.Connection) -> set[int]:
    """The tickets that can be found at all."""
    return {row[0] for row in connection.exec_driver_sql("SELECT rowid FROM search")}


def find(connection: sa.Connection, text: str, limit: int | None) -> Sequence[int]:
    """Numbers of the tickets that hold every word of `text` or a word that begins with it, newest first."""
    words = _WORD.findall(text)
    if not words:
        return []
    query = " ".join(f'"{word}"*' for word in words)
    rows = connection.exec_driver_sql(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        (query, -1 if limit is None else limit),
    )
    return [row[0] for row in rows]
