"""A list to choose from says when nothing in it fits, and when there is nothing in it."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
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


def test_where_a_name_can_be_added_it_says_so_and_is_seen_whole(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.show()
    picker = Picker("Tag", around, add="New tag “{name}”")

    picker.open_with([], around)
    QApplication.processEvents()

    assert picker.nothing.text() == "Nothing to choose from yet. Type a new name."
    assert picker.nothing.contentsRect().height() >= theme.line_height("body")
