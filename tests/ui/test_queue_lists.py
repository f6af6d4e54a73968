"""Lists of one's own, columns as one wants them, filters that go together: kept, and reached by key."""

import json
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, customer
from tests.ui.window_at_work import lines, log, press, turn, window_over
from ui.main_window import MainWindow
from ui.models.arrangement import Choice, Column, Sort, View
from ui.models.shelf import Look
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.window_state import recall

Key = Qt.Key


def some(work: DeskAtWork, window: MainWindow) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    for subject, severity, whose in (
        ("Phones dead", Severity.URGENT, clinic),
        ("Payroll export fails", Severity.HIGH, None),
        ("Projector dark", Severity.NORMAL, clinic),
    ):
        draft = TicketDraft(subject=subject, severity=severity, customer=whose)
        window.commands.attempt(work.engine.desk.log, draft)
    window.queue.take_focus()


def tickets(window: MainWindow) -> list[str]:
    return [line for line in lines(window.queue.table) if not line.startswith("—")]


def save(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.queue.save_list()
    popup = window.queue.lists.popup
    popup.field.setText(name)
    qtbot.keyClick(popup.field.edit, Key.Key_Return)
    window.activateWindow()
    QApplication.processEvents()


def test_filters_go_together(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    number = window.queue.table.rows()[0].number
    window.commands.run(work.engine.desk.set_status, number, Status.IN_PROGRESS)

    window.queue.header.chosen.emit(Choice(customer=frozenset({"Harbour Clinic"}), status=frozenset({Status.NEW})))
    narrowed = tickets(window)
    shown = [chip.isVisible() for chip in (window.queue.header.status, window.queue.header.service)]
    window.queue.clear_filter()

    assert narrowed == ["Projector dark"]
    assert shown == [True, False]
    assert len(tickets(window)) == 3
    assert not window.queue.header.status.isVisible()


def test_a_list_of_ones_own_stands_in_the_sidebar_with_its_count(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    window.queue.show_customer("Harbour Clinic")
    save(window, qtbot, "Clinic")
    name = window.queue.here
    before = window.sidebar.place_item(name).accessibleName()
    clinic = work.engine.catalogue.customer("Harbour Clinic").id
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Door", customer=clinic))

    assert (before, window.sidebar.place_item(name).accessibleName()) == ("Clinic, 2", "Clinic, 3")
    assert window.windowTitle() == "Clinic – SLA Desk"
    assert tickets(window) == ["Phones dead", "Projector dark", "Door"]


def test_a_new_list_takes_the_next_key_or_that_of_another_which_is_said(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    window.queue.show_customer("Harbour Clinic")
    window.queue.save_list()
    popup = window.queue.lists.popup
    offered = [action.text() for action in popup.key.menu.actions()]
    first = (popup.spot, popup._moves.text())
    popup.key.menu.actions()[2].trigger()
    said = popup._moves.text()
    popup.field.setText("Clinic")
    qtbot.keyClick(popup.field.edit, Key.Key_Return)

    assert offered == [f"Ctrl {n}" for n in range(1, 8)]
    assert first == ((6, "Ctrl 7", ""), "")
    assert said == "Unassigned has it now; it and those below it in the sidebar move on by one."
    assert window.queue.shelf.names[2:4] == (window.queue.here, "unassigned")


def test_ctrl_7_goes_to_the_first_list_of_ones_own_and_ctrl_9_nowhere_yet(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    window.queue.show_customer("Harbour Clinic")
    save(window, qtbot, "Clinic")
    own = window.queue.here
    window.go("all")
    qtbot.keyClick(window, Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    before = window.queue.here
    qtbot.keyClick(window, Key.Key_7, Qt.KeyboardModifier.ControlModifier)

    assert (before, window.queue.here) == ("all", own)


def test_a_name_that_will_not_do_is_said_at_the_field_and_stays_typed(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    save(window, qtbot, "overdue")
    popup = window.queue.lists.popup

    assert popup.isVisible()
    assert (popup.field.text(), popup.field.wrong) == ("overdue", True)
    assert "Choose another name" in popup.problem.accessibleName()


def test_esc_in_a_list_of_ones_own_goes_back_to_what_it_holds(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    window.queue.show_customer("Harbour Clinic")
    save(window, qtbot, "Clinic")
    window.queue.header.filter.edit.setText("phones")
    narrowed = tickets(window)
    press(qtbot, window, Key.Key_Escape)

    assert narrowed == ["Phones dead"]
    assert tickets(window) == ["Phones dead", "Projector dark"]


def test_ctrl_1_to_6_follow_the_sidebar_as_it_is_arranged(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    window.queue.show_customer("Harbour Clinic")
    save(window, qtbot, "Clinic")
    own = window.queue.here
    window.sidebar.place_item(own).setFocus()
    for _ in range(6):
        qtbot.keyClick(window.sidebar.place_item(own), Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    window.go("all")
    window.actions_made["list_1"].trigger()
    first = window.queue.here
    window.actions_made["list_2"].trigger()

    assert window.queue.shelf.names[:2] == (own, "all")
    assert (first, window.queue.here) == (own, "all")
    assert window.sidebar.place_item(own).toolTip() == "Ctrl 1"


def test_a_list_is_dragged_to_its_place(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    item = window.sidebar.place_item("overdue")
    target = window.sidebar.place_item("all")
    start, end = item.rect().center(), item.mapFrom(target, QPoint(20, 4))
    QTest.mousePress(item, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(item, QPoint(start.x(), (start.y() + end.y()) // 2))
    QTest.mouseMove(item, end)
    QTest.mouseRelease(item, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    assert window.queue.shelf.names[:3] == ("overdue", "all", "mine")


def test_a_deleted_list_comes_back_by_undo(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    window.queue.show_customer("Harbour Clinic")
    save(window, qtbot, "Clinic")
    own = window.queue.here
    item = window.sidebar.place_item(own)
    item.setFocus()
    qtbot.keyClick(item, Key.Key_Delete)
    after = window.queue.here, own in window.queue.shelf.names
    window.places.back()
    window.history.undo()
    window.go(own)

    assert after == ("all", False)
    assert tickets(window) == ["Phones dead", "Projector dark"]


def test_f2_renames_a_list(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    save(window, qtbot, "Mine and others")
    own = window.queue.here
    item = window.sidebar.place_item(own)
    item.setFocus()
    qtbot.keyClick(item, Key.Key_F2)
    popup = window.queue.lists.popup
    offered = popup.field.text()
    popup.field.setText("Everybody's")
    qtbot.keyClick(popup.field.edit, Key.Key_Return)

    assert offered == "Mine and others"
    assert window.queue.shelf.title(own) == window.sidebar.place_item(own).place.title == "Everybody's"


def test_lists_columns_order_and_preview_are_there_after_a_restart(
    work: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        some(work, window)
        window.queue.show_columns((Column.REMAINING, Column.SUBJECT, Column.RECEIVED))
        window.queue.sort_by(Sort(Column.SUBJECT, descending=True))
        save(window, qtbot, "Own")
        window.queue.show_preview(True)
    with window_over(work, qtbot, state_file=file) as window:
        own = window.queue.shelf.names[-2]
        columns = [place.column for place in window.queue.view.places()]
        assert columns == [Column.REMAINING, Column.SUBJECT, Column.RECEIVED]
        assert window.queue.table.sort_by == Sort(Column.SUBJECT, descending=True)
        assert window.queue.shelf.title(own) == "Own"
        assert window.queue.preview_shown
        window.go("mine")
        assert Column.STATUS in [place.column for place in window.queue.view.places()]


def test_a_state_file_full_of_nonsense_is_no_trouble(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text(
        '{"lists": {"order": 3, "saved": {"own 1": [], "own 2": {"title": "Kept", "view": 9}}, "looks": 1}}'
    )
    with window_over(work, qtbot, state_file=file) as window:
        assert window.queue.shelf.title("own 2") == "Kept"
        assert window.queue.here == "all"


def test_the_heads_of_columns_obey_the_keyboard(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    head = window.queue.head
    head.setFocus(Qt.FocusReason.TabFocusReason)
    names = [head.accessibleName()]
    qtbot.keyClick(head, Key.Key_Right)
    names.append(head.accessibleName())
    qtbot.keyClick(head, Key.Key_Return)
    by_severity = window.queue.table.sort_by
    qtbot.keyClick(head, Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    moved = [place.column for place in window.queue.view.places()][:4]
    qtbot.keyClick(head, Key.Key_Delete)

    assert names == ["Columns: Due", "Columns: Severity"]
    assert by_severity == Sort(Column.SEVERITY)
    assert moved == [Column.REMAINING, Column.CLOCK, Column.SEVERITY, Column.DUE]
    assert Column.SEVERITY not in [place.column for place in window.queue.view.places()]


def test_a_column_is_dragged_by_its_head(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    head, places = window.queue.head, {place.column: place for place in window.queue.view.places()}
    start = QPoint(places[Column.STATUS].x + 20, 10)
    end = QPoint(places[Column.CLOCK].x + 4, 10)
    QTest.mousePress(head, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(head, (start + end) / 2)
    QTest.mouseMove(head, end)
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    assert [place.column for place in window.queue.view.places()][:3] == [
        Column.REMAINING,
        Column.STATUS,
        Column.CLOCK,
    ]
    assert window.queue.table.sort_by == Sort()


def test_how_long_is_left_and_the_subject_cannot_be_left_out(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    menu = QMenu()
    window.queue.head.fill(menu)
    fixed = [action.text() for action in menu.actions() if not action.isEnabled() and not action.isSeparator()]

    assert fixed == ["Remaining", "Subject"]


def test_others_wait_while_a_menu_is_open(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Phones dead", severity=Severity.URGENT))
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Payroll", severity=Severity.HIGH))
    turn(work, window, "2026-03-10 10:05:00")
    window.queue.header.severity.open_menu()
    QApplication.processEvents()
    turn(work, window, "2026-03-10 10:31:00")
    during = lines(window.queue.table)
    window.queue.header.severity.menu.close()
    turn(work, window, "2026-03-10 10:31:01")
    just_after = lines(window.queue.table)
    turn(work, window, "2026-03-10 10:31:03")

    assert during == just_after == ["— WITHIN_HOUR 2", "Phones dead", "Payroll"]
    assert lines(window.queue.table) == ["— OVERDUE 1", "Phones dead", "— WITHIN_HOUR 1", "Payroll"]


def test_a_list_of_the_finished_has_no_count_and_its_own_order(work: DeskAtWork, window: MainWindow) -> None:
    shelf = window.queue.shelf
    name = shelf.add("Done for the clinic", Choice(View.RESOLVED, customer=frozenset({"Harbour Clinic"})), Look())
    window.queue.lists.changed.emit()

    assert window.queue.table.own_counts() == {}
    assert window.sidebar.place_item(name).accessibleName() == "Done for the clinic"


def test_the_count_stands_beside_a_short_name_after_a_long_one_was_there(work: DeskAtWork, window: MainWindow) -> None:
    header = window.queue.header
    count = next(label for label in header.findChildren(Label) if label.text() == header.count)
    places = []
    for title in ("All open", "Urgent ones of the clinic", "All open"):
        header.show_choice(Choice(), Choice(), title)
        QApplication.processEvents()
        places.append(count.x())

    assert places[2] == places[0] < places[1]


def offered(window: MainWindow, chip_name: str) -> dict[str, QAction]:
    """The menu of a chip is open: its choices by their words."""
    chip = getattr(window.queue.header, chip_name)
    chip.open_menu()
    QApplication.processEvents()
    return {action.text(): action for action in chip.menu.actions() if action.isCheckable()}


def test_letters_lead_to_the_value_that_begins_with_them(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    for name in ("Harbour Clinic", "Hillview Home", "Lakeside Hotel"):
        log(work, window, customer=customer(work, name)[0])
    offered(window, "customer")
    menu = window.queue.header.customer.menu
    reached = []
    for letter in "hihl":
        qtbot.keyClick(menu, letter)
        reached.append(menu.activeAction().text())
    qtbot.keyClick(menu, Key.Key_Return)

    assert reached == ["Harbour Clinic", "Hillview Home", "Harbour Clinic", "Lakeside Hotel"]
    assert window.queue.header.customer.value == "Lakeside Hotel"


def test_space_and_ctrl_click_add_to_what_a_chip_asks_for(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    chip = window.queue.header.severity
    choices = offered(window, "severity")
    chip.menu.setActiveAction(choices["Urgent"])
    qtbot.keyClick(chip.menu, Key.Key_Space)
    one = (tickets(window), chip.value, chip.menu.isVisible())
    spot = chip.menu.actionGeometry(choices["Normal"]).center()
    qtbot.mouseClick(chip.menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot)
    two = (tickets(window), chip.value, [words for words, action in choices.items() if action.isChecked()])
    chip.menu.setActiveAction(choices["Urgent"])
    qtbot.keyClick(chip.menu, Key.Key_Space)
    chip.menu.close()

    assert one == (["Phones dead"], "Urgent", True)
    assert two == (["Phones dead", "Projector dark"], "Normal, Urgent", ["Urgent", "Normal"])
    assert tickets(window) == ["Projector dark"]


def test_enter_in_a_chip_takes_one_alone(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    window.queue.header.chosen.emit(Choice(severity=frozenset({Severity.URGENT, Severity.HIGH})))
    both = tickets(window)
    chip = window.queue.header.severity
    chip.menu.setActiveAction(offered(window, "severity")["Normal"])
    qtbot.keyClick(chip.menu, Key.Key_Return)

    assert both == ["Phones dead", "Payroll export fails"]
    assert (tickets(window), chip.menu.isVisible()) == (["Projector dark"], False)


def test_a_chip_names_as_many_as_fit_and_counts_the_others(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    window.queue.header.chosen.emit(Choice(status=frozenset({Status.IN_PROGRESS, Status.WAITING_CUSTOMER})))

    assert window.queue.header.status.value == "In progress +1"


def test_what_is_chosen_can_be_taken_back_when_no_ticket_has_it_any_more(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    window.queue.show_customer("Closed & Sons")
    choices = offered(window, "customer")
    window.queue.header.customer.menu.close()

    assert choices["Closed && Sons"].isChecked()
    assert set(choices) == {"All", "Harbour Clinic", "Closed && Sons"}


def test_a_list_of_two_severities_is_counted_and_there_after_a_restart(
    work: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    state = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=state) as window:
        some(work, window)
        window.queue.header.chosen.emit(Choice(severity=frozenset({Severity.URGENT, Severity.HIGH})))
        save(window, qtbot, "Hot")
    with window_over(work, qtbot, state_file=state) as window:
        name = window.queue.shelf.names[-2]
        window.go(name)

        assert window.sidebar.place_item(name).accessibleName() == "Hot, 2"
        assert tickets(window) == ["Phones dead", "Payroll export fails"]


def test_what_narrows_the_list_is_cleared_by_a_click(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    some(work, window)
    clear = window.queue.header.clear
    before = clear.isVisible()
    window.queue.show_customer("Harbour Clinic")
    during = clear.isVisible()
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)

    assert (before, during, clear.isVisible()) == (False, True, False)
    assert len(tickets(window)) == 3
    assert window.queue.view.hasFocus()


def test_what_the_list_does_not_hold_is_looked_for_everywhere(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    number = window.queue.table.rows()[0].number
    window.commands.run(work.engine.desk.note, number, "The wombat ate the cable")
    window.queue.header.filter.edit.setText("wombat")
    QApplication.processEvents()
    everywhere = next(held for held in window.queue.findChildren(Button) if held.text() == "Search everything")
    qtbot.mouseClick(everywhere, Qt.MouseButton.LeftButton)

    assert window.places.here == "search"
    assert window.places.current.field.text() == "wombat"


def test_a_choice_that_no_ticket_fits_has_nothing_to_look_for(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    window.queue.show_customer("Nobody")
    everywhere = next(held for held in window.queue.findChildren(Button) if held.text() == "Search everything")

    assert not everywhere.isVisible()


def test_columns_for_which_there_is_no_room_come_back_with_the_room(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    every = (*(column for column in Column if column is not Column.ASSIGNEE), Column.ASSIGNEE)
    window.queue.show_columns(every)
    window.queue.show_preview(True)
    window.resize(1504, 700)
    QApplication.processEvents()
    head = window.queue.head
    assert Column.UPDATED not in [place.column for place in window.queue.view.places()]
    menu = QMenu()
    head.fill(menu)
    ticked = [action.text() for action in menu.actions() if action.isChecked()]

    head.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(head, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(head, Key.Key_Right)
    qtbot.keyClick(head, Key.Key_Delete)
    window.resize(1900, 700)
    QApplication.processEvents()

    kept = [column for column in every if column not in (Column.DUE, Column.NUMBER)]
    kept.insert(kept.index(Column.SEVERITY) + 1, Column.DUE)
    assert "Updated (no room now)" in ticked
    assert [place.column for place in window.queue.view.places()] == kept


def own_list(window: MainWindow, title: str, choice: Choice) -> str:
    """A list of one's own, gone to."""
    name = window.queue.shelf.add(title, choice, Look())
    window.queue.lists.changed.emit()
    window.go(name)
    return name


def test_a_list_follows_a_customer_that_is_renamed_and_merged(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    clinic = work.engine.catalogue.customer("Harbour Clinic").id
    hospital, _ = customer(work, "Harbour Hospital")
    name = own_list(window, "The clinic", Choice(customer=frozenset({"Harbour Clinic"})))

    window.commands.attempt(work.engine.customers.rename, clinic, "Harbour Practice")
    renamed = tickets(window), window.queue.shelf.choice(name).customer, window.queue.table.own_counts()[name]
    window.commands.attempt(work.engine.customer_merging.merge, clinic, hospital)
    merged = tickets(window), window.queue.shelf.choice(name).customer, window.queue.table.own_counts()[name]

    both = ["Phones dead", "Projector dark"]
    assert renamed == (both, {"Harbour Practice"}, 2)
    assert merged == (both, {"Harbour Hospital"}, 2)


def test_a_list_and_a_filter_follow_a_person_that_is_renamed(work: DeskAtWork, window: MainWindow) -> None:
    draft = TicketDraft(subject="Mine", severity=Severity.NORMAL, assignee=work.me)
    window.commands.attempt(work.engine.desk.log, draft)
    own_list(window, "Of Sam", Choice(assignee=frozenset({"Sam R."})))
    window.commands.attempt(work.engine.people.change, "Sam R.", new_name="Samantha R.")
    in_list = tickets(window)
    window.go("all")
    window.queue.header.chosen.emit(Choice(assignee=frozenset({"Samantha R."})))
    window.commands.attempt(work.engine.people.change, "Samantha R.", new_name="Sam Reed")

    assert (in_list, tickets(window)) == (["Mine"], ["Mine"])
    assert window.queue.table.choice.assignee == {"Sam Reed"}


def test_lists_that_were_kept_by_names_go_on_by_ids(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    held = {"saved": {"own 1": {"title": "The clinic", "customer": ["Harbour Clinic"]}}}
    file = tmp_path / "window.json"
    file.write_text(json.dumps({"lists": held}))

    with window_over(work, qtbot, state_file=file) as window:
        assert window.queue.shelf.choice("own 1").customer == {"Harbour Clinic"}
    assert recall(file).lists["saved"]["own 1"]["customer"] == [clinic]


def test_a_list_of_ones_own_that_holds_nothing_says_so_and_shows_more(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    own_list(window, "Urgent of nobody", Choice(severity=frozenset({Severity.LOW})))
    said = window.queue.message()
    clear = [button for button in window.queue.findChildren(Button) if button.isVisible() and "Clear" in button.text()]
    clear[0].click()

    assert said == ("Nothing matches", "No ticket is what this list asks for: Low.")
    assert len(tickets(window)) == 3


def test_the_filter_compares_as_the_search_does(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Café Straße printer")
    second = log(work, window, "Other")

    for text, found in (
        ("cafe", ["Café Straße printer"]),
        ("STRASSE", ["Café Straße printer"]),
        (f"#{second}", ["Other"]),
    ):
        window.queue.header.filter.edit.setText(text)
        assert [entry.row.subject for entry in window.queue.table.unfolded()] == found
