"""The desk and the window that most tests of the window begin with; some have their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork, desk_at_work
from tests.ui.window_at_work import window_over
from ui import file_place, theme
from ui.main_window import MainWindow
from ui.theme import worn
from ui.widgets.typed_menu import TypedOn


@pytest.fixture(autouse=True)
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of tests are noted in the test's own folder."""
    monkeypatch.setattr("ui.single.lock_folder", lambda: tmp_path)


@pytest.fixture(autouse=True)
def folders() -> None:
    """Where files were chosen and saved is forgotten with each test."""
    file_place.keep_in({})


@pytest.fixture(autouse=True)
def text_size() -> Iterator[None]:
    """Larger text ends with the test that wanted it."""
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication) and worn.state.scale != 1.0:
        theme.set_text_size(app, 1.0)


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """A word that was begun in a menu ends with the test: keys of tests bear no time, so none comes too late."""
    yield
    app = QApplication.instance()
    if app is not None:
        for begun in app.findChildren(TypedOn):
            app.removeEventFilter(begun)
            begun.deleteLater()


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    with desk_at_work(tmp_path) as found:
        yield found


@pytest.fixture
def window(work: DeskAtWork, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_over(work, qtbot) as found:
        yield found
