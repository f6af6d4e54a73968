"""What stands where there is nothing, also where there is little room."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.empty import Empty


@pytest.fixture(params=[1.0, 1.5], autouse=True)
def size(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    theme.set_text_size(qapp, request.param)
    yield
    theme.set_text_size(qapp, 1.0)


def test_an_empty_page_breaks_its_words_where_there_is_little_room(qtbot: QtBot) -> None:
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
