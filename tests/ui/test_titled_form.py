"""The frame of a form: what it asks comes first, its buttons last, and what is wrong stands between."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.titled_form import TitledForm


class Rename(TitledForm):
    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "Rename the service", "Rename it")
        self.name, self.why = Field("", name="Name"), Field("", name="Why")
        self.remove = Button("Remove it")
        self.foot.insertWidget(0, self.remove)
        self.rows.addWidget(self.name)
        self.rows.addWidget(self.why)


@pytest.fixture
def form(qtbot: QtBot) -> Rename:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    form = Rename(window)
    with qtbot.waitExposed(window):
        window.show()
    form.open()
    form.name.edit.setFocus()
    return form


def test_tab_goes_through_what_is_asked_to_the_buttons_as_they_stand(form: Rename, qtbot: QtBot) -> None:
    passed = []
    for _ in range(7):
        here = QApplication.focusWidget()
        assert here is not None
        passed.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)

    assert passed == [
        form.name.edit,
        form.why.edit,
        form.remove,
        form.cancel,
        form.act,
        form.close_button,
        form.name.edit,
    ]


def test_what_is_wrong_makes_room_for_itself_above_the_buttons(form: Rename) -> None:
    before = form.form.height()

    form.say_wrong("Another service has that name. Give this one another.")

    assert form.form.height() > before
    assert form.why.geometry().bottom() < form.problem.geometry().top()
    assert form.problem.geometry().bottom() < form.act.geometry().top()


def test_ctrl_enter_does_it_and_cancel_leaves(form: Rename, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.act.clicked):
        qtbot.keyClick(form.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    form.cancel.click()

    assert not form.isVisible()
