"""The edges of what stands beside a page: drawn, kept for the next start, and back where a narrow window took room."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import window_over
from ui import splits
from ui.main_window import MainWindow
from ui.widgets.divider import Divider


@pytest.fixture(autouse=True)
def standard(qapp: QApplication) -> None:
    splits.take({})


def edge(panel: QWidget) -> Divider:
    (found,) = panel.findChildren(Divider)
    return found


def draw(qtbot: QtBot, panel: QWidget, by: int) -> None:
    """Hold the edge of a panel and move it."""
    grip = edge(panel)
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(2, 200))
    qtbot.mouseMove(grip, QPoint(2 + by, 200))
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=QPoint(2, 200))


def test_the_panel_of_a_ticket_is_drawn_and_stays_so(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    number, file = work.log("2026-03-10 09:30"), tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        window.open_ticket(number)
        before = window.places.ticket.panel.width()
        draw(qtbot, window.places.ticket.panel, -60)
    splits.take({})

    with window_over(work, qtbot, state_file=file) as window:
        window.open_ticket(number)
        QApplication.processEvents()
        assert window.places.ticket.panel.width() == before + 60
        qtbot.mouseDClick(edge(window.places.ticket.panel), Qt.MouseButton.LeftButton)
        assert window.places.ticket.panel.width() == before


@pytest.mark.parametrize(("page", "name"), [("help", "help"), ("settings", "settings"), ("customers", "customers")])
def test_lists_beside_pages_can_be_drawn_wider(window: MainWindow, qtbot: QtBot, page: str, name: str) -> None:
    window.go(page)
    QApplication.processEvents()
    (grip,) = window.places.current.findChildren(Divider)
    before = grip.parentWidget().width()

    draw(qtbot, grip.parentWidget(), 40)

    assert grip.parentWidget().width() == before + 40
    assert splits.as_plain() == {name: before + 40}


def test_a_narrow_window_takes_room_and_gives_it_back(window: MainWindow) -> None:
    splits.draw("help", 700)
    window.go("help")
    window.resize(1440, 870)
    QApplication.processEvents()
    (grip,) = window.places.current.findChildren(Divider)
    wide = grip.parentWidget().width()

    window.resize(1024, 640)
    QApplication.processEvents()
    narrow, half = grip.parentWidget().width(), window.places.current.width() // 2
    window.resize(1440, 870)
    QApplication.processEvents()

    assert narrow <= half < wide
    assert grip.parentWidget().width() == wide
    assert splits.as_plain() == {"help": 700}
