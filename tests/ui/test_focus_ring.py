"""The ring around a button that has the keyboard stays around it."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.button import Button
from ui.widgets.focus_ring import FocusRing


def test_the_ring_goes_along_when_what_holds_its_button_is_moved(qtbot: QtBot) -> None:
    window, part = QWidget(), QWidget()
    qtbot.addWidget(window)
    button = Button("Attach a signed copy")
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(button)
    part.setParent(window)
    part.setGeometry(20, 20, 200, 30)
    window.resize(400, 300)
    window.show()
    ring = FocusRing(button, 6)

    part.move(20, 120)

    assert ring.geometry().contains(button.mapTo(ring.parentWidget(), QPoint(0, 0)))


def test_the_ring_goes_along_with_a_button_that_has_not_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = Button("Why?", parent=window)
    window.resize(400, 300)
    window.show()
    button.move(200, 100)
    ring = FocusRing(button, 6)

    button.move(192, 100)

    assert ring.pos() == QPoint(188, 96)
