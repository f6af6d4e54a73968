"""The queue: what is due next stands at the top, and hands stay on the keys."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain import durations
from slaapp.domain.agreement import Severity, Status, Tier
from slaapp.services.board import Group
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer, nameless, outside
from tests.ui.window_at_work import lines, log, press, reload, turn, window_over
from ui import icons, theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.models.arrangement import Column, Entry, Sort

Key = Qt.Key


def three(work: DeskAtWork, window: MainWindow) -> tuple[int, int, int]:
    """One due in half an hour, one in an hour, one in four."""
    return (
        log(work, window, "Phones dead", Severity.URGENT),
        log(work, window, "Payroll export fails", Severity.HIGH),
        log(work, window, "Projector shows nothing", Severity.NORMAL),
    )


def test_tickets_stand_in_groups_in_the_order_in_which_they_are_due(work: DeskAtWork, window: MainWindow) -> None:
    three(work, window)

    assert lines(window.queue.table) == [
        "— WITHIN_HOUR 2",
        "Phones dead",
        "Payroll export fails",
        "— LATER_TODAY 1",
        "Projector shows nothing",
    ]


def test_the_table_keeps_to_the_rules_of_qt_models(work: DeskAtWork, window: MainWindow, qtlog: Any) -> None:
    table = window.queue.table
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Warning)
    first, second, _ = three(work, window)
    desk = work.engine.desk

    window.commands.run(desk.set_status, first, Status.WAITING_CUSTOMER)
    window.commands.run(desk.resolve, second)
    table.close_groups(frozenset({Group.LATER_TODAY}))
    turn(work, window, "2026-03-10 16:00")
    table.close_groups(frozenset())
    window.queue.header.filter.edit.setText("phones")
    window.queue.clear_filter()

    assert tester.model() is table
    assert [record.message for record in qtlog.records if "FAIL" in record.message] == []
    assert table.rowCount() == len(table.lines) > 0
    assert table.rowCount(table.index(0, 0)) == 0
    assert table.data(QModelIndex()) is None


def test_a_breach_is_red_at_its_very_second_and_not_before(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones dead", Severity.URGENT)
    table = window.queue.table
    told = []
    window.queue.struck.connect(lambda beat: told.extend(row.subject for row in beat.breached))

    turn(work, window, "2026-03-10 10:30:00")
    at_due = lines(table)
    turn(work, window, "2026-03-10 10:30:01")

    assert at_due == ["— WITHIN_HOUR 1", "Phones dead"]
    assert lines(table) == ["— OVERDUE 1", "Phones dead"]
    assert told == ["Phones dead"]


def test_a_breach_is_told_once(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones dead", Severity.URGENT)
    told = []
    window.queue.struck.connect(lambda beat: told.extend(beat.breached))

    for when in ("10:30:01", "10:30:02", "10:31:00", "12:00:00"):
        turn(work, window, f"2026-03-10 {when}")

    assert len(told) == 1


def test_the_next_beat_comes_when_the_next_figure_changes(work: DeskAtWork, window: MainWindow) -> None:
    work.clock.at = at("2026-03-10 10:00:20")
    log(work, window, "Payroll export fails", Severity.HIGH)

    turn(work, window, "2026-03-10 10:00:30")
    calm = window.heartbeat.awaited
    turn(work, window, "2026-03-10 10:45:20")
    near = window.heartbeat.awaited

    assert calm == at("2026-03-10 10:01:00")
    assert near == at("2026-03-10 10:45:21")


def test_the_countdown_says_what_is_left_rounded_up(work: DeskAtWork, window: MainWindow) -> None:
    work.clock.at = at("2026-03-10 10:00:20")
    number = log(work, window, "Payroll export fails", Severity.HIGH)
    view = window.queue.view

    def pill(when: str) -> str:
        turn(work, window, f"2026-03-10 {when}")
        view.viewport().repaint()
        row = next(row for row in window.queue.table.rows() if row.number == number)
        return window.queue.figure(row.id)

    assert [pill(when) for when in ("10:00:20", "10:00:21", "10:01:20", "10:45:19", "10:45:21", "11:00:20")] == [
        "1\u202fh",
        "1\u202fh",
        "59\u202fm",
        "16\u202fm",
        "14:59",
        "0:00",
    ]
    assert pill("11:00:57") == "\u22120:37"
    assert pill("11:41:00") == "\u221240\u202fm"


def test_who_is_busy_in_the_list_is_not_disturbed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    log(work, window, "Phones dead", Severity.URGENT)
    log(work, window, "Router dead", Severity.URGENT, received_at=at("2026-03-10 09:50"))
    turn(work, window, "2026-03-10 10:20:00")
    press(qtbot, window, Key.Key_Down)

    turn(work, window, "2026-03-10 10:20:01")
    at_once = lines(window.queue.table)
    turn(work, window, "2026-03-10 10:20:03")

    assert at_once == ["— WITHIN_HOUR 2", "Router dead", "Phones dead"]
    assert lines(window.queue.table) == ["— OVERDUE 1", "Router dead", "— WITHIN_HOUR 1", "Phones dead"]


def test_selection_survives_what_others_do(work: DeskAtWork, window: MainWindow) -> None:
    _, payroll, _ = three(work, window)
    window.queue.select(payroll)

    log(work, window, "Lift stuck", Severity.URGENT)
    turn(work, window, "2026-03-10 11:30:00")
    reload(window)

    entry = window.queue.view.current_entry()
    assert entry is not None
    assert entry.row.number == payroll
    assert window.queue.view.selectionModel().selectedRows()[0].row() == window.queue.view.currentIndex().row()


def test_the_list_stays_where_it_was_scrolled_to(work: DeskAtWork, window: MainWindow) -> None:
    for number in range(60):
        log(work, window, f"Ticket {number}", Severity.NORMAL)
    view, table = window.queue.view, window.queue.table
    view.select_ticket(30)
    view.verticalScrollBar().setValue(700)
    seen = table.line(view.rowAt(0)).key, view.rowViewportPosition(view.rowAt(0))

    log(work, window, "Phones dead", Severity.URGENT)

    assert (table.line(view.rowAt(0)).key, view.rowViewportPosition(view.rowAt(0))) == seen


def test_every_movement_has_a_key(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    phones, payroll, projector = three(work, window)
    view = window.queue.view
    view.select_first()

    def after(*keys: str | Key) -> int | None:
        press(qtbot, window, *keys)
        entry = view.current_entry()
        return None if entry is None else entry.row.number

    assert after(Key.Key_Down) == payroll
    assert after("j") == projector
    assert after("k") == payroll
    assert after(Key.Key_Home) == phones
    assert after(Key.Key_End) == projector
    assert after("[") == phones
    assert after("]") == projector
    assert after(Key.Key_Left) is None
    assert lines(window.queue.table)[-1] == "— LATER_TODAY 1 closed"
    assert after(Key.Key_Up) == payroll
    assert after(Key.Key_Down) is None
    assert after(Key.Key_Right) == projector
    assert after(Key.Key_PageUp) == phones
    assert after(Key.Key_PageDown) == projector


def test_enter_opens_and_esc_comes_back(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    _, payroll, _ = three(work, window)
    window.queue.select(payroll)

    press(qtbot, window, Key.Key_Return)
    opened = window.windowTitle()
    press(qtbot, window, Key.Key_Escape)

    assert opened.startswith(f"{payroll} Payroll export fails")
    assert window.pages.currentWidget() is window.queue
    assert window.queue.view.hasFocus()


@pytest.mark.parametrize(("letter", "held"), [("v", "High\t3"), ("s", "New\tN")])
def test_the_menus_of_the_list_tick_what_holds_now(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, letter: str, held: str
) -> None:
    log(work, window, severity=Severity.HIGH)
    press(qtbot, window, letter)
    tick = icons.icon("check", theme.current().accent_text).pixmap(16).toImage()

    menu = QApplication.activePopupWidget()

    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.icon().pixmap(16).toImage() == tick] == [held]


def test_a_letter_in_the_list_acts_on_its_ticket(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    _, payroll, _ = three(work, window)
    window.queue.select(payroll)

    press(qtbot, window, "m")

    assert next(row for row in work.engine.board.rows() if row.number == payroll).assignee == "Sam R."


def test_slash_filters_as_one_types_and_esc_shows_all(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    _, payroll, _ = three(work, window)
    log(work, window, "Screen is black", Severity.LOW, customer=clinic)
    window.queue.select(payroll)

    press(qtbot, window, "/", "clin")
    found = lines(window.queue.table)
    press(qtbot, window, Key.Key_Escape)

    assert found == ["— TOMORROW 1", "Screen is black"]
    assert window.queue.table.shown_count == 4
    entry = window.queue.view.current_entry()
    assert entry is not None
    assert entry.row.number == payroll
    assert window.queue.view.hasFocus()


def test_a_filter_that_nothing_fits_says_so_and_can_be_cleared(work: DeskAtWork, window: MainWindow) -> None:
    three(work, window)

    window.queue.header.filter.edit.setText("wombat")
    message = window.queue.message()
    window.queue.clear_filter()

    assert message == ("Nothing matches", "No ticket in All open has what the filter asks for.")
    assert window.queue.message() is None


def test_chips_narrow_by_assignee_customer_and_severity(work: DeskAtWork, window: MainWindow) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    three(work, window)
    log(work, window, "Screen is black", Severity.LOW, customer=clinic, assignee=work.me)
    queue = window.queue

    def chosen(chip_name: str, words: str) -> list[str]:
        queue.clear_filter()
        chip = getattr(queue.header, chip_name)
        chip.about_to_show.emit()
        next(action for action in chip.menu.actions() if action.text() == words).trigger()
        return [line for line in lines(queue.table) if not line.startswith("—")]

    assert chosen("assignee", "Sam R.") == ["Screen is black"]
    assert chosen("assignee", "Unassigned") == ["Phones dead", "Payroll export fails", "Projector shows nothing"]
    assert chosen("customer", "Harbour Clinic") == ["Screen is black"]
    assert chosen("severity", "High") == ["Payroll export fails"]


def test_each_view_counts_its_tickets(work: DeskAtWork, window: MainWindow) -> None:
    phones, payroll, projector = three(work, window)
    desk = work.engine.desk
    window.commands.run(desk.assign, payroll, work.me)
    window.commands.run(desk.set_status, projector, Status.WAITING_CUSTOMER)
    turn(work, window, "2026-03-10 10:30:01")

    assert {view.value: count for view, count in window.queue.table.counts().items()} == {
        "all": 3,
        "mine": 1,
        "unassigned": 2,
        "overdue": 1,
        "waiting": 1,
        "no_agreement": 0,
    }
    window.go("overdue")
    assert lines(window.queue.table) == ["— OVERDUE 1", "Phones dead"]
    window.commands.run(desk.resolve, phones)
    assert lines(window.queue.table) == []
    window.go("resolved")
    assert lines(window.queue.table) == ["— Done 1", "Phones dead"]


def test_a_column_sorts_inside_the_groups(work: DeskAtWork, window: MainWindow) -> None:
    three(work, window)

    window.queue.sort_by(Sort(Column.SUBJECT))

    assert lines(window.queue.table)[:3] == ["— WITHIN_HOUR 2", "Payroll export fails", "Phones dead"]


def test_groups_stay_closed_until_the_next_start(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    three(work, window)
    file = tmp_path / "state.json"
    with window_over(work, qtbot, state_file=file) as first:
        first.queue.table.close_groups(frozenset({Group.LATER_TODAY}))
    with window_over(work, qtbot, state_file=file) as second:
        assert lines(second.queue.table)[-1] == "— LATER_TODAY 1 closed"


def test_a_row_is_one_sentence_for_who_hears_it(work: DeskAtWork, window: MainWindow) -> None:
    school, _ = customer(work, "Meadow Primary School")
    number = log(work, window, "Cannot print", Severity.NORMAL, customer=school, received_at=at("2026-03-09 16:25"))
    turn(work, window, "2026-03-10 15:30:30")
    table = window.queue.table
    at_line = table.line_of_number(number)
    assert at_line is not None

    said = table.data(table.index(at_line, 0), Qt.ItemDataRole.AccessibleTextRole)

    assert said == (
        "Overdue by 3 hours 5 minutes, first response, was due 12:25 today. Normal. "
        f"{number}, Cannot print. Meadow Primary School. New, unassigned. Not opened yet."
    )
    assert table.data(table.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Overdue, 1 ticket"


def test_what_people_write_is_never_markup(work: DeskAtWork, window: MainWindow) -> None:
    house, _ = customer(work, "<i>Inn & Out</i>")
    log(work, window, HOSTILE.replace("\x07", "").replace("\t", " "), Severity.URGENT, customer=house)
    queue = window.queue

    window.grab()
    queue.header.filter.edit.setText("<b>BOLD")
    queue.header.customer.about_to_show.emit()

    assert queue.table.shown_count == 1
    assert [action.text() for action in queue.header.customer.menu.actions()] == ["All", "<i>Inn && Out</i>"]
    tip = queue.view.tip_at(queue.view.rect().center().x(), queue.view.rowHeight(0) + 10)
    assert "&lt;b&gt;" in tip


def test_columns_follow_the_width_of_the_window(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    three(work, window)

    def starts() -> dict[str, int]:
        return {place.column.value: place.x for place in window.queue.view.places()}

    wide = starts()
    window.resize(1366, 738)
    QApplication.processEvents()
    narrow = starts()

    # 01 and 14 of the design, from the left edge of the list.
    assert (wide["clock"], wide["subject"], wide["customer"], wide["assignee"]) == (128, 454, 764, 1104)
    assert (narrow["clock"], narrow["subject"], narrow["customer"], narrow["assignee"]) == (126, 444, 710, 1042)
    assert window.queue.view.rowHeight(1) == 30


def test_an_empty_desk_says_what_to_do_first(work: DeskAtWork, window: MainWindow) -> None:
    assert window.queue.message() == (
        "No tickets yet",
        "The next call can be the first one. Tickets line up here, the one that is due next at the top.",
    )


def test_every_control_has_a_name_and_stays_inside(work: DeskAtWork, window: MainWindow) -> None:
    three(work, window)
    window.resize(1024, 640)
    QApplication.processEvents()

    assert nameless(window) == []
    assert outside(window) == []


def finish(work: DeskAtWork, window: MainWindow, subject: str, logged: str, resolved: str) -> int:
    """A high ticket, for whose resolution the agreement allows eight hours."""
    number = log(work, window, subject, Severity.HIGH, received_at=at(logged))
    work.clock.at = at(resolved)
    window.commands.run(work.engine.desk.resolve, number)
    return number


def test_a_finished_ticket_says_met_or_late(work: DeskAtWork, window: MainWindow) -> None:
    in_time = finish(work, window, "Met", "2026-03-10 10:00", "2026-03-10 10:23")
    too_late = finish(work, window, "Late", "2026-03-09 10:00", "2026-03-10 10:23")
    window.go("resolved")
    window.grab()
    table = window.queue.table

    def told(number: int) -> tuple[str, str, str]:
        at_line = table.line_of_number(number)
        entry = table.line(at_line)  # type: ignore[arg-type]
        assert isinstance(entry, Entry)
        reading = entry.standing.reading
        assert reading is not None
        sentence = table.data(table.index(at_line, 0), Qt.ItemDataRole.AccessibleTextRole)  # type: ignore[arg-type]
        return window.queue.figure(entry.key), reading.band, str(sentence).split(". ")[0]

    assert told(in_time) == ("in 23\u202fm", "met", "Resolution met in 23 minutes")
    assert told(too_late) == ("late by 23\u202fm", "missed", "Resolution late by 23 minutes")


def test_finished_tickets_are_listed_by_when_they_were_resolved(work: DeskAtWork, window: MainWindow) -> None:
    for hour in (11, 12, 13):
        finish(work, window, f"At {hour}", f"2026-03-10 {hour - 1}:00", f"2026-03-10 {hour}:00")
    window.go("resolved")

    assert lines(window.queue.table) == ["— Done 3", "At 13", "At 12", "At 11"]
    assert window.queue.head.words(Column.DUE) == "Resolved"
    window.queue.sort_by(Sort(Column.SUBJECT))
    assert lines(window.queue.table) == ["— Done 3", "At 11", "At 12", "At 13"]
    window.go("all")
    assert window.queue.head.words(Column.DUE) == "Due"
    assert window.queue.table.sort_by == Sort()


def test_finished_tickets_are_sorted_by_their_result(work: DeskAtWork, window: MainWindow) -> None:
    finish(work, window, "Late by an hour", "2026-03-09 09:00", "2026-03-10 10:00")
    finish(work, window, "Met first", "2026-03-10 10:00", "2026-03-10 11:00")
    finish(work, window, "Late by three hours", "2026-03-09 09:00", "2026-03-10 12:00")
    finish(work, window, "Met last", "2026-03-10 12:00", "2026-03-10 13:00")
    window.go("resolved")
    head = window.queue.head
    result = QPoint(next(place.x for place in window.queue.view.places() if place.column is Column.REMAINING) + 4, 8)

    QTest.mouseClick(head, Qt.MouseButton.LeftButton, pos=result)
    worst_first = lines(window.queue.table)[1:]
    QTest.mouseClick(head, Qt.MouseButton.LeftButton, pos=result)

    assert worst_first == ["Late by three hours", "Late by an hour", "Met last", "Met first"]
    assert lines(window.queue.table)[1:] == worst_first[::-1]


def test_the_oldest_finished_ticket_is_found_too(work: DeskAtWork, window: MainWindow, monkeypatch: Any) -> None:
    monkeypatch.setattr("ui.views.queue_feed.LATEST", 2)
    for hour in (11, 12, 13, 14):
        finish(work, window, f"At {hour}", f"2026-03-10 {hour - 1}:00", f"2026-03-10 {hour}:00")
    queue = window.queue

    window.go("resolved")
    at_once = lines(queue.table), queue.header.count
    queue.header.filter.edit.setText("11")
    while_reading = queue.message()
    wait_for_all()
    QApplication.processEvents()
    found = lines(queue.table)
    queue.clear_filter()

    assert at_once == (["— Done 2", "At 14", "At 13"], "2 of 4")
    assert while_reading == ("Nothing found yet", "The latest 2 of 4 are searched. The older ones are being read.")
    assert found == ["— Done 1", "At 11"]
    assert (queue.table.shown_count, queue.header.count) == (4, "4")


def test_a_ticket_reopened_elsewhere_shows_its_running_clock(work: DeskAtWork, window: MainWindow) -> None:
    """Nothing of the finished one is left on the screen, at the very second in which the list is changed."""
    number = finish(work, window, "Lift stuck", "2026-03-10 10:00", "2026-03-10 11:00")
    window.go("resolved")
    repainted: set[int] = set()
    window.queue.table.dataChanged.connect(lambda one, other: repainted.update(range(one.row(), other.row() + 1)))
    work.engine.desk.reopen(number, now=work.clock.at)
    window.heartbeat.go_on()
    wait_for_all()
    QApplication.processEvents()
    window.grab()
    repainted.clear()

    window.go("all")

    (_, entry) = window.queue.table.lines
    assert isinstance(entry, Entry)
    assert window.queue.table.shown(entry) == work.engine.board.standing(entry.row, work.clock.at)
    assert 1 in repainted


def test_the_ribbon_counts_the_overdue_again_after_the_finished(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones dead", Severity.URGENT, received_at=at("2026-03-10 09:00"))
    window.go("resolved")
    turn(work, window, "2026-03-10 10:05")

    window.go("all")

    assert window.queue.ribbon.accessibleDescription().startswith("1 overdue")


def test_a_filter_stays_with_its_kind_of_list(work: DeskAtWork, window: MainWindow) -> None:
    finish(work, window, "Lift stuck", "2026-03-10 10:00", "2026-03-10 11:00")
    log(work, window, "Phones dead", Severity.URGENT)
    window.go("resolved")
    window.queue.header.filter.edit.setText("lift")

    window.go("all")

    assert (lines(window.queue.table)[1:], window.queue.header.filter.text()) == (["Phones dead"], "")


def test_a_finished_ticket_is_not_marked_as_not_opened(work: DeskAtWork, window: MainWindow) -> None:
    number = finish(work, window, "Lift stuck", "2026-03-10 10:00", "2026-03-10 11:00")
    table = window.queue.table
    window.go("resolved")

    index = table.index(table.line_of_number(number) or 0, 0)

    assert "Not opened yet" not in str(table.data(index, Qt.ItemDataRole.AccessibleTextRole))


def test_the_list_of_the_finished_follows_what_is_done(work: DeskAtWork, window: MainWindow) -> None:
    number = finish(work, window, "Lift stuck", "2026-03-10 10:00", "2026-03-10 11:00")
    window.go("resolved")

    other = finish(work, window, "Phones dead", "2026-03-10 11:00", "2026-03-10 12:00")
    window.commands.run(work.engine.desk.reopen, number)

    assert lines(window.queue.table) == ["— Done 1", "Phones dead"]
    assert window.queue.select(other)


def on_screen(window: MainWindow, part: QWidget) -> QImage:
    """What is seen of a part, without asking it to paint itself anew."""
    QApplication.processEvents()
    picture = window.screen().grabWindow(window.winId()).toImage()
    return picture.copy(QRect(part.mapTo(window, QPoint()), part.size()))


def test_the_key_of_the_filter_is_shown_again_after_esc(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    three(work, window)
    field = window.queue.header.filter
    at_rest = on_screen(window, field)

    press(qtbot, window, "/", "phones", Key.Key_Return)
    filtered = on_screen(window, field)
    press(qtbot, window, Key.Key_Escape)

    assert filtered != at_rest
    assert on_screen(window, field) == at_rest


def test_marks_piled_on_a_letter_stay_in_their_row(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Above", Severity.URGENT, received_at=at("2026-03-10 09:59"))
    log(work, window, "Z" + "\u0301" * 40, Severity.URGENT)
    view = window.queue.view
    above = QRect(0, view.rowViewportPosition(1), view.width(), view.rowHeight(1))
    before = view.viewport().grab().toImage().copy(above)

    view.viewport().update()
    window.queue.table.put([replace(row, subject="Z") for row in window.queue.table.rows() if row.subject != "Above"])
    without = view.viewport().grab().toImage().copy(above)

    assert before == without


def test_an_overdue_row_needs_no_internal_tag(work: DeskAtWork, window: MainWindow) -> None:
    """As in picture 01: whoever is late for the customer is late for the desk, too."""
    number = log(work, window, "Phones dead", Severity.URGENT)
    row = next(row for row in window.queue.table.rows() if row.number == number)
    board = work.engine.board
    internal = next(clock for clock in row.clocks if clock.tier is Tier.INTERNAL)
    assert internal.breached_at is not None

    assert not board.standing(row, internal.breached_at).internal_late
    assert board.standing(row, internal.breached_at + 1).internal_late
    assert board.standing(row, at("2026-03-10 10:30:00")).internal_late
    assert not board.standing(row, at("2026-03-10 10:30:01")).internal_late


def test_an_internal_target_is_told_at_its_very_second(work: DeskAtWork, window: MainWindow) -> None:
    number = log(work, window, "Payroll export fails", Severity.NORMAL, assignee=work.me)
    row = next(row for row in window.queue.table.rows() if row.number == number)
    passes_at = min(clock.breached_at for clock in row.clocks if clock.tier is Tier.INTERNAL and clock.breached_at)
    told = []
    window.queue.struck.connect(lambda beat: told.extend((held.number, work.clock.at) for held in beat.internal))

    work.clock.at = passes_at - 30
    window.heartbeat.go_on()
    while not told and work.clock.at <= passes_at + 1:
        assert window.heartbeat.awaited is not None
        work.clock.at = window.heartbeat.awaited
        window.heartbeat.go_on()

    assert told == [(number, passes_at + 1)]
    (notice,) = [notice for notice in window.toasts.shown if notice.icon == "lock"]
    time = durations.when(passes_at, work.clock.at, work.engine.board.zone)
    assert notice.title == "First response: an internal target has passed"
    assert notice.lines == (f"{number} · Payroll export fails", f"By {time} · Normal")


def test_what_needs_no_text_is_done_without_leaving_the_list(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    _, payroll, _ = three(work, window)
    window.queue.select(payroll)
    menus = window.queue.menus

    press(qtbot, window, "s")
    qtbot.keyClick(menus.menu, Key.Key_P)
    press(qtbot, window, "v")
    below = menus.menu.pos().y() >= window.queue.view.mapToGlobal(window.queue.view.current_rect().bottomLeft()).y()
    qtbot.keyClick(menus.menu, Key.Key_4)
    press(qtbot, window, "a")
    qtbot.keyClicks(menus.picker.field.edit, "Sam")
    qtbot.keyClick(menus.picker.field.edit, Key.Key_Return)
    QApplication.processEvents()

    row = next(row for row in work.engine.board.rows() if row.number == payroll)
    assert (row.status, row.severity, row.assignee) == (Status.IN_PROGRESS, Severity.URGENT, "Sam R.")
    assert below
    assert window.places.current is window.queue
    assert window.queue.view.is_ringed()
    assert window.places.ticket_here == payroll


def test_the_row_under_the_pointer_is_tinted(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Chosen")
    log(work, window, "Pointed at")
    table, rows = window.queue.table, window.queue.view
    chosen, pointed = (at_ for at_, line in enumerate(table.lines) if isinstance(line, Entry))
    rows.selectRow(chosen)

    def ground(at_: int) -> str:
        QApplication.processEvents()
        middle = rows.rowViewportPosition(at_) + rows.rowHeight(at_) // 2
        return rows.viewport().grab().toImage().pixelColor(rows.viewport().width() - 2, middle).name()

    before = ground(pointed)
    spot = QPoint(300, rows.rowViewportPosition(pointed) + 5)
    QTest.mouseMove(window.windowHandle(), rows.viewport().mapTo(window, spot))
    assert (ground(pointed), ground(chosen)) == (theme.current().hover.name(), theme.current().selected.name())

    QTest.mouseMove(window.windowHandle(), QPoint(20, 400))
    assert ground(pointed) == before != theme.current().hover.name()
