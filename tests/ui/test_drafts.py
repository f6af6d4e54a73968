"""Replies and notes that were typed and not added: kept for each ticket and tab, whatever happens to the window."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork, at, desk_at_work
from tests.ui.window_at_work import press, window_over
from ui.main_window import MainWindow
from ui.views.ticket.draft import Draft, Tab, as_plain, from_plain
from ui.window_state import WindowState, recall, remember

Key = Qt.Key


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    with desk_at_work(tmp_path) as found:
        found.log("2026-03-10 10:00")
        found.log("2026-03-10 10:01")
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "window.json"


def editor(window: MainWindow) -> str:
    text: str = window.places.ticket.composer.editor.text()
    return text


def test_a_reply_and_a_note_outlive_the_program(work: DeskAtWork, qtbot: QtBot, file: Path) -> None:
    with window_over(work, qtbot, state_file=file) as first:
        first.open_ticket(1)
        press(qtbot, first, "r", "Half a reply")
        first.places.ticket.composer.switch_to(Tab.NOTE)
        press(qtbot, first, "half a note")
        first.open_ticket(2)
        press(qtbot, first, "i", "Of another ticket", Key.Key_Escape)

    with window_over(work, qtbot, state_file=file) as second:
        second.open_ticket(1)
        note = editor(second)
        second.places.ticket.composer.switch_to(Tab.REPLY)
        assert (editor(second), note) == ("Half a reply", "half a note")
        second.open_ticket(2)
        assert editor(second) == "Of another ticket"


def test_names_that_were_typed_and_not_used_outlive_the_program(work: DeskAtWork, qtbot: QtBot, file: Path) -> None:
    work.engine.catalogue.add_customer("Acme", now=work.clock.at)
    with window_over(work, qtbot, state_file=file) as first:
        first.queue.save_list()
        qtbot.keyClicks(first.queue.lists.popup.field.edit, "Half a list")
        first.queue.lists.popup.hide()
        first.activateWindow()
        first.go("customers")
        first.places.current.act("add")
        press(qtbot, first, "Half a customer", Key.Key_Escape)
        first.places.current.act("contact")
        press(qtbot, first, "Half a contact", Key.Key_Escape)
        first.go("agreements")
        first.places.current.start_adding()
        press(qtbot, first, "Half an agreement", Key.Key_Escape)

    with window_over(work, qtbot, state_file=file) as second:
        second.queue.save_list()
        assert second.queue.lists.popup.field.text() == "Half a list"
        qtbot.keyClick(second.queue.lists.popup.field.edit, Key.Key_Return)
        second.activateWindow()
        second.go("customers")
        second.places.current.act("add")
        assert second.places.current.side.new_name.text() == "Half a customer"
        press(qtbot, second, Key.Key_Return)
        second.places.current.side.choose(work.engine.catalogue.customer("Acme").id)
        second.places.current.act("contact")
        assert second.places.current.detail.contacts.form.values()["name"] == "Half a contact"
        second.go("agreements")
        second.places.current.start_adding()
        assert second.places.current.naming.name.text() == "Half an agreement"

    assert {"new list", "new customer"}.isdisjoint(recall(file).notes), "what was used is forgotten"


def test_one_goes_on_at_the_end_of_a_draft(work: DeskAtWork, qtbot: QtBot, file: Path) -> None:
    with window_over(work, qtbot, state_file=file) as window:
        window.open_ticket(1)
        press(qtbot, window, "r", "Half", Key.Key_Escape)
        window.open_ticket(1)
        press(qtbot, window, "r", " a reply")

        assert editor(window) == "Half a reply"


def test_a_half_typed_reply_outlives_a_crash(work: DeskAtWork, qtbot: QtBot, file: Path) -> None:
    with window_over(work, qtbot, state_file=file) as window:
        window.open_ticket(1)
        press(qtbot, window, "r", "Half a reply")

        window.heartbeat.go_on()

        assert from_plain(recall(file).drafts)[1].texts == {Tab.REPLY: "Half a reply"}


def test_what_was_added_or_emptied_is_no_draft_any_more(work: DeskAtWork, qtbot: QtBot, file: Path) -> None:
    with window_over(work, qtbot, state_file=file) as window:
        window.open_ticket(1)
        press(qtbot, window, "r", "A reply")
        window.heartbeat.go_on()
        window.places.ticket.composer.submit()
        added = recall(file).drafts
        press(qtbot, window, "r", "x")
        window.heartbeat.go_on()
        begun = recall(file).drafts
        press(qtbot, window, Key.Key_Backspace)
        window.heartbeat.go_on()

        assert (added, set(begun), recall(file).drafts) == ({}, {"1"}, {})


def test_a_draft_keeps_what_was_chosen_beside_its_text() -> None:
    drafts = {7: Draft({Tab.NOTE: "Note", Tab.REPLY: " "}, Tab.NOTE, at=at("2026-03-10 10:10")), 8: Draft()}

    assert from_plain(json.loads(json.dumps(as_plain(drafts)))) == {
        7: Draft({Tab.NOTE: "Note"}, Tab.NOTE, at=at("2026-03-10 10:10"))
    }


def test_drafts_that_cannot_be_read_are_forgotten() -> None:
    odd = {"one": {}, "2": "text", "3": {"texts": ["x"], "tab": 4, "then": {}, "at": "now"}}

    assert from_plain(odd) == {3: Draft()}


def test_half_a_character_does_not_keep_the_rest_from_the_disk(file: Path) -> None:
    remember(file, WindowState(draft={"subject": "half \ud83d"}))

    assert recall(file).draft == {"subject": "half \ud83d"}


def test_what_is_not_sent_yet_is_seen_in_the_list_and_in_the_preview(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.open_ticket(1)
    press(qtbot, window, "r", "Half a reply", Key.Key_Escape, Key.Key_Escape)
    window.go("all")
    window.queue.select(1)
    window.queue.show_preview(True)
    table = window.queue.table
    heard = [table.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole) for line in range(table.rowCount())]

    assert ["unsent draft" in sentence for sentence in heard] == [False, True, False]
    assert (window.queue.preview.draft.isVisible(), window.queue.preview.draft.text()) == (
        True,
        "Not sent: Half a reply",
    )
    window.queue.preview.draft.click()
    assert (window.places.here, editor(window)) == ("ticket", "Half a reply")

    press(qtbot, window, " and its other half")
    qtbot.keyClick(window.places.ticket.composer.editor.edit, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.go("all")

    assert not table.has_draft(1)
    assert not window.queue.preview.draft.isVisible()
