"""The first run: five questions by keyboard, nothing written before the end, left and taken up again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.calendar import Opening
from slaapp.services.beginning import OFFICE, Answers
from tests.ui.desk_at_work import DeskAtWork, desk_at_work, nameless, outside
from tests.ui.window_at_work import chord, press, tab_to, window_over
from ui import theme
from ui.main_window import MainWindow
from ui.views.welcome.answers import as_plain, from_plain
from ui.views.welcome.hours import HoursStep
from ui.views.welcome.names import DeskStep, PeopleStep
from ui.views.welcome.welcome import Welcome
from ui.widgets.tick import Tick


@pytest.fixture
def new(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    with desk_at_work(tmp_path, people=False) as found:
        yield found


@pytest.fixture
def window(new: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with window_over(new, qtbot, state_file=tmp_path / "window.json") as found:
        yield found


def welcome(window: MainWindow) -> Welcome:
    window.welcome()
    QApplication.processEvents()
    return page(window)


def page(window: MainWindow) -> Welcome:
    found = [held for held in window.findChildren(Welcome) if not held.isHidden()]
    assert len(found) == 1
    return found[0]


def type_over(qtbot: QtBot, text: str) -> None:
    chord(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_a_desk_begins_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    welcome(window)
    type_over(qtbot, "Site IT desk")
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Tab)
    type_over(qtbot, "7:30")
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, "3", Qt.Key.Key_Return)
    type_over(qtbot, "Sam R.")
    press(qtbot, window, Qt.Key.Key_Tab)
    type_over(qtbot, "Kim L.")
    assert not window.engine.people.every()
    press(qtbot, window, Qt.Key.Key_Tab)
    tab_to(qtbot, window, page(window).go_on)
    press(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Return)

    assert window.engine.catalogue.desk().name == "Site IT desk"
    hours = window.engine.hours()
    assert hours.line.on(hours.day_of(window.engine.board.hours(0).closes_at or 0)).week[0] == (Opening(450, 1020),)
    assert [person.name for person in window.engine.people.every()] == ["Kim L.", "Sam R."]
    assert window.status.who.text() == "Sam R."
    assert window.sidebar._title.text() == "Site IT desk"
    assert window.state.first_run == {}
    assert window.actions_made["log"].isEnabled()
    assert not window.engine.beginning.wanted()


def test_nothing_is_written_when_it_is_left_and_it_goes_on_where_it_was(
    new: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    with window_over(new, qtbot, state_file=tmp_path / "window.json") as window:
        welcome(window)
        type_over(qtbot, "Site IT desk")
        press(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Escape)
        assert not [held for held in window.findChildren(Welcome) if not held.isHidden()]
        assert new.engine.catalogue.desk().name == "Support desk"
        assert new.engine.beginning.wanted()
    with window_over(new, qtbot, state_file=tmp_path / "window.json") as window:
        found = welcome(window)
        assert isinstance(found.steps[found._at], HoursStep)
        found.back.click()
        desk = found.steps[0]
        assert isinstance(desk, DeskStep)
        assert desk.name.text() == "Site IT desk"


def test_the_first_letter_takes_the_place_of_the_usual_name_and_goes_on_after_ones_own(
    window: MainWindow, qtbot: QtBot
) -> None:
    welcome(window)
    press(qtbot, window, "Site", Qt.Key.Key_Escape)
    found = welcome(window)
    press(qtbot, window, " IT desk", Qt.Key.Key_Return)

    assert found.answers.name == "Site IT desk"


def test_half_an_answer_is_there_after_a_crash(new: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(new, qtbot, state_file=file) as window:
        welcome(window)
        press(qtbot, window, "Site IT")
        window.heartbeat.go_on()
        held = file.read_text("utf-8")
    file.write_text(held, "utf-8")  # as the crash left it

    with window_over(new, qtbot, state_file=file) as window:
        desk = welcome(window).steps[0]
        assert isinstance(desk, DeskStep)
        assert desk.name.text() == "Site IT"


def test_an_empty_name_is_told_at_its_field(window: MainWindow, qtbot: QtBot) -> None:
    found = welcome(window)
    desk = found.steps[0]
    assert isinstance(desk, DeskStep)
    desk.name.setText("  ")
    found.go_on.click()

    assert desk.name.wrong
    assert "is no name" in desk.wrong_name.accessibleName()
    assert QApplication.focusWidget() is desk.name.edit


def test_a_time_that_cannot_be_read_stays_typed(window: MainWindow, qtbot: QtBot) -> None:
    found = welcome(window)
    found.go_on.click()
    hours = found.steps[1]
    assert isinstance(hours, HoursStep)
    hours.days[1].ends.setText("half five")
    found.go_on.click()

    assert hours.days[1].ends.wrong
    assert not hours.days[1].begins.wrong
    assert "Tuesday" in hours.problem.accessibleName()
    assert hours.days[1].ends.text() == "half five"
    assert QApplication.focusWidget() is hours.days[1].ends.edit
    found.skip.click()
    assert found.answers.week == Answers("UTC").week


def test_a_week_without_a_day_is_told(window: MainWindow) -> None:
    found = welcome(window)
    found.go_on.click()
    hours = found.steps[1]
    assert isinstance(hours, HoursStep)
    for day in hours.days:
        day.open.setChecked(False)
    found.go_on.click()

    assert "No day is open" in hours.problem.accessibleName()


def test_a_name_given_twice_is_told(window: MainWindow) -> None:
    window.state.first_run = {"step": 3}
    found = welcome(window)
    people = found.steps[3]
    assert isinstance(people, PeopleStep)
    people.others.setText("Kim L.\nkim l.")
    found.go_on.click()

    assert people.others.wrong
    assert "is there twice" in people.wrong.accessibleName()


def test_defaults_for_the_rest_lead_to_the_last_question(window: MainWindow) -> None:
    found = welcome(window)
    found.rest.click()
    assert found.go_on.text() == "Begin"
    found.go_on.click()

    assert not window.engine.beginning.wanted()


def test_samples_open_in_a_window_of_their_own(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(window, "_open_samples", lambda: opened.append(True))
    window.state.first_run = {"step": 4}
    found = welcome(window)
    found.start.how.choose("samples")
    found.go_on.click()

    assert opened == [True]


def test_a_desk_that_has_begun_is_not_asked(window: MainWindow, new: DeskAtWork) -> None:
    new.log("2026-03-10 09:30")
    window.welcome()

    assert not window.findChildren(Welcome)
    assert "has begun" in window.toasts.shown[0].title


@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("size", [1.0, 1.5])
def test_every_question_fits_and_names_its_controls(window: MainWindow, step: int, size: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.set_text_size(app, size)
    window.resize(1366, 738)
    window.state.first_run = {"step": step}
    found = welcome(window)
    try:
        assert nameless(found) == []
        assert outside(found) == []
    finally:
        theme.set_text_size(app, 1.0)


def test_answers_survive_the_file_they_are_kept_in() -> None:
    usual = Answers("UTC")
    answers = Answers(
        "UTC", name="Desk", week=((Opening(60, 1500),), (), (), (), (), (), ()), people=("Kim",), internal=False
    )

    assert from_plain(as_plain(answers), usual) == answers
    assert from_plain({"week": {"mon": ["x"]}, "name": 3, "people": "x"}, usual) == usual


def test_enter_goes_on_also_from_a_day_and_unticks_none(window: MainWindow, qtbot: QtBot) -> None:
    welcome(window)
    assert window.windowTitle() == "Welcome – SLA Desk"
    press(qtbot, window, Qt.Key.Key_Return)
    hours = page(window).steps[1]
    assert isinstance(hours, HoursStep)
    assert isinstance(QApplication.focusWidget(), Tick)

    press(qtbot, window, Qt.Key.Key_Return)

    assert page(window).answers.week == OFFICE
    assert page(window).steps[2].isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.windowTitle() == "All open – SLA Desk"


def test_ctrl_enter_goes_on_also_from_the_lines_of_names(window: MainWindow) -> None:
    found = welcome(window)
    found._show(3)
    step = found.steps[3]
    assert isinstance(step, PeopleStep)
    step.others.edit.setFocus()
    QTest.keyClicks(step.others.edit, "Kim L.")
    QTest.keyClick(step.others.edit, Qt.Key.Key_Return)
    assert step.others.text() == "Kim L.\n"
    assert step.isVisible()

    QTest.keyClick(step.others.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert found.steps[4].isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_stays_with_the_questions(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    found = welcome(window)
    for at in range(len(found.steps)):
        found._show(at)
        been = set()
        for _ in range(40):
            press(qtbot, window, key)
            held = QApplication.focusWidget()
            assert held is not None
            assert found.isAncestorOf(held), held
            been.add(held)
        assert {found.go_on, found.later} <= been


def test_hours_through_the_night_are_asked_about_once(window: MainWindow) -> None:
    found = welcome(window)
    found.go_on.click()
    hours = found.steps[1]
    assert isinstance(hours, HoursStep)
    hours.days[0].begins.setText("18:00")
    hours.days[0].ends.setText("9")
    found.go_on.click()

    assert found._at == 1
    assert "through the night to 09:00 on Tuesday" in hours.problem.accessibleName()
    assert QApplication.focusWidget() is hours.days[0].ends.edit
    hours.days[0].ends.setText("8")
    found.go_on.click()
    assert "to 08:00 on Tuesday" in hours.problem.accessibleName()
    found.go_on.click()
    assert found._at == 2
    assert found.answers.week[0] == (Opening(18 * 60, 32 * 60),)


def test_midnight_is_no_night(window: MainWindow) -> None:
    found = welcome(window)
    found.go_on.click()
    hours = found.steps[1]
    assert isinstance(hours, HoursStep)
    hours.days[0].ends.setText("24:00")
    found.go_on.click()
    assert found._at == 2
