"""Days and times as people type them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.day_field import DayField
from ui.widgets.moment_field import MomentField

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def day(qtbot: QtBot) -> DayField:
    """Shows Tuesday, 31 March 2026, with the keyboard at its beginning."""
    field = DayField("By when")
    qtbot.addWidget(field)
    field.show_day(date(2026, 3, 31))
    field.show()
    field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
    return field


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("18", date(2026, 3, 18)),
        ("18.4.", date(2026, 4, 18)),
        ("18/4/2027", date(2027, 4, 18)),
        ("8-12", date(2026, 12, 8)),
        ("8.12.2026", date(2026, 12, 8)),
        ("1.1", date(2026, 1, 1)),
        ("01.02.2027", date(2027, 2, 1)),
        ("18 10 2026", date(2026, 10, 18)),
        ("18.13", date(2026, 3, 18)),
        ("18.4.27", date(2027, 4, 18)),
        ("18042027", date(2027, 4, 18)),
        ("2027-04-18", date(2027, 4, 18)),
        ("2012-4-8", date(2012, 4, 8)),
        ("20270418", date(2027, 4, 18)),
    ],
)
def test_a_day_is_typed_in_figures(day: DayField, qtbot: QtBot, typed: str, shown: date) -> None:
    qtbot.keyClicks(day.edit, typed)

    assert day.day() == shown


@pytest.mark.parametrize("shown", [date(2026, 4, 2), date(2026, 2, 28), date(2026, 12, 31)])
@pytest.mark.parametrize(
    "typed", ["31.3.2026", "31/3/2026", "31-03-2026", "31 3 2026", "31032026", "2026-03-31", "31.3."]
)
def test_a_long_months_last_day_is_typed_over_any_other(day: DayField, qtbot: QtBot, typed: str, shown: date) -> None:
    day.show_day(shown)
    qtbot.keyClicks(day.edit, typed)

    assert day.day() == date(2026, 3, 31)


def test_a_leap_day_is_typed_in_another_year(day: DayField, qtbot: QtBot) -> None:
    qtbot.keyClicks(day.edit, "29.2.2028")

    assert day.day() == date(2028, 2, 29)


@pytest.mark.parametrize("steps", [2, 3])
@pytest.mark.parametrize("typed", ["18.12.2027", "2027-12-18"])
def test_a_whole_day_is_read_wherever_it_is_begun(day: DayField, qtbot: QtBot, typed: str, steps: int) -> None:
    for _ in range(steps):
        qtbot.keyClick(day.edit, Qt.Key.Key_Right)
    qtbot.keyClicks(day.edit, typed)

    assert day.day() == date(2027, 12, 18)


def test_a_second_day_is_typed_anew(day: DayField, qtbot: QtBot) -> None:
    qtbot.keyClicks(day.edit, "31.3.2027")
    qtbot.mouseClick(day.edit.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(day.edit, "2028-04-30")

    assert day.day() == date(2028, 4, 30)


def test_the_last_day_of_a_longer_month_becomes_that_of_the_shorter(day: DayField, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.keyClick(day.edit, Qt.Key.Key_Right)
    qtbot.keyClick(day.edit, "2")

    assert day.day() == date(2026, 2, 28)


def test_a_month_that_one_goes_back_to_is_typed_anew(day: DayField, qtbot: QtBot) -> None:
    qtbot.keyClicks(day.edit, "18.1.")
    qtbot.keyClick(day.edit, Qt.Key.Key_Left)
    qtbot.keyClick(day.edit, "2")

    assert day.day() == date(2026, 2, 18)


def test_letters_name_the_month_as_ever(day: DayField, qtbot: QtBot) -> None:
    qtbot.keyClicks(day.edit, "18.jun")

    assert day.day() == date(2026, 6, 18)


@pytest.mark.parametrize("typed", ["18.4. 9:05", "18/4/ 9:05", "18.4.2026 9:05", "18.4.2026 09:05"])
def test_day_and_time_in_one_go(qtbot: QtBot, typed: str) -> None:
    field = MomentField(LONDON, "Scheduled until")
    qtbot.addWidget(field)
    field.show_moment(int(datetime(2026, 3, 11, 13, 30, tzinfo=LONDON).timestamp()))
    field.show()
    field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
    told: list[str] = []
    field.told.connect(told.append)
    for _ in range(3):
        qtbot.keyClick(field.edit, Qt.Key.Key_Left)

    qtbot.keyClicks(field.edit, typed)

    assert field.moment() == int(datetime(2026, 4, 18, 9, 5, tzinfo=LONDON).timestamp())
    assert not any(told)
    assert field.unfit() == ""


def test_figures_of_no_time_are_told_as_before(qtbot: QtBot) -> None:
    field = MomentField(LONDON, "Scheduled until")
    qtbot.addWidget(field)
    field.show_moment(int(datetime(2026, 3, 11, 13, 30, tzinfo=LONDON).timestamp()))
    field.show()
    field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    qtbot.keyClicks(field.edit, "25")

    assert "No such time" in field.unfit()
