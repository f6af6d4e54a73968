"""A desk with ten thousand open tickets, and the window over it; also as a program of its own that says when it is up.

`python -m tests.bench.desk_of_many STORE` prints the seconds from its start to the first painted window, to a queue
that can be used and to all of it being there, and its memory in MiB then; with `bare` in place of a store those of a
window of Qt with nothing in it.
"""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from ui.main_window import MainWindow

TICKETS = 10_000
NOW = 1_773_235_818
"""Wed 11 Mar 2026 13:30:18 UTC."""


class Hand:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> int:
        return self.at

    def ms_until(self, at: int) -> int:
        return 10_000_000


def make(path: Path) -> None:
    """Tickets of the last sixty days, of ten customers and three people; every fifth waits."""
    from slaapp.domain.agreement import Severity, Status
    from slaapp.domain.events import EventId, Received, Replied, StatusChanged, TicketEvent
    from slaapp.engine import Engine
    from slaapp.services import bulk

    with Engine.open(path, user="sam", now=NOW, is_test=True, zone="Europe/London") as engine:
        catalogue = engine.catalogue
        people = [catalogue.add_person(name, now=NOW) for name in ("Sam R.", "Kim L.", "Jo T.")]
        for n in range(10):
            catalogue.add_customer(f"Customer {n}", now=NOW)
        customers = [held.id for held in catalogue.customers()]
        with engine.database.write() as connection:
            replica, seq = engine.database.replica, 0
            found = []
            for n in range(TICKETS):
                at = NOW - (n * 523 % 5_184_000) - 60
                history: list[TicketEvent] = []
                for step in range((1, 2, 3)[n % 3]):
                    seq += 1
                    stamp = {
                        "id": EventId(replica, seq),
                        "occurred_at": at + step,
                        "recorded_at": at + step,
                        "by": "sam",
                    }
                    if step == 0:
                        history.append(
                            Received(
                                **stamp,  # type: ignore[arg-type]
                                number=n + 1,
                                subject=f"Printer {n} jams on floor {n % 7}",
                                severity=Severity(n % 4 + 1),
                                customer=customers[n % 10],
                                assignee=(*people, None)[n % 4],
                            )
                        )
                    elif step == 1:
                        history.append(Replied(**stamp, text="We are on it."))  # type: ignore[arg-type]
                    else:
                        wanted = Status.WAITING_CUSTOMER if n % 5 == 0 else Status.IN_PROGRESS
                        history.append(StatusChanged(**stamp, status=wanted))  # type: ignore[arg-type]
                found.append(bulk.NewTicket(f"{replica}-{n:06}", history))
            bulk.write(connection, found, engine.rules(connection), zone="Europe/London")


@contextmanager
def window_over(path: Path) -> "Iterator[tuple[MainWindow, Hand]]":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from slaapp.engine import Engine
    from ui import theme
    from ui.main_window import MainWindow
    from ui.window_state import WindowState

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    clock = Hand()
    with Engine.open(path, user="sam", now=NOW) as engine:
        window = MainWindow(clock, WindowState(), None)
        window.resize(1440, 1500)  # forty rows are seen
        window.show()
        window.show_desk(engine)
        window.queue.table.complete()
        app.processEvents()
        yield window, clock
        window.close()
        window.deleteLater()
        app.processEvents()


def _start(what: str, begun: float) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if what == "bare":
        _bare(begun)
    else:
        _program(what, begun)


def _bare(begun: float) -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(["bare"])
    bare = QWidget()
    bare.resize(1440, 870)
    bare.show()
    app.processEvents()
    painted = time.time() - begun
    _tell(painted, painted, painted)


def _program(store: str, begun: float) -> None:
    """`slaapp --store STORE` as it is, but for the time of day."""
    from slaapp import __main__ as program

    open_window = program.open_window

    def watched(*asked: Any) -> int:
        gc.disable()  # as it does itself, before the next line
        import ui.app

        show_store = ui.app.show_store

        def told(window: "MainWindow", *args: Any, **named: Any) -> bool:
            painted = time.time() - begun
            show_store(window, *args, **named)
            ui.app.QApplication.processEvents()
            usable = time.time() - begun
            window.get_ready()
            while not window.queue.table.is_whole:
                ui.app.QApplication.processEvents()
                time.sleep(0.005)
            whole = time.time() - begun
            ui.app.wait_for_all()
            _tell(painted, usable, whole)

        ui.app.show_store = told
        ui.app._clock = lambda demo: Hand()  # type: ignore[assignment,return-value]
        return open_window(*asked)

    program.open_window = watched
    sys.argv = ["slaapp", "--store", store, "--user", "sam"]
    program.main()


def _tell(*seconds: float) -> NoReturn:
    pages = Path("/proc/self/statm")
    resident = int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20) if pages.exists() else 0.0
    print(*seconds, resident, flush=True)
    os._exit(0)  # what comes after is not measured


if __name__ == "__main__":
    _start(sys.argv[1], float(sys.argv[2]))
