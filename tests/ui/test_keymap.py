"""Keys that a person may change: what they do, where they work, how they are written, when two clash."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages, render_sheet
from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, outside
from tests.ui.window_at_work import press, window_over
from ui import key_sheet, keymap, theme
from ui.actions import ACT, ACTIONS, Where
from ui.dialogs.keys import Keys
from ui.main_window import MainWindow
from ui.views.settings.shortcuts import ShortcutsPage
from ui.widgets.label import Label
from ui.window_state import WindowState, remember


@pytest.fixture(autouse=True)
def own_table(qapp: QApplication) -> None:
    keymap.take({})


def test_each_name_stands_for_one_action() -> None:
    assert len(ACT) == len(ACTIONS)


def test_the_keys_of_the_table_do_not_clash() -> None:
    assert keymap.clashes() == []


def test_a_key_that_begins_another_clashes_with_it() -> None:
    keymap.change("reply", ["G"])

    names = {(clash.first.name, clash.second.name) for clash in keymap.clashes()}

    assert ("go_mine", "reply") in names


def test_the_same_key_on_pages_that_are_never_seen_together_is_no_clash() -> None:
    keymap.change("list_down", ["Z"])
    keymap.change("next_ticket", ["Z"])

    assert keymap.clashes() == []


def test_keys_of_the_business_hours_clash_with_those_that_work_anywhere() -> None:
    names = {(clash.first.name, clash.second.name) for clash in keymap.clashes({"hours_save": ("Ctrl+K",)})}
    grids = {(clash.first.name, clash.second.name) for clash in keymap.clashes({"hours_table": ("Ins",)})}
    fixed = {(clash.first.name, clash.second.name) for clash in keymap.clashes({"hours_table": ("Left",)})}

    assert names == {("palette", "hours_save")}
    assert (grids, fixed) == ({("hours_table", "hours_new")}, {("hours_table", "hours_move")})


def test_keys_are_written_as_keycaps_say_them() -> None:
    said = {
        name: keymap.shown(name) for name in ("go_all", "larger", "smaller", "settings", "previous_pane", "add_reply")
    }

    assert said == {
        "go_all": "G then Q",
        "larger": "Ctrl =",
        "smaller": "Ctrl −",
        "settings": "Ctrl ,",
        "previous_pane": "⇧ F6",
        "add_reply": "Ctrl ↵",
    }
    assert keymap.all_shown("larger") == ["Ctrl =", "Ctrl +"]


def test_what_follows_a_key_is_written_after_the_key_one_has_chosen() -> None:
    keymap.change("status", ["T"])

    assert keymap.all_shown("status_open") == ["T then N P"]


@pytest.mark.parametrize(
    "held",
    [
        {"nobody": ["X"]},
        {"leave_ticket": ["X"]},
        {"reply": "X"},
        {"reply": [7]},
        {"reply": [""]},
        {"reply": ["A, B, C"]},
    ],
)
def test_what_makes_no_sense_is_forgotten(held: dict[str, object]) -> None:
    keymap.take(held)

    assert keymap.as_plain() == {}


def test_the_tables_own_key_is_not_kept_as_ones_own() -> None:
    keymap.change("reply", ["X"])
    keymap.change("reply", ["R"])

    assert not keymap.is_own("reply")


def test_a_key_that_needs_shift_is_known_without_it() -> None:
    event = QKeyEvent(
        QKeyEvent.Type.KeyPress,
        Qt.Key.Key_Plus,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )

    assert keymap.act_of(event, Where.REPORT) == "zoom_in"


def test_an_own_key_acts_at_once_and_the_old_one_no_more(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    keymap.change("assign_to_me", ["T"])

    press(qtbot, window, "m")
    before = work.engine.board.rows()[0].assignee
    press(qtbot, window, "t")

    assert (before, work.engine.board.rows()[0].assignee) == (None, "Sam R.")


def test_an_own_key_may_be_two_presses(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.go("all")
    window.queue.select(1)
    keymap.change("assign_to_me", ["G, T"])

    press(qtbot, window, "g", "t")

    assert work.engine.board.rows()[0].assignee == "Sam R."


def test_letters_are_text_while_a_field_has_the_keyboard(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    press(qtbot, window, "i")

    press(qtbot, window, "m", "g", "q", "n", "?")

    assert window.places.ticket.composer.editor.text() == "mgqn?"
    assert work.engine.board.rows()[0].assignee is None


def test_the_menu_of_a_ticket_shows_the_key_of_now(window: MainWindow) -> None:
    keymap.change("reply", ["Ctrl+R"])

    assert window.actions_made["reply"].text() == "Reply\tCtrl+R"


def test_the_keys_of_grids_and_lists_are_changed_as_others(window: MainWindow, qtbot: QtBot) -> None:
    keymap.change("hours_new", ["F7"])
    keymap.change("targets_copy", ["Ctrl+J"])
    keymap.change("targets_goal", ["H"])
    window.go("hours")
    hours = window.places.current
    hours.editing.choose(None)
    hours.grid.setFocus()
    qtbot.keyClick(hours.grid, Qt.Key.Key_Insert)
    before = hours.editing.calendar.week
    qtbot.keyClick(hours.grid, Qt.Key.Key_F7)
    window.go("agreements")
    page = window.places.current
    hint = page.targets.cell_line.words.text()
    page.edit.click()
    cells = page.targets.grid.cells
    copied = cells[Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC].field
    typed = cells[Metric.RESOLUTION, Severity.LOW, Tier.PUBLIC].field
    qtbot.keyClick(copied.edit, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    typed.edit.selectAll()
    qtbot.keyClicks(typed.edit, "3h")

    assert [sum(map(len, week)) for week in (before, hours.editing.calendar.week)] == [5, 6]
    assert copied.text() == cells[Metric.RESOLUTION, Severity.URGENT, Tier.PUBLIC].field.text()
    assert typed.text() == "3h", "letters belong to the field"
    assert hint == "Enter goes down, Ctrl J copies from above, H sets the goal of a cell."


def test_own_keys_outlive_a_restart(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    remember(file, WindowState(keys={"reply": ["T"]}))
    with window_over(work, qtbot, state_file=file):
        assert keymap.keys_of("reply") == ("T",)
    with window_over(work, qtbot):
        assert keymap.keys_of("reply") == ("R",)


def test_a_changed_key_is_written_down_at_once(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file):
        keymap.change("reply", ["T"])

        assert json.loads(file.read_text())["keys"] == {"reply": ["T"]}


def test_all_keys_are_one_printed_page(qapp: QApplication) -> None:
    pdf = render_sheet(key_sheet.paper("Site IT desk"), made_at=1_773_050_400, zone=ZoneInfo("UTC"))

    with Pages(pdf) as pages:
        assert len(pages) == 1
        said = pages.text(0)
    assert "Assign to me" in said
    assert "Save as PDF" in said


def test_a_group_that_goes_on_in_the_next_column_says_its_name_again() -> None:
    columns = key_sheet.columns(4)

    assert all(group.title for column in columns for group in column)
    assert sum(len(group.lines) for column in columns for group in column) == sum(
        len(group.lines) for group in key_sheet.groups()
    )
    assert sum(map(len, columns)) > len(key_sheet.groups())


@pytest.mark.parametrize(("size", "text_size"), [((1440, 870), 1.0), ((1440, 870), 1.5), ((1024, 640), 1.5)])
def test_no_words_of_the_sheet_of_keys_are_cut(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int], text_size: float
) -> None:
    theme.set_text_size(QApplication.instance(), text_size)
    try:
        window.resize(*size)
        window.show_keys()
        sheet = window.findChildren(Keys)[-1]
        labels = sheet.findChildren(Label)
        qtbot.waitUntil(lambda: all(label.width() > 20 for label in labels))

        assert outside(sheet) == []
        for label in labels:
            assert label.heightForWidth(label.width()) <= label.height(), label.text()
            assert label.wordWrap() or theme.metrics("small").horizontalAdvance(label.text()) <= label.width()
    finally:
        theme.set_text_size(QApplication.instance(), 1.0)


def shortcuts(window: MainWindow) -> ShortcutsPage:
    window.go("settings", "shortcuts")
    page = window.places.current.form
    assert isinstance(page, ShortcutsPage)
    return page


def test_a_key_is_changed_by_pressing_another(window: MainWindow, qtbot: QtBot) -> None:
    line = shortcuts(window).lines["reply"]
    line.field.edit.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, "g", "t")

    assert keymap.keys_of("reply") == ("G, T",)
    assert line.field.text() == "G then T"
    qtbot.mouseClick(line.back, Qt.MouseButton.LeftButton)
    assert (keymap.keys_of("reply"), line.field.text()) == (("R",), "R")
    assert line.field.edit.hasFocus()


def test_one_press_alone_is_taken_after_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    line = shortcuts(window).lines["log"]
    line.field.edit.setFocus()
    with qtbot.waitSignal(line.field.taken):
        press(qtbot, window, Qt.Key.Key_Return, "z")
    press(qtbot, window, Qt.Key.Key_Return)
    with qtbot.waitSignal(line.field.taken):
        qtbot.keyClick(line.field.edit, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert keymap.keys_of("log") == ("Ctrl+L", "Ctrl+N")


def test_backspace_takes_a_key_away_and_escape_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    line = shortcuts(window).lines["note"]
    line.field.edit.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, "x", Qt.Key.Key_Escape)
    unchanged = (keymap.keys_of("note"), line.field.text(), line.field.edit.hasFocus())
    press(qtbot, window, Qt.Key.Key_Backspace)

    assert (unchanged, keymap.keys_of("note")) == ((("I",), "I", True), ())


def test_a_key_field_that_only_has_the_keyboard_takes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    page = shortcuts(window)
    line = page.lines["note"]
    line.field.edit.setFocus()
    press(qtbot, window, "x", Qt.Key.Key_Tab)
    assert not line.field.edit.hasFocus()
    line.field.edit.setFocus()
    press(qtbot, window, Qt.Key.Key_Down)

    assert not line.field.edit.hasFocus()
    assert keymap.as_plain() == {}
    press(qtbot, window, Qt.Key.Key_Up)
    assert line.field.edit.hasFocus()


def test_leaving_a_key_field_takes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    line = shortcuts(window).lines["note"]
    qtbot.mouseClick(line.field.edit, Qt.MouseButton.LeftButton)
    began = line.field.edit.placeholderText()
    press(qtbot, window, "x", Qt.Key.Key_Tab)

    assert (began, line.field.text(), keymap.as_plain()) == ("Press a key", "I", {})


def ask_for_the_key_of_reply(window: MainWindow, qtbot: QtBot) -> ShortcutsPage:
    page = shortcuts(window)
    line = page.lines["assign_to_me"]
    line.field.edit.setFocus()
    with qtbot.waitSignal(line.field.taken):
        press(qtbot, window, Qt.Key.Key_Return, "r")
    assert line.problem.accessibleName() == "Reply has it now. Enter gives it to this one, Esc leaves it."
    assert (line.field.text(), keymap.as_plain()) == ("R", {})
    return page


def test_a_key_of_another_is_taken_once_that_is_confirmed(window: MainWindow, qtbot: QtBot) -> None:
    page = ask_for_the_key_of_reply(window, qtbot)
    press(qtbot, window, Qt.Key.Key_Return)

    assert (keymap.keys_of("assign_to_me"), keymap.keys_of("reply")) == (("R",), ())
    assert page.lines["reply"].field.text() == ""
    assert page.lines["assign_to_me"].problem.accessibleName() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_a_key_of_another_stays_there_unless_confirmed(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    line = ask_for_the_key_of_reply(window, qtbot).lines["assign_to_me"]
    press(qtbot, window, key)

    assert (line.field.text(), line.problem.accessibleName(), keymap.as_plain()) == ("M", "", {})
    assert line.field.edit.hasFocus() is (key == Qt.Key.Key_Escape)


def test_the_usual_key_is_asked_for_where_another_has_it_now(window: MainWindow, qtbot: QtBot) -> None:
    page = ask_for_the_key_of_reply(window, qtbot)
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.mouseClick(page.lines["reply"].back, Qt.MouseButton.LeftButton)
    before = (keymap.keys_of("assign_to_me"), keymap.keys_of("reply"))
    press(qtbot, window, Qt.Key.Key_Return)

    assert before == (("R",), ())
    assert (keymap.keys_of("assign_to_me"), keymap.keys_of("reply")) == ((), ("R",))


def test_a_clash_is_said_at_both_with_both_names(window: MainWindow, qtbot: QtBot) -> None:
    page = shortcuts(window)
    keymap.change("assign_to_me", ["R"])
    sentence = "Reply and Assign to me both have R, so it does neither. Give one of them another key."

    for name in ("reply", "assign_to_me"):
        assert page.lines[name].problem.accessibleName() == sentence
        assert page.lines[name].field.wrong
    qtbot.mouseClick(page.reset, Qt.MouseButton.LeftButton)
    assert not any(line.field.wrong for line in page.lines.values())
    assert keymap.as_plain() == {}


def test_a_shortcut_is_found_by_its_words_or_its_key(window: MainWindow, qtbot: QtBot) -> None:
    page = shortcuts(window)
    qtbot.keyClicks(page.search.edit, "assign to me")

    assert [name for name, line in page.lines.items() if line.isVisible()] == ["assign_to_me"]


def test_a_key_that_a_page_has_for_itself_clashes_too() -> None:
    keymap.change("assign_to_me", ["Return"])
    found = [(clash.keys, clash.first.name, clash.second.name) for clash in keymap.clashes()]
    keymap.change("assign_to_me", ["PgDown"])
    further = [clash.second.name for clash in keymap.clashes()]

    assert found == [("Return", "assign_to_me", "list_open")]
    assert further == ["list_pages"]


@pytest.mark.parametrize(
    ("name", "presses"),
    [
        ("mark_range", ["Shift+Up", "Shift+Down"]),
        ("list_ends", ["Home", "End"]),
        ("list_fold", ["Left", "Right"]),
        ("paste_files", ["Ctrl+V"]),
        ("log_digits", ["1", "2", "3", "4"]),
        ("customers_move", ["Up", "Down", "J", "K"]),
        ("status_open", []),
    ],
)
def test_fixed_keys_are_read_as_they_are_shown(name: str, presses: list[str]) -> None:
    assert list(keymap.fixed_presses(ACT[name])) == presses
