"""P6: a search as it is typed, a million tickets, beside bare FTS5 that reads the newest 50 by beginnings of words."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from slaapp.engine import Engine
from slaapp.storage import search, tickets
from slaapp.storage.connections import connect
from slaapp.storage.search import Said
from slaapp.storage.view import Connection
from tests.bench.rows import Row, below
from tests.storage.stories import header

TICKETS, OPEN = 1_000_000, 10_000
NOW = 1_773_050_400
BATCH = 5_000
ROUNDS = 7
LIMIT_S = 0.005
COMMON = """
    printer scanner shared drive missing after restart password reset account mailbox vpn laptop slow update monitor
    keyboard network outlook server backup license install harbour clinic lakeside hotel
"""
TYPED = (
    "printer jams",
    "shared drive miss",
    "vpn laptop",
    "inc0004711",
    "ackup",
    "harbour reset",
    "999321",
    "mailbox koruba",
    "s d p",
    "wombat",
)
"""What a person types, letter by letter: beginnings, insides, several words, numbers, what is nowhere."""

BOUND = """
    CREATE VIRTUAL TABLE bare USING fts5 (
        said, content = '', prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
    )
"""


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        beside = Path(name) / "bare.db"
        beside.touch()
        bound = connect(beside)
        store = Path(name) / "desk.slaapp"
        with Engine.open(store, user="bench", now=NOW, is_test=True, zone="UTC") as engine:
            with engine.database.write() as connection:
                fill(connection, bound)
            bare = [timed(partial(of_bare, bound, text)) for text in keystrokes()]
            with engine.database.read() as connection:
                ours = [timed(partial(search.find, connection, text, 50, hasty=True)) for text in keystrokes()]
            whole = [timed(partial(engine.board.search_as_typed, text, 50)) for text in keystrokes()]
        bound.close()
    what = f"P6 {TICKETS:,} tickets, {len(ours)} keystrokes"
    note = "bound: bare FTS5, beginnings only"
    yield below(f"{what}: median", bound=median(bare), ours=median(ours), limit=LIMIT_S, note=note)
    yield below("slowest keystroke", bound=max(bare), ours=max(ours), limit=LIMIT_S, note=note)
    yield below("with marks and names: median", bound=median(bare), ours=median(whole), limit=LIMIT_S, note=note)
    yield below("with marks and names: slowest", bound=max(bare), ours=max(whole), limit=LIMIT_S, note=note)


def keystrokes() -> Iterator[str]:
    for text in TYPED:
        for end in range(1, len(text) + 1):
            if text[end - 1] != " ":
                yield text[:end]


def timed(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken)


def of_bare(bound: Any, text: str) -> list[Any]:
    query = " AND ".join(f'"{word}"*' for word in text.split())
    asked = "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rowid DESC LIMIT 50"
    found: list[Any] = bound.execute(asked, (query,)).fetchall()
    return found


def fill(connection: Connection, bound: Any) -> None:
    bound.execute(BOUND)
    bound.execute("BEGIN")
    chance = Random(6)
    every, common = vocabulary(chance), COMMON.split()
    weights = list(accumulate(1 / (place + 1) for place in range(len(every))))
    for first in range(1, TICKETS + 1, BATCH):
        said = []
        for number in range(first, first + BATCH):
            words = [*chance.choices(every, cum_weights=weights, k=25), *chance.choices(common, k=5)]
            said.append(Said(number, number > TICKETS - OPEN, " ".join((*words, f"INC{number:07}"))))
        search.index(connection, said, fresh=True)
        rows = [header(f"bench-{one.number}", one.number, subject=one.text[:40], received_at=NOW) for one in said]
        tickets.save(connection, rows)
        bound.executemany(
            "INSERT INTO bare (rowid, said) VALUES (?, ?)", [(one.number, f"{one.number} {one.text}") for one in said]
        )
    bound.execute("COMMIT")


def vocabulary(chance: Random) -> list[str]:
    """30,000 words that can be pronounced, a few of them in most texts, as in any language."""
    consonants, vowels = "bcdfghklmnprstvz", "aeiou"
    return [
        "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(chance.randint(1, 4)))
        + chance.choice(["", "n", "s", "r", "t"])
        for _ in range(30_000)
    ]
