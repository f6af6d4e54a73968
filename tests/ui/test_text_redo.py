"""Ctrl+Y does the text again while a field has the keyboard, never an act of the desk."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import chord, log, press
from ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def undone_act(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    """A ticket was given to somebody, and that was undone: Ctrl+Y in the list would give it again."""
    log(work, window)
    window.open_ticket(1)
    press(qtbot, window, "m")
    window.history.undo()


def assignee(work: DeskAtWork) -> str | None:
    return work.engine.board.rows()[0].assignee


def test_in_the_composer_the_text_is_done_again(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    undone_act(work, window, qtbot)
    press(qtbot, window, "i", "call back")
    editor = window.places.ticket.composer.editor
    chord(qtbot, Qt.Key.Key_Z, CTRL)
    undone = editor.text()
    chord(qtbot, Qt.Key.Key_Y, CTRL)

    assert (undone, editor.text(), assignee(work)) == ("", "call back", None)


def test_where_the_text_has_nothing_to_do_again_nothing_is_done(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    undone_act(work, window, qtbot)
    press(qtbot, window, "i", "call back")
    chord(qtbot, Qt.Key.Key_Y, CTRL)

    assert (window.places.ticket.composer.editor.text(), assignee(work)) == ("call back", None)


def test_in_a_field_of_one_line_as_well(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    undone_act(work, window, qtbot)
    window.log()
    subject = window.log_ticket.subject.edit
    subject.setFocus()
    press(qtbot, window, "Phones")
    chord(qtbot, Qt.Key.Key_Z, CTRL)
    undone = subject.text()
    chord(qtbot, Qt.Key.Key_Y, CTRL)

    assert (undone, subject.text(), assignee(work)) == ("", "Phones", None)


def test_outside_of_texts_the_act_is_done_again(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    undone_act(work, window, qtbot)
    chord(qtbot, Qt.Key.Key_Y, CTRL)

    assert assignee(work) == "Sam R."


class FieldOfAnotherSystem(QLineEdit):
    """As on X11, where Ctrl+Y is no key of a field."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Y and event.modifiers() == CTRL:
            event.ignore()
            return False
        return super().event(event)


def test_also_where_the_system_does_not_have_it_so(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    undone_act(work, window, qtbot)
    field = FieldOfAnotherSystem(window)
    field.show()
    field.setFocus()
    press(qtbot, window, "Phones")
    chord(qtbot, Qt.Key.Key_Z, CTRL)
    undone = field.text()
    chord(qtbot, Qt.Key.Key_Y, CTRL)
    chord(qtbot, Qt.Key.Key_Y, CTRL)

    assert (undone, field.text(), assignee(work)) == ("", "Phones", None)
