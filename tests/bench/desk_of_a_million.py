"""A desk of years with a million tickets: some are made as anybody's are, the others are copies of them.

Each copy has the instants of its original, and so its row, its clocks and its recap, under an id and a number of its
own; its events are those of another laptop, chained anew. So the store is sound, but for the search, which knows the
originals only.

    python -m tests.bench.desk_of_a_million PATH
"""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from slaapp.storage import chain
from slaapp.storage.codec import dumps
from slaapp.storage.connections import connect
from slaapp.storage.view import View
from tests.bench.desk_of_years import make

ORIGINALS = 20_000
COPIES = 50

_COPIED = {
    "tickets": {"id": "id || '/' || :n", "number": "number + :n * (SELECT max(number) FROM original_tickets)"},
    "clocks": {"ticket": "ticket || '/' || :n"},
    "event_texts": {"replica": "replica || '/' || :n"},
}


def make_many(path: Path, *, originals: int = ORIGINALS, copies: int = COPIES) -> None:
    make(path, originals)
    multiply(path, copies)


def multiply(path: Path, copies: int) -> None:
    """So many in all, the originals among them."""
    with closing(connect(path, writes=True)) as connection:
        for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "cache_size=-500000"):
            connection.execute(f"PRAGMA {pragma}")
        events = connection.execute("SELECT * FROM events ORDER BY replica, seq").fetchall()
        (top,) = connection.execute("SELECT max(number) FROM tickets").fetchone()
        for table in _COPIED:
            connection.execute(f"CREATE TEMP TABLE original_{table} AS SELECT * FROM {table}")
        for n in range(1, copies):
            connection.execute("BEGIN IMMEDIATE")
            rows = list(_chained(events, n, n * top))
            connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            replica, seq, *_, link = rows[-1]
            chain.note_end(View(connection), "events", replica, seq, link)
            for table, changed in _COPIED.items():
                names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                values = ", ".join(changed.get(name, f'"{name}"') for name in names)
                connection.execute(f"INSERT INTO {table} SELECT {values} FROM original_{table}", {"n": n})
            connection.execute("COMMIT")


def _chained(events: list[Any], n: int, further: int) -> Iterator[tuple[Any, ...]]:
    """The events of one laptop as those of another, on tickets whose numbers are so much further on."""
    before = chain.START
    for replica, seq, ticket, *rest, body, _ in events:
        row = (f"{replica}/{n}", seq, f"{ticket}/{n}", *rest, _renumbered(body, further))
        before = chain.link(before, row)
        yield (*row, before)


def _renumbered(body: str, further: int) -> str:
    facts = json.loads(body)
    return dumps({**facts, "number": facts["number"] + further}) if "number" in facts else body


if __name__ == "__main__":
    make_many(Path(sys.argv[1]))
