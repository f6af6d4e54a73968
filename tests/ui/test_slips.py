"""Paper slips that come back are entered by keyboard, one after the other, with their own times."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain.agreement import Severity
from tests.ui.desk_at_work import DeskAtWork, at
from ui.dialogs.slip import SlipForm
from ui.main_window import MainWindow

Key = Qt.Key


def form(window: MainWindow) -> SlipForm:
    held = window.slips.form
    assert held is not None
    assert held.isVisible()
    return held


def keys(qtbot: QtBot, *typed: str | Key) -> None:
    """To what has the keyboard, as one types on."""
    for one in typed:
        target = QApplication.focusWidget()
        if isinstance(one, str):
            qtbot.keyClicks(target, one)
        else:
            qtbot.keyClick(target, one)


def enter(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def begun(work: DeskAtWork, window: MainWindow) -> SlipForm:
    work.engine.slips.number_next(6, now=work.clock.at)
    window.activateWindow()
    window.actions_made["slip_enter"].trigger()
    return form(window)


def test_a_slip_is_entered_by_keyboard_and_the_next_one_is_asked_for(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    first = begun(work, window)
    first.received.show_moment(at("2026-03-09 09:10"))

    first.subject.edit.setFocus()
    keys(qtbot, "No network in room 4", Key.Key_Return, "3")
    first.answered.edit.setFocus()
    keys(qtbot, "930", Key.Key_Return, "11:40", Key.Key_Return, "25", Key.Key_Return, "New switch")
    enter(qtbot)

    rows = [*work.engine.board.rows(), *work.engine.board.done()]
    (number,) = (row.number for row in rows if row.subject == "No network in room 4")
    page = work.engine.pages.page(number, now=work.clock.at)
    assert (page.source_key, page.received_at, page.severity) == ("1", at("2026-03-09 09:10"), Severity.HIGH)
    assert (page.minutes, page.status.done) == (25, True)
    assert form(window).number.text() == "2"
    assert form(window).received.moment() == at("2026-03-09 09:10")


def test_a_slip_that_was_entered_already_is_said_and_nothing_typed_is_lost(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    begun(work, window)
    form(window).subject.setText("Printer jams")
    enter(qtbot)
    again = form(window)
    again.number.setText("1")
    again.subject.setText("Printer jams again")

    again.subject.edit.setFocus()
    enter(qtbot)

    assert "Slip 1 is ticket" in again.problem.accessibleName()
    assert again.subject.text() == "Printer jams again"


def test_a_time_that_is_none_is_said_at_its_field(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.subject.setText("Printer jams")
    held.answered.setText("half nine")
    held.answered.edit.setFocus()

    enter(qtbot)

    assert held.answered.wrong
    assert held.isVisible()


def test_what_is_typed_is_there_again_after_esc(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.subject.setText("Half a slip")
    keys(qtbot, Key.Key_Escape)

    window.actions_made["slip_enter"].trigger()

    assert form(window).subject.text() == "Half a slip"


def test_the_next_slips_are_printed(work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "slips.pdf"

    def to_file(_: object, printer: QPrinter, __: int) -> bool:
        printer.setOutputFileName(str(path))
        return True

    window.places.choose_printer = to_file
    with qtbot.waitSignal(window.slips.printed, timeout=20_000):
        window.actions_made["slips_print"].trigger()

    with Pages(path.read_bytes()) as pages:
        assert len(pages) == 4
    assert work.engine.slips.next_missing() == 1
