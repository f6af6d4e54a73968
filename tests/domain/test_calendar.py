"""Openings, calendars and their versions."""

import zoneinfo
from datetime import date

import pytest

from slaapp.domain.calendar import Calendar, CalendarLine, Opening, zone_info
from tests.calendars import ALWAYS, NEVER, OFFICE, calendar


@pytest.mark.parametrize(
    ("opens", "closes", "minutes"),
    [
        ("09:00", "17:00", (540, 1020)),
        ("9:05", "17:30", (545, 1050)),
        ("00:00", "24:00", (0, 1440)),
        ("00:00", "00:00", (0, 1440)),
        ("22:00", "06:00", (1320, 1800)),
        ("22:00", "00:00", (1320, 1440)),
        ("22:00", "24:00", (1320, 1440)),
        ("09:00", "09:00", (540, 1980)),
        ("23:59", "23:59", (1439, 2879)),
    ],
)
def test_openings_are_read_from_times_of_day(opens: str, closes: str, minutes: tuple[int, int]) -> None:
    assert Opening.parse(opens, closes) == Opening(*minutes)


@pytest.mark.parametrize("text", ["", "9", "0900", "25:00", "24:01", "12:60", "12:5", "-1:00", "1e:00", "٠٩:00", "a:b"])
def test_what_is_no_time_of_day_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="is no time of day such as 09:00"):
        Opening.parse(text, "17:00")
    with pytest.raises(ValueError, match="is no time of day such as 09:00"):
        Opening.parse("09:00", text)


def test_a_day_does_not_open_when_it_ends() -> None:
    with pytest.raises(ValueError, match="24:00 is no time at which a day opens"):
        Opening.parse("24:00", "06:00")


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (1440, 1500), (600, 600), (600, 540), (0, 2881)])
def test_impossible_minutes_are_refused(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="is not possible"):
        Opening(opens, closes)


@pytest.mark.parametrize(
    "name", ["Europe/Londn", "", "/etc/localtime", "../UTC", "Europe", "zone.tab", "Mars/Base", "a\0b", "Europe/"]
)
def test_an_unknown_zone_is_told_so(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone"):
        calendar(zone=name)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven days"):
        calendar(week=OFFICE[:5])


def test_zones_come_from_the_pinned_package_alone() -> None:
    assert zoneinfo.TZPATH == ()
    assert zone_info("Europe/London").key == "Europe/London"


def test_a_special_day_replaces_what_opens() -> None:
    day, half = date(2026, 12, 24), (Opening(540, 720),)
    held = calendar(special_days={day: half, date(2026, 12, 31): ()})

    assert held.openings_on(day) == half
    assert held.openings_on(date(2026, 12, 31)) == ()
    assert held.openings_on(date(2026, 12, 23)) == OFFICE[2]


def test_equal_calendars_are_one_key() -> None:
    one = calendar(holidays={date(2026, 1, 1): "New Year", date(2026, 12, 25): "Christmas"})
    two = calendar(holidays={date(2026, 12, 25): "Christmas", date(2026, 1, 1): "New Year"})

    assert one == two
    assert hash(one) == hash(two)
    assert one != calendar(holidays={date(2026, 1, 1): "", date(2026, 12, 25): "Christmas"})
    assert len({one, two, calendar()}) == 2


def test_each_date_is_governed_by_the_version_in_force_on_it() -> None:
    old, new, newest = calendar(OFFICE), calendar(ALWAYS), calendar(NEVER)
    line = CalendarLine("desk", ((date(2025, 1, 1), old), (date(2026, 1, 1), new), (date(2026, 7, 1), newest)))

    assert line.on(date(1999, 1, 1)) is old
    assert line.on(date(2025, 12, 31)) is old
    assert line.on(date(2026, 1, 1)) is new
    assert line.on(date(2026, 6, 30)) is new
    assert line.on(date(2030, 1, 1)) is newest


@pytest.mark.parametrize("starts", [[], [date(2026, 1, 1)] * 2, [date(2026, 1, 2), date(2026, 1, 1)]])
def test_versions_come_one_after_the_other(starts: list[date]) -> None:
    with pytest.raises(ValueError, match="at least one version"):
        CalendarLine("desk", tuple((start, calendar()) for start in starts))


def test_a_single_version_governs_all_dates() -> None:
    only: Calendar = calendar()

    assert CalendarLine.single("desk", only).on(date.min) is only
