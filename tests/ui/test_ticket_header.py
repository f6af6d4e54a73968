"""The subject being typed stays with its own ticket."""

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
