"""Recurring tickets in the window: created as it opens and when they are planned, told once, undone whole."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from slaapp.domain.recurrence import Every, Schedule
from slaapp.services.recurrence_data import Recurrence
from slaapp.services.templates import Template
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at
from tests.ui.test_notices import HandTray, sitting
from tests.ui.window_at_work import lines, turn, window_over
from ui.main_window import MainWindow
from ui.widgets.toast import Toast
from ui.window_state import WindowState


def plan(work: DeskAtWork, every: Every = Every.WEEK, *, name: str = "Weekly backup check") -> None:
    weekday = 0 if every is Every.WEEK else None
    template, _ = work.engine.templates.save(Template("Backups", "Check the backups"), now=work.clock.at)
    schedule = Schedule(every=every, weekday=weekday, minute=8 * 60)
    work.engine.recurring.save(Recurrence(name, template, schedule), now=work.clock.at)


def notices(window: MainWindow) -> list[Toast]:
    return [toast for toast in window.findChildren(Toast) if toast.isVisible()]


def told(window: MainWindow) -> list[str]:
    return [toast.accessibleName() for toast in notices(window)]


def act(window: MainWindow, words: str) -> None:
    """Press the button of a notice."""
    actions = [action for toast in notices(window) for action in toast.notice.actions]
    next(do for said, do in actions if said == words)()


def test_what_was_missed_is_created_as_the_window_opens_and_told_once(
    work: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    plan(work)
    work.turn_to("2026-04-01 10:00")

    with window_over(work, qtbot) as window:
        assert lines(window.queue.table).count("Check the backups") == 3
        assert "3 recurring tickets were created, the oldest planned for Mon 16 Mar." in told(window)
        row = window.queue.table.rows()[0]
        assert row.received_at == at("2026-04-01 10:00")

    with window_over(work, qtbot) as window:
        assert lines(window.queue.table).count("Check the backups") == 3
        assert told(window) == []


def test_one_is_created_at_the_very_minute(work: DeskAtWork, window: MainWindow) -> None:
    plan(work)
    turn(work, window, "2026-03-16 07:59:59")
    assert lines(window.queue.table) == []

    turn(work, window, "2026-03-16 08:00")

    assert "Check the backups" in lines(window.queue.table)
    assert told(window) == ["1 was created: Weekly backup check, planned for Mon 16 Mar, 08:00."]


def test_undo_takes_them_back_together_and_redo_brings_them_again(work: DeskAtWork, window: MainWindow) -> None:
    plan(work)
    turn(work, window, "2026-04-01 10:00")

    window.history.undo()
    assert "Check the backups" not in lines(window.queue.table)
    assert not any("were created" in sentence and "Undone" not in sentence for sentence in told(window))
    window.history.redo()
    assert lines(window.queue.table).count("Check the backups") == 3
    turn(work, window, "2026-04-01 10:05")
    assert lines(window.queue.table).count("Check the backups") == 3


def test_many_missed_ones_are_asked_about(work: DeskAtWork, window: MainWindow) -> None:
    plan(work, Every.WORKING_DAY)
    turn(work, window, "2026-04-01 10:00")
    assert lines(window.queue.table) == []
    asked = "16 recurring tickets were missed. The oldest was planned for Wed 11 Mar. None was created yet"
    assert told(window) == [asked]

    act(window, "Latest only")

    assert lines(window.queue.table).count("Check the backups") == 1
    turn(work, window, "2026-04-01 10:05")
    assert lines(window.queue.table).count("Check the backups") == 1


def test_what_is_left_out_is_asked_about_again_after_undo(work: DeskAtWork, window: MainWindow) -> None:
    plan(work, Every.WORKING_DAY)
    turn(work, window, "2026-04-01 10:00")
    act(window, "Leave out")
    assert "16 missed tickets were left out." in told(window)

    window.history.undo()
    turn(work, window, "2026-04-01 10:01")

    assert any("16 recurring tickets were missed" in sentence for sentence in told(window))


def test_the_plan_is_told_in_the_timeline_and_in_the_list(work: DeskAtWork, window: MainWindow) -> None:
    plan(work, name=HOSTILE[:60].replace("\u202e", ""))
    turn(work, window, "2026-03-18 10:00")
    row = window.queue.table.rows()[0]

    view = window.queue.view
    rect = view.visualRect(view.model().index(1, 0))
    places = [view.tip_at(x, rect.center().y()) for x in range(0, view.width(), 40)]
    assert any("planned for Mon 16 Mar, 08:00" in tip for tip in places)
    window.open_ticket(row.number)
    cards = window.places.ticket.timeline.cards()
    assert any("planned for Mon 16 Mar, 08:00" in card.accessibleName() for card in cards)


def test_one_is_created_while_the_window_is_hidden_and_the_tray_watches(work: DeskAtWork, qtbot: QtBot) -> None:
    plan(work)
    with sitting(work, qtbot, HandTray(), state=WindowState(keep_watching=True)) as window:
        window.close()
        assert not window.isVisible()

        work.turn_to("2026-03-16 08:00")
        qtbot.waitUntil(lambda: lines(window.queue.table).count("Check the backups") == 1)


def test_one_is_created_while_the_window_is_minimised(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    plan(work)
    turn(work, window, "2026-03-16 07:59:59")
    window.showMinimized()

    work.turn_to("2026-03-16 08:00")
    qtbot.waitUntil(lambda: lines(window.queue.table).count("Check the backups") == 1)
