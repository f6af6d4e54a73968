"""What is typed while the window's state file cannot be written: said once, tried again, asked about before closing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork, desk_at_work
from tests.ui.window_at_work import press, titles, window_over
from ui.dialogs.unkept import Unkept
from ui.main_window import MainWindow
from ui.views.ticket.draft import Tab, from_plain
from ui.window_state import recall

NOT_KEPT = "What is typed cannot be written to the disk"
KEPT_AGAIN = "What is typed is kept on the disk again."


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    with desk_at_work(tmp_path) as found:
        found.log("2026-03-10 10:00")
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "window.json"


@pytest.fixture
def window(work: DeskAtWork, qtbot: QtBot, file: Path) -> Iterator[MainWindow]:
    with window_over(work, qtbot, state_file=file) as found:
        yield found
        mend(file)


def block(file: Path) -> None:
    """A folder stands where the new file would be written."""
    file.with_suffix(".new").mkdir()


def mend(file: Path) -> None:
    if file.with_suffix(".new").is_dir():
        file.with_suffix(".new").rmdir()


def type_a_reply(qtbot: QtBot, window: MainWindow) -> None:
    window.open_ticket(1)
    press(qtbot, window, "r", "Half a reply")
    window.heartbeat.go_on()


def asked(window: MainWindow) -> list[Unkept]:
    return [form for form in window.findChildren(Unkept) if form.isVisible()]


def test_that_nothing_typed_can_be_kept_is_said_once(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    block(file)
    type_a_reply(qtbot, window)
    window.heartbeat.go_on()
    press(qtbot, window, ", longer")
    window.heartbeat.go_on()

    assert titles(window) == [NOT_KEPT]
    assert window.toasts.shown[0].stays


def test_it_is_tried_again_and_said_when_it_works(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    block(file)
    type_a_reply(qtbot, window)
    mend(file)
    window.heartbeat.go_on()

    assert titles(window) == [KEPT_AGAIN]
    assert from_plain(recall(file).drafts)[1].texts == {Tab.REPLY: "Half a reply"}


def test_closing_asks_while_a_draft_could_not_be_kept(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    block(file)
    type_a_reply(qtbot, window)
    window.quit()
    window.close()
    (form,) = asked(window)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    stayed = window.isVisible()
    window.quit()
    asked(window)[0].close_anyway.click()

    assert (form.isVisible(), stayed, window.isVisible()) == (False, True, False)


def test_leaving_for_another_store_is_forgotten_where_one_stays(
    window: MainWindow, qtbot: QtBot, file: Path, tmp_path: Path
) -> None:
    block(file)
    type_a_reply(qtbot, window)
    window.receive([tmp_path / "other.slaapp"])
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert (window.isVisible(), window.wanted_store) == (True, None)


def test_with_nothing_typed_it_closes_without_asking(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    block(file)
    window.close()

    assert (asked(window), window.isVisible()) == ([], False)


def test_once_it_can_be_kept_again_it_closes_without_asking(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    block(file)
    type_a_reply(qtbot, window)
    mend(file)
    window.close()

    assert (asked(window), window.isVisible()) == ([], False)
