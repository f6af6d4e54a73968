"""Scans of signed copies in the window: chosen or dropped, looked at, taken off and back by undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.agreements_at_work import draft_page
from tests.ui.desk_at_work import DeskAtWork
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage

NAME = "Standard support"
SIGNATURES = 4


@pytest.fixture
def page(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> AgreementsPage:
    """Its draft is offered to Acme and Bolt."""
    for name in ("Acme", "Bolt"):
        work.engine.catalogue.add_customer(name, agreement=NAME, now=work.clock.at)
    found = draft_page(window, tab=SIGNATURES)
    assert found.signing.scans.attach.isHidden()
    found.signing.offer.click()
    return found


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "signed.pdf"
    file.write_bytes(b"%PDF-1.7 signed")
    return file


def settle() -> None:
    wait_for_all()
    QApplication.processEvents()


def shown(page: AgreementsPage) -> dict[str, list[str]]:
    return {whose: [chip.file.name for chip in chips.chips] for whose, chips in page.signing.scans.chips.items()}


def drop(page: AgreementsPage, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    act, none, button = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), act, mime, button, none)
    QApplication.sendEvent(page.signing, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page.signing, QDropEvent(QPoint(5, 5), act, mime, button, none))
    settle()


def test_a_copy_is_chosen_for_a_customer(work: DeskAtWork, page: AgreementsPage, scan: Path) -> None:
    scans = page.signing.scans
    scans.choose = lambda: [scan]
    scans.attach.about_to_show.emit()
    actions = {action.text(): action for action in scans.attach.menu.actions()}
    assert list(actions) == ["Signed by all of them", "Acme", "Bolt"]

    actions["Bolt"].trigger()
    settle()

    bolt = work.engine.catalogue.customer("Bolt").id
    assert shown(page) == {bolt: ["signed.pdf"]}


def test_copies_stand_under_whose_they_are_everybodys_first(
    work: DeskAtWork, page: AgreementsPage, scan: Path, tmp_path: Path
) -> None:
    scans = page.signing.scans
    scans.choose = lambda: [scan]
    for name in ("Bolt", "Acme"):
        scans.attach.about_to_show.emit()
        next(action for action in scans.attach.menu.actions() if action.text() == name).trigger()
        settle()
    everybodys = tmp_path / "all.pdf"
    everybodys.write_bytes(b"%PDF-1.7 all")
    drop(page, everybodys)

    acme, bolt = (work.engine.catalogue.customer(name).id for name in ("Acme", "Bolt"))
    assert list(shown(page)) == ["", acme, bolt]


def test_a_copy_is_dropped_and_taken_back(window: MainWindow, page: AgreementsPage, scan: Path) -> None:
    drop(page, scan)
    assert shown(page) == {"": ["signed.pdf"]}

    window.history.undo()

    assert shown(page) == {}
    window.history.redo()
    assert shown(page) == {"": ["signed.pdf"]}


def test_what_is_no_scan_is_refused_in_words(work: DeskAtWork, page: AgreementsPage, tmp_path: Path) -> None:
    file = tmp_path / "signed.html"
    file.write_text("<script>")

    drop(page, file)

    assert shown(page) == {}
    assert work.refused == [
        "signed.html is no scan: a signed copy is a PDF or a picture. Nothing was attached. Scan it, or save it as PDF."
    ]


def test_a_copy_is_opened_as_a_copy_and_taken_off(page: AgreementsPage, scan: Path) -> None:
    drop(page, scan)
    opened: list[bytes] = []
    scans = page.signing.scans
    scans.open_with = lambda path: opened.append(path.read_bytes()) is None
    scans.chips[""].chips[0].click()
    assert scans.form is not None
    scans.form.open_button.click()
    settle()
    assert opened == [b"%PDF-1.7 signed"]

    scans.chips[""].chips[0].click()
    assert scans.form.take_off.text() == "Take off the version"
    scans.form.take_off.click()

    assert shown(page) == {}


def test_a_draft_that_was_not_offered_takes_none(work: DeskAtWork, page: AgreementsPage, scan: Path) -> None:
    page.discard.click()
    page.edit.click()

    drop(page, scan)

    assert shown(page) == {}
    assert work.refused[0].startswith("Nothing was attached: version 2 of Standard support was not offered yet")
