"""P5: log a ticket so that it survives a power cut, beside bare SQLite writing one row as durably."""

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from slaapp.storage.connections import connect
from tests.bench.rows import Row, below, side_by_side

NOW = 1_773_235_800
MORE_S = 0.004


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.db").touch()
        bare = connect(folder / "bare.db")
        bare.execute("CREATE TABLE tickets (number INTEGER PRIMARY KEY, subject TEXT)")

        def bound() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO tickets (subject) VALUES ('Printer jams')")
            bare.execute("COMMIT")

        moments = count(NOW)
        draft = TicketDraft(subject="Printer jams", text="Tray two, since this morning.")
        with Engine.open(folder / "desk.slaapp", user="Kim", now=NOW, is_test=True, zone="Europe/London") as engine:
            least, ours = side_by_side(bound, lambda: engine.desk.log(draft, now=next(moments)), rounds=200)
        bare.close()
    note = "bound: one row, one commit; ours winds, chains and indexes too"
    yield below(
        "P5 log a ticket, durable (bound + 4 ms)",
        ours=ours,
        bound=least,
        limit=least + MORE_S,
        note=note,
    )
