"""The page that leads to everything that can come from a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork, customer, nameless, outside
from tests.ui.window_at_work import press
from ui import theme
from ui.main_window import MainWindow
from ui.views.importing import CONTACTS, SERVICENOW, WAYS, ImportPage, Way


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    window.actions_made["import"].trigger()
    found = window.places.current
    assert isinstance(found, ImportPage)
    return found


def test_contacts_are_imported_from_here_by_keyboard(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer(work, "Acme")
    bakery, _ = customer(work, "Best Bakery")
    cards = tmp_path / "people.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Kim Adams\nTEL:214\nEND:VCARD\n")
    monkeypatch.setattr("ui.file_place.QFileDialog.getOpenFileName", lambda *_: (str(cards), ""))
    window.actions_made["import"].trigger()

    press(qtbot, window, Qt.Key.Key_Return, "bak", Qt.Key.Key_Return)
    form = window.places.current.importing
    form.act.click()

    assert [held.name for held in work.engine.catalogue.contacts(bakery)] == ["Kim Adams"]


def test_where_there_is_no_customer_it_leads_to_adding_one(page: ImportPage, window: MainWindow) -> None:
    page.buttons[CONTACTS.title].click()

    assert window.places.here == "customers"


@pytest.mark.parametrize("way", [way for way in WAYS if way.act], ids=lambda way: way.title)
def test_each_way_is_an_action_of_the_window(window: MainWindow, way: Way) -> None:
    assert way.act in window.actions_made


def test_it_leads_to_the_holidays(page: ImportPage, window: MainWindow) -> None:
    page.buttons["Holidays"].click()

    assert window.places.here == "hours"


def test_the_command_can_be_copied(page: ImportPage, window: MainWindow) -> None:
    page.buttons[SERVICENOW.title].click()

    assert QGuiApplication.clipboard().text() == "slaapp import servicenow FILE --customer NAME"
    assert window.toasts.shown[-1].title == "Copied."


@pytest.mark.parametrize(("width", "size"), [(1440, 1.0), (1024, 1.0), (1366, 1.5)])
def test_nothing_is_cut_off_and_everything_has_a_name(
    window: MainWindow, qapp: QApplication, width: int, size: float
) -> None:
    try:
        theme.set_text_size(qapp, size)
        window.resize(width, 700)
        window.go("import")
        QApplication.processEvents()
        assert outside(window.places.current) == []
        assert nameless(window.places.current) == []
    finally:
        theme.set_text_size(qapp, 1.0)
