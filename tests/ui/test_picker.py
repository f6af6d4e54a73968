"""A list to choose from says when nothing in it fits, and when there is nothing in it."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.picker import Choice, Picker


def test_it_says_when_nothing_fits(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.show()
    picker = Picker("Template", around)

    picker.open_with([Choice("a", "Backups")], around)
    fitting = picker.nothing.isVisible()
    picker.field.setText("wombat")

    assert not fitting
    assert (picker.nothing.isVisible(), picker.nothing.text()) == (True, "Nothing matches")
    picker.open_with([], around)
    assert picker.nothing.text() == "Nothing to choose from yet"
