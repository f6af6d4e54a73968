"""Every screen as a PNG, from the demo desk with its clock held still: `python -m ui.shots OUT_DIR [--only NAME]`.

Pixels are those of the design at 1x without its drawn title bar, 30 px high: 1440×870 and 1366×738.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.engine import Engine
from slaapp.services import demo
from ui import theme
from ui.main_window import MainWindow
from ui.shots import given, table
from ui.shots.shot import NARROW, SMALLEST, WIDE, Shot, settle
from ui.theme import Scheme
from ui.wall_clock import StandingClock
from ui.window_state import WindowState

BAR = 30
"""What a title bar takes of the screen."""

PLACES = {NARROW: (2000, BAR), SMALLEST: (4000, BAR)}
"""Where the screens of smaller windows begin, below the title bar: what pops up stays on them."""


def take(shot: Shot, engine: Engine, out: Path, app: QApplication) -> None:
    theme.set_text_size(app, 1.0)
    theme.apply(app, shot.scheme)
    theme.set_text_size(app, shot.text_size)
    now = demo.moment()
    window = MainWindow(StandingClock(now), WindowState(scheme=shot.scheme.value, text_size=shot.text_size), None)
    window.resize(*(WIDE if shot.wall else shot.size))
    window.move(*PLACES.get(shot.size, (0, 0)))
    window.show()
    window.show_desk(engine)
    window.show_saved_at(now - 60)
    app.processEvents()
    shot.pose(window)
    for _ in range(6):
        app.processEvents()
    settle()
    if shot.wall and window.coming.wallboard is not None:
        window.coming.wallboard.showNormal()
        window.coming.wallboard.resize(*shot.size)
        app.processEvents()
        window.coming.wallboard.grab().save(str(out / f"{shot.name}.png"))
    else:
        _grab(window).save(str(out / f"{shot.name}.png"))
    window.heartbeat.rest()
    window.close()
    window.deleteLater()
    app.processEvents()


def _grab(window: QWidget):  # type: ignore[no-untyped-def]
    """The window with whatever pops up over it."""
    picture = window.grab()
    painter = QPainter(picture)
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            corner = widget.pos() - window.mapToGlobal(QPoint(0, 0))
            painter.setClipping(not widget.mask().isEmpty())
            painter.setClipRegion(widget.mask().translated(corner))
            painter.drawPixmap(corner, widget.grab())
    painter.end()
    return picture


def _put_up_screens(held: Path) -> None:
    """As large as the windows: Qt's own without a display is 800×800, and menus are moved to stay on it."""
    platform = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    if platform == "offscreen" and ":" not in str(held):
        screens = [{"name": "wide", "x": 0, "y": 0, "width": 1440, "height": 1100}]
        for (width, height), (x, y) in PLACES.items():
            screens.append({"name": f"{width}", "x": x, "y": y - BAR, "width": width, "height": height + BAR})
        held.write_text(json.dumps({"screens": screens}))
        platform = f"offscreen:configfile={held}"
    os.environ["QT_QPA_PLATFORM"] = platform


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m ui.shots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="those whose name holds this")
    options = parser.parse_args(words)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _put_up_screens(Path(folder) / "screen.json")
        app = QApplication(["shots", *theme.ARGUMENTS])
        theme.apply(app, Scheme.LIGHT)
        store = Path(folder) / "demo" / "desk.slaapp"
        store.parent.mkdir()
        wanted = [shot for shot in table.variants() if options.only in shot.name]
        demo.make(store)
        with Engine.open(store, user=demo.USER, now=demo.moment()) as engine:
            given.furnish(engine)
        for at, shot in enumerate(wanted):
            path = Path(folder) / f"{at}" / "desk.slaapp"
            if shot.empty:
                path.parent.mkdir()
            else:
                shutil.copytree(store.parent, path.parent)
            with Engine.open(path, user=demo.USER, now=demo.moment(), zone=demo.ZONE) as engine:
                take(shot, engine, options.folder, app)
            sys.stdout.write(f"{shot.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
