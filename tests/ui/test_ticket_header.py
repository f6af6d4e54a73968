"""The subject being typed stays with its own ticket."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Status
from ui.views.ticket.header import Header


def test_a_half_typed_subject_does_not_follow_to_the_next_ticket(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.show()
    typed: list[str] = []
    header.subject_typed.connect(typed.append)
    header.show_ticket(2379, "Cannot print", Status.NEW)
    header.edit_subject()
    header.field.edit.setText("half a")

    header.show_ticket(2417, "Coffee machine broken", Status.NEW)

    assert header.field.isHidden()
    assert header.title.text() == "Coffee machine broken"
    assert typed == []


def test_a_half_typed_subject_is_offered_again_until_the_ticket_has_it(qtbot: QtBot) -> None:
    header, kept = Header(), dict[str, Any]()
    qtbot.addWidget(header)
    header.show()
    typed: list[str] = []
    header.subject_typed.connect(typed.append)
    header.take_up(kept)
    header.show_ticket(2379, "Cannot print", Status.NEW)
    header.edit_subject()
    qtbot.keyClicks(header.field.edit, "Printer on fl")
    qtbot.keyClick(header.field.edit, Qt.Key.Key_Escape)
    assert (kept, header.field.isHidden()) == ({"text": "Printer on fl"}, True)

    header.edit_subject()
    header.field.edit.deselect()
    qtbot.keyClicks(header.field.edit, "oor 2")
    qtbot.keyClick(header.field.edit, Qt.Key.Key_Return)
    assert kept == {"text": "Printer on floor 2"}, "it may be refused"
    header.show_ticket(2379, typed[-1], Status.NEW)
    assert kept == {}


def test_a_subject_without_a_word_stays_in_its_field(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.show()
    header.show_ticket(2379, "Cannot print", Status.NEW)
    header.edit_subject()
    header.field.setText("  ")
    qtbot.keyClick(header.field.edit, Qt.Key.Key_Return)

    assert (header.field.isHidden(), header.field.wrong) == (False, True)


def test_another_window_ends_no_edit(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.show()
    header.show_ticket(2379, "Cannot print", Status.NEW)
    header.edit_subject()
    for reason, ended in ((Qt.FocusReason.ActiveWindowFocusReason, False), (Qt.FocusReason.MouseFocusReason, True)):
        QApplication.sendEvent(header.field.edit, QFocusEvent(QFocusEvent.Type.FocusOut, reason))
        assert header.field.isHidden() is ended
