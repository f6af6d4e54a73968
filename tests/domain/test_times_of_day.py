"""Times of day as people type them."""

from datetime import date

import pytest

from slaapp.domain.calendar import Opening, Openings, zone_info
from slaapp.domain.times_of_day import read_day_hours, read_moment


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("12", 720),
        ("12.30", 750),
        ("", ()),
        ("10-12", (Opening(600, 720),)),
        ("10:00 – 12:00, 13–14:30", (Opening(600, 720), Opening(780, 870))),
        ("9 to 12 and 13 to 17", (Opening(540, 720), Opening(780, 1020))),
        ("10-12, 12-14", (Opening(600, 840),)),
        ("22-2", (Opening(1320, 1560),)),
        ("0-24", (Opening(0, 1440),)),
    ],
)
def test_hours_of_a_day_are_read(text: str, hours: int | Openings) -> None:
    assert read_day_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("noon", "“noon” is no time of day"),
        ("10-12-14", "“10 – 12 – 14” is no opening such as 10:00–12:00"),
        ("10-12, 13", "“13” is no opening"),
        ("24-25", "no time of day"),
        ("-", "is no time of day"),
    ],
)
def test_what_is_none_is_said(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_day_hours(text)


def test_a_time_is_of_the_day_unless_another_day_stands_before_it() -> None:
    day, zone = date(2026, 3, 12), zone_info("Europe/London")

    assert read_moment("930", day, zone) == 1_773_307_800
    assert read_moment("2026-03-13 9:30", day, zone) == 1_773_307_800 + 86_400
    assert read_moment("24:00", day, zone) == 1_773_360_000


@pytest.mark.parametrize("text", ["", "half nine", "tomorrow 9:30", "25:00"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        read_moment(text, date(2026, 3, 12), zone_info("UTC"))
