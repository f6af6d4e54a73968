"""P10: a backup beside `cp` that waits for the disk; the check of it is a figure of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from slaapp.storage import backup
from slaapp.storage.connections import connect
from tests.bench.desk_of_a_million import make_many
from tests.bench.rows import Row, duration, side_by_side, within

COPIES = 18
"""Of the desk of a million: 1 GB."""


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        store, copy = Path(name) / "desk.slaapp", Path(name) / "copy.slaapp"
        make_many(store, copies=COPIES)

        def plainly() -> None:
            shutil.copyfile(store, copy)
            with copy.open("rb") as held:
                os.fsync(held.fileno())

        def ours() -> None:
            copy.unlink(missing_ok=True)
            copy.touch()
            with closing(connect(store, writes=False)) as source:
                backup._copy(source, copy)
            with copy.open("rb") as held:
                os.fsync(held.fileno())

        bound, taken = side_by_side(plainly, ours, rounds=5)
        start = perf_counter()
        backup.verify(copy)
        checked = perf_counter() - start
        size = store.stat().st_size
    note = f"{size / 1e6:.0f} MB; the check of the copy takes {duration(checked)} more"
    yield within("P10 a copy of the store", bound=bound, ours=taken, times=2, note=note)
