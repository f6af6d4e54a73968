"""Versions of a calendar on their line of time: days that are over stay, single days count in each that still does."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.services.calendar_versions import edited, in_each, next_start, start_on, without
from slaapp.services.holiday_lists import with_day, with_holidays, without_day

TODAY, JUNE = date(2026, 3, 11), date(2026, 6, 1)
OFFICE = Calendar("Europe/London", (*((Opening(540, 1020),) for _ in range(5)), (), ()), {date(2026, 5, 4): "May Day"})
SUMMER = replace(OFFICE, week=(*((Opening(480, 960),) for _ in range(5)), (), ()))
LINE = CalendarLine("Site", ((date.min, OFFICE), (JUNE, SUMMER)))


def starts(line: CalendarLine) -> list[date]:
    return [start for start, _ in line.versions]


def test_a_day_added_to_what_is_planned_counts_before_it_too() -> None:
    easter = date(2026, 4, 6)
    line = edited(LINE, JUNE, with_holidays(SUMMER, {easter: "Easter Monday"}), JUNE, TODAY)
    assert starts(line) == [date.min, TODAY, JUNE]
    assert line.on(easter).holidays[easter] == "Easter Monday"
    assert line.on(easter).week == OFFICE.week
    assert easter not in line.on(date(2026, 3, 10)).holidays


def test_a_day_added_to_what_holds_now_counts_in_what_is_planned() -> None:
    summer_bank, may = date(2026, 8, 31), date(2026, 5, 4)
    changed = with_day(without_day(OFFICE, may), summer_bank, "Summer", 720)
    line = edited(LINE, date.min, changed, TODAY, TODAY)
    assert starts(line) == [date.min, TODAY, JUNE]
    assert line.on(summer_bank).special_names == {summer_bank: "Summer"}
    assert may not in line.on(may).holidays
    assert may in line.on(date(2026, 3, 1)).holidays


def test_other_hours_leave_what_is_planned() -> None:
    late = replace(OFFICE, week=((), *OFFICE.week[1:]))
    assert edited(LINE, date.min, late, date(2026, 4, 1), TODAY).versions == (
        (date.min, OFFICE),
        (date(2026, 4, 1), late),
        (JUNE, SUMMER),
    )
    assert edited(LINE, JUNE, late, JUNE, TODAY).versions == ((date.min, OFFICE), (JUNE, late))


def test_what_is_planned_is_brought_forward_and_put_off() -> None:
    late = replace(SUMMER, week=((), *SUMMER.week[1:]))
    assert edited(LINE, JUNE, late, TODAY, TODAY).versions == ((date.min, OFFICE), (TODAY, late))
    july = date(2026, 7, 1)
    assert edited(LINE, JUNE, late, july, TODAY).versions == ((date.min, OFFICE), (JUNE, SUMMER), (july, late))


def test_which_version_governs() -> None:
    assert (start_on(LINE, TODAY), start_on(LINE, JUNE)) == (date.min, JUNE)
    assert (next_start(LINE, date.min), next_start(LINE, JUNE)) == (JUNE, None)
    assert without(LINE, JUNE).versions == ((date.min, OFFICE),)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    planned=st.lists(DAYS, max_size=4, unique=True),
    day=DAYS,
    closed=DAYS,
    ahead=st.integers(0, 300),
    which=st.integers(0, 4),
)
def test_days_that_are_over_are_governed_as_before(
    planned: list[date], day: date, closed: date, ahead: int, which: int
) -> None:
    line = CalendarLine("Site", ((date.min, OFFICE), *((start, SUMMER) for start in sorted(planned))))
    start, before = line.versions[which % len(line.versions)]
    first = TODAY + timedelta(days=ahead)
    after = with_day(before, closed, "Closed")
    line_after = edited(line, start, after, first, TODAY)
    if day < TODAY:
        assert line_after.on(day) == line.on(day)
    elif closed >= TODAY:
        assert closed in line_after.on(closed).holidays
    assert in_each(line, lambda held: held, TODAY) == line
