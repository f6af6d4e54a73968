"""Poses of the queue and of what was found."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.agreement import Severity, Status
from slaapp.services.together import Refused
from ui import notices
from ui.main_window import MainWindow
from ui.models.arrangement import Choice, Column, View
from ui.models.shelf import Look
from ui.shots.shot import TICKET, no_answer
from ui.widgets.button import Button
from ui.widgets.toast import Toast


def queue(window: MainWindow) -> None:
    window.queue.select(TICKET)
    window.queue.view.scrollToTop()


def queue_with_preview(window: MainWindow) -> None:
    queue(window)
    window.queue.show_preview(True)
    window.queue.take_focus()


def queue_marked(window: MainWindow) -> None:
    queue(window)
    window.queue.take_focus()
    window.queue.mark({2391, 2402, 2415, TICKET})


def queue_marked_menu(window: MainWindow) -> None:
    queue_marked(window)
    window.queue.marks.status.click()


def queue_sure(window: MainWindow) -> None:
    """What ends many tickets is asked for once."""
    queue_marked_menu(window)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_R)
    window.activateWindow()  # which a menu that closes leaves to the system


def queue_ribbon_card(window: MainWindow) -> None:
    queue(window)
    window.queue.ribbon.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(window.queue.ribbon, Qt.Key.Key_Right)


def queue_refused(window: MainWindow) -> None:
    queue_marked(window)
    why = "Ticket {number} is resolved. Its severity was not changed. Reopen it first."
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in (2391, 2415)], 4)


def queue_refused_sheet(window: MainWindow) -> None:
    queue_marked(window)
    why = "Ticket {number} is resolved. Its severity was not changed. Reopen it first."
    numbers = [row.number for row in window.queue.table.rows()[:9]]
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in numbers], 12)
    window.findChildren(Toast)[-1].findChildren(Button)[0].click()


def queue_refused_notice(window: MainWindow) -> None:
    queue_marked(window)
    why = "Ticket {number} is resolved. Its severity was not changed. Reopen it first."
    numbers = [row.number for row in window.queue.table.rows()[:9]]
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in numbers], 12)


def queue_own_list(window: MainWindow) -> None:
    shelf = window.queue.shelf
    choice = Choice(View.ALL, customer=frozenset({"Harbour Clinic"}), status=frozenset({Status.IN_PROGRESS}))
    columns = (Column.REMAINING, Column.DUE, Column.NUMBER, Column.SUBJECT, Column.SERVICE, Column.RECEIVED)
    name = shelf.add("Harbour Clinic at work", choice, Look(columns=(*columns, Column.ASSIGNEE)))
    window.queue.lists.changed.emit()
    window.go(name)
    window.queue.header.filter.edit.setText("s")
    window.queue.head.setFocus(Qt.FocusReason.TabFocusReason)


def queue_several(window: MainWindow) -> None:
    queue(window)
    levels = frozenset({Severity.URGENT, Severity.HIGH})
    window.queue.header.chosen.emit(Choice(severity=levels, assignee=frozenset({"Kim L.", "Sam R.", "Jo T."})))
    window.queue.header.severity.open_menu()


def queue_narrowed(window: MainWindow) -> None:
    queue(window)
    who = frozenset({"Kim L.", "Sam R.", "Jo T."})
    status = frozenset({Status.IN_PROGRESS, Status.WAITING_CUSTOMER})
    window.queue.header.chosen.emit(Choice(customer=frozenset({"Harbour Clinic"}), assignee=who, status=status))


def queue_naming(window: MainWindow) -> None:
    queue(window)
    window.queue.show_customer("Harbour Clinic")
    window.queue.save_list()
    window.queue.lists.popup.field.setText("Overdue")
    window.queue.lists.popup.keep.click()


def queue_with_notice(window: MainWindow) -> None:
    queue(window)
    table = window.queue.table
    row = next(row for row in table.rows() if row.number == 2415)
    nothing = notices.Answers(no_answer, no_answer, no_answer, lambda: None)
    window.say(notices.of_ticket(row, table, table.now, nothing))


def nothing_matches(window: MainWindow) -> None:
    window.queue.header.filter.edit.setText("wombat")


def found(window: MainWindow) -> None:
    window.go("search")
    QTest.keyClicks(window.places.current.field.edit, "rint")
