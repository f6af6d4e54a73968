"""P4 and P7: the countdowns of 10,000 tickets at rest; sorting and filtering 10,000 and 100,000 as one types.

All of it is work of the processor, and its time is what is measured.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from slaapp.services.board import Row as Ticket
from tests.bench.desk_of_many import TICKETS, Hand, make, window_over
from tests.bench.rows import Row, below, side_by_side

if TYPE_CHECKING:
    from ui.main_window import MainWindow

BEATS = 60
SHARE = 0.003
"""Of a core, at a beat a second."""

HIDDEN = 0.0005
"""Of a core, while nobody sees the window."""

TYPED = ("p", "pr", "pri", "printer 4", "printer 42", "floor 3", "")


def main() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        make(Path(name) / "desk.slaapp")
        with window_over(Path(name) / "desk.slaapp") as (window, clock):
            yield from idle(window, clock)
            yield from typing(window, f"{TICKETS:,}", limit=0.01)
            window.queue.table.load(many(window.queue.table.rows()))
            yield from typing(window, f"{TICKETS * 10:,}", limit=0.1)


def idle(window: "MainWindow", clock: Hand) -> Iterator[Row]:
    """What a beat costs of the processor, painting included, and a wake while nobody sees the window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    window.queue.view.scrollToTop()
    table = window.queue.table
    near = next(at for at, row in enumerate(table.lines) if hasattr(row, "row"))
    window.queue.view.setCurrentIndex(table.index(near, 0))
    costs = []
    for _ in range(BEATS):
        clock.at += 1
        start = process_time()
        window.heartbeat.go_on()
        QApplication.processEvents()
        costs.append(process_time() - start)
    seen = len(window.queue.view.visible_lines())
    note = f"{median(costs) / 1:.2%} of a core at a beat a second, {seen} lines seen, the store asked at each"
    yield below(f"P4 a beat over {TICKETS:,} tickets", ours=median(costs), limit=SHARE, note=note)
    window.hide()
    (timer,) = window.heartbeat.findChildren(QTimer)
    wakes = []
    for _ in range(BEATS):
        clock.at += 60
        start = process_time()
        timer.timeout.emit()
        timer.timeout.emit()  # for the store, then for what is due
        QApplication.processEvents()
        wakes.append(process_time() - start)
    share = median(wakes) / 60
    note = f"{share:.3%} of a core, woken once a minute"
    yield below(f"P4 a wake while hidden over {TICKETS:,} tickets", ours=median(wakes), limit=HIDDEN * 60, note=note)
    window.show()
    QApplication.processEvents()


def typing(window: "MainWindow", count: str, *, limit: float) -> Iterator[Row]:
    from ui.models.arrangement import Column, Sort

    queue = window.queue
    rows = queue.table.rows()
    texts = cycle(TYPED)
    sorts = cycle((Sort(Column.SUBJECT), Sort(Column.CUSTOMER), Sort()))
    filtered, ours = side_by_side(
        lambda: plain_filter(rows, "printer 42"),
        lambda: queue.header.filter.edit.setText(next(texts)),
        rounds=len(TYPED) * 4,
        clock=process_time,
    )
    queue.clear_filter()
    yield below(f"P7 filter {count} as one types", ours=ours, limit=limit, bound=filtered, note=worst(queue, texts))
    ordered, ours = side_by_side(
        lambda: sorted(rows, key=lambda row: row.subject),
        lambda: queue.sort_by(next(sorts)),
        rounds=9,
        clock=process_time,
    )
    yield below(f"P7 sort {count}", ours=ours, limit=limit, bound=ordered, note="bound: a Python list")


def worst(queue: object, texts: Iterator[str]) -> str:
    """The slowest of the keystrokes."""
    slowest = 0.0
    for _ in TYPED:
        start = process_time()
        queue.header.filter.edit.setText(next(texts))  # type: ignore[attr-defined]
        slowest = max(slowest, process_time() - start)
    queue.clear_filter()  # type: ignore[attr-defined]
    return f"bound: a Python list; the slowest of {len(TYPED)} keystrokes {slowest * 1000:.0f} ms"


def plain_filter(rows: list[Ticket], text: str) -> list[Ticket]:
    return [row for row in rows if text in row.subject.casefold()]


def many(rows: list[Ticket]) -> Iterator[Ticket]:
    """Each of them ten times."""
    for n in range(10):
        yield from map(partial(_again, n), rows)


def _again(n: int, row: Ticket) -> Ticket:
    return replace(row, id=f"{row.id}-{n}", number=row.number + n * TICKETS)
