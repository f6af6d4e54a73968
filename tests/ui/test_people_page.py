"""The desk's people in the settings and in the foot of the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.services.people import COLOURS
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, outside
from tests.ui.test_settings import form
from tests.ui.window_at_work import press, titles, window_over
from ui import faces, wording
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.models.arrangement import View
from ui.views.settings.people import PeoplePage
from ui.window_state import WindowState, remember


def people(window: MainWindow) -> PeoplePage:
    page = form(window, "people")
    assert isinstance(page, PeoplePage)
    return page


def row(window: MainWindow, name: str):  # type: ignore[no-untyped-def]
    return people(window).people[window.engine.people.find(name).id]


def test_somebody_new_is_added_with_enter(window: MainWindow, qtbot: QtBot) -> None:
    page = people(window)
    page.new.edit.setFocus()

    press(qtbot, window, "Ali R.", Qt.Key.Key_Return)

    assert [person.name for person in window.engine.people.every()] == ["Ali R.", "Kim L.", "Sam R."]
    assert (page.new.text(), QApplication.focusWidget()) == ("", page.new.edit)


def test_a_name_that_is_taken_is_refused_and_stays_typed(window: MainWindow, qtbot: QtBot) -> None:
    page = people(window)
    page.new.edit.setFocus()

    press(qtbot, window, "kim l.", Qt.Key.Key_Return)

    assert page.new.wrong
    assert "Nothing was saved" in page.new_problem.accessibleName()
    assert (page.new.text(), QApplication.focusWidget()) == ("kim l.", page.new.edit)


def test_a_field_is_kept_when_it_is_left_and_a_refusal_keeps_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    kim = row(window, "Kim L.")
    kim.name.edit.setFocus()
    kim.name.edit.selectAll()
    press(qtbot, window, "Sam R.", Qt.Key.Key_Tab)
    assert (kim.name.wrong, kim.name.text()) == (True, "Sam R.")
    assert window.engine.people.find("kim").name == "Kim L."

    kim.name.edit.setFocus()
    kim.name.edit.selectAll()
    press(qtbot, window, "Kim Lee", Qt.Key.Key_Tab)
    assert window.engine.people.find("kim").name == "Kim Lee"
    assert QApplication.focusWidget().accessibleName() == "Initials of Kim Lee"


def test_what_was_being_typed_is_there_after_a_crash_and_kept_with_enter(
    work: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        window.go("settings", "people")
        name = window.places.current.form.people[work.me].name.edit
        name.setFocus()
        name.selectAll()
        press(qtbot, window, "Sam Ro")
        window.heartbeat.go_on()
        held = file.read_text("utf-8")
        name.setText("Sam R.")
    file.write_text(held, "utf-8")  # as the crash left it

    with window_over(work, qtbot, state_file=file) as window:
        window.go("settings", "people")
        row = window.places.current.form.people[work.me]
        assert (row.name.text(), row.name.wrong) == ("Sam Ro", False)
        assert "typed before" in row.problem.accessibleName()
        row.name.edit.setFocus()
        press(qtbot, window, "se", Qt.Key.Key_Return)

        assert (row.name.text(), row.name.wrong, row.problem.accessibleName()) == ("Sam Rose", False, "")
        assert work.engine.people.find(work.me).name == "Sam Rose"
        assert window.state.shelves["people"] == {}


def test_initials_and_colour_are_drawn_wherever_the_name_stands(window: MainWindow) -> None:
    row(window, "Kim L.").colour.menu.actions()[COLOURS.index("moss")].trigger()
    window.commands.run(window.engine.people.change, "Kim L.", initials="Q")

    drawn = wording.initials("Kim L.")
    assert isinstance(drawn, faces.Initials)
    assert (str(drawn), drawn.colour) == ("Q", "moss")
    assert wording.initials("Meadow Primary School") == "MS"


def test_who_has_left_is_offered_no_more_and_can_be_taken_back(window: MainWindow, work: DeskAtWork) -> None:
    work.log("2026-03-10 09:30", assignee=window.engine.people.find("Kim L.").id)
    page = people(window)
    row(window, "Kim L.").leave.click()

    assert [held.name for held in window.engine.people.every() if held.retired] == ["Kim L."]
    assert "1 open ticket" in window.toasts.shown[0].title
    window.log()
    assert "Kim L." not in [choice.label for choice in window.log_ticket._people.choices(None)]
    page.take_back(window.engine.people.find("Kim L."))
    assert not window.engine.people.find("Kim L.").retired


def test_somebody_else_sits_down_and_the_next_start_knows(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        assert window.status.who.text() == "Sam R."
        window.status.who.click()
        next(action for action in window.status.who.menu.actions() if action.text() == "Kim L.").trigger()
        assert (window.engine.user, window.queue.table.me) == ("kim", "Kim L.")
    work.engine.work_as("sam")
    with window_over(work, qtbot, state_file=file) as window:
        assert (window.engine.user, window.status.who.text()) == ("kim", "Kim L.")


def test_opening_reads_the_tickets_once_whoever_sits_here(
    work: DeskAtWork, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, read = work.engine.board, []
    rows, front = board.rows, board.front
    monkeypatch.setattr(board, "rows", lambda: read.append("all") or rows())
    monkeypatch.setattr(board, "front", lambda *args: read.append("front") or front(*args))
    file = tmp_path / "window.json"
    remember(file, WindowState(sits_here={"sam": "kim"}))
    with window_over(work, qtbot, state_file=file) as window:
        wait_for_all()
        QApplication.processEvents()
        theirs = [row for row in window.queue.table.rows() if row.assignee == "Kim L."]
        assert (window.engine.user, window.queue.table.counts()[View.MINE]) == ("kim", len(theirs))
    assert read == ["front"], "all of these few are in it"


def test_whoever_renames_oneself_goes_on_signing(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(window.engine.people.change, "Sam R.", account="")
    window.sitting.become(window.engine.people.find("Sam R."))
    sam = row(window, "Sam R.")
    sam.name.edit.setFocus()
    sam.name.edit.selectAll()
    press(qtbot, window, "Sam Rowe", Qt.Key.Key_Return)

    assert (window.engine.user, window.status.who.text()) == ("Sam Rowe", "Sam Rowe")


def test_each_act_on_people_is_told_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    people(window).new.edit.setFocus()
    press(qtbot, window, "Ali R.", Qt.Key.Key_Return)
    row(window, "Kim L.").colour.menu.actions()[COLOURS.index("moss")].trigger()
    row(window, "Kim L.").name.setText("Kim Lee")
    row(window, "Kim L.").name.edit.editingFinished.emit()
    told = titles(window)
    row(window, "Kim Lee").leave.click()

    seen = []
    for _ in range(4):
        window.actions_made["undo"].trigger()
        kim = window.engine.people.find("kim")
        seen.append((kim.retired, kim.name, kim.colour, window.engine.people.find("Ali R.").retired))

    assert told == ["Kim L. is called Kim Lee now."]
    assert seen == [
        (False, "Kim Lee", "moss", False),
        (False, "Kim L.", "moss", False),
        (False, "Kim L.", "stone", False),
        (False, "Kim L.", "stone", True),
    ]
    assert row(window, "Kim L.").name.text() == "Kim L."


def test_whoever_is_called_otherwise_again_signs_by_that_name(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(window.engine.people.change, "Sam R.", account="")
    window.sitting.become(window.engine.people.find("Sam R."))
    row(window, "Sam R.").name.setText("Sam Rowe")
    row(window, "Sam R.").name.edit.editingFinished.emit()

    window.actions_made["undo"].trigger()

    assert window.status.who.text() == "Sam R."
    assert window.engine.people.me() == window.engine.people.find("Sam R.")


def test_it_says_what_a_pin_would_do_and_what_it_would_not(window: MainWindow) -> None:
    told = people(window).honest.text()

    assert "A PIN would keep people from signing as one another by mistake" in told
    assert "it does not lock the file" in told


def test_a_hostile_name_breaks_nothing(window: MainWindow) -> None:
    window.commands.run(window.engine.people.add, HOSTILE.replace("\x07\t", " ")[:480])
    page = people(window)

    assert outside(page) == []
    assert outside(window.status) == []
