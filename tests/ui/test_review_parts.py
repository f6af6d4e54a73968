"""Margin, hours and severities of a review in the window: the words of the printed sheet, painted, and as a table."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Meaning, Severity
from slaapp.reports import review_words
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.test_review_page import wish
from tests.ui.window_at_work import log, press, ringed
from ui.main_window import MainWindow
from ui.views.review.bars import MarginBar, MixBar
from ui.views.review.page import ReviewPage
from ui.views.review.sheet import Cell, Sheet
from ui.widgets.label import Label

NAME = "Standard support"


@pytest.fixture
def page(window: MainWindow, work: DeskAtWork, qtbot: QtBot) -> ReviewPage:
    """Of a ticket that came on a Saturday at ten, and was answered on Monday after 50 minutes of work."""
    work.clock.at = at("2026-03-14 10:20")
    number = log(work, window)
    work.clock.at = at("2026-03-16 09:50")
    window.commands.run(work.engine.desk.reply, number, "On it.")
    window.go("review", NAME)
    found = window.places.current
    assert isinstance(found, ReviewPage)
    qtbot.waitUntil(lambda: found.review is not None)
    return found


def test_the_hours_in_which_most_came_while_closed_are_proposed(page: ReviewPage, qtbot: QtBot) -> None:
    page.show_tab(3)
    hours = page.hours
    assert hours.words.text().startswith("1 of 1 tickets (100.0 %) came while the desk was closed.")
    assert (hours.opening.weekday.value, hours.opening.opens.text()) == ("Saturday", "10:00")
    assert hours.opening.closes.text() == "11:00"
    assert hours.changed.isHidden()

    hours.run.click()
    qtbot.waitUntil(lambda: page.review is not None and page.review.longer is not None)

    assert page.review is not None
    assert page.review.opened == "Sat 10:00–11:00"
    assert hours.changed.text().splitlines() == [*review_words.longer_lines(page.review)]
    assert "First response, High: 100.0 % (1 of 1) → 0.0 % (0 of 1)" in hours.changed.text()

    hours.without.click()
    qtbot.waitUntil(lambda: page.review is not None and page.review.longer is None)
    assert hours.changed.isHidden()


def test_a_time_that_is_none_is_said_at_its_field(page: ReviewPage, qtbot: QtBot) -> None:
    page.show_tab(3)
    page.hours.opening.closes.setText("25")
    qtbot.keyClick(page.hours.opening.closes.edit, Qt.Key.Key_Return)

    assert page.hours.problem.accessibleName() == "“25:00” is no time of day such as 09:00. Nothing was worked out."
    assert page.hours.opening.closes.edit.hasFocus()


def test_the_arrows_go_from_hour_to_hour(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    page.show_tab(3)
    page.hours.map.setFocus()
    press(qtbot, window, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right)

    assert page.hours.map.here == (5, 10)
    assert page.hours.map.accessibleDescription() == "Saturday 10–11, closed: 1 received, 1 of them while closed."


def test_cushion_and_mix_are_told_to_who_cannot_see_them(page: ReviewPage) -> None:
    assert [bar.accessibleName() for bar in page.drift.findChildren(MixBar)] == [
        "Urgent 0.0 %, High 100.0 %, Normal 0.0 %, Low 0.0 %"
    ]
    (bar,) = page.cushion.findChildren(MarginBar)
    assert bar.accessibleName() == "Half used at most 34 %, nine of ten 34 %"


def test_how_severe_tickets_are_is_told_with_the_agreements_own_names(page: ReviewPage) -> None:
    assert page.review is not None
    named = {Severity.URGENT: Meaning("", (), "Whole site stands still"), Severity.HIGH: Meaning("", (), "Major")}

    page.drift.show_review(replace(page.review, meanings=named), editable=True)

    heads = [label.text() for label in page.drift.sheet.findChildren(Label) if label.isVisibleTo(page.drift)]
    assert heads[3:7] == ["Whole site stan…", "Major", "Normal", "Low"]
    assert page.drift.words.text().startswith("Received by severity: Whole site stands still at the left")
    (bar,) = (held for held in page.drift.findChildren(MixBar) if held.isVisibleTo(page.drift))
    assert bar.accessibleName() == "Whole site stands still 0.0 %, Major 100.0 %, Normal 0.0 %, Low 0.0 %"


def test_all_of_it_is_there_as_a_table(page: ReviewPage, window: MainWindow, qtbot: QtBot) -> None:
    page.setFocus()
    press(qtbot, window, "t")

    assert page.table.isVisible()
    assert QApplication.focusWidget() is page.table
    assert ringed(page.table) == [0]
    press(qtbot, window, Qt.Key.Key_Down)
    assert ringed(page.table) == [1]
    shown = [[page.table.item(row, column).text() for column in range(3)] for row in range(page.table.rowCount())]
    assert ["Hours", "Saturday 10–11", "1 ticket · 1 while closed"] in shown
    assert {row[0] for row in shown} == {"Targets", "Margin", "Hours", "Severities"}
    press(qtbot, window, "t")
    assert not page.table.isVisible()


def test_a_wish_in_the_table(page: ReviewPage, qtbot: QtBot) -> None:
    wish(page, qtbot, "1h")
    page.turn()

    told = [page.table.item(row, 2).text() for row in range(page.table.rowCount())]
    assert any(" · 1 case, few · " in words for words in told)
    assert any("asked for 1\u202fh · 100.0 % (1 of 1)" in words for words in told)


def test_a_sheet_with_fewer_lines_is_as_low_as_one_that_never_had_more(window: MainWindow) -> None:
    kept, fresh = Sheet(["What", "How"]), Sheet(["What", "How"])
    for lines in (30, 2):
        kept.begin()
        for _ in range(lines):
            kept.add([Cell("a"), Cell("b")])
    for _ in range(2):
        fresh.add([Cell("a"), Cell("b")])

    assert kept.sizeHint().height() == fresh.sizeHint().height()
