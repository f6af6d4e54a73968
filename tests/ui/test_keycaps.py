"""Keycaps and tool tips name the key that works now, not the one that worked before it was changed."""

import re
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from ui import keymap
from ui.main_window import MainWindow
from ui.widgets.button import Button
from ui.widgets.field import Field

FIXED = {"Esc", "↵", "Ctrl ↵", "Ctrl S"}
"""Keys of forms, which nobody can change."""


@pytest.fixture(autouse=True)
def own_table(qapp: QApplication) -> None:
    keymap.take({})


def test_only_keys_that_cannot_be_changed_are_written_on_keycaps_as_they_are() -> None:
    sources = Path(ui.__file__).parent.rglob("*.py")
    written = {keys for source in sources for keys in re.findall(r'[(,]\s*keys="([^"{,]+)"', source.read_text("utf-8"))}

    assert written <= FIXED


def test_tool_tips_do_not_name_keys_as_they_are() -> None:
    """A key stands behind the words after two blanks; those of the checklist are its own."""
    sources = Path(ui.__file__).parent.rglob("*.py")
    written = {
        tip for source in sources for tip in re.findall(r'say\("([^"]*[^" ]  [^" ][^"]*)"', source.read_text("utf-8"))
    }

    assert written == {"Move up  Alt ↑", "Move down  Alt ↓", "Take off the list  Del"}


def test_a_keycap_follows_the_key_of_its_action(qtbot: QtBot) -> None:
    button = Button("Log ticket", keys=keymap.KeyOf("log"))
    field = Field("Filter", keys=keymap.KeyOf("filter"))
    qtbot.addWidget(button)
    qtbot.addWidget(field)
    narrow = button.sizeHint().width()

    keymap.change("log", ["Ctrl+Shift+L"])
    keymap.change("filter", [])

    assert (button.keys, field.keys) == ("Ctrl ⇧ L", "")
    assert button.sizeHint().width() > narrow


def test_the_sidebar_and_its_tool_tips_follow_changed_keys(window: MainWindow) -> None:
    sidebar = window.sidebar

    keymap.change("log", ["Z"])
    keymap.change("menu", ["F12"])
    keymap.change("list_1", ["Alt+1"])

    assert sidebar.log_button.keys == "Z"
    assert sidebar.menu_button.toolTip() == "Menu  F12"
    assert sidebar.place_item("all").toolTip() == "Alt 1"


def test_a_window_that_is_gone_hears_of_no_keys(qtbot: QtBot) -> None:
    button = Button("Log ticket", keys=keymap.KeyOf("log"))
    shiboken6.delete(button)

    keymap.change("log", ["Z"])

    assert keymap.shown("log") == "Z"
