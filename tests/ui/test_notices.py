"""Notices as stories with a clock turned by hand: once, together, later, quietly, and not again after a restart."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.events import Channel
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer
from tests.ui.window_at_work import press, titles, turn
from ui import theme
from ui.background import wait_for_all
from ui.dialogs.notice_list import NoticeList
from ui.first_touch import FirstTouch
from ui.main_window import MainWindow
from ui.told import BREACHED, SOON, Told
from ui.tray import Tray, plain
from ui.views.settings.notifications import NotificationsPage
from ui.widgets.focus_ring import FocusRing
from ui.widgets.label import Icon, Label
from ui.widgets.notice import Notice
from ui.widgets.toast import Toast
from ui.window_state import WindowState, recall, state_file


class HandTray(Tray):
    """A tray that is there, and remembers what it was asked to show."""

    there = True  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.overdue: int | None = None
        self.told: list[tuple[str, ...]] = []
        self.then: Callable[[], object] | None = None

    def show_overdue(self, count: int) -> None:
        self.overdue = count

    def hide(self) -> None:
        self.overdue = None

    def tell(self, title: str, *lines: str, then: Callable[[], object] | None = None) -> None:
        self.then = then
        self.told.append((plain(title), *map(plain, lines)))


@pytest.fixture
def tray(qtbot: QtBot) -> HandTray:
    return HandTray()


@contextmanager
def sitting(
    work: DeskAtWork, qtbot: QtBot, tray: HandTray, *, file: Path | None = None, state: WindowState | None = None
) -> Iterator[MainWindow]:
    """The window from its start until it is closed."""
    held = state or (WindowState() if file is None else recall(file))
    window = MainWindow(work.clock, held, file, tray=tray)
    window.resize(1440, 870)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_desk(work.engine)
    QApplication.processEvents()
    yield window
    window.quit()
    window.deleteLater()
    QApplication.processEvents()


def urgent(work: DeskAtWork, window: MainWindow, subject: str, **about: object) -> int:
    """A ticket to be answered within half an hour."""
    draft = TicketDraft(subject=subject, severity=Severity.URGENT, **about)  # type: ignore[arg-type]
    number, _ = window.commands.attempt(work.engine.desk.log, draft)
    return number


def said(window: MainWindow) -> list[str]:
    """All that was told in this sitting."""
    return [notice.title for _, notice in window.coming.said]


def test_however_long_a_customer_is_called_the_time_is_read(work: DeskAtWork, window: MainWindow) -> None:
    school, _ = customer(work, "Eastfield Council Office for Parks, Playgrounds and Public Footpaths")
    urgent(work, window, "Phones", customer=school)
    turn(work, window, "2026-03-10 10:15:01")

    (notice,) = window.toasts.shown
    assert notice.lines[1].startswith("Respond by 10:30 · Urgent · Eastfield")


def test_each_threshold_is_told_once_and_at_its_second(work: DeskAtWork, window: MainWindow) -> None:
    urgent(work, window, "Phones dead")

    for second in ("10:15:00", "10:15:01", "10:20:00", "10:30:00", "10:30:01", "10:31:00", "11:00:00"):
        turn(work, window, f"2026-03-10 {second}")
        if second == "10:15:00":
            assert said(window) == []
        if second == "10:30:00":
            assert said(window) == ["First response due in 15 min"]

    assert said(window) == ["First response due in 15 min", "First response is overdue"]


def test_a_machine_that_slept_tells_all_of_it_in_one_notice(work: DeskAtWork, window: MainWindow) -> None:
    for subject in ("Phones", "Router", "Lift"):
        urgent(work, window, subject)

    turn(work, window, "2026-03-10 15:00")
    turn(work, window, "2026-03-10 15:01")

    assert said(window) == ["3 tickets are overdue"]
    assert window.toasts.shown[-1].lines == ("1, 2, 3",)


def test_overdue_and_due_soon_are_told_together_with_the_time(work: DeskAtWork, window: MainWindow) -> None:
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:10")
    urgent(work, window, "Router")
    urgent(work, window, "Lift")

    turn(work, window, "2026-03-10 10:35")

    assert said(window) == ["1 overdue, 2 due by 10:40"]


def test_a_further_clock_is_put_off_by_itself(work: DeskAtWork, window: MainWindow) -> None:
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:31")
    turn(work, window, "2026-03-10 13:46")
    dict(window.toasts.shown[-1].actions)["Snooze 5 min"]()
    window.toasts.clear()

    turn(work, window, "2026-03-10 13:50:59")
    early = titles(window)
    turn(work, window, "2026-03-10 13:51")

    assert early == []
    assert titles(window) == ["Resolution due in 9 min"]


def test_several_are_put_off_together_and_come_back_together(work: DeskAtWork, window: MainWindow) -> None:
    urgent(work, window, "Phones")
    urgent(work, window, "Router")
    turn(work, window, "2026-03-10 10:15:01")
    dict(window.toasts.shown[-1].actions)["Snooze 5 min"]()
    window.toasts.clear()

    turn(work, window, "2026-03-10 10:20:00")
    early = titles(window)
    turn(work, window, "2026-03-10 10:20:01")

    assert early == []
    assert titles(window) == ["2 tickets due by 10:30"]


def test_what_was_put_off_and_answered_meanwhile_keeps_silent(work: DeskAtWork, window: MainWindow) -> None:
    number = urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:15:01")
    dict(window.toasts.shown[-1].actions)["Snooze 5 min"]()
    window.toasts.clear()
    window.commands.run(work.engine.desk.reply, number, "We are on it")

    turn(work, window, "2026-03-10 10:20:01")

    assert titles(window) == []


def test_what_was_put_off_is_not_told_twice_once_it_is_overdue(work: DeskAtWork, window: MainWindow) -> None:
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:26:00")
    dict(window.toasts.shown[-1].actions)["Snooze 5 min"]()
    window.toasts.clear()

    turn(work, window, "2026-03-10 10:30:01")
    at_breach = titles(window)
    window.toasts.clear()
    turn(work, window, "2026-03-10 10:31:00")

    assert at_breach == ["First response is overdue"]
    assert titles(window) == []


def test_a_restart_repeats_nothing(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    file = state_file(work.engine.store)
    with sitting(work, qtbot, tray, file=file) as window:
        urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:31")
        assert said(window) == ["First response is overdue"]

    with sitting(work, qtbot, tray, file=file) as window:
        turn(work, window, "2026-03-10 10:32")
        assert said(window) == []


def test_what_came_while_the_program_was_closed_is_told_at_the_next_start(
    work: DeskAtWork, qtbot: QtBot, tray: HandTray
) -> None:
    file = state_file(work.engine.store)
    with sitting(work, qtbot, tray, file=file) as window:
        urgent(work, window, "Phones")
        urgent(work, window, "Router")
    work.turn_to("2026-03-10 10:40")

    with sitting(work, qtbot, tray, file=file) as window:
        assert said(window) == ["2 tickets are overdue"]


def test_on_the_very_first_start_what_is_late_already_is_no_news(
    work: DeskAtWork, qtbot: QtBot, tray: HandTray
) -> None:
    work.log("2026-03-10 10:00", severity=Severity.URGENT)
    work.turn_to("2026-03-10 12:00")

    with sitting(work, qtbot, tray) as window:
        turn(work, window, "2026-03-10 12:01")
        assert said(window) == []


def test_on_the_very_first_start_a_further_clock_that_is_due_soon_is_no_news_either(
    work: DeskAtWork, qtbot: QtBot, tray: HandTray
) -> None:
    work.log("2026-03-10 10:00", severity=Severity.URGENT)
    (row,) = work.engine.board.rows()
    resolution = next(c for c in row.clocks if c.metric is Metric.RESOLUTION and c.tier is Tier.PUBLIC)
    due_at = resolution.phases[0].due_at
    assert due_at is not None
    work.clock.at = due_at - 10 * 60  # nobody responded, which is overdue

    with sitting(work, qtbot, tray) as window:
        work.clock.at += 60
        window.heartbeat.go_on()
        assert said(window) == []


def test_a_snooze_outlives_a_restart(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    file = state_file(work.engine.store)
    with sitting(work, qtbot, tray, file=file) as window:
        urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:15:01")
        dict(window.toasts.shown[-1].actions)["Snooze 5 min"]()

    with sitting(work, qtbot, tray, file=file) as window:
        turn(work, window, "2026-03-10 10:20:01")
        assert said(window) == ["First response due in 10 min"]


def around_the_clock(work: DeskAtWork) -> None:
    """Promised are all 24 hours of every day, whatever the desk's own hours are."""
    toml_files, now = work.engine.toml_files, work.clock.at
    week = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    always = {"name": "Around the clock", "zone": "Europe/London", "week": week}
    toml_files.import_calendar(tomli_w.dumps(always).encode(), now=now)
    agreement = tomllib.loads(toml_files.export_agreement("Standard support").decode())
    version = {"version": agreement["version"] + 1, "calendar": "Around the clock", "valid_from": date(2026, 3, 10)}
    toml_files.import_agreement(tomli_w.dumps({**agreement, **version}).encode(), now=now)


def test_outside_support_hours_it_is_quiet_and_told_as_one_at_opening(work: DeskAtWork, window: MainWindow) -> None:
    around_the_clock(work)
    turn(work, window, "2026-03-10 17:30")
    urgent(work, window, "Phones")
    urgent(work, window, "Router")

    turn(work, window, "2026-03-10 18:30")
    turn(work, window, "2026-03-11 08:59:59")
    assert said(window) == []
    assert window.coming.next_time == at("2026-03-11 09:00")
    turn(work, window, "2026-03-11 09:00:00")

    assert said(window) == ["2 tickets are overdue"]
    assert window.toasts.shown[-1].lines[0] == "Since the desk closed"
    turn(work, window, "2026-03-11 09:01:00")
    assert len(said(window)) == 1


def test_an_internal_target_is_told_to_its_assignee_alone(work: DeskAtWork, window: MainWindow) -> None:
    kim = next(person.id for person in work.engine.catalogue.people() if person.name == "Kim L.")
    for assignee in (work.me, kim):
        draft = TicketDraft(subject="Payroll", severity=Severity.NORMAL, assignee=assignee)
        window.commands.attempt(work.engine.desk.log, draft)

    for minute in range(60 * 4):
        work.clock.at = at("2026-03-10 10:00") + 60 * minute
        window.heartbeat.go_on()

    internal = [notice for _, notice in window.coming.said if notice.icon == "lock"]
    assert [sorted(notice.about) for notice in internal] == [[1]]


def test_the_system_tells_while_the_window_is_not_in_front(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    with sitting(work, qtbot, tray) as window:
        urgent(work, window, HOSTILE[:60])
        window.hide()
        window.coming.beat(work.turn_to("2026-03-10 10:20"))
        window.queue.beat(work.clock.at)

        (told,) = tray.told
        assert told[0] == "First response due in 10 min"
        assert not any(sign in line for line in told for sign in "<>&\n\r\t")


def test_in_front_of_the_window_and_where_it_is_not_wanted_the_system_keeps_silent(
    work: DeskAtWork, qtbot: QtBot, tray: HandTray
) -> None:
    with sitting(work, qtbot, tray) as window:
        urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:20")
        assert (len(said(window)), tray.told) == (1, [])
    with sitting(work, qtbot, tray, state=WindowState(tell_system=False)) as window:
        window.hide()
        window.queue.beat(work.turn_to("2026-03-10 10:31"))
        assert tray.told == []


def test_the_tray_counts_what_is_overdue(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    with sitting(work, qtbot, tray) as window:
        number = urgent(work, window, "Phones")
        before = tray.overdue
        turn(work, window, "2026-03-10 10:31")
        late = tray.overdue
        window.commands.run(work.engine.desk.resolve, number)

        assert (before, late, tray.overdue) == (0, 1, 0)
        window.state.tray = False
        window.take_state()
        assert tray.overdue is None


def test_the_closed_window_keeps_watching_where_that_is_wanted(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    with sitting(work, qtbot, tray, state=WindowState(keep_watching=True)) as window:
        urgent(work, window, "Phones")
        window.close()
        assert not window.isVisible()
        assert not window.heartbeat.resting
        assert [told[0] for told in tray.told] == ["SLA Desk keeps watching"]

        work.turn_to("2026-03-10 10:31")
        window.heartbeat.go_on()
        assert tray.told[-1][0] == "First response is overdue"
        assert tray.then is not None
        tray.then()
        assert (window.isVisible(), window.windowTitle()) == (True, "1 Phones – SLA Desk"), "a click opens the ticket"
        window.close()
        tray.opened.emit()
        assert window.isVisible()
        window.close()
        assert [told[0] for told in tray.told].count("SLA Desk keeps watching") == 1
        tray.quit_wanted.emit()
        assert window.heartbeat.resting


def test_no_notice_reaches_out_of_a_low_window(window: MainWindow) -> None:
    window.resize(1024, 640)
    for n in range(3):
        window.say(Notice(f"Notice {n}", tuple(f"Line {line}" for line in range(12)), stays=True))
        window.toasts.place()

    seen = [toast for toast in window.findChildren(Toast) if toast.isVisible()]
    assert {toast.notice.title for toast in seen} == {"Notice 1", "Notice 2"}
    assert [toast.notice.title for toast in seen if toast.y() < 0] == []


def test_in_its_last_second_a_clock_is_due_now(work: DeskAtWork, window: MainWindow) -> None:
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:30")
    assert titles(window) == ["First response is due now"]


def test_a_minimised_window_tells_at_the_second(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    with sitting(work, qtbot, tray) as window:
        urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:29:59")
        tray.told.clear()
        window.showMinimized()

        work.turn_to("2026-03-10 10:30:01")

        qtbot.waitUntil(lambda: [told[0] for told in tray.told] == ["First response is overdue"])


def test_a_minimised_window_tells_nothing_of_what_was_answered_elsewhere(
    work: DeskAtWork, qtbot: QtBot, tray: HandTray
) -> None:
    with sitting(work, qtbot, tray) as window:
        number = urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:29:59")
        tray.told.clear()
        window.showMinimized()
        with Engine.open(work.engine.store, user="kim", now=work.clock.at) as other:
            other.desk.reply(number, "We are on it.", now=work.clock.at)
        (timer,) = window.heartbeat.findChildren(QTimer)
        timer.timeout.emit()  # the store is asked
        wait_for_all()
        QApplication.processEvents()

        work.turn_to("2026-03-10 10:30:01")
        timer.timeout.emit()  # again, before the beat

        qtbot.waitUntil(lambda: window.heartbeat.awaited != work.clock.at)
        assert tray.told == []


def test_closing_ends_the_program_where_nothing_else_is_wanted(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    with sitting(work, qtbot, tray) as window:
        window.close()

        assert window.heartbeat.resting
        assert tray.overdue is None


def test_the_bell_lists_what_was_told_and_opens_it(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:15:01")
    keys = (Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)

    qtbot.keyClick(window, *keys)
    on_toast = window.focusWidget()
    qtbot.keyClick(window, *keys)
    (listed,) = window.findChildren(NoticeList)
    opens, later = listed.buttons
    assert (opens.accessibleName(), later.accessibleName()) == (f"Open {number}", f"Snooze {number} for 5 min")
    opens.click()
    QApplication.processEvents()

    assert on_toast is not None
    assert on_toast.accessibleName().startswith("First response due in 15 min")
    assert window.places.ticket.number == number


def test_each_ticket_of_a_notice_of_several_is_opened_or_put_off_by_keys(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    first, second = urgent(work, window, "Phones"), urgent(work, window, "Router")
    turn(work, window, "2026-03-10 10:15:01")
    window.coming.show_notices()
    (listed,) = window.findChildren(NoticeList)
    said = [held.text() for held in listed.findChildren(Label)]
    assert f"{first}  Phones" in said
    assert f"{second}  Router" in said
    assert QApplication.focusWidget() is listed.buttons[0]

    press(qtbot, window, Qt.Key.Key_Tab)
    assert [held.isVisible() for held in listed.findChildren(FocusRing)] == [True]
    press(qtbot, window, Qt.Key.Key_Return)
    assert set(window.state.put_off) == {str(first)}
    assert listed.buttons[1].text() == "Snoozed"
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.places.ticket.number == second


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_is_told_of_a_ticket_begins_below_the_words_of_its_notice(
    work: DeskAtWork, window: MainWindow, qapp: QApplication, scale: float
) -> None:
    theme.set_text_size(qapp, scale)
    try:
        number = urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:15:01")
        window.coming.show_notices()
        QApplication.processEvents()
        (listed,) = window.findChildren(NoticeList)
        begins = {held.text(): held.mapTo(listed, QPoint(0, 0)).x() for held in listed.findChildren(Label)}

        assert begins[f"{number}  Phones"] == begins["First response due in 15 min"]
    finally:
        theme.set_text_size(qapp, 1.0)


def test_the_list_of_notices_says_when_it_is_empty(window: MainWindow, qtbot: QtBot) -> None:
    window.status.bell.click()

    (listed,) = window.findChildren(NoticeList)
    assert listed.buttons == []
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not listed.isVisible()


def test_a_damaged_memory_is_forgotten(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    state = WindowState(put_off={"x": 1, "7": "soon", "7 ": 1, "7 lunch": 1}, told={"": None}, told_since=1)

    with sitting(work, qtbot, tray, state=state) as window:
        urgent(work, window, "Phones")
        turn(work, window, "2026-03-10 10:15:01")
        assert said(window) == ["First response due in 15 min"]


def test_what_another_process_logs_late_is_told_and_what_one_logs_oneself_is_not(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    urgent(work, window, "Phones", received_at=at("2026-03-10 09:15"))
    ours = said(window)
    with Engine.open(work.engine.store, user="kim", now=work.clock.at, is_test=True) as other:
        draft = TicketDraft(subject="Router", severity=Severity.URGENT, received_at=at("2026-03-10 09:15"))
        other.desk.log(draft, now=work.clock.at)

    window.heartbeat.go_on()
    qtbot.waitUntil(lambda: bool(window.coming.said))
    turn(work, window, "2026-03-10 10:01")

    assert ours == []
    assert [notice.lines[0] for _, notice in window.coming.said] == ["2 · Router"]


def test_notifications_of_the_system_are_plain_text() -> None:
    assert plain("<b>a</b>\n& b") == "‹b›a‹/b› ＆ b"


def test_of_what_only_informs_the_latest_ten_are_listed(window: MainWindow) -> None:
    window.say_refused("Not saved, the disk is full.")
    for n in range(60):
        window.say(Notice(f"Done {n}."))

    assert said(window) == ["Not saved, the disk is full.", *(f"Done {n}." for n in range(50, 60))]


def test_what_only_informs_is_read_in_the_list_and_not_acted_upon(window: MainWindow) -> None:
    window.say(Notice("2379 given to Sam R.", actions=(("Undo", lambda: None),)))
    window.coming.show_notices()

    (listed,) = window.findChildren(NoticeList)
    assert "2379 given to Sam R." in [label.text() for label in listed.findChildren(Label)]
    assert listed.buttons == []


def test_the_settings_are_kept_at_once_and_say_where_there_is_no_tray(window: MainWindow) -> None:
    window.go("settings", "notifications")
    (page,) = window.findChildren(NotificationsPage)

    page.ticks["sound"].click()
    page.ticks["quiet"].click()

    assert (window.state.sound, window.state.quiet) == (True, False)
    assert not page.ticks["keep_watching"].isEnabled()
    assert page.ticks["keep_watching"].toolTip() == "This desktop has no tray."


def test_every_internal_target_of_a_ticket_is_told_when_it_passes(work: DeskAtWork, window: MainWindow) -> None:
    draft = TicketDraft(subject="Payroll", severity=Severity.NORMAL, assignee=work.me)
    window.commands.attempt(work.engine.desk.log, draft)
    (row,) = work.engine.board.rows()
    passes = sorted(clock.breached_at for clock in row.clocks if clock.tier is Tier.INTERNAL and clock.breached_at)
    assert len(passes) > 1

    told = []
    for instant in passes:
        work.clock.at = instant + 1
        window.heartbeat.go_on()
        told.append(len([notice for _, notice in window.coming.said if notice.icon == "lock"]))

    assert told == list(range(1, len(passes) + 1))


def payroll(work: DeskAtWork, window: MainWindow, count: int) -> None:
    """So many tickets of one's own, logged at once: their internal targets pass together."""
    for at_hand in range(count):
        draft = TicketDraft(subject=f"Payroll {at_hand}", severity=Severity.HIGH, assignee=work.me)
        window.commands.attempt(work.engine.desk.log, draft)


def test_internal_targets_that_pass_together_are_told_in_one_notice(work: DeskAtWork, window: MainWindow) -> None:
    payroll(work, window, 12)

    turn(work, window, "2026-03-10 10:46")

    internal = [notice for _, notice in window.coming.said if notice.icon == "lock"]
    assert [notice.title for notice in internal] == ["12 tickets have passed an internal target"]
    assert internal[0].lines == ("1, 2, 3, 4, 5, 6, 7, 8, …",)
    dict(internal[0].actions)["Show"]()
    assert window.queue.here == "mine"


def test_an_error_outlasts_whatever_is_told_after_it_and_is_listed(work: DeskAtWork, window: MainWindow) -> None:
    error = "Not saved, the disk is full."
    window.say_refused(error)
    for n in range(3):
        window.say(Notice(f"Done {n}."))
    hidden = error not in titles(window)
    turn(work, window, "2026-03-10 10:00:07")

    assert (hidden, titles(window)) == (True, [error])
    assert next((time, notice.title) for time, notice in window.coming.said) == ("10:00", error)


def test_what_stays_comes_back_when_newer_ones_are_closed(window: MainWindow) -> None:
    for n in range(5):
        window.say(Notice(f"Read this {n}", stays=True, key=f"read {n}"))
    first = titles(window)
    for n in (2, 3, 4):
        window.toasts.drop(f"read {n}")

    assert first == ["Read this 2", "Read this 3", "Read this 4"]
    assert titles(window) == ["Read this 0", "Read this 1"]


def test_a_busy_desk_is_told_once_of_each_ticket_across_restarts(work: DeskAtWork) -> None:
    work.log("2026-03-10 10:00", severity=Severity.URGENT)
    (row,) = work.engine.board.rows()
    rows = [replace(row, id=f"t{n}") for n in range(1500)]
    told = Told({})
    for one in rows:
        told.note(one, Metric.FIRST_RESPONSE, BREACHED, work.clock.at)
    told.keep_only(rows)

    assert all(told.knows(one, Metric.FIRST_RESPONSE, BREACHED) for one in rows)
    assert all(told.knows(one, Metric.FIRST_RESPONSE, SOON) for one in rows)


def test_what_was_told_of_tickets_that_are_done_is_forgotten(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    file = state_file(work.engine.store)
    with sitting(work, qtbot, tray, file=file) as window:
        number = urgent(work, window, "Phones")
        urgent(work, window, "Router")
        turn(work, window, "2026-03-10 10:31")
        both = len(window.state.told)
        window.commands.run(work.engine.desk.resolve, number)

    with sitting(work, qtbot, tray, file=file) as window:
        assert (both, len(window.state.told)) == (2, 1)
        assert said(window) == []


def test_a_second_clock_of_an_overdue_ticket_is_told_once_too(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    file = state_file(work.engine.store)
    with sitting(work, qtbot, tray, file=file) as window:
        urgent(work, window, "Phones")
        (row,) = work.engine.board.rows()
        resolution = next(c for c in row.clocks if c.metric is Metric.RESOLUTION and c.tier is Tier.PUBLIC)
        assert resolution.breached_at is not None
        turn(work, window, "2026-03-10 10:31")
        window.toasts.clear()
        work.clock.at = resolution.breached_at
        window.heartbeat.go_on()
        before = titles(window)
        work.clock.at += 60
        window.heartbeat.go_on()
        told = titles(window)
        work.clock.at += 60
        window.heartbeat.go_on()
        all_of_it = said(window)

    with sitting(work, qtbot, tray, file=file) as window:
        work.clock.at += 60
        window.heartbeat.go_on()
        assert said(window) == []
    assert (before, told) == ([], ["Resolution is overdue"])
    assert all_of_it.count("Resolution is overdue") == 1


def test_each_clock_of_a_ticket_is_told_of_when_it_is_due_soon(work: DeskAtWork, qtbot: QtBot, tray: HandTray) -> None:
    file = state_file(work.engine.store)
    with sitting(work, qtbot, tray, file=file) as window:
        urgent(work, window, "Phones")
        (row,) = work.engine.board.rows()
        resolution = next(c for c in row.clocks if c.metric is Metric.RESOLUTION and c.tier is Tier.PUBLIC)
        due_at = resolution.phases[0].due_at
        assert due_at is not None
        turn(work, window, "2026-03-10 10:31")
        for early in (16 * 60, 14 * 60, 13 * 60):
            work.clock.at = due_at - early
            window.heartbeat.go_on()
        told = said(window)
    assert told[-1] == "Resolution due in 14 min"
    assert told.count("Resolution due in 14 min") == 1
    with sitting(work, qtbot, tray, file=file) as window:
        work.clock.at += 60
        window.heartbeat.go_on()
        assert said(window) == []


def test_a_further_clock_that_is_due_as_the_desk_closes_for_easter_is_told_of(
    work: DeskAtWork, window: MainWindow
) -> None:
    turn(work, window, "2026-04-02 13:00")
    urgent(work, window, "Phones")  # to be resolved by 17:00; it runs out as the desk opens on Tuesday
    turn(work, window, "2026-04-02 13:31")
    turn(work, window, "2026-04-02 16:46")

    assert said(window)[-1] == "Resolution due in 14 min"


@pytest.mark.parametrize("stays", [False, True])
def test_the_sign_of_a_notice_of_one_line_stands_beside_its_words(window: MainWindow, stays: bool) -> None:
    window.say(Notice("1 logged.", stays=stays))
    QApplication.processEvents()
    toast = window.findChildren(Toast)[-1]
    sign, words = toast.findChildren(Icon)[0], toast.findChildren(Label)[0]

    assert sign.geometry().center().y() == pytest.approx(words.geometry().center().y(), abs=1)


def test_a_notice_leaves_when_its_ticket_is_answered_also_that_of_a_further_clock(
    work: DeskAtWork, window: MainWindow
) -> None:
    number = urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:31")
    turn(work, window, "2026-03-10 13:46")
    assert titles(window) == ["First response is overdue", "Resolution due in 14 min"]

    window.commands.run(work.engine.desk.reply, number, "We are on it.", channel=Channel.PHONE)
    assert titles(window) == ["Resolution due in 14 min"]
    window.commands.run(work.engine.desk.set_status, number, Status.WAITING_CUSTOMER)

    assert titles(window) == []


def test_put_off_in_the_list_of_notices_it_leaves_the_corner_too(work: DeskAtWork, window: MainWindow) -> None:
    number = urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:31")

    window.coming.teller.snooze(number)
    assert titles(window) == []
    turn(work, window, "2026-03-10 10:36")

    assert titles(window) == ["First response is overdue"]


def test_an_overdue_ticket_stays_told_until_somebody_has_worked_beside_the_notice(
    work: DeskAtWork, window: MainWindow
) -> None:
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:31")
    turn(work, window, "2026-03-10 12:00")
    assert titles(window) == ["First response is overdue"]

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    for minute in ("12:01", "12:02"):
        assert titles(window) == ["First response is overdue"]
        turn(work, window, f"2026-03-10 {minute}")

    assert titles(window) == []
    assert said(window) == ["First response is overdue"]


def test_nothing_listens_for_a_touch_that_came(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    handle = window.windowHandle()
    before = len(handle.findChildren(FirstTouch))
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:31")
    assert len(handle.findChildren(FirstTouch)) == before + 1

    QTest.keyClick(handle, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: handle.findChildren(FirstTouch) == [])


def test_that_something_is_due_soon_stands_for_five_minutes_and_until_it_is_seen(
    work: DeskAtWork, window: MainWindow
) -> None:
    urgent(work, window, "Phones")
    turn(work, window, "2026-03-10 10:15:01")
    turn(work, window, "2026-03-10 10:25")
    assert titles(window) == ["First response due in 15 min"]

    urgent(work, window, "Router")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    turn(work, window, "2026-03-10 10:25:30")
    turn(work, window, "2026-03-10 10:26:30")
    assert titles(window) == []

    for minute in ("10:30:01", "10:40:01"):
        turn(work, window, f"2026-03-10 {minute}")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    turn(work, window, "2026-03-10 10:44:59")

    assert titles(window)[-1] == "First response due in 15 min"


def test_more_than_three_at_a_time_become_one(work: DeskAtWork, window: MainWindow) -> None:
    for minute in range(5):
        turn(work, window, f"2026-03-10 10:0{minute}")
        urgent(work, window, f"Phone {minute}")
    for minute in range(4):
        turn(work, window, f"2026-03-10 10:3{minute}:01")
    assert titles(window) == ["4 overdue, 1 due by 10:34"]

    turn(work, window, "2026-03-10 10:34:01")
    assert titles(window) == ["5 tickets are overdue"]
    assert window.toasts.shown[-1].lines == ("1, 2, 3, 4, 5",)
