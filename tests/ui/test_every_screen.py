"""§§ 4 and 8 of the design on every screen and state that can be posed: names, roles, why something cannot be used, and
text of 150 % without loss."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.every_screen import SCREENS, Desks, desks, posed, settle, shown
from tests.ui.test_accessibility import interfaces, unnamed
from tests.ui.text_room import lost
from ui.shots.shot import WIDE
from ui.widgets.overlay import Overlay

Role = QAccessible.Role
AREAS = {Role.Client, Role.Border, Role.NoRole}
"""What says nothing about what it is."""


@pytest.fixture(scope="module")
def desk(qapp: QApplication) -> Iterator[Desks]:
    with desks() as found:
        yield found


class Examined(NamedTuple):
    """What was found on a screen: things without a name, forms without one, kinds that say nothing of what they are,
    buttons that do not say why they cannot be used, empty fields that do not say what goes in, and words that do not
    fit, by the window's size."""

    nameless: list[str]
    forms: list[str]
    vague: list[str]
    unexplained: list[str]
    silent: list[str]
    lost: Mapping[tuple[int, int], list[str]]


@pytest.fixture(scope="module", params=SCREENS)
def examined(request: pytest.FixtureRequest, qapp: QApplication, desk: Desks) -> Examined:
    """With text of 150 %; the wallboard, which grows with its screen, as it is. Posed once for all that is asked."""
    shot = SCREENS[request.param]
    sizes = (WIDE,) if shot.wall else ((1366, 738), (1440, 870))
    with (
        desk.engine(shot) as engine,
        posed(shot, engine, size=sizes[0], text_size=1.0 if shot.wall else 1.5) as held,
    ):
        forms = [form for window in shown() for form in window.findChildren(Overlay) if form.isVisible()]
        words = {}
        for size in sizes:
            held.resize(*size)
            settle(qapp)
            words[size] = lost(shown())
        return Examined(
            nameless=[found for window in shown() for found in unnamed(window)],
            forms=[type(form).__name__ for form in forms if not form.form.accessibleName().strip()],
            vague=sorted({kind for window in shown() for kind in vague(window)}),
            unexplained=sorted(name for window in shown() for name in unexplained(window)),
            silent=sorted(name for window in shown() for name in silent(window)),
            lost={size: found for size, found in words.items() if found},
        )


def vague(window: QWidget) -> Iterator[str]:
    for held in interfaces(QAccessible.queryAccessibleInterface(window)):
        thing = held.object()
        if isinstance(thing, QWidget) and thing.focusPolicy() & Qt.FocusPolicy.TabFocus and held.role() in AREAS:
            yield type(thing).__name__


def unexplained(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.isEnabled() and not why_disabled(button):
            yield f"{type(button).__name__} {button.accessibleName()}"


def why_disabled(control: QWidget) -> str:
    """What the tool tip over it says, which may be that of a part around it which is disabled as a whole."""
    held: QWidget | None = control
    while held is not None and not held.isEnabled():
        if held.toolTip():
            return held.toolTip()
        held = held.parentWidget()
    return ""


def silent(window: QWidget) -> Iterator[str]:
    for field in (*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)):
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        takes = field.isVisible() and field.isEnabled() and not field.isReadOnly()
        if takes and not text and not field.placeholderText():
            yield field.accessibleName()


def test_what_cannot_be_used_says_why_and_what_is_empty_what_goes_in(examined: Examined) -> None:
    assert examined.unexplained == []
    assert examined.silent == []


def test_all_that_takes_the_keyboard_says_what_it_is(examined: Examined) -> None:
    assert examined.nameless == []
    assert examined.forms == []
    assert examined.vague == []


def test_no_word_is_lost(examined: Examined) -> None:
    assert examined.lost == {}
