"""Reasons that are given on the report page, in the window: Ctrl+Z takes back all of one, Tab goes down the page."""

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import MissReason
from slaapp.domain.period import Period
from tests.ui.desk_at_work import DeskAtWork, at, customer
from ui.dialogs.miss import MissForm
from ui.main_window import MainWindow
from ui.views.report.canvas import FIGURES
from ui.views.report.checks import checks
from ui.views.report_page import ReportPage
from ui.views.review.decision_forms import ChangeForm, CloseForm
from ui.widgets.label import Label


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


def begun(page: ReportPage) -> MissForm:
    """The form for the reason of the first of the list."""
    next(iter(page.misses.list.reasons.values())).click()
    form = page.misses.form
    assert isinstance(form, MissForm)
    return form


def test_a_reason_with_an_action_is_one_step_to_undo(page: ReportPage, window: MainWindow, qtbot: QtBot) -> None:
    page.options.late.click()
    form = begun(page)
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


@pytest.fixture
def spare(page: ReportPage, qtbot: QtBot) -> ReportPage:
    """Its reason is given, with an action by the end of March."""
    page.options.late.click()
    form = begun(page)
    form.kinds.radio(MissReason.PART).click()
    form.measure.setText("Keep a spare")
    form.owner.setText("Kim L.")
    form.by.setChecked(True)
    form.day.edit.setDate(QDate(2026, 3, 31))
    with qtbot.waitSignal(page.made, timeout=30_000):
        form.act.click()
    return page


def listed(page: ReportPage) -> list[tuple[int, str, str, date | None]]:
    assert page.report is not None
    return [(one.number, one.text, one.owner, one.due) for one in page.report.actions]


def test_change_begins_with_what_was_entered_and_changes_the_action(
    spare: ReportPage, window: MainWindow, qtbot: QtBot
) -> None:
    form = begun(spare)
    assert form.kinds.value is MissReason.PART
    assert (form.measure.text(), form.owner.text(), form.due) == ("Keep a spare", "Kim L.", date(2026, 3, 31))

    form.measure.setText("Keep two spares")
    form.by.click()
    with qtbot.waitSignal(spare.made, timeout=30_000):
        form.act.click()
    assert listed(spare) == [(1, "Keep two spares", "Kim L.", None)]
    spare.misses.list.close_form()

    with qtbot.waitSignal(spare.made, timeout=30_000):
        window.history.undo()
    assert listed(spare) == [(1, "Keep a spare", "Kim L.", date(2026, 3, 31))]


def test_an_action_that_is_emptied_is_to_be_closed(spare: ReportPage) -> None:
    form = begun(spare)
    form.measure.setText("")

    form.submit()

    assert "Action 1 ends by being closed." in form.problem_of(form.measure).accessibleName()


def test_an_action_is_changed_and_closed_on_its_row(spare: ReportPage, qtbot: QtBot) -> None:
    spare.misses.list.changing[1].click()
    form = spare.misses.form
    assert isinstance(form, ChangeForm)
    form.owner.setText("Sam R.")
    with qtbot.waitSignal(spare.made, timeout=30_000):
        form.act.click()
    assert listed(spare) == [(1, "Keep a spare", "Sam R.", date(2026, 3, 31))]

    spare.misses.list.closing[1].click()
    closing = spare.misses.form
    assert isinstance(closing, CloseForm)
    assert "Close action 1" in [label.text() for label in closing.findChildren(Label)]


def test_a_row_reads_its_new_reason_at_once(page: ReportPage) -> None:
    page.options.late.click()
    form = begun(page)
    form.text.setText("It came on Friday")

    form.act.click()

    assert "It came on Friday" in [label.text() for label in page.misses.list.findChildren(Label)]


def test_actions_of_a_closed_month_are_closed(spare: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    spare.misses.list.close_form()
    work.turn_to("2026-04-02 09:00")
    spare.show_period(period=Period.parse("2026-02"))
    qtbot.waitUntil(lambda: not spare._gathering, timeout=30_000)
    spare.options.standing.close_period.click()
    with qtbot.waitSignal(spare.made, timeout=30_000):
        spare.close_period.act.click()
    assert spare.report is not None
    assert spare.report.seal is not None
    assert spare.options.late.isVisible()

    spare.options.late.click()
    held = spare.misses.list
    assert (list(held.reasons), list(held.closing)) == ([], [1])
    held.closing[1].click()
    with qtbot.waitSignal(spare.made, timeout=30_000):
        spare.misses.form.act.click()  # type: ignore[union-attr]

    assert held.closing == {}
    assert not spare.options.late.isVisible()
    assert listed(spare) == [(1, "Keep a spare", "Kim L.", date(2026, 3, 31))]


def test_the_form_says_when_and_how_late(page: ReportPage) -> None:
    page.options.late.click()
    form = begun(page)

    assert form.lead.text().endswith(
        "due 24 February 2026, 10:30 · ended 24 February 2026, 12:00 · late by 1\u202fh\u202f30\u202fm"
    )


def test_a_past_day_is_told_and_taken(page: ReportPage, qtbot: QtBot) -> None:
    page.options.late.click()
    form = begun(page)
    qtbot.mouseClick(form.by, Qt.MouseButton.LeftButton)
    assert form.day.edit.hasFocus()

    qtbot.keyClicks(form.day.edit, "1.2.2026")
    assert form.due == date(2026, 2, 1)
    assert form.told.accessibleName() == "This day is past: it counts as overdue at once."
    assert form.told.isVisible()

    qtbot.keyClick(form.day.edit, Qt.Key.Key_Right)
    qtbot.keyClicks(form.day.edit, "31.12.2026")
    assert form.due == date(2026, 12, 31)
    assert not form.told.isVisible()


@pytest.mark.parametrize(("silent", "lines"), [(7, 7), (10, 10), (12, 11)])
def test_up_to_ten_targets_without_a_reason_are_named(page: ReportPage, silent: int, lines: int) -> None:
    assert page.report is not None
    report = replace(page.report, late=tuple(replace(page.report.late[0], cycle=n) for n in range(silent)))

    below = [check.text for check in checks(report) if check.below]

    assert len(below) == lines
    assert ("and 2 more, listed in the report" in below) == (silent > lines)


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
    assert window.places.ticket.whys.dialog is not None

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
