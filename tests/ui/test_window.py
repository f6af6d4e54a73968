"""The window as a whole: it opens at once, sees what others do, rests when nobody looks, and fails aloud."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.events import NotMeasuredReason
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from slaapp.storage.connections import PATIENCE_S, connect
from tests.ui.desk_at_work import DeskAtWork, HandClock, at, desk_at_work, outside
from tests.ui.window_at_work import lines, press, reload, titles, turn, window_over
from ui import keymap, theme, wording
from ui.actions import OF_REPORTS, ON_REPORTS, Where, of_place
from ui.app import NO_DISPLAY, run
from ui.background import wait_for_all
from ui.bound import fill_menu
from ui.dialogs.keys import Keys
from ui.failures import Failures
from ui.main_window import MainWindow
from ui.models.arrangement import View
from ui.notices import Answers, of_ticket
from ui.undo import Step
from ui.widgets.button import IconButton
from ui.widgets.focus_ring import FocusRing
from ui.widgets.keycap import Keycap
from ui.widgets.notice import Notice
from ui.widgets.overlay import Overlay
from ui.widgets.sidebar import Item
from ui.widgets.toast import SHADOW, Toast
from ui.window_state import WindowState


def test_a_new_desk_can_be_worked_with_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    clock = HandClock(at("2026-03-10 10:00"))
    with Engine.open(tmp_path / "new.db", user="nobody known", now=clock.now(), zone="Europe/London") as engine:
        work = DeskAtWork(engine, clock, None, "")  # type: ignore[arg-type]
        with window_over(work, qtbot) as window:
            press(qtbot, window, "n", "First call")
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            QApplication.processEvents()

            assert lines(window.queue.table) == ["— LATER_TODAY 1", "First call"]


def test_a_window_without_a_desk_yet_shows_no_list_that_may_not_stay(qtbot: QtBot) -> None:
    window = MainWindow(HandClock(at("2026-03-10 10:00")), WindowState(), None)
    qtbot.addWidget(window)
    window.show()

    seen = [item.accessibleName() for item in window.sidebar.findChildren(Item) if item.isVisible()]

    assert "My tickets" in seen
    assert "No agreement" not in seen


def test_what_another_process_writes_is_seen_within_two_seconds(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    """The clock on the wall stands; the wait is for the machine's two seconds."""
    script = (
        "import sys; from pathlib import Path; from slaapp.engine import Engine;"
        "from slaapp.services.desk import TicketDraft;"
        "engine = Engine.open(Path(sys.argv[1]), user='kim', now=int(sys.argv[2]));"
        "engine.desk.log(TicketDraft(subject='From the command line'), now=int(sys.argv[2])); engine.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(work.engine.store), str(work.clock.at)], check=True, timeout=60)

    qtbot.waitUntil(lambda: lines(window.queue.table)[1:] == ["From the command line"], timeout=2000)


def test_what_is_done_here_while_all_is_read_again_is_not_lost(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.queue.reload()
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Meanwhile"))
    wait_for_all()
    QApplication.processEvents()

    assert lines(window.queue.table) == ["— LATER_TODAY 1", "Meanwhile"]


def test_what_is_done_here_is_fetched_alone(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    read_again = []
    window.commands.elsewhere.connect(lambda: read_again.append(1))

    window.commands.run(work.engine.desk.log, TicketDraft(subject="Ours"))
    window.heartbeat.go_on()

    assert read_again == []
    assert lines(window.queue.table) == ["— LATER_TODAY 1", "Ours"]


def test_the_heart_rests_while_nobody_sees_the_window(work: DeskAtWork, window: MainWindow) -> None:
    beating = not window.heartbeat.resting
    window.hide()
    hidden = window.heartbeat.resting
    window.show()

    assert beating
    assert hidden
    assert not window.heartbeat.resting


def test_a_clock_that_was_put_back_is_followed(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones", severity=Severity.URGENT))
    turn(work, window, "2026-03-10 10:31")
    late = lines(window.queue.table)

    turn(work, window, "2026-03-10 10:20")
    reload(window)

    assert late[0] == "— OVERDUE 1"
    assert window.heartbeat.awaited is not None
    assert window.heartbeat.awaited <= at("2026-03-10 10:21")


def test_a_notice_that_informs_leaves_and_one_that_asks_stays(work: DeskAtWork, window: MainWindow) -> None:
    window.say(Notice("1 logged."))
    window.say_refused("Not saved, the disk is full. Your text is kept here. Free some space, then save again.")
    both = titles(window)

    work.clock.at += 6
    window.heartbeat.go_on()

    assert both[0] == "1 logged."
    assert [notice.title[:9] for notice in window.toasts.shown] == ["Not saved"]


def test_a_notice_never_covers_what_one_writes_with(work: DeskAtWork, window: MainWindow) -> None:
    number, _ = work.engine.desk.log(TicketDraft(subject="Phones"), now=work.clock.at)
    window.resize(1440, 870)
    window.say_refused("Not saved, the disk is full.")
    (toast,) = window.findChildren(Toast)
    low = toast.geometry().bottom()

    window.open_ticket(number)
    window.heartbeat.go_on()

    composer = window.pages.currentWidget().composer
    box = toast.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert not box.intersects(QRect(composer.mapTo(window, QPoint()), composer.size()))
    window.go("all")
    window.heartbeat.go_on()
    assert toast.geometry().bottom() == low


def clear_of(toasts: list[Toast], part: QWidget, window: MainWindow) -> bool:
    box = QRect(part.mapTo(window, QPoint()), part.size())
    inner = (SHADOW, SHADOW, -SHADOW, -SHADOW)
    return not any(toast.isVisible() and toast.geometry().adjusted(*inner).intersects(box) for toast in toasts)


def test_a_page_that_turns_keeps_its_composer_clear(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.resize(1366, 768)
    window.say_refused("Not saved, the disk is full.")
    QApplication.processEvents()

    window.open_ticket(1)
    QApplication.processEvents()

    toasts = window.findChildren(Toast)
    assert clear_of(toasts, window.places.ticket.composer, window)
    assert toasts[0].isVisible()


@pytest.mark.parametrize("form", ["log", "why"])
def test_notices_wait_while_a_form_needs_their_room(work: DeskAtWork, window: MainWindow, form: str) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.resize(1024, 640)
    window.open_ticket(1)
    window.say(Notice("Phones are due soon", stays=True))
    if form == "log":
        window.log()
        overlay: Overlay = window.log_ticket
    else:
        window.places.ticket.whys.open()
        overlay = window.places.ticket.whys.dialog
    window.say(Notice("1 logged."))
    QApplication.processEvents()
    toasts = window.findChildren(Toast)
    clear = clear_of(toasts, overlay.form, window)
    work.clock.at += 60
    window.heartbeat.go_on()

    overlay.left.emit()
    QApplication.processEvents()

    assert clear
    assert titles(window) == ["Phones are due soon", "1 logged."]
    assert all(toast.isVisible() for toast in toasts)


def test_a_put_off_notice_speaks_up_again(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones", severity=Severity.URGENT))
    turn(work, window, "2026-03-10 10:15:01")
    notice = window.toasts.shown[-1]
    dict(notice.actions)["Snooze 5 min"]()
    window.toasts.clear()

    turn(work, window, "2026-03-10 10:20:00")
    early = titles(window)
    turn(work, window, "2026-03-10 10:20:01")

    assert early == []
    assert titles(window) == ["First response due in 10 min"]


def test_several_at_once_are_one_notice(work: DeskAtWork, window: MainWindow) -> None:
    for subject in ("Phones", "Router", "Lift"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject, severity=Severity.URGENT))

    turn(work, window, "2026-03-10 10:15:01")

    assert titles(window) == ["3 tickets due by 10:30"]


def test_a_refused_command_says_why(work: DeskAtWork, window: MainWindow) -> None:
    assert window.commands.run(work.engine.desk.note, 99, "text") is False
    assert window.toasts.shown[-1].title == work.refused[-1]
    assert window.toasts.shown[-1].stays


def test_an_unexpected_error_is_told_and_the_window_goes_on(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failures = Failures(tmp_path / "slaapp.log")
    failures.happened.connect(window.say_failed)
    try:
        raise ValueError("half of it")
    except ValueError as mistake:
        failures.tell(ValueError, mistake, mistake.__traceback__)
    dialog = window.focusWidget().parentWidget().parentWidget()
    shown = dialog.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)

    assert shown
    assert "half of it" in caplog.text
    assert "Traceback" in caplog.text
    assert window.isVisible()
    assert not dialog.isVisible()


def test_a_refusal_that_reaches_the_top_is_still_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    failures = Failures(tmp_path / "slaapp.log")
    failures.refused.connect(window.say_refused)

    failures.tell(Refusal, Refusal("The data file is locked. Nothing was changed. Try again."), None)

    assert window.toasts.shown[-1].title == "The data file is locked. Nothing was changed. Try again."


def test_without_a_display_it_says_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    assert run(store=None, user="sam") == 1
    assert capsys.readouterr().err == NO_DISPLAY


def test_colours_and_text_size_change_at_once_and_are_kept(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        window.state.scheme, window.state.text_size = "dark", 1.25
        window.take_state()
        window.grab()
        assert theme.current().dark
        assert window.queue.view.verticalHeader().defaultSectionSize() == 42
    with window_over(work, qtbot, state_file=file) as window:
        assert (window.state.scheme, window.state.text_size) == ("dark", 1.25)
    theme.set_text_size(app, 1.0)
    theme.apply(app, theme.Scheme.LIGHT)


def test_where_not_all_places_fit_that_of_the_window_is_seen_whole(
    window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    request.addfinalizer(lambda: theme.set_text_size(app, 1.0))
    theme.set_text_size(app, 1.5)
    window.resize(1366, 738)
    window.go("reports")
    item = window.sidebar._items["reports"]
    qtbot.waitUntil(lambda: item.visibleRegion().boundingRect() == item.rect())

    window.resize(1366, 1000)
    QApplication.processEvents()
    window.resize(1366, 738)
    qtbot.waitUntil(lambda: item.visibleRegion().boundingRect() == item.rect())


def test_the_sidebar_becomes_a_rail_when_there_is_little_room(work: DeskAtWork, window: MainWindow) -> None:
    window.resize(1100, 700)
    QApplication.processEvents()
    narrow = window.sidebar.width()
    window.resize(1440, 870)
    QApplication.processEvents()

    assert (narrow, window.sidebar.width()) == (52, 208)


def test_every_place_can_be_reached_by_keys(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    titles = []
    for keys in ("gq", "gm", "gu", "go", "gw", "gc", "ga", "gh", "gr"):
        press(qtbot, window, *keys)
        titles.append(window.windowTitle().removesuffix(" – SLA Desk"))

    assert titles == [
        *("All open", "My tickets", "Unassigned", "Overdue", "Waiting"),
        *("Customers", "Standard support v1", "Business hours", "Reports"),
    ]


def test_f6_shows_where_the_keyboard_is_on_a_ticket(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    reload(window)
    window.open_ticket(number)

    press(qtbot, window, Qt.Key.Key_F6, Qt.Key.Key_F6)
    focused = window.focusWidget()
    rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    press(qtbot, window, "m")

    assert window.places.ticket.isAncestorOf(focused)
    assert len(rings) == 1
    assert work.engine.pages.page(number, now=work.clock.at).assignee == "Sam R."


def test_the_window_does_what_the_table_of_actions_says(window: MainWindow) -> None:
    of_window = {act.name for act in of_place(Where.ANYWHERE, Where.GO, Where.TICKET) if not act.fixed}

    assert set(window.actions_made) == of_window | {*OF_REPORTS, *ON_REPORTS}
    assert keymap.clashes() == []


def test_the_palette_finds_commands_and_tickets(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead"))

    window.go("palette")
    qtbot.keyClicks(QApplication.focusWidget(), "hone")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()

    assert window.windowTitle().startswith("1 Phones dead")


def test_a_desk_that_never_closes_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at_work(tmp_path) as work:
        hours = replace(work.engine.board.hours(work.clock.at), open=True, closes_at=None)

        assert wording.support_hours(hours, work.clock.at) == "Support hours around the clock"


def overdue(work: DeskAtWork, window: MainWindow, *subjects: str) -> list[int]:
    """Urgent tickets, logged five minutes apart, whose first response is missed; each has its notice."""
    numbers = []
    for late, subject in enumerate(subjects):
        draft = TicketDraft(subject=subject, severity=Severity.URGENT, received_at=work.clock.at - 60 * late)
        number, _ = window.commands.attempt(work.engine.desk.log, draft)
        numbers.append(number)
    for second in range(60 * len(subjects)):
        work.clock.at = at("2026-03-10 10:30:00") - 60 * (len(subjects) - 1) + second
        window.heartbeat.go_on()
    window.toasts.clear()
    for number in numbers:
        row = next(row for row in window.queue.table.rows() if row.number == number)
        nothing = Answers(lambda _: None, lambda _: None, lambda _: None, lambda: None)
        window.say(of_ticket(row, window.queue.table, work.clock.at, nothing))
    return numbers


def told(window: MainWindow) -> list[str]:
    return [notice.lines[0].split(" · ")[1] for notice in window.toasts.shown if notice.lines]


def test_a_notice_leaves_when_its_ticket_is_opened(work: DeskAtWork, window: MainWindow) -> None:
    phones, _ = overdue(work, window, "Phones", "Router")
    before = told(window)

    window.open_ticket(phones)

    assert before == ["Phones", "Router"]
    assert told(window) == ["Router"]


def test_a_notice_leaves_when_its_ticket_is_answered(work: DeskAtWork, window: MainWindow) -> None:
    phones, router = overdue(work, window, "Phones", "Router")

    window.commands.run(work.engine.desk.note, phones, "Nobody there yet")
    after_a_note = told(window)
    window.commands.run(work.engine.desk.reply, phones, "We are on it")
    after_a_reply = told(window)
    window.commands.run(work.engine.desk.resolve, router)

    assert after_a_note == ["Phones", "Router"]
    assert after_a_reply == ["Router"]
    assert told(window) == []


def test_a_notice_that_stays_can_be_closed(work: DeskAtWork, window: MainWindow) -> None:
    overdue(work, window, "Phones")
    (toast,) = [held for held in window.findChildren(Toast) if held.isVisible()]
    window.grab()

    close = next(button for button in toast.findChildren(IconButton) if button.accessibleName() == "Close")
    close.click()

    assert window.toasts.shown == []


def test_a_notice_answered_by_keys_gives_the_keyboard_back(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    overdue(work, window, "Phones")
    view = window.queue.view
    view.setFocus()

    window.actions_made["notices"].trigger()
    on_the_notice = QApplication.focusWidget()
    press(qtbot, window, Qt.Key.Key_Escape)

    assert isinstance(on_the_notice, Toast)
    assert QApplication.focusWidget() is view


def undo(qtbot: QtBot, window: MainWindow) -> str:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    return window.toasts.shown[-1].title


def test_ctrl_z_takes_back_what_was_done_last(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    press(qtbot, window, "m")
    window.places.ticket.acts.set_severity(Severity.URGENT)
    press(qtbot, window, Qt.Key.Key_Escape)

    said = [undo(qtbot, window)]
    after_one = work.engine.board.rows()[0]
    said += [undo(qtbot, window), undo(qtbot, window)]
    after_two = work.engine.board.rows()[0]

    assert (after_one.severity, after_one.assignee) == (Severity.NORMAL, "Sam R.")
    assert after_two.assignee is None
    assert said == [
        "Undone: 1 is Urgent now.",
        "Undone: 1 given to Sam R.",
        "Nothing was done here that can be undone.",
    ]


def test_what_the_notice_undid_is_not_undone_again(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.queue.select(1)
    press(qtbot, window, "m")

    dict(window.toasts.shown[-1].actions)["Undo"]()

    assert work.engine.board.rows()[0].assignee is None
    assert undo(qtbot, window) == "Nothing was done here that can be undone."


def redo(qtbot: QtBot, window: MainWindow) -> str:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    return window.toasts.shown[-1].title


def test_ctrl_y_does_again_what_was_undone(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    window.places.ticket.acts.set_severity(Severity.URGENT)
    window.places.ticket.acts.set_severity(Severity.LOW)

    undo(qtbot, window)
    undo(qtbot, window)
    said = [redo(qtbot, window), redo(qtbot, window)]
    there_again = work.engine.board.rows()[0].severity
    said += [undo(qtbot, window), redo(qtbot, window), redo(qtbot, window)]

    assert there_again is work.engine.board.rows()[0].severity is Severity.LOW
    assert said == [
        "Done again: 1 is Urgent now.",
        "Done again: 1 is Low now.",
        "Undone: 1 is Low now.",
        "Done again: 1 is Low now.",
        "Nothing was undone here that can be done again.",
    ]


def test_the_notice_of_what_was_undone_offers_to_do_it_again(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    press(qtbot, window, "m")
    undo(qtbot, window)

    dict(window.toasts.shown[-1].actions)["Do again"]()
    again = work.engine.board.rows()[0].assignee
    dict(window.toasts.shown[-1].actions)["Undo"]()

    assert (again, work.engine.board.rows()[0].assignee) == ("Sam R.", None)


def test_something_new_ends_what_could_be_done_again(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    window.places.ticket.acts.set_severity(Severity.URGENT)
    undo(qtbot, window)
    window.places.ticket.acts.set_severity(Severity.LOW)

    assert redo(qtbot, window) == "Nothing was undone here that can be done again."
    assert work.engine.board.rows()[0].severity is Severity.LOW


def test_a_ticket_just_logged_is_undone_as_withdrawn_and_comes_back(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "Second")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()

    said = [undo(qtbot, window)]
    gone, left_as = work.engine.board.rows(), work.engine.pages.page(1, now=work.clock.at).left_as
    said.append(redo(qtbot, window))

    assert said == ["Undone: 1 logged.", "Done again: 1 logged."]
    assert (gone, left_as) == ([], NotMeasuredReason.WITHDRAWN)
    assert [row.number for row in work.engine.board.rows()] == [1]


def test_the_notice_of_a_ticket_just_logged_offers_to_undo_it(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "Second")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    logged = window.toasts.shown[-1]

    dict(logged.actions)["Undo"]()

    assert logged.title == "1 logged. Respond by 14:00."
    assert window.toasts.shown[-1].title == "Undone: 1 logged."
    assert work.engine.board.rows() == []


def test_a_notice_undoes_what_it_tells_of_and_nothing_newer(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.queue.select(1)
    press(qtbot, window, "m")
    given = window.toasts.shown[-1]
    window.history.note("Something newer", Step(lambda: pytest.fail("it is undone")))

    dict(given.actions)["Undo"]()

    assert work.engine.board.rows()[0].assignee == "Sam R."
    assert window.toasts.shown[-1].title.startswith("Something else was done since.")


def test_what_somebody_else_took_back_is_not_undone_twice(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    window.places.ticket.acts.set_severity(Severity.URGENT)
    work.engine.desk.retract(1, None, now=work.clock.at)

    assert undo(qtbot, window) == "Nothing was undone: what was done to ticket 1 was taken back already."
    assert work.engine.board.rows()[0].severity is Severity.NORMAL


def test_an_entry_taken_back_comes_back_by_ctrl_z(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    window.places.ticket.acts.set_severity(Severity.URGENT)
    window.places.ticket.acts.take_back(None)

    assert undo(qtbot, window) == "Undone: Last entry of 1 taken back."
    assert work.engine.board.rows()[0].severity is Severity.URGENT


def test_the_menus_hold_what_one_does_to_a_ticket(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    menu = QMenu(window)

    fill_menu(menu, window.actions_made)
    titles = [held.title() for held in menu.findChildren(QMenu)]
    ticket = next(held for held in menu.findChildren(QMenu) if held.title() == "Ticket")
    assign = next(action for action in ticket.actions() if action.text() == "Assign to me\tM")
    assign.trigger()

    assert titles == ["File", "Edit", "Ticket", "View", "Go", "Tools", "Help"]
    assert work.engine.board.rows()[0].assignee == "Sam R."


def test_a_right_click_on_a_ticket_offers_what_is_done_to_it(work: DeskAtWork, window: MainWindow) -> None:
    for subject in ("Phones", "Printer"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    view = window.queue.view
    second = window.queue.table.line_of_number(2)
    assert second is not None
    on_it = view.visualRect(window.queue.table.index(second, 0)).center()

    ask_for_menu(view.viewport(), on_it, QContextMenuEvent.Reason.Mouse)
    menu_entry("Assign to me\tM").trigger()
    ask_for_menu(view.viewport(), QPoint(), QContextMenuEvent.Reason.Keyboard)
    menu_entry("Copy number\tY").trigger()

    assert {row.number: row.assignee for row in work.engine.board.rows()} == {1: None, 2: "Sam R."}
    assert QApplication.clipboard().text() == "2"


@pytest.mark.parametrize(("clicked", "mine"), [(1, [1]), (2, [2, 3])])
def test_a_right_click_beside_the_marked_means_the_one_that_is_clicked(
    work: DeskAtWork, window: MainWindow, clicked: int, mine: list[int]
) -> None:
    for subject in ("Phones", "Printer", "Router"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.queue.mark([2, 3])
    view = window.queue.view
    at = window.queue.table.line_of_number(clicked)
    assert at is not None

    ask_for_menu(view.viewport(), view.visualRect(window.queue.table.index(at, 0)).center())
    menu_entry("Assign to me\tM").trigger()

    assert sorted(row.number for row in work.engine.board.rows() if row.assignee == "Sam R.") == mine


def test_a_right_click_on_a_heading_offers_nothing(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    view = window.queue.view

    ask_for_menu(view.viewport(), view.visualRect(window.queue.table.index(0, 0)).center())

    assert QApplication.activePopupWidget() is None


def ask_for_menu(
    widget: QWidget, at: QPoint, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse
) -> None:
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))


def menu_entry(text: str) -> QAction:
    """Of the menu that is open, which closes."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(action for action in menu.actions() if action.text() == text)
    menu.close()
    return entry


def test_the_view_options_say_what_each_choice_is_of(window: MainWindow) -> None:
    window.queue.header.options.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    headings = [action.text() for action in menu.actions() if action.text() and not action.isEnabled()]

    assert headings == ["Colours", "Rows"]


def test_a_menu_has_round_corners(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT)
    menu = theme.dress_menu(QMenu())
    qtbot.addWidget(menu)
    menu.addAction("Reply")
    menu.popup(QPoint(0, 0))

    assert not menu.mask().contains(QPoint(0, 0))
    assert menu.mask().contains(menu.rect().center())


def test_one_page_says_every_key(work: DeskAtWork, window: MainWindow) -> None:
    window.resize(1366, 738)
    window.show_keys()
    QApplication.processEvents()
    sheet = window.findChildren(Keys)[-1]
    caps = " | ".join(cap.accessibleName() for cap in sheet.findChildren(Keycap))

    for keys in (
        "Ctrl Z",
        "Alt S",
        "1 – 4",
        "S then N P",
        "S then C T",
        "S then D R X",
        "Alt R",
        "Alt I",
        "J, Alt ↓",
        "Ctrl C",
        "Ctrl P",
        "Ctrl N",
    ):
        assert keys in caps
    assert outside(sheet) == []


def test_a_ticket_opens_at_once_while_another_process_writes(work: DeskAtWork, window: MainWindow) -> None:
    number, _ = window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Phones"))
    writer = connect(work.engine.store)
    writer.execute("BEGIN IMMEDIATE")
    before = time.monotonic()

    window.open_ticket(number)
    took = time.monotonic() - before
    said = titles(window)
    writer.execute("ROLLBACK")
    writer.close()
    unread = work.engine.board.rows()[0].unread
    window.open_ticket(number)

    assert window.windowTitle().startswith(f"{number} Phones")
    assert took < PATIENCE_S / 2
    assert (said, work.refused) == ([], [])
    assert unread
    assert not work.engine.board.rows()[0].unread


def test_other_writing_still_waits_for_its_turn(work: DeskAtWork, window: MainWindow) -> None:
    number, _ = window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(number)
    writer = connect(work.engine.store)
    writer.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, lambda: writer.execute("ROLLBACK"))
    release.start()

    taken = window.commands.run(work.engine.desk.note, number, "They call again")
    release.join()
    writer.close()

    assert taken


def test_a_ticket_opened_from_the_finished_keeps_its_place_and_the_counts(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    for subject in ("One", "Two", "Three"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    window.commands.run(work.engine.desk.resolve, 1)
    window.go("resolved")
    window.open_ticket(1)
    header, counts = window.places.ticket.header, []
    window.queue.counted.connect(lambda found: counts.append(found[View.ALL.value]))
    before = header.position

    with Engine.open(work.engine.store, user="kim", now=work.clock.at) as other:
        other.desk.resolve(2, now=work.clock.at + 1)
    work.clock.at += 2
    window.heartbeat.go_on()

    qtbot.waitUntil(lambda: header.position == "2 of 2")
    assert before == "1 of 1"
    assert counts[-1] == 1


def test_a_desk_that_can_only_be_read_says_so_for_good(work: DeskAtWork, qtbot: QtBot) -> None:
    work.engine.read_only = True
    with window_over(work, qtbot) as window:
        why = "This data file can be read here, not changed: file or folder is protected."
        press(qtbot, window, "n")

        assert not window.log_ticket.isVisible()
        assert "Read only" in window.status.accessibleName()
        assert (window.sidebar.log_button.isEnabled(), window.sidebar.log_button.toolTip()) == (False, why)


def test_the_ribbon_says_outside_hours_at_its_left_edge(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones", severity=Severity.LOW))
    turn(work, window, "2026-03-10 20:00")
    ribbon = window.queue.ribbon
    picture = ribbon.grab().toImage()
    ground = picture.pixelColor(2, 2)
    inked = [x for x in range(ribbon.width()) if picture.pixelColor(x, 31) != ground]

    assert theme.GUTTER_LEFT <= inked[0] < theme.GUTTER_LEFT + 4


def test_due_times_that_new_rules_moved_are_told_in_one_notice(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    for subject in ("Till offline", "Scanner lost"):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))
    with Engine.open(work.engine.store, user="kim", now=work.clock.at) as other:
        text = other.toml_files.export_calendar(other.catalogue.desk_rules()[1]).decode()
        closed = text.replace("holidays]\n", 'holidays]\n2026-03-11 = "Founders\' day"\n', 1)
        other.toml_files.import_calendar(closed.encode(), now=work.clock.at)

    window.commands.look()
    told = ["The rules changed: 2 open tickets are due later."]
    qtbot.waitUntil(lambda: titles(window) == told)

    reload(window)
    assert titles(window) == told


def test_a_sheet_over_a_sheet_that_is_gone_gives_the_keyboard_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_made["about"].trigger()
    under = QApplication.focusWidget()
    window.show_keys()
    assert under is not None
    qtbot.mouseClick(under, Qt.MouseButton.LeftButton)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    press(qtbot, window, Qt.Key.Key_Escape)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.queue.isAncestorOf(focused)


def test_the_menu_key_goes_to_the_bar_where_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.state.menu_bar = True
    window.take_state()
    bar = window.findChild(QMenuBar)
    assert isinstance(bar, QMenuBar)

    press(qtbot, window, Qt.Key.Key_F10)

    active: QAction | None = bar.activeAction()
    assert active is not None
    assert active.text() == "File"
    menu = active.menu()
    menu.close()  # type: ignore[attr-defined]


def test_the_keys_of_the_window_rest_while_a_form_of_a_page_lies_over_it(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    work.engine.catalogue.add_customer("Acme", now=work.clock.at)
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    press(qtbot, window, "m")
    window.go("customers")
    window.actions_made["customer_merge"].trigger()

    for key in (Qt.Key.Key_Z, Qt.Key.Key_1, Qt.Key.Key_K, Qt.Key.Key_Comma):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)

    assert work.engine.board.rows()[0].assignee == "Sam R."
    assert window.places.here == "customers"
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not any(form.isVisible() for form in window.findChildren(Overlay))
