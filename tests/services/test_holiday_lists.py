"""Days that a calendar closes on, or closes early on: from lists, from files, by hand."""

from datetime import date

import pytest

from slaapp.domain.calendar import Calendar, Opening
from slaapp.domain.errors import Refusal
from slaapp.services.calendar_data import calendar_table, read_calendar
from slaapp.services.fields import Fields
from slaapp.services.holiday_lists import (
    YEARS_ON,
    days_of,
    of_country,
    only_until,
    part_names,
    with_day,
    with_holidays,
    without_day,
)

OFFICE = (Opening(450, 720), Opening(750, 1080))
CALENDAR = Calendar("Europe/London", (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ()))


def test_parts_of_a_country_have_days_of_their_own() -> None:
    assert date(2027, 1, 4) in of_country("GB", "SCT", [2027])
    assert date(2027, 1, 4) not in of_country("GB", "ENG", [2027])
    assert part_names("GB")["SCT"] == "Scotland"
    with pytest.raises(Refusal, match="Known are: ENG, NIR, SCT, WLS"):
        of_country("GB", "Kent", [2027])
    with pytest.raises(Refusal, match="two letters of a country"):
        of_country("Atlantis", "", [2027])


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("DE", None, "Ostermontag"),
        ("DE", "en", "Easter Monday"),
        ("GB-ENG", None, "Easter Monday"),
        ("GB-ENG", "de", "Easter Monday"),  # is known in no German
        ("PL", None, "Easter Monday"),  # no paper is in Polish
        ("PL", "de", "Ostermontag"),
        ("AG", "de", "Easter Monday"),  # is known in one language only
    ],
)
@pytest.mark.parametrize("machine", ["C", "de_DE.UTF-8", "uk_UA.UTF-8", "pt_PT.UTF-8"])
def test_names_are_in_a_language_of_the_papers_whatever_the_machine_speaks(
    monkeypatch: pytest.MonkeyPatch, machine: str, country: str, language: str | None, name: str
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, machine)

    code, _, part = country.partition("-")

    assert of_country(code, part, [2026], language=language)[date(2026, 4, 6)] == name


def test_a_short_day_cuts_what_opens_on_it_and_keeps_its_name() -> None:
    eve = date(2026, 12, 24)
    held = with_day(CALENDAR, eve, "Christmas Eve", 12 * 60)
    assert held.special_days == {eve: (Opening(450, 720),)}
    assert list(days_of(held, 2026)) == [(eve, "Christmas Eve", (Opening(450, 720),))]
    assert read_calendar(Fields(calendar_table(held))) == held
    assert without_day(held, eve) == CALENDAR


def test_a_day_may_have_hours_of_its_own_each_year() -> None:
    hours = (Opening(600, 720), Opening(780, 840))
    saturday = date(2026, 3, 28)
    held = with_day(CALENDAR, saturday, "Stocktaking", hours, yearly=True)
    assert [held.special_days[on] for on in held.special_days] == [hours] * YEARS_ON
    assert only_until(held, saturday) is None
    assert only_until(with_day(CALENDAR, date(2026, 12, 24), "Eve", 720), date(2026, 12, 24)) == 720


def test_a_yearly_day_is_entered_for_the_years_to_come() -> None:
    held = with_day(CALENDAR, date(2026, 7, 6), "Stocktaking", yearly=True)
    assert [day.year for day in held.holidays] == list(range(2026, 2026 + YEARS_ON))
    leap = with_day(CALENDAR, date(2028, 2, 29), "Leap day", yearly=True)
    assert list(leap.holidays) == [date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29)]


def test_a_yearly_day_is_taken_away_for_the_years_to_come() -> None:
    held = with_day(CALENDAR, date(2026, 7, 6), "Stocktaking", 720, yearly=True)
    held = with_day(held, date(2030, 7, 6), "Jubilee")
    left = without_day(held, date(2027, 7, 6), yearly=True)
    assert list(left.special_days) == [date(2026, 7, 6)]
    assert left.holidays == {date(2030, 7, 6): "Jubilee"}
    assert len(without_day(held, date(2027, 7, 6)).special_days) == YEARS_ON - 2


def test_a_list_leaves_names_and_short_days_as_they_are() -> None:
    held = with_day(CALENDAR, date(2026, 12, 25), "Our feast")
    held = with_day(held, date(2026, 12, 28), "Half", 720)
    listed = with_holidays(held, of_country("GB", "ENG", [2026]))
    assert listed.holidays[date(2026, 12, 25)] == "Our feast"
    assert date(2026, 12, 28) not in listed.holidays
    assert date(2026, 4, 3) in listed.holidays
