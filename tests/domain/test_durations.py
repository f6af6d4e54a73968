"""Lengths and instants in words."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.durations import (
    NARROW,
    countdown,
    exact,
    late,
    left,
    long_instant,
    overdue,
    used,
    weekday_and_day,
    when,
)
from slaapp.domain.spans import DAY, HOUR, MINUTE

LONDON = ZoneInfo("Europe/London")
NOW = 1_773_235_818  # Wed 11 Mar 2026 13:30:18


def plain(text: str) -> str:
    return text.replace(NARROW, " ")


@pytest.mark.parametrize(
    ("seconds", "down", "up"),
    [
        (0, "0 m", "0 m"),
        (1, "0 m", "1 m"),
        (59 * MINUTE + 59, "59 m", "1 h"),
        (2 * HOUR + 15 * MINUTE, "2 h 15 m", "2 h 15 m"),
        (3 * HOUR + 5 * MINUTE + 1, "3 h 05 m", "3 h 06 m"),
        (31 * HOUR, "31 h", "31 h"),
    ],
)
def test_used_is_rounded_down_and_left_up_to_the_minute(seconds: int, down: str, up: str) -> None:
    assert (plain(used(seconds)), plain(left(seconds))) == (down, up)


@pytest.mark.parametrize(("seconds", "text"), [(37, "−0:37"), (60, "−1 m"), (40 * MINUTE + 59, "−40 m")])
def test_less_than_a_minute_late_shows_its_seconds(seconds: int, text: str) -> None:
    assert plain(overdue(seconds)) == text
    assert plain(late(seconds)) == text[1:]


def test_from_a_day_on_a_pill_shows_hours_alone() -> None:
    assert plain(overdue(23 * HOUR + 59 * MINUTE)) == "−23 h 59 m"
    assert plain(overdue(31 * HOUR + 59 * MINUTE)) == "−31 h"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (14 * MINUTE + 59, "14:59"),
        (15 * MINUTE, "15 m"),
        (2 * HOUR + 14 * MINUTE + 1, "2 h 15 m"),
        (31 * HOUR + 20 * MINUTE, "31 h"),
    ],
)
def test_a_countdown_ticks_in_the_last_quarter_of_an_hour(seconds: int, text: str) -> None:
    assert plain(countdown(seconds)) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (NOW + 45 * MINUTE, "14:15"),
        (NOW + DAY, "Thu 13:30"),
        (NOW - 2 * DAY, "Mon 13:30"),
        (NOW + 13 * DAY, "24 Mar 13:30"),
        (NOW + 365 * DAY, "11 Mar 2027 13:30"),
    ],
)
def test_an_instant_is_said_as_near_as_it_is(at: int, text: str) -> None:
    assert when(at, NOW, LONDON) == text


def test_dates_are_english_whatever_the_locale() -> None:
    assert long_instant(NOW, LONDON) == "11 March 2026, 13:30"
    assert weekday_and_day(date(2026, 2, 14)) == "Sat 14 Feb"


@given(st.integers(0, 10**7))
def test_rounding_never_favours_the_desk(seconds: int) -> None:
    """What is left is never shown as less than it is, what was used never as more."""

    def minutes(text: str) -> int:
        parts = plain(text).replace(" h", "h").replace(" m", "m").split()
        return sum(int(part[:-1]) * (60 if part[-1] == "h" else 1) for part in parts)

    assert minutes(used(seconds)) * MINUTE <= seconds <= minutes(left(seconds)) * MINUTE
    assert minutes(left(seconds)) - minutes(used(seconds)) == (seconds % MINUTE > 0)


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 s"), (100, "1 m 40 s"), (22 * MINUTE + 30, "22 m 30 s"), (4 * HOUR, "4 h")]
)
def test_what_was_promised_is_not_rounded(seconds: int, words: str) -> None:
    assert plain(exact(seconds)) == words
