"""The window says that the month before is not closed yet: a notice on the first working day, later under the bell."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Status
from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from tests.ui.desk_at_work import DeskAtWork, customer
from tests.ui.window_at_work import turn
from ui.background import wait_for_all
from ui.main_window import MainWindow

MARCH = "March 2026 is not closed yet"


@pytest.fixture
def school(work: DeskAtWork, window: MainWindow) -> str:
    """Northgate School had a ticket in March, the first of the desk; 1 April is a Wednesday."""
    school, _ = customer(work, "Northgate School")
    number = work.log("2026-03-12 10:00", customer=school)
    work.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=work.turn_to("2026-03-12 10:30"))
    return school


def begin(work: DeskAtWork, window: MainWindow, when: str) -> None:
    turn(work, window, when)
    wait_for_all()
    QApplication.processEvents()


def seen(window: MainWindow) -> list[str]:
    return [notice.title for notice in window.toasts.shown if notice.key.startswith("closing")]


def listed(window: MainWindow) -> list[str]:
    return [notice.title for _, notice in window.coming.said if notice.key.startswith("closing")]


def test_nothing_is_said_before_the_month_is_over(work: DeskAtWork, window: MainWindow, school: str) -> None:
    begin(work, window, "2026-03-31 10:00")

    assert (seen(window), listed(window)) == ([], [])


def test_on_the_first_working_day_it_is_seen_once_the_desk_is_open(
    work: DeskAtWork, window: MainWindow, school: str
) -> None:
    begin(work, window, "2026-04-01 08:59")
    assert seen(window) == []

    begin(work, window, "2026-04-01 09:00")
    begin(work, window, "2026-04-01 15:00")

    assert (seen(window), listed(window)) == ([MARCH], [MARCH])


def test_later_it_stands_under_the_bell_alone(work: DeskAtWork, window: MainWindow, school: str) -> None:
    begin(work, window, "2026-04-14 10:00")

    assert (seen(window), listed(window)) == ([], [MARCH])


def test_a_closed_month_is_not_called_for(work: DeskAtWork, window: MainWindow, school: str) -> None:
    work.turn_to("2026-04-01 09:00")
    work.engine.closing.close(Period.parse("2026-03"), customer=school, now=work.clock.now())

    begin(work, window, "2026-04-01 09:01")

    assert listed(window) == []


def test_the_notice_leads_to_the_report(work: DeskAtWork, window: MainWindow, school: str, qtbot: QtBot) -> None:
    begin(work, window, "2026-04-01 09:00")
    (notice,) = [notice for notice in window.toasts.shown if notice.key.startswith("closing")]

    dict(notice.answers)["Open the report"]()
    page = window.places.current
    qtbot.waitUntil(lambda: page.report is not None, timeout=20_000)

    assert window.places.here == "reports"
    assert (page.report.customer, page.report.month) == ("Northgate School", Month(2026, 3))
