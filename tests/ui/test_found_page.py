"""The page that searches everything: what it lists as one types, and what Enter opens."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import press
from ui.main_window import MainWindow


def test_it_lists_what_holds_the_words_and_opens_it(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    for subject in ("Printer jams", "Phones dead", "Blueprint <b>missing</b>"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.commands.run(work.engine.desk.note, 2, "Perhaps the printer of the second floor")
    window.commands.run(work.engine.desk.resolve, 3)

    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page = window.places.current
    press(qtbot, window, "rint")
    page.grab()

    assert page.labels() == ["Phones dead", "Printer jams", "Blueprint <b>missing</b>"]
    qtmodeltester.check(page.list.model())
    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("1 Printer jams")


def test_nothing_found_says_so(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.go("search")
    press(qtbot, window, "wombat")

    assert window.places.current.labels() == []
