"""What moves, for how long, and when it had better not: animations are set to their moments, nobody waits for them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QVariantAnimation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.window_at_work import press, turn
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow
from ui.motion import FLASH, motion
from ui.widgets.notice import Notice
from ui.widgets.toast import Toast
from ui.window_state import WindowState


@pytest.fixture(autouse=True)
def moving(work: DeskAtWork) -> Iterator[None]:
    motion.begin(work.clock.now)
    yield
    motion.end()
    motion.reduced = False


def palette(window: MainWindow) -> Palette:
    window.actions_made["palette"].trigger()
    return next(held for held in window.findChildren(Palette) if held.isVisible())


def opacity(held: Palette) -> float:
    effect = held.graphicsEffect()
    return 1.0 if effect is None else float(effect.property("opacity"))


def at_ms(moving: QVariantAnimation | None, ms: int) -> None:
    assert moving is not None
    moving.pause()
    moving.setCurrentTime(ms)


def still(window: MainWindow) -> bool:
    return palette(window).fading is None


def test_a_form_fades_in_within_90_ms(work: DeskAtWork, window: MainWindow) -> None:
    work.clock.at += 10
    held = palette(window)
    seen = []
    for ms in (0, 45):
        at_ms(held.fading, ms)
        seen.append(opacity(held))
    assert held.fading is not None
    held.fading.resume()
    held.fading.setCurrentTime(90)

    assert seen == pytest.approx([0.0, 0.5])
    assert held.graphicsEffect() is None


def test_a_form_that_is_closed_while_it_fades_is_whole_the_next_time(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.log()
    form = window.log_ticket
    form.leave()
    motion.reduced = True
    window.log()

    assert form.isVisible()
    assert form.graphicsEffect() is None


def test_a_notice_slides_8_px_within_120_ms(work: DeskAtWork, window: MainWindow) -> None:
    work.clock.at += 10
    window.say(Notice("Saved.", stays=True))
    toast = window.findChildren(Toast)[-1]
    at_ms(toast.sliding, 0)
    start = toast.y()
    at_ms(toast.sliding, 60)
    middle = toast.y()
    at_ms(toast.sliding, 120)

    assert start - toast.y() == 8
    assert toast.y() < middle < start


def test_a_row_that_moved_to_another_group_stands_out_once_for_600_ms(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Phones dead", severity=Severity.URGENT))
    line = window.queue.view.itemDelegate()
    turn(work, window, "2026-03-10 10:30:05")
    flashing = window.queue.rhythm.flashing
    during = (len(line.flashing), flashing.totalDuration())  # type: ignore[attr-defined]
    flashing.setCurrentTime(FLASH)

    assert during == (1, 600)
    assert not line.flashing  # type: ignore[attr-defined]


def test_nothing_moves_for_whom_it_is_too_much(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Phones dead", severity=Severity.URGENT))
    work.clock.at += 10
    window.go("settings", "appearance")
    window.places.current.form.reduce_motion.click()
    window.go("all")
    number = window.queue.table.rows()[0].number
    window.commands.run(work.engine.desk.set_status, number, Status.WAITING_CUSTOMER)
    window.say(Notice("Saved.", stays=True))

    assert window.state.reduce_motion
    assert not window.queue.view.itemDelegate().flashing  # type: ignore[attr-defined]
    assert window.findChildren(Toast)[-1].sliding is None
    assert still(window)


def test_what_was_wished_holds_at_the_next_start(work: DeskAtWork, qtbot: QtBot) -> None:
    window = MainWindow(work.clock, WindowState(reduce_motion=True), None)
    qtbot.addWidget(window)

    assert motion.lasts(90) == 0


def test_nothing_moves_while_somebody_types(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    work.clock.at += 10
    window.queue.focus_filter()
    work.clock.at += 10
    before = motion.lasts(90)
    press(qtbot, window, "p")
    during = motion.lasts(90)
    work.clock.at += 1
    still_during = motion.lasts(90)
    work.clock.at += 1

    assert (before, during, still_during, motion.lasts(90)) == (90, 0, 0, 90)


def test_nothing_moves_while_a_menu_is_open(work: DeskAtWork, window: MainWindow) -> None:
    work.clock.at += 10
    window.queue.header.severity.open_menu()
    QApplication.processEvents()
    during = motion.lasts(90)
    window.queue.header.severity.menu.close()

    assert (during, motion.lasts(90)) == (0, 90)


def test_the_list_waits_while_somebody_types_in_a_form_over_it(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Phones dead", severity=Severity.URGENT))
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Payroll", severity=Severity.HIGH))
    turn(work, window, "2026-03-10 10:05:00")
    window.log()
    work.clock.at = at("2026-03-10 10:30:59")
    press(qtbot, window, "printer")
    turn(work, window, "2026-03-10 10:31:00")
    during = window.queue.table.overdue_count
    turn(work, window, "2026-03-10 10:31:02")

    assert (during, window.queue.table.overdue_count) == (0, 1)
