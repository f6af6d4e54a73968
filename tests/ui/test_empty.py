"""What stands where there is nothing, also where there is little room."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.empty import Empty


@pytest.mark.parametrize("size", [1.0, 1.5])
def test_an_empty_page_breaks_its_words_where_there_is_little_room(
    qapp: QApplication, qtbot: QtBot, size: float
) -> None:
    theme.set_text_size(qapp, size)
    sentence = "Load a list from /home/sam/Documents/holidays-of-the-whole-country.ics, or add them one by one."
    empty = Empty("calendar-off", "No holidays in this year", sentence)
    qtbot.addWidget(empty)
    empty.resize(200, 400)
    empty.show()
    QApplication.processEvents()

    assert empty.width() == 200
    for line in (empty._title, empty._sentence):
        assert line.geometry().left() >= 0
        assert line.geometry().right() < empty.width()
        assert all(theme.metrics(line._style).horizontalAdvance(said) <= line.width() for said in line._lines)
    assert len(empty._sentence._lines) > 1
    theme.set_text_size(qapp, 1.0)
