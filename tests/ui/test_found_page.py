"""The page that searches everything: what it lists as one types, and what Enter opens."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.window_at_work import press
from ui.main_window import MainWindow


def test_it_lists_what_holds_the_words_and_opens_it(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    for subject in ("Printer jams", "Phones dead", "Blueprint <b>missing</b>"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.commands.run(work.engine.desk.note, 2, "Perhaps the printer of the second floor")
    window.commands.run(work.engine.desk.resolve, 3)

    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page = window.places.current
    QApplication.processEvents()
    width = page.field.width()
    press(qtbot, window, "rint")
    qtbot.waitUntil(lambda: not page.searching)
    page.grab()

    assert page.labels() == ["Phones dead", "Printer jams", "Blueprint <b>missing</b>"]
    assert page.field.width() == width, "the field stays as wide as it was"
    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("1 Printer jams")


def test_nothing_found_says_so(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.go("search")
    press(qtbot, window, "wombat")
    qtbot.waitUntil(lambda: not window.places.current.searching)

    assert window.places.current.labels() == []


def test_it_says_what_kind_of_text_holds_the_words(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    desk = work.engine.desk
    for subject in ("Phones", "Screen", "Door"):
        window.commands.run(desk.log, TicketDraft(subject=subject))
    window.commands.run(desk.note, 1, "Perhaps the wombat")
    window.commands.run(desk.reply, 2, "A wombat sat on it")
    work.clock.at = at("2026-03-12 10:00")

    window.go("search")
    press(qtbot, window, "wombat")
    page = window.places.current
    qtbot.waitUntil(lambda: not page.searching)

    assert [line.rpartition(". ")[2] for line in page.described()] == [
        "Reply, 10 Mar: A wombat sat on it",
        "Note, 10 Mar: Perhaps the wombat",
    ]


def test_enter_opens_what_is_typed_and_not_what_was_listed_before(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    for subject in ("Printer jams", "Phones dead"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.go("search")
    press(qtbot, window, "printer")
    page = window.places.current
    qtbot.waitUntil(lambda: not page.searching)

    page.field.edit.setText("phones")
    press(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.windowTitle().startswith("2 Phones dead"))


def test_esc_clears_what_is_typed_and_then_leaves(window: MainWindow, qtbot: QtBot) -> None:
    window.go("overdue")
    window.go("search")
    press(qtbot, window, "printer", Qt.Key.Key_Escape)
    assert (window.places.here, window.places.current.field.text()) == ("search", "")

    press(qtbot, window, Qt.Key.Key_Escape)

    assert window.places.here == "overdue"
