"""A data file that can only be read: whatever would write is disabled and says why, and all else works."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.relations import Relation
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import press, window_over
from ui.main_window import MainWindow
from ui.widgets.forbidden import WHY


@pytest.fixture
def window(work: DeskAtWork, qtbot: QtBot) -> Iterator[MainWindow]:
    one, other = work.log("2026-03-09 09:30"), work.log("2026-03-09 09:31")
    desk = work.engine.desk
    desk.link(one, other, relation=Relation.CAUSED_BY, now=work.clock.at)
    desk.add_to_checklist(one, "Map the drive", now=work.clock.at)
    desk.tag(one, "printer", now=work.clock.at)
    work.engine.read_only = True
    with window_over(work, qtbot) as found:
        yield found


def test_a_ticket_can_be_read_and_not_worked_on(window: MainWindow) -> None:
    window.open_ticket(1)
    page = window.places.ticket
    bar, composer = page.properties, page.composer
    controls: list[QWidget] = [page.header.resolve_button, bar.status, bar.severity, bar.assignee, bar.customer]
    controls += [composer.add, composer.then, composer.channel, composer.when, composer.editor]
    controls += [composer.attach, composer.block, composer.minutes, composer.mail]
    controls += [card.reason_button for card in page.panel.cards()]
    panel = page.panel
    controls += [*panel.tags.buttons, panel.ties.add, *panel.ties.undos, panel.checklist.add, *panel.checklist.ticks()]

    assert len(panel.tags.buttons) == len(panel.ties.undos) == len(panel.checklist.ticks()) == 1
    assert [(control.isEnabled(), control.toolTip()) for control in controls] == [(False, WHY)] * len(controls)
    assert {control.accessibleDescription() for control in controls} == {WHY}


def test_no_key_opens_what_would_write(window: MainWindow, qtbot: QtBot) -> None:
    window.open_ticket(1)
    page = window.places.ticket
    window.toasts.clear()
    press(qtbot, window, "r", "s", "e", "m", Qt.Key.Key_Delete)

    assert QApplication.activePopupWidget() is None
    assert [notice.title for notice in window.toasts.shown] == [WHY]
    assert not page.properties.status.menu.isVisible()
    assert not page.header.field.isVisible()
    assert not page.composer.editor.edit.hasFocus()
    press(qtbot, window, "w")
    assert page.whys.dialog is not None
    press(qtbot, window, Qt.Key.Key_Escape)


def test_what_is_refused_for_good_is_disabled_in_the_menus(window: MainWindow) -> None:
    assert {
        name for name in ("log", "import", "undo", "redo", "settings") if window.actions_made[name].isEnabled()
    } == {"settings"}


def test_the_menu_bar_offers_of_a_ticket_what_reads_it(window: MainWindow) -> None:
    window.state.menu_bar = True
    window.take_state()
    window.open_ticket(1)
    bar = window.findChild(QMenuBar)
    assert isinstance(bar, QMenuBar)
    bar.actions()[2].menu().aboutToShow.emit()

    asked = ("reply", "close_as", "assign", "why", "copy_number")
    assert {name for name in asked if window.actions_made[name].isEnabled()} == {"why", "copy_number"}


@pytest.mark.parametrize("part", ["general", "people"])
def test_the_settings_of_the_desk_say_why(window: MainWindow, part: str) -> None:
    window.go("settings", part)
    QApplication.processEvents()
    form = window.places.page("settings").form  # type: ignore[attr-defined]

    forbidden = form.name if part == "general" else form.new
    assert (forbidden.isEnabled(), forbidden.toolTip()) == (False, WHY)
