"""What is done on the report page, found in the palette and done from wherever one is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.period import Period
from tests.ui.desk_at_work import DeskAtWork, at, customer
from tests.ui.window_at_work import opened_palette, press
from ui import keymap, menus
from ui.actions import ACT, OF_REPORTS, ON_REPORTS
from ui.main_window import MainWindow
from ui.views.report.canvas import FIGURES, PAGES
from ui.views.report_page import ReportPage


@pytest.fixture
def school(work: DeskAtWork, window: MainWindow) -> str:
    """A customer with a ticket that was answered late in February."""
    id_, _ = customer(work, "Northgate School")
    late = work.log("2026-02-24 10:00", customer=id_, subject="Core switch failed", severity=Severity.URGENT)
    work.engine.desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at("2026-02-24 12:00"))
    return id_


def choose(window: MainWindow, qtbot: QtBot, text: str) -> ReportPage:
    opened_palette(window, qtbot, text)
    press(qtbot, window, Qt.Key.Key_Return)
    found = window.places.current
    assert isinstance(found, ReportPage)
    return found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("late targets", "Late targets and actions…"),
        ("violations", "Late targets and actions…"),
        ("breach reasons", "Late targets and actions…"),
        ("close the period", "Close the period…"),
        ("freeze month", "Close the period…"),
        ("close month", "Close the period…"),
        ("close quarter", "Close the period…"),
        ("unlock month", "Open the closed period again…"),
        ("print all", "All customers’ reports…"),
        ("all reports", "All customers’ reports…"),
        ("every customer", "All customers’ reports…"),
        ("excel", "Save in another form…"),
        ("csv", "Save in another form…"),
        ("report pdf", "Save as PDF"),
    ],
)
def test_it_is_found_by_its_name_and_by_what_others_call_it(
    window: MainWindow, qtbot: QtBot, school: str, typed: str, found: str
) -> None:
    assert found in opened_palette(window, qtbot, typed).labels()


def test_late_targets_are_gone_through_from_the_queue(window: MainWindow, qtbot: QtBot, school: str) -> None:
    page = choose(window, qtbot, "late targets")

    qtbot.waitUntil(page.misses.list.isVisible, timeout=20_000)
    assert [missed[0] for missed in page.misses.list.reasons] == [1]


def test_the_period_is_closed_from_the_queue(window: MainWindow, qtbot: QtBot, school: str) -> None:
    page = choose(window, qtbot, "close the period")

    qtbot.waitUntil(page.close_period.isVisible, timeout=20_000)
    assert page.close_period.title.text() == "Close February 2026"


def said_by(page: ReportPage, name: str, qtbot: QtBot) -> str:
    with qtbot.waitSignal(page.done, timeout=20_000) as told:
        page.act(name)
    words: str = told.args[0]
    return words


def test_where_it_cannot_be_done_why_not_is_said(
    window: MainWindow, qtbot: QtBot, school: str, work: DeskAtWork
) -> None:
    window.go("reports")
    page = window.places.current
    assert said_by(page, "report_reopen", qtbot) == "February 2026 is not closed: it counts whatever is entered."

    page.show_period(school, Period.parse("2026-03"))
    assert said_by(page, "report_close", qtbot) == "March 2026 is not over yet. It can be closed from then on."
    assert said_by(page, "report_late", qtbot) == "No target was late, and no action is open."

    page.show_period(school, Period.parse("2026-02"))
    page.options.limits.changed.emit({"severity": Severity.URGENT})
    assert said_by(page, "report_close", qtbot) == (
        "A report of some tickets only cannot be closed. Choose all tickets, counted as agreed."
    )
    page.options.limits.changed.emit({"severity": None, "internal": True})
    assert said_by(page, "report_close", qtbot) == (
        "The desk’s own edition is never closed. The customer’s edition is."
    )

    page.options.limits.changed.emit({"internal": False})
    closed, _ = work.engine.closing.close(Period.parse("2026-02"), customer=school, now=work.clock.at, anyway=True)
    page.show_report()
    number = closed.seal.number
    assert said_by(page, "report_close", qtbot) == f"February 2026 is closed already, as report {number}."
    assert said_by(page, "report_late", qtbot) == f"Report {number} is closed: its reasons stay as it was printed."


def test_without_a_customer_there_is_nothing_to_do_and_it_is_said(window: MainWindow, qtbot: QtBot) -> None:
    window.go("reports")

    assert said_by(window.places.current, "report_close", qtbot) == "There is no report to show"


@pytest.mark.parametrize("another_before", [False, True])
def test_what_is_wanted_is_forgotten_with_the_report_that_is_given_up(
    window: MainWindow, qtbot: QtBot, school: str, another_before: bool
) -> None:
    window.go("reports")
    page = window.places.current
    if another_before:
        qtbot.waitUntil(lambda: page.report is not None, timeout=20_000)
        page.show_period(school, Period.parse("2026-01"))
    page.act("report_close")
    page._give_up()
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_report()

    assert not page.close_period.isVisible()


def test_what_turns_the_report_is_offered_where_it_is_seen(window: MainWindow, qtbot: QtBot, school: str) -> None:
    turning = {ACT[name].text for name in ON_REPORTS}
    window.go("all")
    palette = opened_palette(window, qtbot, "> ")
    assert not any(window.actions_made[name].isEnabled() for name in ON_REPORTS)
    palette.left.emit()

    window.go("reports")
    page = window.places.current
    qtbot.waitUntil(lambda: page.report is not None, timeout=20_000)
    shown = page.canvas.face
    assert turning & set(opened_palette(window, qtbot, "charts").labels())
    press(qtbot, window, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert {shown, page.canvas.face} == {PAGES, FIGURES}


def test_they_stand_in_the_menus_and_may_be_given_keys(window: MainWindow, qtbot: QtBot, school: str) -> None:
    tools = {action.text().partition("\t")[0] for action in menus.bound.held_in("Tools", window.actions_made)}
    assert {"Late targets and actions…", "Close the period…", "Open the closed period again…"} <= tools

    window.go("reports")
    page = window.places.current
    qtbot.waitUntil(lambda: page.report is not None, timeout=20_000)
    try:
        keymap.change("report_late", ["F8"])
        press(qtbot, window, Qt.Key.Key_F8)
        qtbot.waitUntil(page.misses.list.isVisible, timeout=20_000)
    finally:
        keymap.reset()


def test_only_what_writes_nothing_is_offered_where_nothing_can_be_written(
    work: DeskAtWork, window: MainWindow, school: str
) -> None:
    work.engine.read_only = True
    window._enable_actions(True)

    enabled = {name for name in OF_REPORTS if window.actions_made[name].isEnabled()}
    assert enabled == {"report_late", "save_pdf", "report_forms"}
