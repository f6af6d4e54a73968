"""§§ 4 and 8 of the design on every screen and state that can be posed: names, roles, why something cannot be used, and
text of 150 % without loss."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.every_screen import SCREENS, Desks, desks, posed, settle, shown
from tests.ui.test_accessibility import interfaces, unnamed
from tests.ui.text_room import lost
from ui.widgets.overlay import Overlay

Role = QAccessible.Role
AREAS = {Role.Client, Role.Border, Role.NoRole}
"""What says nothing about what it is."""


def why_disabled(control: QWidget) -> str:
    """What the tool tip over it says, which may be that of a part around it which is disabled as a whole."""
    held: QWidget | None = control
    while held is not None and not held.isEnabled():
        if held.toolTip():
            return held.toolTip()
        held = held.parentWidget()
    return ""


@pytest.fixture(scope="module")
def desk(qapp: QApplication) -> Iterator[Desks]:
    with desks() as found:
        yield found


@pytest.mark.parametrize("screen", SCREENS)
def test_all_that_takes_the_keyboard_says_what_it_is(desk: Desks, qtbot: QtBot, screen: str) -> None:
    with desk.engine(SCREENS[screen]) as engine, posed(SCREENS[screen], engine):
        nameless = [found for window in shown() for found in unnamed(window)]
        forms = [form for window in shown() for form in window.findChildren(Overlay) if form.isVisible()]
        vague = sorted(
            {
                type(thing).__name__
                for window in shown()
                for held in interfaces(QAccessible.queryAccessibleInterface(window))
                if isinstance(thing := held.object(), QWidget)
                and thing.focusPolicy() & Qt.FocusPolicy.TabFocus
                and held.role() in AREAS
            }
        )

        unexplained = sorted(
            f"{type(button).__name__} {button.accessibleName()}"
            for window in shown()
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and not button.isEnabled() and not why_disabled(button)
        )

        assert nameless == []
        assert unexplained == []
        assert [type(form).__name__ for form in forms if not form.form.accessibleName().strip()] == []
        assert vague == []


@pytest.mark.parametrize("screen", [name for name, shot in SCREENS.items() if not shot.wall])
def test_no_word_is_lost_at_150_percent(desk: Desks, qtbot: QtBot, qapp: QApplication, screen: str) -> None:
    found = {}
    with (
        desk.engine(SCREENS[screen]) as engine,
        posed(SCREENS[screen], engine, size=(1366, 738), text_size=1.5) as held,
    ):
        for size in ((1366, 738), (1440, 870)):
            held.resize(*size)
            settle(qapp)
            found[size] = lost(shown())

    assert {size: words for size, words in found.items() if words} == {}
