"""About: the licences of everything that is shipped, the versions, the places, and all of it on the clipboard."""

import json
import tomllib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork
from ui import about
from ui.dialogs.keys import About
from ui.main_window import MainWindow
from ui.widgets.button import Button

ROOT = Path(__file__).parents[2]


def test_the_licences_in_the_package_are_those_of_what_ships() -> None:
    ships = tomllib.loads((ROOT / "packaging/licences.toml").read_text(encoding="utf-8"))["ships"]

    assert json.loads((ROOT / "resources/licences.json").read_text(encoding="utf-8")) == ships


def test_about_names_versions_places_and_licences(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.actions_made["about"].trigger()
    sheet = window.findChildren(About)[-1]
    copy = next(button for button in sheet.findChildren(Button) if button.text() == "Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()

    assert f"Data file: {work.engine.store}" in text
    assert f"SQLite: {work.engine.database.sqlite_version()}" in text
    assert "Inter: OFL-1.1" in text
    assert len(text.splitlines()) == len(about.facts(work.engine.store, "")) + 1 + len(about.licences())
