"""Back to where one was, and forth again (Alt+←, Alt+→)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork
from ui.main_window import MainWindow
from ui.trail import Stop, Trail


def seen(window: MainWindow) -> str:
    """What the window is called: the page that is seen."""
    return window.windowTitle().removesuffix(" – SLA Desk")


def step(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> str:
    qtbot.keyClick(QApplication.focusWidget() or window, key, Qt.KeyboardModifier.AltModifier)
    return seen(window)


def test_one_goes_back_the_way_one_came_and_forth_again(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    for subject in ("Phones", "Printer"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.go("unassigned")
    window.open_ticket(1)
    window.open_ticket(2)
    window.go("customers")

    back = [step(qtbot, window, Qt.Key.Key_Left) for _ in range(5)]
    forth = [step(qtbot, window, Qt.Key.Key_Right) for _ in range(5)]

    assert back == ["2 Printer", "1 Phones", "Unassigned", "All open", "All open"]
    assert forth == ["Unassigned", "1 Phones", "2 Printer", "Customers", "Customers"]


def test_walking_through_a_list_leaves_one_ticket_behind(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    for subject in ("Phones", "Printer", "Screen"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.open_ticket(1)
    qtbot.keyClick(window.places.ticket, Qt.Key.Key_J)
    qtbot.keyClick(window.places.ticket, Qt.Key.Key_J)
    walked_to = seen(window)

    assert walked_to not in ("1 Phones", "All open")
    assert step(qtbot, window, Qt.Key.Key_Left) == "All open"
    assert step(qtbot, window, Qt.Key.Key_Right) == walked_to


def test_the_list_stays_marked_from_which_a_ticket_was_opened(work: DeskAtWork, window: MainWindow) -> None:
    turned: list[str] = []
    window.places.turned.connect(turned.append)
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.go("unassigned")
    window.open_ticket(1)
    window.places.back()

    assert turned == ["unassigned"] * 3


def test_going_somewhere_else_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for name in ("all", "reports", "settings"):
        trail.visit(Stop(name))
    trail.step(-1)
    trail.visit(Stop("customers"))

    assert trail.step(1) is None
    assert trail.step(-1) == Stop("reports")
    assert trail.step(-1) == Stop("all")
    assert trail.step(-1) is None
    assert trail.here == Stop("all")
