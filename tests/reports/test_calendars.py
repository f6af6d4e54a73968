"""Support hours in words, and what a month holds of them."""

from datetime import date

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Severity, terms
from slaapp.domain.calendar import Calendar, CalendarLine, Opening, Openings
from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.calendars import calendar_facts, calendars_of, hours_in_words
from tests.reports.northgate import FEBRUARY, agreement, hours


def day(*openings: str) -> Openings:
    return tuple(Opening.parse(*opening.split("-")) for opening in openings)


OFFICE, SPLIT, SHUT = day("09:00-17:00"), day("08:00-12:00", "13:00-17:00"), day()


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ((OFFICE,) * 5 + (SHUT,) * 2, "Mon–Fri 09:00–17:00"),
        ((OFFICE,) * 4 + (day("09:00-16:00"), SHUT, SHUT), "Mon–Thu 09:00–17:00, Fri to 16:00"),
        ((SPLIT,) * 5 + (SHUT,) * 2, "Mon–Fri 08:00–12:00 and 13:00–17:00"),
        ((OFFICE, SHUT, OFFICE, SHUT, OFFICE, SHUT, SHUT), "Mon 09:00–17:00, Wed 09:00–17:00, Fri 09:00–17:00"),
        ((day("22:00-06:00"),) * 7, "Mon–Sun 22:00–06:00"),
        ((day("00:00-24:00"),) * 7, "around the clock"),
        ((day("00:00-24:00"),) * 5 + (SHUT,) * 2, "Mon–Fri 00:00–24:00"),
        ((SHUT,) * 7, "never open"),
    ],
)
def test_a_week_in_words(week: tuple[Openings, ...], words: str) -> None:
    assert hours_in_words(Calendar("UTC", week)) == words  # type: ignore[arg-type]


def test_a_month_names_its_holidays_and_counts_its_working_days() -> None:
    week = (OFFICE,) * 5 + (SHUT,) * 2
    holidays = {date(2026, 2, 16): "Inset day", date(2026, 3, 1): "Another month's"}
    laid_out = WorkingTime(CalendarLine.single("desk", Calendar("Europe/London", week, holidays)))  # type: ignore[arg-type]

    facts = calendar_facts(laid_out, Period.of_month(FEBRUARY))

    assert facts.working_days == 19
    assert facts.holidays == ((date(2026, 2, 16), "Inset day"),)


def test_the_hours_in_words_are_those_in_force_at_the_end_of_the_month() -> None:
    early = Calendar("UTC", (OFFICE,) * 5 + (SHUT,) * 2)  # type: ignore[arg-type]
    later = Calendar("UTC", (day("08:00-16:00"),) * 5 + (SHUT,) * 2)  # type: ignore[arg-type]
    line = CalendarLine("desk", ((date.min, early), (date(2026, 2, 20), later)))

    words = [calendar_facts(WorkingTime(line), Period.of_month(Month(2026, month))).hours_in_words for month in (1, 2)]

    assert words == ["Mon–Fri 09:00–17:00", "Mon–Fri 08:00–16:00"]


def test_severities_with_hours_of_their_own_are_named_after_the_desks() -> None:
    always = WorkingTime(CalendarLine.single("always", Calendar("Europe/London", (day("00:00-24:00"),) * 7)))  # type: ignore[arg-type]
    mixed = replace(agreement(), calendar_by_severity={Severity.URGENT: "always"})

    found = calendars_of(terms(mixed, {"Support hours": hours(), "always": always}), Period.of_month(FEBRUARY))

    assert [(facts.name, facts.severities) for facts in found] == [
        ("Support hours", (Severity.HIGH, Severity.NORMAL, Severity.LOW)),
        ("always", (Severity.URGENT,)),
    ]
    assert found[1].hours_in_words == "around the clock"
