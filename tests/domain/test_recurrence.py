"""When recurring tickets are planned, told by the days on which they fall."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.recurrence import LAST, Every, Schedule, WhenClosed, next_occurrence, occurrences
from slaapp.domain.spans import DAY, HOUR
from slaapp.domain.working_time import WorkingTime, working_time

LONDON = "Europe/London"
NINE_TO_FIVE = (Opening.parse("09:00", "17:00"),)
WEEK = (NINE_TO_FIVE,) * 5 + ((), ())
MONDAY, TUESDAY, FRIDAY, SATURDAY = 0, 1, 4, 5
EIGHT = 8 * 60


def hours(*holidays: str, zone: str = LONDON) -> WorkingTime:
    closed = {date.fromisoformat(day): "" for day in holidays}
    return working_time(CalendarLine.single("desk", Calendar(zone, WEEK, closed)))


def at(text: str, zone: str = LONDON) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def days(schedule: Schedule, first: str, last: str, *holidays: str, zone: str = LONDON) -> list[str]:
    """Where and when on the wall the occurrences fall, from midnight to midnight."""
    held = hours(*holidays, zone=zone)
    found = occurrences(schedule, held, after=at(first, zone) - 1, until=at(last, zone) + DAY - 1)
    return [f"{datetime.fromtimestamp(one.at, ZoneInfo(zone)):%a %d %b %H:%M}" for one in found]


def test_every_monday() -> None:
    plan = Schedule(every=Every.WEEK, weekday=MONDAY, minute=EIGHT)

    assert days(plan, "2026-03-01", "2026-03-17") == ["Mon 02 Mar 08:00", "Mon 09 Mar 08:00", "Mon 16 Mar 08:00"]


def test_every_working_day_leaves_out_holidays_and_weekends() -> None:
    plan = Schedule(every=Every.WORKING_DAY, minute=EIGHT)

    found = days(plan, "2026-04-02", "2026-04-08", "2026-04-03", "2026-04-06")

    assert found == ["Thu 02 Apr 08:00", "Tue 07 Apr 08:00", "Wed 08 Apr 08:00"]


@pytest.mark.parametrize(
    ("when_closed", "expected"),
    [
        (WhenClosed.NEXT_WORKING_DAY, "Tue 07 Apr 08:00"),
        (WhenClosed.SAME_DAY, "Mon 06 Apr 08:00"),
        (WhenClosed.SKIP, None),
    ],
)
def test_a_holiday(when_closed: WhenClosed, expected: str | None) -> None:
    plan = Schedule(every=Every.WEEK, weekday=MONDAY, minute=EIGHT, when_closed=when_closed)

    found = days(plan, "2026-04-04", "2026-04-10", "2026-04-03", "2026-04-06")

    assert found == ([] if expected is None else [expected])


def test_days_that_come_together_on_one_are_one() -> None:
    plan = Schedule(every=Every.DAY, minute=EIGHT)

    assert days(plan, "2026-03-06", "2026-03-10") == ["Fri 06 Mar 08:00", "Mon 09 Mar 08:00", "Tue 10 Mar 08:00"]


@pytest.mark.parametrize(
    ("nth", "expected"), [(1, "Tue 03 Mar"), (2, "Tue 10 Mar"), (4, "Tue 24 Mar"), (LAST, "Tue 31 Mar")]
)
def test_a_weekday_of_the_month(nth: int, expected: str) -> None:
    plan = Schedule(every=Every.WEEKDAY_OF_MONTH, weekday=TUESDAY, nth=nth, minute=EIGHT)

    assert days(plan, "2026-03-01", "2026-03-31") == [f"{expected} 08:00"]


def test_a_date_that_a_month_does_not_have_is_its_last_day() -> None:
    plan = Schedule(every=Every.DAY_OF_MONTH, day=31, minute=EIGHT, when_closed=WhenClosed.SAME_DAY)

    found = days(plan, "2026-01-01", "2026-04-30")

    assert found == ["Sat 31 Jan 08:00", "Sat 28 Feb 08:00", "Tue 31 Mar 08:00", "Thu 30 Apr 08:00"]


def test_a_date_on_a_weekend_moves_into_the_next_month() -> None:
    plan = Schedule(every=Every.DAY_OF_MONTH, day=31, minute=EIGHT)
    found = occurrences(plan, hours(), after=at("2026-01-31"), until=at("2026-02-03"))

    assert [(one.day, one.at) for one in found] == [(date(2026, 1, 31), at("2026-02-02 08:00"))]


def test_the_last_working_day_of_the_month() -> None:
    plan = Schedule(every=Every.LAST_WORKING_DAY, minute=EIGHT)

    assert days(plan, "2026-05-01", "2026-06-30", "2026-05-29") == ["Thu 28 May 08:00", "Tue 30 Jun 08:00"]


def test_a_time_that_the_clocks_skip_is_the_jump() -> None:
    plan = Schedule(every=Every.DAY, minute=90, when_closed=WhenClosed.SAME_DAY)

    found = occurrences(plan, hours(), after=at("2026-03-28 12:00"), until=at("2026-03-30 12:00"))

    assert [datetime.fromtimestamp(one.at, UTC).strftime("%d %H:%M") for one in found] == ["29 01:00", "30 00:30"]


def test_a_time_that_the_clocks_repeat_comes_once_at_its_first_pass() -> None:
    plan = Schedule(every=Every.DAY, minute=90, when_closed=WhenClosed.SAME_DAY)

    found = occurrences(plan, hours(), after=at("2026-10-24 12:00"), until=at("2026-10-26 12:00"))

    assert [datetime.fromtimestamp(one.at, UTC).strftime("%d %H:%M") for one in found] == ["25 00:30", "26 01:30"]


def test_the_wall_shows_the_same_time_all_year() -> None:
    plan = Schedule(every=Every.WEEK, weekday=MONDAY, minute=EIGHT)

    assert {found[-5:] for found in days(plan, "2026-01-01", "2026-12-31")} == {"08:00"}


def test_a_desk_that_never_opens_has_no_working_day() -> None:
    shut = working_time(CalendarLine.single("desk", Calendar(LONDON, ((),) * 7)))

    for every in (Every.WORKING_DAY, Every.LAST_WORKING_DAY):
        assert next_occurrence(Schedule(every=every, minute=EIGHT), shut, after=at("2026-03-01")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"every": Every.WEEK, "minute": EIGHT},
        {"every": Every.DAY, "minute": EIGHT, "weekday": 0},
        {"every": Every.DAY, "minute": 1440},
        {"every": Every.WEEKDAY_OF_MONTH, "minute": EIGHT, "weekday": 0},
        {"every": Every.WEEKDAY_OF_MONTH, "minute": EIGHT, "weekday": 0, "nth": 5},
        {"every": Every.DAY_OF_MONTH, "minute": EIGHT, "day": 32},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w+ .*\.$"):
        Schedule(**wrong)  # type: ignore[arg-type]


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    every = draw(st.sampled_from(Every))
    weekly = every in (Every.WEEK, Every.WEEKDAY_OF_MONTH)
    return Schedule(
        every=every,
        minute=draw(st.integers(0, 1439)),
        weekday=draw(st.integers(0, 6)) if weekly else None,
        nth=draw(st.sampled_from((1, 2, 3, 4, LAST))) if every is Every.WEEKDAY_OF_MONTH else None,
        day=draw(st.integers(1, 31)) if every is Every.DAY_OF_MONTH else None,
        when_closed=draw(st.sampled_from(WhenClosed)),
    )


ZONES = (LONDON, "UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca")
HOLIDAYS = st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12).map(
    lambda found: [day.isoformat() for day in found]
)
START = at("2026-01-01", "UTC")
INSTANTS = st.integers(START, START + 360 * DAY)


@given(schedules(), st.sampled_from(ZONES), HOLIDAYS, INSTANTS, INSTANTS, INSTANTS)
def test_however_time_is_cut_each_comes_exactly_once(
    plan: Schedule, zone: str, holidays: list[str], a: int, b: int, c: int
) -> None:
    held = hours(*holidays, zone=zone)
    first, cut, last = sorted((a, b, c))

    whole = occurrences(plan, held, after=first, until=last)
    parts = occurrences(plan, held, after=first, until=cut) + occurrences(plan, held, after=cut, until=last)

    assert parts == whole
    assert len({one.day for one in whole}) == len(whole)
    assert all(first < one.at <= last for one in whole)


@given(schedules(), st.sampled_from(ZONES), HOLIDAYS, INSTANTS)
def test_the_next_one_is_the_first_of_those_to_come(plan: Schedule, zone: str, holidays: list[str], now: int) -> None:
    held = hours(*holidays, zone=zone)

    coming = next_occurrence(plan, held, after=now)

    found = occurrences(plan, held, after=now, until=now + 100 * DAY)
    if found or (coming is not None and coming.at <= now + 100 * DAY):
        assert coming == found[0]


@given(schedules(), st.sampled_from(ZONES), HOLIDAYS, INSTANTS)
def test_only_the_same_day_falls_on_a_closed_one(plan: Schedule, zone: str, holidays: list[str], now: int) -> None:
    held = hours(*holidays, zone=zone)

    for one in occurrences(plan, held, after=now, until=now + 60 * DAY):
        on = held.day_of(one.at)
        assert one.day <= on <= one.day + timedelta(days=31)
        if plan.when_closed is not WhenClosed.SAME_DAY:
            assert held.has_openings(on)
        wall = datetime.fromtimestamp(one.at, ZoneInfo(zone))
        jumped = held.instant(on, plan.minute) != one.at or wall.hour * 60 + wall.minute != plan.minute
        assert not jumped or _skipped(zone, one.at)


def _skipped(zone: str, instant: int) -> bool:
    """Whether the clocks jump ahead at that instant."""
    before, after = (datetime.fromtimestamp(at_, ZoneInfo(zone)) for at_ in (instant - 1, instant))
    gone = (after.replace(tzinfo=None) - before.replace(tzinfo=None)).total_seconds()
    return gone > 1 and gone <= HOUR + 1
