"""Reasons that are given on the report page, in the window: Ctrl+Z takes back all of one, Tab goes down the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import MissReason
from tests.ui.desk_at_work import DeskAtWork, at, customer
from ui.dialogs.miss import MissForm
from ui.main_window import MainWindow
from ui.views.report.canvas import FIGURES
from ui.views.report_page import ReportPage


@pytest.fixture
def page(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> ReportPage:
    """One ticket was answered late in February."""
    harbour, _ = customer(work, "Harbour Clinic")
    late = work.log("2026-02-24 10:00", customer=harbour, subject="Core switch failed", severity=Severity.URGENT)
    work.engine.desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at("2026-02-24 12:00"))
    window.go("reports")
    found = window.places.current
    assert isinstance(found, ReportPage)
    qtbot.waitUntil(lambda: found.report is not None and bool(found.report.late), timeout=30_000)
    return found


def test_a_reason_with_an_action_is_one_step_to_undo(page: ReportPage, window: MainWindow, qtbot: QtBot) -> None:
    page.options.late.click()
    next(iter(page.misses.list.reasons.values())).click()
    form = page.misses.form
    assert isinstance(form, MissForm)
    form.kinds.radio(MissReason.PART).click()
    form.measure.setText("Keep a spare")
    form.owner.setText("Kim L.")
    with qtbot.waitSignal(page.made, timeout=30_000):
        form.act.click()
    assert page.report is not None
    assert len(page.report.actions) == 1
    page.misses.list.close_form()

    with qtbot.waitSignal(page.made, timeout=30_000):
        window.history.undo()

    assert (page.report.late[0].why, page.report.actions) == (None, ())


def test_tab_goes_by_what_stands_on_the_page(page: ReportPage) -> None:
    order = []
    widget = page.options.time_spent.nextInFocusChain()
    while widget is not None and widget is not page.options.standing.close_period:
        if widget.isVisible() and widget.focusPolicy():
            order.append(widget.accessibleName() or getattr(widget, "text", str)())
        widget = widget.nextInFocusChain()

    assert [words for words in order if words.startswith(("Look", "Late"))] == [
        "Look at ticket 1",
        "Late targets and actions…",
    ]


def test_reports_open_with_the_customer_that_was_seen(
    page: ReportPage, work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    ash, _ = customer(work, "Ash House")
    number = work.log("2026-03-10 09:30", customer=ash)

    window.open_ticket(number)
    window.go("reports")
    assert page.options.customer.text() == "Ash House"

    harbour = work.engine.catalogue.customer("Harbour Clinic").id
    window.go("customers", harbour)
    window.go("reports")
    assert page.options.customer.text() == "Harbour Clinic"

    window.go("all")
    window.go("reports")
    assert page.options.customer.text() == "Harbour Clinic"
    assert window.state.report["customer"] == harbour


def test_the_report_that_is_seen_names_whoever_sits_here(page: ReportPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.report is not None
    before = page.report.prepared_by

    with qtbot.waitSignal(page.made, timeout=30_000):
        window.sitting.become(window.engine.people.find("Kim L."))

    assert (before, page.report.prepared_by) == ("Sam R.", "Kim L.")


def test_a_late_target_in_a_chart_leads_to_its_why(page: ReportPage, window: MainWindow, qtbot: QtBot) -> None:
    page.canvas.show_face(FIGURES)
    chart = page.canvas.figures.reasons
    chart.setFocus()
    chart.go_to(0)
    chart.follow()

    assert window.places.here == "ticket"
    assert window.places.ticket.whys.dialog is not None
    assert window.places.ticket.whys.dialog.isVisible()


def test_whoever_comes_back_from_a_why_is_at_the_mark_that_they_left(
    page: ReportPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    page.canvas.show_face(FIGURES)
    chart = page.canvas.figures.attainment
    at = next(place for place, mark in enumerate(chart.marks) if mark.leads is not None)
    chart.setFocus()
    chart.go_to(at)
    name = chart.marks[at].name
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    dialog = window.places.ticket.whys.dialog
    if dialog is None:
        picker = page.following.late
        qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)
        dialog = window.places.ticket.whys.dialog
    assert dialog is not None

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.made, timeout=30_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert window.places.here == "reports"
    assert QApplication.focusWidget() is chart
    assert chart.here is not None
    assert chart.marks[chart.here].name == name


def test_whoever_went_on_by_keyboard_meanwhile_is_left_there(
    page: ReportPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    page.canvas.show_face(FIGURES)
    chart = page.canvas.figures.reasons
    chart.setFocus()
    chart.go_to(0)
    chart.follow()
    window.places.ticket.whys.close()

    with qtbot.waitSignal(page.made, timeout=30_000):
        window.places.back()
        page.options.customer.setFocus()

    assert QApplication.focusWidget() is page.options.customer
