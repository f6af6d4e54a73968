"""The settings: pages beside a form, every choice kept at once, all of it by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork, nameless, outside
from tests.ui.window_at_work import press, window_over
from ui.actions import ACTIONS
from ui.main_window import MainWindow
from ui.views.settings.form import Form
from ui.views.settings.page import SettingsPage
from ui.views.settings.pages import PAGES
from ui.window_state import recall


def settings(window: MainWindow, part: str = "") -> SettingsPage:
    window.go("settings", part)
    QApplication.processEvents()
    page = window.places.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def form(window: MainWindow, part: str) -> Form:
    return settings(window, part).form


def test_every_page_has_an_action_that_opens_it(window: MainWindow) -> None:
    named = {act.name.removeprefix("settings_") for act in ACTIONS if act.name.startswith("settings_")}

    assert named == {page.name for page in PAGES}
    window.actions_made["settings_data"].trigger()
    assert PAGES[settings(window).list.currentRow()].name == "data"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_its_controls_and_keeps_inside_its_width(window: MainWindow, page) -> None:  # type: ignore[no-untyped-def]
    shown = form(window, page.name)

    assert nameless(shown) == []
    assert outside(shown) == []


def test_the_page_that_was_looked_at_last_is_shown_next_time(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        settings(window, "data")
    with window_over(work, qtbot, state_file=file) as window:
        assert PAGES[settings(window).list.currentRow()].name == "data"


def test_the_arrows_turn_the_pages_and_right_goes_into_the_form(window: MainWindow, qtbot: QtBot) -> None:
    page = settings(window, PAGES[0].name)

    press(qtbot, window, Qt.Key.Key_Down)
    assert page.list.currentRow() == 1
    press(qtbot, window, Qt.Key.Key_Up, Qt.Key.Key_Right)
    assert page.form.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Tab])
def test_a_notice_does_not_come_before_the_form(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    page = settings(window, PAGES[0].name)
    window.say_refused("Nothing was saved.")
    QApplication.processEvents()

    press(qtbot, window, Qt.Key.Key_End, key)

    assert page.form.isAncestorOf(QApplication.focusWidget())


def test_a_page_of_choices_follows_what_a_key_changes(window: MainWindow, qtbot: QtBot) -> None:
    page = form(window, "appearance")
    size, before = page.text_size, page.text_size.accessibleName()  # type: ignore[attr-defined]
    window.actions_made["larger"].trigger()

    assert size.accessibleName() != before
    window.actions_made["normal_size"].trigger()
    assert size.accessibleName() == before


def test_a_choice_is_kept_at_once(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        page = form(window, "appearance")
        page.density.menu.actions()[2].trigger()  # type: ignore[attr-defined]

        assert recall(file).density == "compact"
        assert page.density.accessibleName() == "Rows of the queue Compact"  # type: ignore[attr-defined]
