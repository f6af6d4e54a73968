"""A window whose screen is gone opens on one that is there."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import HandClock, at
from ui.geometry import GRIP, first_size, least_size, onto_screen
from ui.main_window import MainWindow
from ui.window_state import WindowState

MAIN, SECOND = QRect(0, 0, 1920, 1040), QRect(1920, 0, 1280, 1024)


def test_a_window_on_a_screen_stays_where_it_was() -> None:
    for wanted in (QRect(100, 100, 1440, 870), QRect(2000, 50, 1100, 700), QRect(1800, 20, 400, 300)):
        assert onto_screen(wanted, [MAIN, SECOND]) == wanted


def test_the_second_screen_is_gone() -> None:
    assert onto_screen(QRect(2000, 50, 1100, 700), [MAIN]) == QRect(820, 50, 1100, 700)


def test_the_screen_is_smaller_than_the_window_was() -> None:
    assert onto_screen(QRect(3000, 200, 2400, 1300), [QRect(0, 0, 1366, 728)]) == QRect(0, 0, 1366, 728)


def test_a_window_above_the_screen_could_not_be_moved_and_comes_down() -> None:
    assert onto_screen(QRect(200, -60, 1200, 700), [MAIN]) == QRect(200, 0, 1200, 700)


def test_without_a_screen_nothing_is_moved() -> None:
    assert onto_screen(QRect(5, 5, 10, 10), []) == QRect(5, 5, 10, 10)


rects = st.builds(
    QRect, st.integers(-5000, 5000), st.integers(-5000, 5000), st.integers(200, 4000), st.integers(200, 3000)
)


@given(rects, st.lists(rects, min_size=1, max_size=3))
def test_the_upper_edge_can_be_reached_afterwards(wanted: QRect, screens: list[QRect]) -> None:
    found = onto_screen(wanted, screens)
    edge = QRect(found.left(), found.top(), found.width(), GRIP[1])

    assert any(
        edge.intersected(screen).width() >= min(GRIP[0], found.width()) and edge.intersected(screen).height() == GRIP[1]
        for screen in screens
    )
    assert onto_screen(found, screens) == found


def test_a_maximised_window_opens_maximised(qtbot: QtBot) -> None:
    state = WindowState()
    first = MainWindow(HandClock(at("2026-03-10 10:00")), state, None)
    qtbot.addWidget(first)
    first.resize(1100, 700)
    first.showMaximized()
    QApplication.processEvents()
    first._remember()
    again = MainWindow(HandClock(at("2026-03-10 10:00")), state, None)
    qtbot.addWidget(again)

    assert again.windowState() & Qt.WindowState.WindowMaximized


def test_a_window_that_was_left_far_away_opens_where_it_can_be_seen(qtbot: QtBot) -> None:
    state = WindowState()
    first = MainWindow(HandClock(at("2026-03-10 10:00")), state, None)
    qtbot.addWidget(first)
    first.setGeometry(9000, 9000, 1100, 700)
    first.show()
    first._remember()
    again = MainWindow(HandClock(at("2026-03-10 10:00")), state, None)
    qtbot.addWidget(again)
    again.show()

    screen = QApplication.primaryScreen().availableGeometry()
    assert screen.intersects(again.frameGeometry())


def test_the_first_time_the_whole_window_fits_under_its_title_bar() -> None:
    assert first_size(QSize(1920, 1040)) == QSize(1440, 870)
    assert first_size(QSize(1366, 768)) == QSize(1366, 728)


def test_the_foot_of_the_smallest_window_is_seen_on_a_low_screen() -> None:
    assert least_size((1024, 640), QSize(1024, 640)) == QSize(1024, 600)
    assert least_size((1024, 640), QSize(1366, 728)) == QSize(1024, 640)
