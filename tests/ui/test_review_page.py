"""The review in the window: wishes and decisions noted and undone, the sheet looked at, work that can be stopped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.reports.review_data import Gap
from tests.ui.desk_at_work import DeskAtWork, outside
from tests.ui.window_at_work import log, press
from ui import theme
from ui.main_window import MainWindow
from ui.views.review.page import ReviewPage
from ui.widgets.label import Label
from ui.widgets.scroll import ScrollArea

NAME = "Standard support"
PLACE = (Metric.FIRST_RESPONSE, Severity.HIGH)


@pytest.fixture
def page(window: MainWindow, work: DeskAtWork, qtbot: QtBot) -> ReviewPage:
    """Of two tickets, answered after 10 and after 40 minutes."""
    for minutes in (10, 40):
        number = log(work, window)
        work.clock.at += minutes * MINUTE
        window.commands.run(work.engine.desk.reply, number, "On it.")
    window.go("agreements")
    press(qtbot, window, "r")
    found = window.places.current
    assert isinstance(found, ReviewPage)
    qtbot.waitUntil(lambda: found.review is not None)
    return found


def gap(page: ReviewPage) -> Gap:
    assert page.review is not None
    return next(held for held in page.review.gaps if (held.metric, held.severity) == PLACE)


def wish(page: ReviewPage, qtbot: QtBot, text: str) -> None:
    edit = page.targets.cells[PLACE].field.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_it_is_of_the_agreement_from_which_one_came_and_leads_back(
    page: ReviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    assert page.name == NAME
    assert window.windowTitle() == "Review of Standard support – SLA Desk"
    assert (gap(page).cases, gap(page).achieved.met) == (2, 2)

    press(qtbot, window, Qt.Key.Key_Escape)

    assert window.places.here == "agreements"


def test_it_can_be_gone_to_from_anywhere_and_is_as_it_was(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    page.show_tab(3)
    window.go("all")

    press(qtbot, window, "g", "v")

    assert window.places.current is page
    assert window.windowTitle() == "Review of Standard support – SLA Desk"
    assert page.tabs.buttons[3].isChecked()


def test_a_wish_is_kept_where_it_is_typed_and_undone(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    wish(page, qtbot, "30m")

    assert gap(page).wished == 30 * MINUTE
    assert page.targets._keeping[PLACE].text() == "50.0 % (1 of 2)"
    assert not page.targets.cells[PLACE].field.edit.hasFocus(), "Enter goes to the next wish"

    window.history.undo()
    assert gap(page).wished is None
    assert page.targets.cells[PLACE].field.text() == ""
    window.history.redo()
    assert page.targets.cells[PLACE].field.text() == "30\u202fm"


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_where_there_is_little_room_targets_go_on_in_a_second_line_and_nothing_typed_is_left(
    page: ReviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    sheet, edit = page.targets.sheet, page.targets.cells[PLACE].field.edit
    area = page._stack.currentWidget()
    assert isinstance(area, ScrollArea)
    assert not sheet.folded
    edit.setFocus()
    qtbot.keyClicks(edit, "45m")

    window.resize(1024, 640)
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    settle()
    assert sheet.folded
    assert area.horizontalScrollBar().maximum() == 0
    assert outside(page) == []
    assert (edit.text(), edit.hasFocus(), edit.isVisible()) == ("45m", True, True)
    captions = [label.text() for label in sheet.findChildren(Label) if label.isVisible()]
    cells = len(page.targets.cells)
    assert captions.count("80\u202f% within") == captions.count("Asked for") == cells
    assert captions.count("Would keep it") == 0, "nothing is wished yet"

    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settle()
    assert "Would keep it" in [label.text() for label in sheet.findChildren(Label) if label.isVisible()]

    theme.set_text_size(QApplication.instance(), 1.0)  # type: ignore[arg-type]
    window.resize(1600, 900)
    settle()
    assert not sheet.folded
    captions = [label.text() for label in sheet.findChildren(Label) if label.isVisible()]
    assert captions.count("Asked for") == captions.count("Would keep it") == 1


def test_what_is_no_length_stays_with_a_sentence(page: ReviewPage, qtbot: QtBot) -> None:
    wish(page, qtbot, "soon")

    assert page.targets.cells[PLACE].field.text() == "soon"
    assert (
        page.targets.problem.accessibleName()
        == "Asked for: High, first response: “soon” is no length. Type 30m, 4h or 1h30."
    )
    assert gap(page).wished is None

    wish(page, qtbot, "1h")
    assert page.targets.problem.isHidden()
    assert gap(page).wished == HOUR


def test_a_decision_is_noted_and_closed_by_keyboard(
    page: ReviewPage, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    page.setFocus()
    press(qtbot, window, Qt.Key.Key_Insert)
    form = page.form
    assert form is not None
    form.submit()
    assert form.isVisible(), "nothing was said"
    work.clock.at += 5 * MINUTE
    press(qtbot, window, "Open on Saturdays")
    press(qtbot, window, Qt.Key.Key_Tab, "Kim L.")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.review is not None
    (held,) = page.review.decisions
    assert (held.text, held.owner, held.due) == ("Open on Saturdays", "Kim L.", None)

    work.clock.at += 5 * MINUTE
    page.decisions.closing[1].click()
    assert page.form is not None
    press(qtbot, window, "Open since June")
    page.form.submit()

    (held,) = page.review.decisions
    assert held.outcome == "Open since June"
    assert not page.decisions.closing
    window.history.undo()
    assert list(page.decisions.closing) == [1], "open again"
    window.history.undo()
    assert page.review.decisions == ()


def test_the_sheet_is_that_of_the_command(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    wish(page, qtbot, "30m")

    window.places.print_here()

    assert page.paper is not None
    with qtbot.waitSignal(page.paper.made):
        pass
    assert page.paper._made is not None
    with Pages(page.paper._made.pdf) as pages:
        told = pages.text(0)
    assert "Review of Standard support" in told
    assert "30 m" in told.replace("\u202f", " ")


def test_stopping_says_so_and_it_can_be_begun_again(page: ReviewPage, qtbot: QtBot) -> None:
    page.work_out()
    page.waiting.cancelled.emit()

    assert page.empty.title == "Stopped"
    assert page.review is None
    assert not page.print.isEnabled()
    page.again.click()
    qtbot.waitUntil(lambda: page.review is not None)
    assert page.print.isEnabled()


def test_while_it_is_worked_out_anew_nothing_of_before_is_shown_or_printed(
    page: ReviewPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.months._chose(3)
    window.go("all")
    window.go("review")

    assert page.waiting.waits
    assert page.waiting.isVisible()
    assert not page.print.isEnabled()
    window.places.print_here()
    assert page.paper is None
    qtbot.waitUntil(lambda: page.review is not None)
    assert page.tabs.isVisible()


def test_months_without_a_ticket_say_so(page: ReviewPage, work: DeskAtWork, qtbot: QtBot) -> None:
    work.clock.at += 100 * 24 * HOUR
    page.months._chose(1)

    qtbot.waitUntil(lambda: page.empty.title == "No ticket in these months")
    assert page.empty.sentence.startswith("None was received ")
    assert page.again.isHidden(), "it would find the same"


def test_an_agreement_that_never_was_in_force_has_no_review_yet(page: ReviewPage, qtbot: QtBot) -> None:
    page.show_part("Health and care")
    page.months._chose(1)

    assert page.empty.title == "No review yet"
    assert page.empty.sentence == "Health and care has never been in force: there is nothing to look back on."
    assert (page.again.isHidden(), page.print.isEnabled(), page.as_table.isEnabled()) == (True, False, False)
    page.show_part(NAME)
    qtbot.waitUntil(lambda: page.review is not None)
    assert page.print.isEnabled()


def test_another_ticket_counts_when_the_page_is_seen_again(
    page: ReviewPage, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    window.go("all")
    number = log(work, window)
    window.commands.run(work.engine.desk.reply, number, "On it.")

    window.go("review")

    qtbot.waitUntil(lambda: page.review is not None and gap(page).cases == 3)


def test_the_keyboard_goes_along_with_the_tab_that_is_shown(page: ReviewPage, window: MainWindow) -> None:
    window.activateWindow()
    page.tabs.buttons[0].setFocus()

    page.show_tab(3)

    assert page.tabs.buttons[3].hasFocus()
