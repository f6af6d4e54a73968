"""§ 8 of the design: every control of every page and dialog has a role and a name, and rows are sentences."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork, customer
from tests.ui.window_at_work import press, reload
from ui.main_window import MainWindow
from ui.views.settings.pages import PAGES

Role = QAccessible.Role
USED = {
    Role.Button, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox, Role.Link,
    Role.List, Role.ListItem, Role.Table, Role.Tree, Role.TreeItem, Role.Slider, Role.SpinBox, Role.MenuItem,
    Role.PageTab, Role.ProgressBar,
}  # fmt: skip
"""Roles of what is used or read by itself; the rest are frames around them and words."""


def interfaces(held: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """All below one, itself first, that can be seen."""
    if held.state().invisible:
        return
    yield held
    for at in range(held.childCount()):
        child = held.child(at)
        if child is not None and child.isValid():
            yield from interfaces(child)


def unnamed(root: QWidget) -> list[str]:
    """What a screen reader would come to and could not name."""
    found = []
    for held in interfaces(QAccessible.queryAccessibleInterface(root)):
        name = held.text(QAccessible.Text.Name).strip()
        thing = held.object()
        if isinstance(thing, QWidget) and thing.objectName().startswith("qt_"):
            continue
        stops = isinstance(thing, QWidget) and bool(thing.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not name and (held.role() in USED or stops) and thing is not root:
            found.append(f"{type(thing).__name__} {held.role().name}")
    return found


def as_list(window: MainWindow) -> QWidget:
    window.go("all")
    return window


def ticket(window: MainWindow) -> QWidget:
    window.open_ticket(1)
    return window


def why(window: MainWindow) -> QWidget:
    window.open_ticket(1)
    window.places.ticket.whys.open()
    return window


def logging(window: MainWindow) -> QWidget:
    window.log()
    return window


def place(name: str, part: str = "") -> Callable[[MainWindow], QWidget]:
    def pose(window: MainWindow) -> QWidget:
        window.go(name, part)
        return window

    return pose


def keys(window: MainWindow) -> QWidget:
    window.show_keys()
    return window


def failure(window: MainWindow) -> QWidget:
    window.say_failed("ValueError: an example", "slaapp.log")
    return window


def refused(window: MainWindow) -> QWidget:
    window.say_refused("Not saved, the disk is full.")
    return window


POSES: dict[str, Callable[[MainWindow], QWidget]] = {
    "queue": as_list,
    "ticket": ticket,
    "why": why,
    "log ticket": logging,
    "keys": keys,
    "failure": failure,
    "notice": refused,
    **{name: place(name) for name in ("reports", "customers", "agreements", "hours", "import", "resolved", "mine")},
    **{f"settings {page.name}": place("settings", page.name) for page in PAGES},
}


@pytest.fixture
def window(work: DeskAtWork, window: MainWindow) -> MainWindow:
    id_, contact = customer(work, "Meadow Primary School", contact="Ada N.")
    for subject in ("Cannot print to second-floor printer", "Mail does not arrive"):
        work.log("2026-03-10 09:30", subject=subject, customer=id_, contact=contact)
    work.engine.desk.reply(1, "We are on it.", now=work.clock.at)
    reload(window)
    return window


@pytest.mark.parametrize("pose", POSES)
def test_every_control_has_a_name(window: MainWindow, qtbot: QtBot, pose: str) -> None:
    root = POSES[pose](window)
    QApplication.processEvents()

    assert unnamed(root) == []


@pytest.mark.parametrize(("widget", "role"), [("who", Role.Button), ("log_button", Role.Button)])
def test_what_is_pressed_is_a_button(window: MainWindow, widget: str, role: QAccessible.Role) -> None:
    held = getattr(window.status, widget, None) or getattr(window.sidebar, widget)

    assert QAccessible.queryAccessibleInterface(held).role() is role


def test_a_row_is_said_in_one_sentence(window: MainWindow, work: DeskAtWork) -> None:
    work.turn_to("2026-03-10 17:30")
    window.heartbeat.go_on()
    QApplication.processEvents()
    view = window.queue.view
    said = [
        str(view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(view.model().rowCount())
    ]

    assert (
        "Overdue by 3 hours 30 minutes, first response, was due 13:30 today. Normal. 2, Mail does not arrive. "
        "Meadow Primary School. New, unassigned. Not opened yet."
    ) in said
    assert all(text.strip() for text in said)


def seen_in_order(window: MainWindow, qtbot: QtBot, first: QWidget, count: int) -> list[QWidget]:
    """What Tab comes to from there, one after the other."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found = [first]
    for _ in range(count):
        press(qtbot, window, Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def reading_order(widgets: list[QWidget], over: QWidget) -> bool:
    """Down the page, and from left to right in a line."""
    spots = [widget.mapTo(over, widget.rect().center()) for widget in widgets]
    return all(below.y() > above.y() - 12 or below.x() > above.x() for above, below in pairwise(spots))


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_tab_goes_through_a_page_as_one_reads(window: MainWindow, qtbot: QtBot, page: str) -> None:
    window.go("settings", page)
    QApplication.processEvents()
    shown = window.places.page("settings")
    form = shown.form  # type: ignore[attr-defined]
    stops = [
        widget
        for widget in seen_in_order(window, qtbot, shown.list, 24)[1:]  # type: ignore[attr-defined]
        if form.isAncestorOf(widget)
    ]

    assert stops
    assert reading_order(list(dict.fromkeys(stops)), form)


def test_no_page_keeps_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    """Tab leads out of every page and around to it again."""
    for name in ("all", "reports", "settings"):
        window.go(name)
        QApplication.processEvents()
        page = window.places.current
        left = False
        for _ in range(80):
            press(qtbot, window, Qt.Key.Key_Tab)
            held = QApplication.focusWidget()
            left = left or (held is not page and not page.isAncestorOf(held))
        assert left, name
