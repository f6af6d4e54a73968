"""Backups, bringing one back and checking everything, from the settings; all of it in the background."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from slaapp import services
from slaapp.engine import Engine, back_up
from slaapp.services import backups
from slaapp.services.checking import Checking, Told
from tests.ui.at_the_program import take_steps
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.test_settings import form
from tests.ui.window_at_work import titles, window_over
from ui.app import work_on
from ui.failures import Failures
from ui.main_window import MainWindow
from ui.views.settings.data import DataPage
from ui.views.settings.general import GeneralPage
from ui.window_state import WindowState, remember

NOW = at("2026-03-10 10:00")


def data(window: MainWindow) -> DataPage:
    page = form(window, "data")
    assert isinstance(page, DataPage)
    return page


def test_a_backup_is_made_in_the_background_and_said_where(window: MainWindow, qtbot: QtBot) -> None:
    page = data(window)
    assert "None yet" in page.newest.text()

    page.back_up.click()
    assert not page.back_up.isEnabled()
    qtbot.waitUntil(lambda: "Copied and checked" in page.backed_up.words.text())

    made = backups.kept(window.engine.store)[0].path
    assert str(made) in page.backed_up.words.text()
    assert "The last one is of" in page.newest.text()
    assert page.back_up.isEnabled()


def test_what_is_refused_is_said_in_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    page = data(window)

    page.make_backup(tmp_path / "file")
    assert not page.back_up.isEnabled()
    qtbot.waitUntil(page.back_up.isEnabled)

    assert page.backed_up.words.text().startswith(f"{tmp_path / 'file'} could not be read or written")


def test_a_sound_store_is_said_to_be_sound(window: MainWindow, work: DeskAtWork, qtbot: QtBot) -> None:
    work.log("2026-03-10 09:30")
    page = data(window)

    page.check.click()
    assert page.waiting.waits
    qtbot.waitUntil(page.check.isEnabled, timeout=20000)

    assert page.checked.words.text().startswith("Sound")
    assert not page.waiting.waits


def test_a_check_can_be_cancelled(
    window: MainWindow, work: DeskAtWork, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.log("2026-03-10 09:30")
    page = data(window)
    cancelled, problems = Event(), Checking.problems

    def once_cancelled(checking: Checking, told: Told) -> Iterator[str]:
        assert cancelled.wait(20)
        yield from problems(checking, told)

    monkeypatch.setattr(Checking, "problems", once_cancelled)

    page.check.click()
    page.waiting.cancel.click()
    cancelled.set()
    qtbot.waitUntil(page.check.isEnabled, timeout=20000)

    assert page.checked.words.text() == "Cancelled. Nothing was changed."


def test_no_window_closes_for_a_copy_that_is_not_sound(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "desk.db.2026-03-09T090000Z.slaapp-backup"
    broken.write_text("no store")
    page = data(window)

    page.choose_copy(broken)
    assert "not lost" in page.warned.text()
    page.restore.click()
    qtbot.waitUntil(lambda: "not a data file" in page.restored.words.text())

    assert window.isVisible()
    assert window.wanted_store is None


def test_a_restored_backup_is_opened_and_what_was_there_is_kept(qapp: QApplication, tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    with Engine.open(store, user="sam", now=NOW) as engine:
        engine.catalogue.add_customer("Before", now=NOW)
    copy = back_up(store, None, now=NOW)
    with Engine.open(store, user="sam", now=NOW) as engine:
        engine.catalogue.add_customer("After", now=NOW)
    seen: list[list[str]] = []

    def customers(window: MainWindow) -> list[str]:
        return [held.name for held in window.engine.catalogue.customers()]

    def restore(window: MainWindow) -> None:
        seen.append(customers(window))
        window._leave_for(store, copy)

    def leave(window: MainWindow) -> None:
        seen.extend((customers(window), titles(window)))
        window.close()

    steps = [(lambda _: True, restore), (lambda window: bool(window.toasts.shown), leave)]
    take_steps(qapp, steps, lambda: work_on(qapp, Failures(tmp_path / "slaapp.log"), store, user="sam"))

    assert seen[:2] == [["After", "Before"], ["Before"]]
    assert "What was here is kept as" in seen[2][0]
    assert list(tmp_path.glob("desk.slaapp.replaced-*"))


def test_a_desks_name_is_kept_when_the_field_is_left(window: MainWindow, qtbot: QtBot) -> None:
    page = form(window, "general")
    assert isinstance(page, GeneralPage)
    page.name.edit.setFocus()
    page.name.setText("Site IT desk")
    page.phone.edit.setFocus()
    page.phone.setText("ext. 100")
    page.address.edit.setFocus()
    page.address.setText("1 High Street\nTown")
    page.name.edit.setFocus()

    desk = window.engine.catalogue.desk()
    assert (desk.name, desk.phone, desk.address) == ("Site IT desk", "ext. 100", ("1 High Street", "Town"))
    page.name.setText("  ")
    page.phone.edit.setFocus()
    assert page.name.wrong
    assert "Nothing was saved" in page.problems[page.name].accessibleName()
    assert window.engine.catalogue.desk().name == "Site IT desk"


def test_how_the_desk_is_described_is_told_and_undone(window: MainWindow) -> None:
    page = form(window, "general")
    assert isinstance(page, GeneralPage)
    page.name.setText("Site IT desk")
    page.name.edit.editingFinished.emit()
    told = titles(window)

    window.actions_made["undo"].trigger()

    assert told == ["Desk name changed."]
    assert (window.engine.catalogue.desk().name, page.name.text()) == ("Support desk", "Support desk")
    window.actions_made["redo"].trigger()
    assert (window.engine.catalogue.desk().name, page.name.text()) == ("Site IT desk", "Site IT desk")


def test_an_address_that_was_being_typed_is_there_after_a_crash(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    remember(file, WindowState(shelves={"desk": {"address": "1 High Str"}}))

    with window_over(work, qtbot, state_file=file) as window:
        page = form(window, "general")
        assert isinstance(page, GeneralPage)
        assert (page.address.text(), page.address.wrong) == ("1 High Str", False)
        assert "typed before" in page.problems[page.address].accessibleName()
        page.address.edit.setFocus()
        qtbot.keyClicks(page.address.edit, "eet")  # where the cursor is: in front
        page.name.edit.setFocus()

        assert work.engine.catalogue.desk().address == ("eet1 High Str",)
        assert not page.address.wrong
        assert window.state.shelves["desk"] == {}


def test_the_window_begins_with_the_list_that_was_chosen(window: MainWindow) -> None:
    page = form(window, "general")
    assert isinstance(page, GeneralPage)

    page.start.menu.actions()[2].trigger()

    assert window.state.start_page == "unassigned"


def test_no_sentence_of_the_window_sends_one_to_a_command_line() -> None:
    """Save the pages that are about the command line; what a refusal says by `command=` is said there alone."""
    homes = (Path(ui.__file__).parent, Path(services.__file__).parent)
    found = [
        (file.name, words)
        for home in homes
        for file in home.rglob("*.py")
        if file.name != "later.py"
        for words in sentences(ast.parse(file.read_text(encoding="utf-8")))
        if re.search(r"\b([Ww]ith:?|[Rr]un) `?slaapp ", words)
    ]

    assert found == []


def sentences(tree: ast.AST) -> Iterator[str]:
    """The texts of a module, without what only those read who read the code."""
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value
    for child in ast.iter_child_nodes(tree):
        documents = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not documents and not (isinstance(child, ast.keyword) and child.arg == "command"):
            yield from sentences(child)
