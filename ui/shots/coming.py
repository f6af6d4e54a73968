"""Poses of what is coming and of what was: dashboard, wallboard, notices, the past."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.spans import HOUR
from slaapp.services import demo
from ui import notices
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.shots import agreements, queue
from ui.shots.shot import no_answer


def dashboard(window: MainWindow) -> None:
    window.go("dashboard")


def dashboard_below(window: MainWindow) -> None:
    window.go("dashboard")
    QApplication.processEvents()
    window.places.current.show_end()


def dashboard_as_table(window: MainWindow) -> None:
    window.go("dashboard")
    window.places.current.turn()


def wallboard(window: MainWindow) -> None:
    window.coming.show_wallboard()


def wallboard_without_names(window: MainWindow) -> None:
    window.state.hide_names = True
    window.coming.show_wallboard()


def notice_list(window: MainWindow) -> None:
    queue.queue(window)
    table = window.queue.table
    nothing = notices.Answers(no_answer, no_answer, no_answer, lambda: None)
    for number in (2391, 2402, 2415):
        row = next(row for row in table.rows() if row.number == number)
        window.coming.tell(notices.of_ticket(row, table, table.now, nothing))
    window.toasts.clear()
    window.coming.show_notices()


def reminder_list(window: MainWindow) -> None:
    """Of an agreement that ends."""
    agreements.near(window)
    window.toasts.clear()
    window.coming.show_notices()


def as_it_was(window: MainWindow) -> None:
    window.go("past")
    window.places.current.show_instant(demo.moment() - 3 * HOUR)


def a_ticket_as_it_was(window: MainWindow) -> None:
    as_it_was(window)
    QTest.qWait(50)
    wait_for_all()
    QTest.qWait(50)
    window.places.current.show_ticket(2408)
