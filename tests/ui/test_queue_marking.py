"""Several tickets at once: marked by key or pointer, worked on together, undone together."""

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import NotMeasuredReason
from slaapp.services.board import Group
from slaapp.services.changes import Changes
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import press, tab_to, titles, turn
from ui.background import AT_ONCE
from ui.dialogs.working import Working
from ui.main_window import MainWindow
from ui.views.queue_menus import what_is_known
from ui.widgets.sure import Sure
from ui.widgets.toast import SHADOW, Toast

Key = Qt.Key
SUBJECTS = ("Phones dead", "Payroll export fails", "Projector dark", "Scanner offline")


def four(work: DeskAtWork, window: MainWindow) -> list[int]:
    """Due in this order; the list has the keyboard, and stands on the first."""
    numbers = []
    for subject, severity in zip(
        SUBJECTS, (Severity.URGENT, Severity.HIGH, Severity.NORMAL, Severity.LOW), strict=True
    ):
        number, _ = window.commands.attempt(work.engine.desk.log, TicketDraft(subject=subject, severity=severity))
        numbers.append(number)
    window.queue.take_focus()
    window.queue.view.select_first()
    return numbers


def marked(window: MainWindow) -> list[str]:
    return [entry.row.subject for entry in window.queue.table.marked()]


def statuses(work: DeskAtWork, numbers: Sequence[int]) -> list[Status]:
    return [work.engine.pages.page(number, now=work.clock.at).status for number in numbers]


def hold(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_x_and_ctrl_space_mark_the_current_ticket_and_esc_clears(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    four(work, window)
    press(qtbot, window, "x", Key.Key_Down)
    hold(qtbot, window, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    both = marked(window), window.queue.marks.isVisible(), window.queue.marks.count
    press(qtbot, window, "x")
    one = marked(window)
    press(qtbot, window, Key.Key_Escape)

    assert both == (["Phones dead", "Payroll export fails"], True, "2 marked")
    assert one == ["Phones dead"]
    assert (marked(window), window.queue.marks.isVisible()) == ([], False)


def test_shift_draws_a_range_that_can_shrink_again_beside_what_was_marked(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    four(work, window)
    press(qtbot, window, "x", Key.Key_Down)
    hold(qtbot, window, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, 2)
    three = marked(window)
    hold(qtbot, window, Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, 1)
    two = marked(window)

    assert three == list(SUBJECTS)
    assert two == list(SUBJECTS[:3])


def test_ctrl_a_marks_all_that_are_seen(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    four(work, window)
    group = window.queue.table.tickets()[-1].standing.group
    window.queue.table.close_groups(frozenset({group}))
    hold(qtbot, window, Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    hidden = [entry.row.subject for entry in window.queue.table.tickets() if entry.standing.group is group]
    assert marked(window) == [subject for subject in SUBJECTS if subject not in hidden]


def test_what_is_not_shown_is_not_marked(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    four(work, window)
    hold(qtbot, window, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.queue.header.filter.edit.setText("p")
    filtered = marked(window)
    window.queue.clear_filter()
    back = marked(window)
    window.queue.table.close_groups(frozenset(Group))

    assert filtered == back == [subject for subject in SUBJECTS if "p" in subject.lower()]
    assert marked(window) == []


def test_marks_outlive_a_refresh(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    first, *_ = four(work, window)
    press(qtbot, window, Key.Key_Down, "x")
    window.commands.run(work.engine.desk.note, first, "Looked at it.")

    assert marked(window) == ["Payroll export fails"]


def test_a_refusal_names_the_status_as_the_list_does(work: DeskAtWork, window: MainWindow) -> None:
    numbers = four(work, window)
    window.queue.acts.set_status(numbers[:1], Status.WAITING_CUSTOMER)
    window.queue.acts.set_status(numbers, Status.WAITING_CUSTOMER)

    (told,) = (notice for notice in window.toasts.shown if notice.key == "left")
    assert told.title == f"{numbers[0]} is waiting on customer already. Nothing was changed."
    assert (told.icon, told.stays) == ("info", False), "that is no trouble"


def test_what_refused_is_forgotten_with_the_next_act(work: DeskAtWork, window: MainWindow) -> None:
    numbers = four(work, window)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    assert "left" in {notice.key for notice in window.toasts.shown}

    window.queue.acts.set_status(numbers, Status.WAITING_CUSTOMER)

    assert "left" not in {notice.key for notice in window.toasts.shown}


def test_what_refused_is_forgotten_once_the_act_is_undone(work: DeskAtWork, window: MainWindow) -> None:
    numbers = four(work, window)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    assert "left" in {notice.key for notice in window.toasts.shown}

    window.history.undo()

    assert "left" not in {notice.key for notice in window.toasts.shown}


def test_a_screen_reader_hears_the_mark(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    four(work, window)
    press(qtbot, window, "x")

    index = window.queue.view.currentIndex()
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Marked. ")


def test_s_acts_on_the_marked_ones_and_one_undo_takes_it_back(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    numbers = four(work, window)
    hold(qtbot, window, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, "s")
    title = window.queue.menus.menu.actions()[0].text()
    QTest.keyClick(window.queue.menus.menu, Key.Key_C)
    said = window.toasts.shown[-1].title
    waiting = statuses(work, numbers)
    window.history.undo()

    assert title == "Status of 4 tickets"
    assert said == "4 tickets: Waiting on customer."
    assert waiting == [Status.WAITING_CUSTOMER] * 4
    assert statuses(work, numbers) == [Status.NEW] * 4
    window.history.redo()
    assert statuses(work, numbers) == [Status.WAITING_CUSTOMER] * 4


def test_m_gives_the_marked_ones_to_me(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    four(work, window)
    press(qtbot, window, "x", Key.Key_Down, "x", "m")

    assert window.toasts.shown[-1].title == "2 tickets given to Sam R."
    assert window.queue.table.own_counts() == {}
    assert window.sidebar.place_item("mine").accessibleName() == "My tickets, 2"


def test_each_that_refuses_has_a_line_and_the_others_are_changed(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    numbers = four(work, window)
    work.engine.desk.resolve(numbers[2], now=work.clock.at)  # elsewhere: this window has not read it yet
    window.queue.mark(numbers)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    notices = {notice.key: notice for notice in window.toasts.shown}

    assert notices["done"].title == "2 tickets: High from now on."
    assert notices["left"].title == "1 of 4 tickets left as they are"
    assert notices["left"].lines == (
        f"{numbers[2]} is resolved. Its severity was not changed. Reopen it first.",
        "1 of 4 tickets were so already.",
    )
    assert notices["left"].stays


def test_that_all_were_so_already_is_only_told(work: DeskAtWork, window: MainWindow) -> None:
    numbers = four(work, window)
    window.queue.acts.assign_to_me(numbers)

    window.queue.acts.assign_to_me(numbers)

    assert window.toasts.shown[-1].title == "All 4 tickets were so already. Nothing was changed."
    assert window.toasts.shown[-1].icon == "info"


def test_a_notice_does_not_cover_the_bar_of_the_marked(work: DeskAtWork, window: MainWindow) -> None:
    numbers = four(work, window)
    window.queue.mark(numbers)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    QApplication.processEvents()
    bar = window.queue.marks
    top = bar.mapTo(window, QPoint()).y()
    toasts = [held for held in window.findChildren(Toast) if held.isVisible()]

    assert len(toasts) == 2
    assert all(toast.geometry().bottom() - SHADOW <= top for toast in toasts)


def test_a_notice_does_not_cover_the_buttons_below_the_preview(work: DeskAtWork, window: MainWindow) -> None:
    number, *_ = four(work, window)
    window.queue.show_preview(True)
    window.queue.acts.set_severity([number], Severity.LOW)
    QApplication.processEvents()
    top = window.queue._pane.preview.foot.mapTo(window, QPoint()).y()
    toasts = [held for held in window.findChildren(Toast) if held.isVisible()]

    assert len(toasts) == 1
    assert all(toast.geometry().bottom() - SHADOW <= top for toast in toasts)


def test_one_ticket_that_refuses_says_so_in_a_sentence(work: DeskAtWork, window: MainWindow) -> None:
    first, *_ = four(work, window)
    work.engine.desk.resolve(first, now=work.clock.at)
    window.queue.acts.set_severity([first], Severity.LOW)

    assert len(work.refused) == 1
    assert str(first) in work.refused[0]


def test_del_takes_the_marked_ones_out_of_the_count(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = four(work, window)
    press(qtbot, window, "x", Key.Key_Down, "x", Key.Key_Delete)
    QTest.keyClick(window.queue.menus.menu, Key.Key_P)
    assert asked(window).question == "Close 2 tickets: spam?"
    press(qtbot, window, Key.Key_Return)

    assert statuses(work, numbers[:2]) == [Status.CLOSED] * 2
    page = work.engine.pages.page(numbers[0], now=work.clock.at)
    assert page.left_as is NotMeasuredReason.SPAM
    assert marked(window) == []


def test_del_without_marks_asks_about_the_current_ticket(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    first, *others = four(work, window)
    press(qtbot, window, Key.Key_Delete)
    title = window.queue.menus.menu.actions()[0].text()
    QTest.keyClick(window.queue.menus.menu, Key.Key_H)

    assert title == f"Take {first} out of the count"
    assert statuses(work, [first, *others]) == [Status.CLOSED, *[Status.NEW] * 3]


def test_a_click_with_ctrl_marks_and_with_shift_draws_a_range(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    four(work, window)
    view = window.queue.view
    rows = [view.visualRect(view.model().index(at, 0)).center() for at in _ticket_lines(window)]

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, rows[0])
    one = marked(window)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, rows[2])

    assert one == list(SUBJECTS[:1])
    assert marked(window) == list(SUBJECTS[:3])


def asked(window: MainWindow) -> Sure:
    (found,) = (held for held in window.findChildren(Sure) if held.isVisible())
    return found


def test_many_are_resolved_once_that_is_confirmed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = four(work, window)
    window.commands.run(work.engine.desk.reply, numbers[0], "On my way.")
    turn(work, window, "2026-03-12 09:00")
    press(qtbot, window, "x", Key.Key_Down, "x", "s")
    QTest.keyClick(window.queue.menus.menu, Key.Key_R)
    question = asked(window)
    press(qtbot, window, Key.Key_Escape)
    left = statuses(work, numbers)
    press(qtbot, window, "s")
    QTest.keyClick(window.queue.menus.menu, Key.Key_R)
    press(qtbot, window, Key.Key_Return)

    assert (question.question, question.known) == ("Resolve 2 tickets?", "1 was never answered, 2 are overdue.")
    assert Status.RESOLVED not in left
    assert statuses(work, numbers)[:2] == [Status.RESOLVED] * 2


class _Walked(list[int]):
    """Counts how often somebody went through all of it."""

    times = 0

    def __iter__(self) -> Iterator[int]:
        self.times += 1
        return super().__iter__()


def test_many_are_gone_through_once_for_what_is_known_of_them(work: DeskAtWork, window: MainWindow) -> None:
    numbers = _Walked(four(work, window)[:2])
    assert what_is_known(window.queue.table, numbers) == "2 were never answered."
    assert numbers.times == 1


def test_one_ticket_is_resolved_at_once(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    first, *_ = four(work, window)
    press(qtbot, window, "x", "s")
    QTest.keyClick(window.queue.menus.menu, Key.Key_R)

    assert statuses(work, [first]) == [Status.RESOLVED]


def test_the_keyboard_comes_back_to_the_row_in_the_place(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    four(work, window)
    press(qtbot, window, Key.Key_Down, "x", Key.Key_Down, "x")
    tab_to(qtbot, window, window.queue.marks.status)
    press(qtbot, window, Key.Key_Return)
    QTest.keyClick(window.queue.menus.menu, Key.Key_R)
    press(qtbot, window, Key.Key_Return)

    assert window.queue.view.hasFocus()
    assert window.queue.view.currentIndex().data() is not None
    entry = window.queue.view.current_entry()
    assert entry is not None
    assert entry.row.subject == "Scanner offline"


def test_after_an_act_on_many_that_stay_the_keyboard_is_in_the_list(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    four(work, window)
    press(qtbot, window, "x", Key.Key_Down, "x")
    tab_to(qtbot, window, window.queue.marks.assignee)
    press(qtbot, window, Key.Key_Return, "Sam")
    press(qtbot, window, Key.Key_Return)

    assert window.toasts.shown[-1].title == "2 tickets given to Sam R."
    assert window.queue.view.hasFocus()
    entry = window.queue.view.current_entry()
    assert entry is not None
    assert entry.row.subject == "Payroll export fails"


def _ticket_lines(window: MainWindow) -> list[int]:
    table = window.queue.table
    return [at for at in range(table.rowCount()) if at not in table.headings]


def many(work: DeskAtWork, window: MainWindow, count: int) -> list[int]:
    """So many tickets, all marked."""
    numbers = [work.engine.desk.log(TicketDraft(subject=f"B{n}"), now=work.clock.at)[0] for n in range(count)]
    window.queue.apply(Changes(customers=True))
    window.queue.table.marks.set_to(entry.key for entry in window.queue.table.unfolded())
    return numbers


def test_many_are_changed_beside_the_window_and_undone_as_one(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    undo = work.engine.desk.undo

    def undone(*args: Any, **named: Any) -> Changes:
        threads.append(threading.get_ident())
        return undo(*args, **named)

    monkeypatch.setattr(work.engine.desk, "undo", undone)
    numbers = many(work, window, AT_ONCE + 10)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    (form,) = window.findChildren(Working)
    meanwhile = form.isVisible(), titles(window)
    qtbot.waitUntil(lambda: bool(titles(window)), timeout=20_000)
    changed = {row.severity for row in window.queue.table.rows()}
    for walk, said in ((window.history.undo, "Undone: "), (window.history.redo, "Done again: ")):
        walk()
        walk()
        beside = [one.isVisible() for one in window.findChildren(Working)]
        qtbot.waitUntil(lambda said=said: titles(window)[-1].startswith(said), timeout=20_000)
        assert beside[-1:] == [True]
        changed_back = {row.severity for row in window.queue.table.rows()}
        assert changed_back == ({Severity.NORMAL} if said == "Undone: " else {Severity.HIGH})

    assert meanwhile == (True, [])
    assert changed == {Severity.HIGH}
    assert len(threads) == 2
    assert threading.get_ident() not in threads


def test_undoing_many_that_is_cancelled_takes_nothing_back(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = many(work, window, AT_ONCE + 10)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    qtbot.waitUntil(lambda: bool(titles(window)), timeout=20_000)
    window.history.undo()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Working), timeout=20_000)
    assert {row.severity for row in work.engine.board.rows()} == {Severity.HIGH}
    window.history.undo()
    qtbot.waitUntil(lambda: titles(window)[-1].startswith("Undone: "), timeout=20_000)
    assert {row.severity for row in work.engine.board.rows()} == {Severity.NORMAL}


def test_a_change_of_many_that_is_cancelled_changes_nothing(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = many(work, window, AT_ONCE + 10)
    window.queue.acts.set_severity(numbers, Severity.HIGH)
    assert len(window.findChildren(Working)) == 1
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Working), timeout=20_000)

    assert {row.severity for row in work.engine.board.rows()} == {Severity.NORMAL}
    assert (titles(window), work.refused) == ([], [])
