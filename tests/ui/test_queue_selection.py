"""The ticket one has chosen stays the chosen one, wherever the list puts it; no key acts on another."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.engine import Engine
from tests.ui.desk_at_work import DeskAtWork, HandClock, at
from tests.ui.window_at_work import lines, log, press, turn, window_over
from ui.main_window import MainWindow
from ui.models.arrangement import Column, Entry
from ui.widgets.button import Button

Key = Qt.Key


def ringed(window: MainWindow) -> int | None:
    """The ticket that a person sees a ring around: current, selected, in view, and with the keyboard."""
    view = window.queue.view
    entry, row = view.current_entry(), view.currentIndex().row()
    selected = [index.row() for index in view.selectionModel().selectedRows()]
    top = view.rowViewportPosition(row)
    in_view = top >= 0 and top + view.rowHeight(row) <= view.viewport().height()
    return entry.row.number if entry is not None and selected == [row] and in_view and view.hasFocus() else None


def many(work: DeskAtWork, window: MainWindow, count: int = 60) -> list[int]:
    return [log(work, window, f"Ticket {number}", Severity(1 + number % 4)) for number in range(count)]


def test_a_breach_moves_the_ring_with_its_ticket(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones dead", Severity.URGENT)
    router = log(work, window, "Router dead", Severity.URGENT)
    log(work, window, "Payroll export fails", Severity.HIGH)
    log(work, window, "New desk", Severity.LOW)
    window.queue.select(router)

    turn(work, window, "2026-03-10 10:30:01")
    turn(work, window, "2026-03-10 10:30:04")

    assert lines(window.queue.table)[:3] == ["— OVERDUE 2", "Phones dead", "Router dead"]
    assert ringed(window) == router


def test_a_ticket_that_rises_alone_keeps_its_ring(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones dead", Severity.URGENT, received_at=at("2026-03-10 09:50"))
    payroll = log(work, window, "Payroll export fails", Severity.HIGH)
    log(work, window, "Lift stuck", Severity.HIGH)
    window.queue.select(payroll)

    for when in ("10:20:01", "10:20:04", "11:00:01", "11:00:04"):
        turn(work, window, f"2026-03-10 {when}")
        assert ringed(window) == payroll


def test_esc_shows_all_around_the_ticket_that_was_found(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = many(work, window)
    window.queue.select(numbers[3])

    press(qtbot, window, "/", "ticket 5", Key.Key_Return, Key.Key_Down)
    found = window.queue.view.current_entry()
    press(qtbot, window, Key.Key_Escape)

    assert found is not None
    assert ringed(window) == found.row.number


def test_esc_without_another_choice_goes_back_to_the_ticket_of_before(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    numbers = many(work, window)
    window.queue.select(numbers[-1])

    press(qtbot, window, "/", "ticket 5")
    press(qtbot, window, Key.Key_Escape)

    assert ringed(window) == numbers[-1]


@pytest.mark.parametrize("column", [Column.SEVERITY, Column.NUMBER, Column.SUBJECT, Column.STATUS])
def test_a_click_on_a_column_head_keeps_the_ticket(work: DeskAtWork, window: MainWindow, column: Column) -> None:
    numbers = many(work, window)
    window.queue.select(numbers[20])
    place = next(place for place in window.queue.view.places() if place.column is column)

    for _ in range(2):
        QTest.mouseClick(window.queue.head, Qt.MouseButton.LeftButton, pos=QPoint(place.x + 4, 8))
        assert ringed(window) == numbers[20]


def test_only_where_a_ticket_left_the_list_its_neighbour_takes_the_ring(work: DeskAtWork, window: MainWindow) -> None:
    first, second, third = (log(work, window, name, Severity.HIGH) for name in ("One", "Two", "Three"))
    window.queue.select(second)

    window.commands.run(work.engine.desk.resolve, second)
    after_it = ringed(window)
    window.commands.run(work.engine.desk.resolve, third)
    before_it = ringed(window)
    window.commands.run(work.engine.desk.reopen, second)

    assert (after_it, before_it) == (third, first)
    assert ringed(window) == first


def test_no_letter_acts_on_a_ticket_that_is_out_of_sight(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = many(work, window)
    view = window.queue.view
    window.queue.select(numbers[0])
    view.verticalScrollBar().setValue(0 if view.currentIndex().row() > 40 else view.verticalScrollBar().maximum())

    press(qtbot, window, "m")
    untouched = all(row.assignee is None for row in work.engine.board.rows())
    seen = ringed(window)
    press(qtbot, window, "m")

    assert untouched
    assert seen == numbers[0]
    assert [row.number for row in work.engine.board.rows() if row.assignee] == [numbers[0]]


def test_no_letter_acts_while_something_else_has_the_keyboard(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = log(work, window, "Phones dead", Severity.URGENT)
    window.queue.header.severity.setFocus()

    press(qtbot, window, "m")

    assert work.engine.board.rows()[0].assignee is None
    assert ringed(window) == number


def test_the_wheel_is_not_undone_when_the_list_sorts_itself(work: DeskAtWork, window: MainWindow) -> None:
    numbers = many(work, window)
    view = window.queue.view
    window.queue.select(numbers[3])
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    at_end = view.verticalScrollBar().value()

    window.commands.run(work.engine.desk.note, numbers[3], "Still dead")

    assert view.verticalScrollBar().value() == at_end


def test_the_first_ticket_of_a_desk_has_the_ring(qtbot: QtBot, tmp_path: Path) -> None:
    clock = HandClock(at("2026-03-10 10:00"))
    with Engine.open(tmp_path / "new.db", user="nobody known", now=clock.now(), zone="Europe/London") as engine:
        work = DeskAtWork(engine, clock, None, "")  # type: ignore[arg-type]
        with window_over(work, qtbot) as window:
            buttons = [held for held in window.queue.findChildren(Button) if held.text() == "Log the first ticket"]
            buttons[0].setFocus()
            press(qtbot, window, Key.Key_Return, "First call")
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            QApplication.processEvents()
            first = ringed(window)
            press(qtbot, window, "n", "Second call")
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            QApplication.processEvents()
            press(qtbot, window, Key.Key_Up)

            assert (first, ringed(window)) == (1, 1)


def test_the_keyboard_is_not_lost_when_the_list_empties(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = log(work, window, "Phones dead", Severity.URGENT)
    press(qtbot, window, Key.Key_Home)
    window.commands.run(work.engine.desk.resolve, number)

    lift = log(work, window, "Lift stuck", Severity.URGENT)

    assert ringed(window) == lift


def test_the_bar_of_the_marked_does_not_hide_the_ticket_that_was_marked(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    many(work, window)
    view = window.queue.view
    window.queue.take_focus()
    bottom = max(at for at in view.visible_lines() if view.rowViewportPosition(at) + 34 <= view.viewport().height())
    line = window.queue.table.line(bottom)
    assert isinstance(line, Entry)
    window.queue.select(line.row.number)
    press(qtbot, window, "x")

    assert ringed(window) == line.row.number


def test_a_ticket_that_leaves_the_edge_does_not_take_the_page_along(work: DeskAtWork, window: MainWindow) -> None:
    numbers = many(work, window)
    view, table = window.queue.view, window.queue.table
    window.queue.select(numbers[0])
    view.verticalScrollBar().setValue(700)
    edge, middle = table.line(view.rowAt(0)), table.line(view.rowAt(300))
    before = view.rowViewportPosition(view.rowAt(300))
    assert isinstance(edge, Entry)

    window.commands.run(work.engine.desk.set_severity, edge.row.number, Severity.LOW)

    at_row = table.line_of(middle.key)
    assert at_row is not None
    assert abs(view.rowViewportPosition(at_row) - before) <= view.rowHeight(at_row)
