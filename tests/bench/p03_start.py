"""P3 and P11: from the start to the first painted window, to a queue of 10,000 that can be used, and what it holds."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.desk_of_many import TICKETS, make
from tests.bench.rows import Row, within

ROUNDS = 7
MEMORY_MIB = 120


def start(what: str, compiled: Path) -> tuple[float, ...]:
    """Seconds to the first paint, to the queue and to all of it, and MiB; the interpreter's own start counts too.

    Modules are read as they are once installed: `compiled`, whatever the environment says about keeping that.
    """
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.desk_of_many", what, repr(time.time())],
        capture_output=True,
        text=True,
        check=True,
        env=around | {"PYTHONPYCACHEPREFIX": str(compiled), "HOME": str(compiled)},
    )
    return tuple(map(float, done.stdout.split()))


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "desk.slaapp"
        make(store)
        compiled = Path(name) / "compiled"
        start("bare", compiled), start(str(store), compiled)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(start("bare", compiled))
            ours.append(start(str(store), compiled))
    bound = median(painted for painted, *_ in bare)
    yield within(
        "P3 first painted window",
        bound=bound,
        ours=median(painted for painted, *_ in ours),
        times=1.5,
        note="bound: a bare window of PySide6, interpreter included",
    )
    yield within(
        f"P3 queue of {TICKETS:,} can be used", bound=bound, ours=median(usable for _, usable, *_ in ours), times=3.3
    )
    whole = median(whole for _, _, whole, _ in ours)
    yield Row("P3 all of it there, read in the background", bound, whole, "", True)
    held = median(resident for *_, resident in ours)
    least = median(resident for *_, resident in bare)
    note = f"{held:.0f} MiB, a bare window {least:.0f} MiB; the figures of this row are MiB"
    yield Row(f"P11 memory with {TICKETS:,} shown", least, held, f"≤ {MEMORY_MIB} MiB", held <= MEMORY_MIB, note)
