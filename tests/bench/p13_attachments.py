"""A file of 100 MB on a ticket: beside a plain copy, with the memory it takes and how long the window stands still."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from slaapp.engine import Engine
from tests.bench.rows import Row, below
from tests.storage.stories import MONDAY

SIZE = 100 << 20


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.bin"
        path.write_bytes(os.urandom(1 << 20) * 100)
        with Engine.open(Path(folder) / "desk.slaapp", user="sam", now=MONDAY, is_test=True, zone="UTC") as engine:
            bound = min(_copied(path, Path(folder) / "copy.bin") for _ in range(3))
            runs = [_attached(engine, path) for _ in range(3)]
            # What the first run takes the later ones find taken already: the fastest is seldom the one that shows it.
            ours, extra = min(seconds for seconds, _ in runs), max(more for _, more in runs)
            note = f"bound: copied, hashed, synced; {extra >> 20} MB more memory"
            met = ours <= 2 * bound and extra < 64 << 20
            yield Row("100 MB taken in", bound, ours, "≤ 2 × < 64 MB", met, note)
            yield below("the window's longest standstill meanwhile", ours=_standstill(engine, path), limit=0.1)


def _copied(path: Path, target: Path) -> float:
    start = perf_counter()
    with path.open("rb") as source:
        hashlib.file_digest(source, "sha256")
    shutil.copyfile(path, target)
    handle = os.open(target, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)
    return perf_counter() - start


def _attached(engine: Engine, path: Path) -> tuple[float, int]:
    before = most = _resident()

    def look(_done: int, _of: int) -> bool:
        nonlocal most
        most = max(most, _resident())
        return True

    start = perf_counter()
    engine.files.take_in(path, progress=look)
    return perf_counter() - start, most - before


def _resident() -> int:
    """Bytes of this process in memory; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _standstill(engine: Engine, path: Path) -> float:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEventLoop, QObject
    from PySide6.QtWidgets import QApplication

    from ui.copying import Copying

    app = QCoreApplication.instance() or QApplication(["bench"])
    owner = QObject()
    copying = Copying(engine, owner)
    copying.take(path, lambda _file: None)
    longest, last = 0.0, perf_counter()
    while copying.busy:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        now = perf_counter()
        longest, last = max(longest, now - last), now
    return longest
