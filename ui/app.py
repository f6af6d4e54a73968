"""Start the window: the frame is painted first, then the store is opened behind it."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from slaapp.domain.errors import Refusal
from slaapp.paths import default_store, keep_private, log_folder
from ui import theme, wording
from ui.background import wait_for_all
from ui.beginning import nothing_is_garbage
from ui.failures import Failures, start_log
from ui.main_window import MainWindow
from ui.motion import motion
from ui.single import Single
from ui.theme import Scheme
from ui.wall_clock import RunningClock, WallClock
from ui.widgets.notice import Notice
from ui.window_state import WindowState, recall, state_file

if TYPE_CHECKING:
    from slaapp.engine import Engine

REFUSED = 1
BUSY = (
    "SLA Desk is open on this data file already, and its window does not answer. Nothing was changed. Go to that "
    "window; if it hangs, end it and start again.\n"
)
NO_DISPLAY = "There is no display to open a window on. Nothing was changed. See what works without one: slaapp --help\n"
DEMO = "This is a demo desk. It begins anew each time: what you do here is gone the next time."
NOT_SHOWN = (
    "SLA Desk made a mistake while opening it. What was saved is kept. Choose another file, or send the log to whoever "
    "looks after SLA Desk."
)


def run(*, store: Path | None, user: str, demo: bool = False, files: Sequence[Path] = ()) -> int:
    """Open the window on a store (None: the default one) until it is closed; gives the exit code.

    Where that store has a window already, this one is raised and given the `files`. A store among these is opened.
    """
    if not _has_display():
        sys.stderr.write(NO_DISPLAY)
        return REFUSED
    keep_private()
    log_file = start_log(log_folder())
    app = QApplication.instance() or QApplication([sys.argv[0], *theme.ARGUMENTS])
    assert isinstance(app, QApplication)
    app.setApplicationName("SLA Desk")
    app.setDesktopFileName("slaapp")
    failures = Failures(log_file)
    failures.watch()
    stores = [file for file in files if file.suffix.lower() == ".slaapp"]
    named = demo_store() if demo else store or (stores[0] if stores else default_store())
    rest = [file for file in files if file not in stores]
    return work_on(app, failures, named, user=user, demo=demo, files=rest)


def work_on(
    app: QApplication, failures: Failures, store: Path, *, user: str, demo: bool = False, files: Sequence[Path] = ()
) -> int:
    """One window after the other: each until it is closed, the next one on the store that was chosen instead."""
    code = 0
    wanted: Path | None = store
    copy: Path | None = None
    while wanted is not None:
        with Single(wanted) as single:
            if not single.first():
                return _hand_over(single, files)
            if demo:
                make_room()
            code, wanted, copy = _window_on(
                app, failures, wanted, user=user, demo=demo, copy=copy, single=single, files=files
            )
        demo, files = False, ()
    return code


def _hand_over(single: Single, files: Sequence[Path]) -> int:
    if single.hand_over(files):
        return 0
    sys.stderr.write(BUSY)
    return REFUSED


def _window_on(
    app: QApplication,
    failures: Failures,
    path: Path,
    *,
    user: str,
    demo: bool,
    copy: Path | None,
    single: Single,
    files: Sequence[Path],
) -> tuple[int, Path | None, Path | None]:
    """The window until it is closed; gives the exit code, and where another is wanted, the store to go on with, and the
    backup to put in its place. `copy` is such a backup."""
    state = WindowState() if demo else recall(state_file(path))
    theme.apply(app, Scheme(state.scheme))
    theme.set_text_size(app, state.text_size)
    clock = _clock(demo)
    window = MainWindow(clock, state, None if demo else state_file(path))
    failures.refused.connect(window.say_refused)
    failures.happened.connect(window.say_failed)
    window.show()
    app.processEvents()
    with ExitStack() as held:
        told = "" if copy is None else put_back(copy, path, clock)
        opened = show_store(
            window,
            failures,
            lambda: held.enter_context(open_engine(path, user=user, clock=clock, demo=demo)),
            again=None if demo else path,
        )
        motion.begin(clock.now)
        if opened:
            app.processEvents()  # the desk is seen before what can wait is begun
            window.get_ready()
            window.back_up_when_idle()
            if window.engine.beginning.wanted() and not demo:
                window.welcome()
            if demo:
                window.say(Notice(wording.say(DEMO), icon="info"))
        if told:
            window.say_told(told)
        single.listen(window.come_forward)
        if opened and files:
            QTimer.singleShot(0, window, lambda: window.receive(files))  # once the program runs: it may want to close
        code = app.exec()
        wait_for_all()
        wanted = window.wanted_store, window.wanted_copy
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    return (int(code) if opened else REFUSED), *wanted


def show_store(
    window: MainWindow, failures: Failures, opened: Callable[[], "Engine"], *, again: Path | None = None
) -> bool:
    """Fill the window; False when the store was refused, or when a mistake of ours came between: the window says so,
    and offers to try `again`."""
    shown = False
    try:
        with nothing_is_garbage(), failures.told(first=lambda: window.say_closed(wording.say(NOT_SHOWN), again)):
            window.show_desk(opened())
            shown = True
    except Refusal as refusal:
        window.say_closed(str(refusal), again)
    return shown


def put_back(copy: Path, store: Path, clock: WallClock) -> str:
    """Put a backup in the place of a store that nobody has open; says how it went."""
    from slaapp.engine import restore_backup  # noqa: PLC0415 - after the first paint

    try:
        aside = restore_backup(copy, store, now=clock.now())
    except Refusal as refusal:
        return str(refusal)
    if aside is None:
        return wording.say("Restored from {copy}.", copy=copy.name)
    return wording.say("Restored from {copy}. What was here is kept as {aside}.", copy=copy.name, aside=str(aside))


def open_engine(path: Path, *, user: str, clock: WallClock, demo: bool) -> "Engine":
    """The store, with the demo desk in it where it is to be one. Raises StoreRefusal."""
    # The database comes in with these; the first paint does not wait for it.
    from slaapp.engine import Engine  # noqa: PLC0415

    if not demo:
        return Engine.open(path, user=user, now=clock.now())
    from slaapp.services import demo as demo_desk  # noqa: PLC0415

    if not path.exists():
        demo_desk.make(path)
    return Engine.open(path, user=demo_desk.USER, now=clock.now())


def demo_store() -> Path:
    return default_store().with_name("demo.slaapp")


def make_room() -> None:
    """For a fresh copy of the demo desk each time: whatever is tried in it is gone the next time. No other store is
    ever removed: none can be named here."""
    demo = demo_store()
    demo.parent.mkdir(parents=True, exist_ok=True)
    for end in ("", "-wal", "-shm"):
        demo.with_name(demo.name + end).unlink(missing_ok=True)


def _clock(demo: bool) -> WallClock:
    if not demo:
        return RunningClock(time.time)
    from slaapp.services import demo as demo_desk  # noqa: PLC0415

    return RunningClock(time.time, offset=demo_desk.moment() - time.time())


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
