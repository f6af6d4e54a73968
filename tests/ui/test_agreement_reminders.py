"""The window reminds of an agreement's last day: once, again when it was put off, and on the pages it is about."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import turn
from ui.dialogs.notice_list import NoticeList
from ui.main_window import MainWindow
from ui.widgets.notice import Notice

NAME = "Standard support"
IN_60 = "Standard support expires in 60 days"
EXPIRES = "Standard support expires in 60 days, on 30 June 2026."


@pytest.fixture
def window(work: DeskAtWork, window: MainWindow) -> MainWindow:
    """Its agreement ends on 30 June 2026; nothing is near yet."""
    agreements, now = work.engine.agreements, work.clock.now()
    agreements.begin(NAME, now)
    agreements.put_in_force(NAME, date(2026, 3, 11), last=date(2026, 6, 30), now=now)
    turn(work, window, "2026-04-30 10:00")
    return window


def said(window: MainWindow) -> list[Notice]:
    return [notice for _, notice in window.coming.said if notice.key.startswith("agreement")]


def press(notice: Notice, words: str) -> None:
    dict(notice.answers)[words]()
    QApplication.processEvents()


def test_it_is_told_once_and_listed_under_the_bell(work: DeskAtWork, window: MainWindow) -> None:
    assert said(window) == []

    turn(work, window, "2026-05-01 10:00")
    turn(work, window, "2026-05-01 16:00")
    turn(work, window, "2026-05-02 10:00")

    assert [notice.title for notice in said(window)] == [IN_60]


def test_outside_support_hours_the_page_says_it_and_the_notice_waits(work: DeskAtWork, window: MainWindow) -> None:
    window.go("agreements")
    turn(work, window, "2026-05-01 00:00")
    assert said(window) == []
    assert window.places.current.near.isVisible()

    turn(work, window, "2026-05-01 09:00")

    assert [notice.title for notice in said(window)] == [IN_60]


def test_a_notice_that_waits_outlives_a_change_of_other_rules(work: DeskAtWork, window: MainWindow) -> None:
    turn(work, window, "2026-05-01 00:00")
    window.commands.attempt(work.engine.agreements.begin, NAME)
    draft = work.engine.agreements.one(NAME, work.clock.at).draft
    assert draft is not None
    window.commands.attempt(work.engine.agreements.save, draft.agreement)

    turn(work, window, "2026-05-01 09:00")

    assert [notice.title for notice in said(window)] == [IN_60]


def test_it_is_told_again_a_week_after_it_was_put_off(work: DeskAtWork, window: MainWindow) -> None:
    turn(work, window, "2026-05-01 10:00")
    press(said(window)[0], "Snooze 7 days")

    turn(work, window, "2026-05-07 10:00")
    assert len(said(window)) == 1
    turn(work, window, "2026-05-08 10:00")

    assert [notice.title for notice in said(window)][1:] == [IN_60.replace("60", "53")]
    assert list(window.state.reminded) == [f"{NAME}/2/expiry/2026-06-30"]


def test_the_page_says_it_until_it_is_put_off(work: DeskAtWork, window: MainWindow) -> None:
    turn(work, window, "2026-05-01 10:00")
    window.go("agreements")
    page = window.places.current
    assert [line.accessibleName() for line in page.near.lines] == [EXPIRES]
    assert page.near.isVisible()

    page.near.lines[0].later.click()

    assert page.near.isHidden()
    window.go("all")
    turn(work, window, "2026-05-08 10:00")
    window.go("agreements")
    assert page.near.isVisible()


def test_where_the_next_version_is_put_in_force_there_is_nothing_to_remind_of(
    work: DeskAtWork, window: MainWindow
) -> None:
    turn(work, window, "2026-05-01 10:00")
    window.go("agreements")
    page = window.places.current
    page.edit.click()
    window.commands.attempt(work.engine.agreements.put_in_force, NAME, date(2026, 7, 1))

    assert page.near.isHidden()
    assert window.state.reminded == {}


def test_whoever_chose_the_day_here_is_not_told_of_it(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.agreements.begin, NAME)
    window.commands.attempt(work.engine.agreements.put_in_force, NAME, date(2026, 4, 30), last=date(2026, 5, 31))
    turn(work, window, "2026-05-01 10:00")

    assert said(window) == []
    window.go("agreements")
    assert window.places.current.near.isVisible()


def test_the_review_pack_is_shown_from_the_notice(work: DeskAtWork, window: MainWindow) -> None:
    turn(work, window, "2026-05-01 10:00")

    press(said(window)[0], "Print review")

    page = window.places.current
    assert window.places.here == "agreements"
    assert page.papers.preview is not None
    assert page.papers.preview.isVisible()


def listed(window: MainWindow, qtbot: QtBot) -> NoticeList:
    qtbot.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    return window.findChildren(NoticeList)[-1]


def test_under_the_bell_it_is_put_off_and_opened_by_keys(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    turn(work, window, "2026-05-01 10:00")
    under = listed(window, qtbot)
    assert [button.accessibleName() for button in under.buttons] == [
        f"Print review: {IN_60}",
        f"Open: {IN_60}",
        f"Snooze 7 days: {IN_60}",
    ]
    assert QApplication.focusWidget() is under.buttons[0]

    later = under.buttons[-1]
    later.setFocus()
    qtbot.keyClick(later, Qt.Key.Key_Return)

    assert (later.text(), later.isEnabled()) == ("Snoozed", False)
    assert window.state.reminded == {f"{NAME}/2/expiry/2026-06-30": "2026-05-08"}
    assert window.toasts.shown == []
    assert under.isVisible()
    assert QApplication.focusWidget() is not later

    under.buttons[1].setFocus()
    qtbot.keyClick(under.buttons[1], Qt.Key.Key_Return)
    QApplication.processEvents()

    assert not under.isVisible()
    assert window.places.here == "agreements"


def test_the_review_pack_is_printed_from_under_the_bell(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    turn(work, window, "2026-05-01 10:00")
    listed(window, qtbot).buttons[0].click()
    QApplication.processEvents()

    preview = window.places.current.papers.preview
    assert preview is not None
    assert preview.isVisible()
    assert window.toasts.shown == []


def test_the_review_pack_is_made_for_the_paper_of_the_country(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.wants_letter", lambda: True)
    turn(work, window, "2026-05-01 10:00")

    press(said(window)[0], "Print review")

    paper = window.places.current.papers.preview
    qtbot.waitUntil(paper.save.isEnabled, timeout=30_000)
    assert sorted(paper._made.pages.sizes[0]) == [612, 792], "Letter, in points"


def test_the_customers_page_says_it(work: DeskAtWork, window: MainWindow) -> None:
    work.engine.catalogue.add_customer("Acme", now=work.clock.now())
    turn(work, window, "2026-05-01 10:00")

    window.go("customers")

    assert window.places.current.detail.agreed.near == EXPIRES
