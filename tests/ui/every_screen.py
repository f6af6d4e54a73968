"""Every screen and state that ui.shots can pose, opened over the demo desk for whoever wants to examine it."""

import importlib
import pkgutil
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import ui
from slaapp.engine import Engine
from slaapp.services import demo
from ui import theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.shots.given import furnish
from ui.shots.shot import WIDE, Shot
from ui.shots.table import variants
from ui.theme import Scheme
from ui.wall_clock import StandingClock
from ui.widgets.overlay import Overlay
from ui.widgets.popup import Popup
from ui.window_state import WindowState

AGAIN = ("dark", "narrow", "1366x768", "1440x900", "-150", "high-contrast")
"""In the names of poses that are taken once more in other colours or sizes."""

SCREENS = {
    shot.name: shot
    for shot in variants()
    if shot.scheme is Scheme.LIGHT and not any(word in shot.name for word in AGAIN if not shot.wall)
}


class Desks:
    """The demo desk with its files furnished, or an empty one: a fresh one each time, as what one pose leaves behind is
    not where another begins."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._sat = folder, 0
        self.demo = folder / "demo" / "desk.slaapp"
        self.demo.parent.mkdir()
        demo.make(self.demo)
        with Engine.open(self.demo, user=demo.USER, now=demo.moment()) as engine:
            furnish(engine)

    @contextmanager
    def engine(self, shot: Shot) -> Iterator[Engine]:
        self._sat += 1
        path = self.folder / f"{self._sat}" / "desk.slaapp"
        path.parent.mkdir()
        if not shot.empty:
            shutil.copytree(self.demo.parent, path.parent, dirs_exist_ok=True)
        with Engine.open(path, user=demo.USER, now=demo.moment(), zone=demo.ZONE) as engine:
            yield engine


@contextmanager
def desks() -> Iterator[Desks]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, Scheme.LIGHT)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Desks(Path(folder))


@contextmanager
def posed(
    shot: Shot, engine: Engine, *, size: tuple[int, int] | None = None, text_size: float = 1.0
) -> Iterator[MainWindow]:
    """The window in that state; whatever it opened besides is closed with it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.set_text_size(app, text_size)
    now = demo.moment()
    window = MainWindow(StandingClock(now), WindowState(scheme=shot.scheme.value, text_size=text_size), None)
    try:
        window.resize(*(size or (WIDE if shot.wall else shot.size)))
        window.show()
        window.show_desk(engine)
        window.show_saved_at(now - 60)
        app.processEvents()
        shot.pose(window)
        settle(app)
        yield window
    finally:
        window.heartbeat.rest()
        for held in [window, *shown()]:
            held.close()
        window.deleteLater()
        app.processEvents()
        theme.set_text_size(app, 1.0)


def settle(app: QApplication) -> None:
    """What was begun in the background comes to its end."""
    for _ in range(3):
        wait_for_all()
        QTest.qWait(20)


def forms_shown() -> set[type[QWidget]]:
    """The kinds of forms and pop-ups that can be seen."""
    held = (widget for window in shown() for widget in (window, *window.findChildren(QWidget)))
    return {type(widget) for widget in held if isinstance(widget, Overlay | Popup) and widget.isVisible()}


def all_forms() -> set[type[QWidget]]:
    """Every kind of form and pop-up of the window; not those that others are made from."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    kinds: list[type[QWidget]] = [Overlay, Popup]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return {kind for kind in kinds if not kind.__subclasses__() and kind.__module__.startswith("ui.")}


def shown() -> list[QWidget]:
    """The windows, pop-ups and menus that can be seen."""
    return [held for held in QApplication.topLevelWidgets() if held.isVisible()]
