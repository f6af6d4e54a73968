"""Many tickets that refused: a few on the notice, every one of them on a sheet, with what it is about and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.services.desk import TicketDraft
from slaapp.services.together import Refused
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, nameless, outside
from tests.ui.window_at_work import press
from ui.dialogs.refused_list import RefusedList
from ui.main_window import MainWindow
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.notice import Notice
from ui.widgets.toast import Toast

Key = Qt.Key


def refuse(work: DeskAtWork, window: MainWindow, count: int, subject: str = "Door") -> list[int]:
    """So many refuse to be high, and one is."""
    numbers = []
    for n in range(count + 1):
        draft = TicketDraft(subject=f"{subject} {n}", severity=Severity.LOW)
        number, _ = window.commands.attempt(work.engine.desk.log, draft)
        numbers.append(number)
    window.queue.acts.set_severity(numbers[count:], Severity.HIGH)
    refuse_again(window, numbers[:count], asked=count + 1)
    return numbers[:count]


def refuse_again(window: MainWindow, numbers: list[int], *, asked: int) -> None:
    why = "Ticket {number} is low. Nothing was changed."
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in numbers], asked)
    QApplication.processEvents()


def notice(window: MainWindow) -> Notice:
    return next(held for held in window.toasts.shown if held.key == "left")


def open_sheet(window: MainWindow) -> RefusedList:
    toast = next(held for held in window.findChildren(Toast) if held.notice.key == "left")
    toast.findChildren(Button)[0].click()
    QApplication.processEvents()
    return window.findChildren(RefusedList)[-1]


def told(sheet: RefusedList) -> list[str]:
    return [label.text() for label in sheet.findChildren(Label)]


def test_up_to_four_the_notice_says_all_of_it(work: DeskAtWork, window: MainWindow) -> None:
    refuse(work, window, 4)

    assert len(notice(window).lines) == 4
    assert [words for words, _ in notice(window).actions] == ["Mark these"]


def test_beyond_four_a_sheet_names_each_with_its_subject_and_reason(work: DeskAtWork, window: MainWindow) -> None:
    numbers = refuse(work, window, 6)
    lines = notice(window).lines
    sheet = open_sheet(window)

    assert lines[-1] == "and 2 more"
    assert "6 of 7 tickets left as they are" in told(sheet)
    for n, number in enumerate(numbers):
        assert f"{number}  Door {n}" in told(sheet)
    assert sum("is low" in words for words in told(sheet)) == 6


def test_the_sheet_marks_them_or_opens_one(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = refuse(work, window, 5)
    sheet = open_sheet(window)
    sheet.mark.click()
    marked = sorted(entry.row.number for entry in window.queue.table.marked())
    refuse_again(window, numbers, asked=6)
    sheet = open_sheet(window)
    press(qtbot, window, Key.Key_Return)

    assert marked == numbers
    assert window.places.ticket.number == numbers[0]


def test_esc_closes_it_and_every_control_has_a_name_and_stays_inside(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    refuse(work, window, 5, HOSTILE)
    sheet = open_sheet(window)
    wrong = (nameless(sheet), outside(sheet))
    press(qtbot, window, Key.Key_Escape)

    assert wrong == ([], [])
    assert [held for held in window.findChildren(RefusedList) if held.isVisible()] == []
