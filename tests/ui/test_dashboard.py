"""The dashboard and the wallboard: what they say, their keys, that they live and can be read without eyes."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.spans import HOUR
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, nameless
from tests.ui.window_at_work import log, press, turn
from ui import theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.views.dashboard.brush import Brush
from ui.views.dashboard.cards import cards_of
from ui.views.dashboard.day import hours_told
from ui.views.dashboard.page import DashboardPage
from ui.views.dashboard.table import OverviewTable
from ui.wallboard import Wallboard


def cells(table: OverviewTable) -> list[tuple[str, ...]]:
    return [tuple(table.item(row, column).text() for column in range(3)) for row in range(table.rowCount())]


def dashboard(window: MainWindow) -> DashboardPage:
    window.go("dashboard")
    page = window.places.current
    assert isinstance(page, DashboardPage)
    return page


@pytest.fixture
def board(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[Wallboard]:
    log(work, window, "Phones dead at the front desk", Severity.URGENT)
    window.actions_made["wallboard"].trigger()
    QApplication.processEvents()
    assert window.coming.wallboard is not None
    yield window.coming.wallboard
    if window.coming.wallboard is not None:
        window.coming.wallboard.close()


def test_g_then_d_leads_to_the_dashboard(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "g", "d")

    assert isinstance(window.places.current, DashboardPage)
    assert window.windowTitle() == "Dashboard – SLA Desk"
    assert window.sidebar.place_item("dashboard").isChecked()


def test_the_cards_follow_what_is_done_and_what_time_does(work: DeskAtWork, window: MainWindow) -> None:
    page = dashboard(window)
    empty = page.face.accessibleDescription()
    number = log(work, window, "Phones")
    logged = page.face.accessibleDescription()
    turn(work, window, "2026-03-10 11:00:01")
    late = page.face.accessibleDescription()
    window.commands.run(work.engine.desk.resolve, number)

    assert empty.startswith("Overdue 0. Due within 1 hour 0. Open 0, 0 new today.")
    assert logged.startswith("Overdue 0. Due within 1 hour 1, next 11:00. Open 1, 1 new today. Unassigned 1.")
    assert late.startswith("Overdue 1, oldest 0")
    assert page.face.accessibleDescription().startswith("Overdue 0. Due within 1 hour 0. Open 0")


def test_a_countdown_under_a_quarter_of_an_hour_ticks(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones")
    page = dashboard(window)

    turn(work, window, "2026-03-10 10:50:30")
    first = cells(page.table)[5][2]
    assert window.heartbeat.awaited == work.clock.at + 1
    turn(work, window, "2026-03-10 10:50:31")

    assert first.startswith("9:30 · 11:00 · First response")
    assert cells(page.table)[5][2].startswith("9:29 · 11:00 · First response")


def test_t_shows_the_same_as_a_table_and_back(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    log(work, window, "Phones")
    page = dashboard(window)

    press(qtbot, window, "t")
    as_table = page.shows_table
    rows = cells(page.table)
    press(qtbot, window, "t")

    assert (as_table, page.shows_table) == (True, False)
    assert rows[0] == ("Now", "Overdue", "0")
    assert [row[1] for row in rows if row[0] == "Due next"] == ["1 · Phones"]
    assert [row[:2] for row in rows if row[0] == "March so far"] == [
        ("March so far", severity) for severity in ("Urgent", "High", "Normal", "Low")
    ]
    assert sum(row[0] == "Last 10 days" for row in rows) == 10
    assert nameless(page) == []


@pytest.mark.parametrize("width", [1040, 1440, 1920])
def test_the_blocks_begin_and_end_at_the_gutters_of_a_page(work: DeskAtWork, window: MainWindow, width: int) -> None:
    log(work, window, "Phones")
    window.resize(width, 870)
    page = dashboard(window)
    QApplication.processEvents()
    picture = page.face.grab().toImage()
    row = picture.height() // 10
    ground = picture.pixelColor(0, row)
    painted = [x for x in range(picture.width()) if picture.pixelColor(x, row) != ground]

    assert painted[0] == pytest.approx(theme.GUTTER_LEFT, abs=1)
    assert painted[-1] == pytest.approx(picture.width() - theme.GUTTER_RIGHT - 1, abs=1)


def test_the_forecast_and_the_budgets_stand_below(work: DeskAtWork, window: MainWindow) -> None:
    first = log(work, window, "Phones")
    log(work, window, "Router")
    page = dashboard(window)
    opened: list[int] = []
    page.ticket_wanted.connect(opened.append)

    said = page.forecast.passing.sentence.text()
    button = next(held for held in page.forecast.order.findChildren(type(page.as_table)) if held.text() == str(first))
    button.click()

    assert said == "2 targets pass before 17:00."
    assert "Assumed: 10 min of work for a response" in page.forecast.order.foot.text()
    assert page.budgets.sentence.text() == "Nothing was decided yet this month."
    assert opened == [first]


def test_the_estimates_of_the_settings_are_taken(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones")
    page = dashboard(window)

    window.state.work = {"response": 25, "update": "soon", "resolution": True}
    window.coming.feed.outdated()
    window.take_state()

    assert "Assumed: 25 min of work for a response, 10 min for an update, 45 min to resolve" in (
        page.forecast.order.foot.text()
    )


def test_f11_opens_the_wallboard_and_esc_leaves_it(window: MainWindow, board: Wallboard, qtbot: QtBot) -> None:
    full = board.isFullScreen()

    qtbot.keyClick(board, Qt.Key.Key_Escape)

    assert full
    assert window.coming.wallboard is None
    assert window.isVisible()


def test_the_wallboard_lives_also_while_the_window_is_hidden(
    work: DeskAtWork, window: MainWindow, board: Wallboard
) -> None:
    window.hide()
    assert not window.heartbeat.resting

    turn(work, window, "2026-03-10 10:31")

    assert board.face.accessibleDescription().startswith("Overdue 1, oldest 1")
    board.close()
    window.hide()


def test_p_pauses_the_wallboard_until_p_again(
    work: DeskAtWork, window: MainWindow, board: Wallboard, qtbot: QtBot
) -> None:
    qtbot.keyClick(board, Qt.Key.Key_P)
    turn(work, window, "2026-03-10 10:31")
    paused = board.face.accessibleDescription()
    qtbot.keyClick(board, Qt.Key.Key_P)
    turn(work, window, "2026-03-10 10:32")

    assert paused.startswith("Overdue 0")
    assert board.face.accessibleDescription().startswith("Overdue 1")


def test_h_hides_subjects_and_customers_and_is_kept(window: MainWindow, board: Wallboard, qtbot: QtBot) -> None:
    before = cells(board.table)[5][1]
    qtbot.keyClick(board, Qt.Key.Key_P)
    qtbot.keyClick(board, Qt.Key.Key_H)
    hidden = cells(board.table)[5][1]

    assert (before, hidden) == ("1 · Phones dead at the front desk", "1")
    assert window.state.hide_names
    qtbot.keyClick(board, Qt.Key.Key_H)
    assert not window.state.hide_names


def test_a_table_whose_columns_were_moved_is_filled_and_begins_at_its_first_row(qtbot: QtBot) -> None:
    table = OverviewTable()
    qtbot.addWidget(table)
    table.show()
    table.setColumnWidth(0, 90)
    rows = [("Now", "Overdue", "3"), ("Now", "At risk", "much to do " * 30)]

    table.show_lines(rows)

    assert (cells(table), table.currentRow()) == (rows, 0)
    assert table.rowHeight(1) > table.rowHeight(0)


def test_the_wallboard_as_a_table_answers_to_its_keys_too(window: MainWindow, board: Wallboard, qtbot: QtBot) -> None:
    qtbot.keyClick(board, Qt.Key.Key_T)
    shown = board.table.isVisible()
    board.table.setFocus()
    qtbot.keyClick(board.table, Qt.Key.Key_T)
    back = board.face.isVisible()
    qtbot.keyClick(board, Qt.Key.Key_Escape)

    assert (shown, back) == (True, True)
    assert window.coming.wallboard is None


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (2560, 1440), (1280, 1024)])
def test_the_wallboard_is_dark_on_every_screen(board: Wallboard, size: tuple[int, int]) -> None:
    board.showNormal()
    board.resize(*size)
    QApplication.processEvents()

    image: QImage = board.grab().toImage()

    assert image.pixelColor(4, 4) == theme.wallboard().window
    assert image.pixelColor(size[0] - 5, size[1] - 5) == theme.wallboard().window


def test_hostile_text_stays_text(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, HOSTILE)
    page = dashboard(window)

    window.grab()

    assert "<b>bold</b>" in cells(page.table)[5][1]
    assert "\n" not in cells(page.table)[5][1]


def test_every_card_has_an_icon_and_words(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, "Phones")
    found = work.engine.outlook.overview(work.engine.board.rows(), now=work.clock.at)

    assert [(card.icon, card.title) for card in cards_of(found)] == [
        ("triangle-alert", "Overdue"),
        ("clock-alert", "Due within 1 hour"),
        ("inbox", "Open"),
        ("user-plus", "Unassigned"),
        ("pause", "Waiting"),
    ]


def test_many_tickets_are_not_counted_at_every_change(
    work: DeskAtWork, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.coming_data.AT_ONCE", 0)
    page = dashboard(window)
    asked = []
    fetch = window.coming.feed._fetch
    monkeypatch.setattr(window.coming.feed, "_fetch", lambda *given: asked.append(given[2]) or fetch(*given))

    log(work, window, "Phones")
    turn(work, window, "2026-03-10 10:00:05")
    log(work, window, "Router")
    turn(work, window, "2026-03-10 10:00:12")
    wait_for_all()
    QApplication.processEvents()
    turn(work, window, "2026-03-10 10:01:00")
    wait_for_all()
    QApplication.processEvents()

    assert [at - work.clock.at for at in asked] == [-48, 0]
    assert "Open 2" in page.face.accessibleDescription()


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How large each word is painted, in pixels of the picture."""
    seen: dict[str, int] = {}
    paint = Brush.text

    def text(brush: Brush, words: str, size: int, *args: Any, **named: Any) -> float:
        seen[words] = size
        return paint(brush, words, size, *args, **named)

    monkeypatch.setattr(Brush, "text", text)
    return seen


def test_no_word_on_the_wallboard_is_smaller_than_can_be_read_from_afar(
    work: DeskAtWork, board: Wallboard, sizes: dict[str, int]
) -> None:
    board.resize(1920, 1080)
    board.grab()

    assert {"now", "12:00", "Tue", "0"} <= sizes.keys()
    assert {words: size for words, size in sizes.items() if size < 22} == {}


def test_words_for_which_a_card_is_too_narrow_break_and_stay_as_large(
    work: DeskAtWork, window: MainWindow, sizes: dict[str, int], qapp: QApplication
) -> None:
    for n in range(12):
        log(work, window, f"Phones {n}")
    page = dashboard(window)
    window.resize(1366, 738)
    theme.set_text_size(qapp, 1.5)
    QApplication.processEvents()
    sizes.clear()
    page.face.grab()
    theme.set_text_size(qapp, 1.0)

    assert {"12 new", "today"} <= sizes.keys()
    assert min(sizes.values()) == 22


@pytest.mark.parametrize(("hours", "told"), [(8, 9), (18, 19), (24, 13), (25, 13)])
def test_the_hours_under_the_day_never_run_together(hours: int, told: int) -> None:
    start = at("2026-03-10 00:00")
    assert len(hours_told(start, start + hours * HOUR, 1804)) == told
