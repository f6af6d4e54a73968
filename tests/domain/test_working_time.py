"""Working time told in stories: changes of the clocks, holidays, nights, versions, calendars that never open."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from fractions import Fraction
from threading import Barrier
from typing import Any

import pytest
from msgspec.structs import replace

from slaapp.domain.calendar import CalendarLine, Opening
from slaapp.domain.spans import DAY, HOUR, Instant, Span
from slaapp.domain.working_time import WorkingTime, working_time
from tests.calendars import ALWAYS, NEVER, NIGHTS, OFFICE, calendar, hours

MONDAY = date(2026, 6, 1)
YEAR = 365 * DAY


def at(text: str) -> Instant:
    """`"2026-03-29 00:30Z"`: the offset is always written."""
    return int(datetime.fromisoformat(text).timestamp())


def on(text: str, zone_offset: str = "+01:00") -> Instant:
    """A time in London's summer."""
    return at(text + zone_offset)


# Due times (T3; E1, E2, E10, E19 of semantics)


def test_time_left_on_friday_goes_on_on_monday() -> None:
    assert hours(calendar()).after(on("2026-06-05 16:30"), 2 * HOUR) == on("2026-06-08 10:30")


def test_a_saturday_waits_for_monday() -> None:
    desk = hours(calendar())

    assert desk.next_open(on("2026-06-06 11:00")) == on("2026-06-08 09:00")
    assert desk.after(on("2026-06-06 11:00"), 2 * HOUR) == on("2026-06-08 11:00")


def test_time_used_up_at_closing_is_due_at_closing() -> None:
    desk = hours(calendar())

    assert desk.after(on("2026-06-05 09:00"), 7 * HOUR) == on("2026-06-05 17:00")
    assert desk.after(on("2026-06-05 09:00"), 7 * HOUR + 1) == on("2026-06-08 09:00") + 1


def test_backward_it_is_the_latest_instant() -> None:
    desk = hours(calendar())

    assert desk.after(on("2026-06-08 10:00"), -HOUR) == on("2026-06-08 09:00")
    assert desk.after(on("2026-06-08 10:00"), -HOUR - 1) == on("2026-06-05 17:00") - 1
    assert desk.after(on("2026-06-06 12:00"), -7 * HOUR) == on("2026-06-05 09:00")


def test_no_length_stays_where_it_is() -> None:
    assert hours(calendar()).after(on("2026-06-06 11:00"), 0) == on("2026-06-06 11:00")
    assert hours(calendar(NEVER)).after(on("2026-06-06 11:00"), 0) == on("2026-06-06 11:00")


def test_around_the_clock_a_short_night_moves_the_due_time_on_the_wall() -> None:
    desk = hours(calendar(ALWAYS, "Europe/Paris"))

    assert desk.after(at("2026-03-29 00:30+01:00"), 4 * HOUR) == at("2026-03-29 05:30+02:00")


# Changes of the clocks (T2)


@pytest.mark.parametrize(("monday_before", "length"), [("2026-03-28", 7), ("2026-10-24", 9), ("2026-06-06", 8)])
def test_a_night_is_as_long_as_it_really_is(monday_before: str, length: int) -> None:
    desk = hours(calendar(NIGHTS))
    noon = at(monday_before + " 12:00Z")

    assert desk.between(noon, noon + DAY) == length * HOUR


def test_an_opening_in_the_skipped_hour_begins_at_the_jump() -> None:
    desk = hours(calendar(((Opening(90, 540),),) * 7))

    assert desk.spans(at("2026-03-29 00:00Z"), at("2026-03-29 12:00Z")) == [
        Span(at("2026-03-29 01:00Z"), at("2026-03-29 08:00Z"))
    ]


def test_a_closing_in_the_skipped_hour_takes_effect_at_the_jump() -> None:
    desk = hours(calendar(((Opening(0, 90),),) * 7))

    assert desk.next_close(at("2026-03-29 00:30Z")) == at("2026-03-29 01:00Z")


def test_a_boundary_in_the_repeated_hour_is_passed_twice() -> None:
    desk = hours(calendar(((Opening(90, 540),),) * 7))

    assert desk.spans(at("2026-10-25 00:00Z"), at("2026-10-25 12:00Z")) == [
        Span(at("2026-10-25 00:30Z"), at("2026-10-25 01:00Z")),
        Span(at("2026-10-25 01:30Z"), at("2026-10-25 09:00Z")),
    ]


def test_a_date_that_does_not_exist_has_no_hours() -> None:
    desk = hours(calendar(ALWAYS, "Pacific/Apia", holidays={date(2011, 12, 30): "Nobody's day"}))
    skipped, jump = date(2011, 12, 30), at("2011-12-30 10:00Z")

    assert desk.midnight(skipped) == desk.midnight(date(2011, 12, 31)) == jump
    assert not desk.has_openings(skipped)
    assert desk.working_days(date(2011, 12, 29), date(2012, 1, 1)) == 2
    assert desk.closures(jump - DAY, jump + DAY) == []


def test_a_night_written_for_a_skipped_date_begins_at_the_jump() -> None:
    friday_nights = (*[()] * 4, (Opening(1320, 1440 + 360),), (), ())
    desk = hours(calendar(friday_nights, "Pacific/Apia"))

    assert desk.spans(at("2011-12-29 00:00Z"), at("2012-01-02 00:00Z")) == [
        Span(at("2011-12-31 00:00+14:00"), at("2011-12-31 06:00+14:00"))
    ]


def test_a_holiday_that_begins_twice_closes_both_parts_of_its_date() -> None:
    # At one minute past midnight the clocks of Newfoundland went back to 23:01 of the day before.
    sunday = date(2006, 10, 29)
    desk = hours(calendar(ALWAYS, "America/St_Johns", holidays={sunday: "Feast"}))

    assert desk.closures(at("2006-10-28 12:00Z"), at("2006-10-30 12:00Z")) == [
        (Span(at("2006-10-29 00:00-02:30"), at("2006-10-29 00:01-02:30")), "Feast"),
        (Span(at("2006-10-29 00:00-03:30"), at("2006-10-30 00:00-03:30")), "Feast"),
    ]
    assert desk.midnight(sunday) == at("2006-10-29 00:00-02:30")


def test_a_date_begins_after_the_hour_that_is_repeated_before_midnight() -> None:
    # At midnight the clocks of São Paulo went back to 23:00, so the evening went on.
    desk = hours(calendar(ALWAYS, "America/Sao_Paulo"))
    midnight = at("2018-02-18 00:00-03:00")

    assert desk.midnight(date(2018, 2, 18)) == midnight
    assert desk.day_of(midnight - 1) == desk.day_of(midnight - 2 * HOUR) == date(2018, 2, 17)


# Holidays and special days


def test_a_holiday_cuts_the_night_that_runs_into_it_and_leaves_the_one_that_runs_out() -> None:
    desk = hours(calendar(NIGHTS, holidays={date(2026, 6, 3): "Feast"}))

    assert desk.spans(on("2026-06-02 12:00"), on("2026-06-04 12:00")) == [
        Span(on("2026-06-02 22:00"), on("2026-06-03 00:00")),
        Span(on("2026-06-04 00:00"), on("2026-06-04 06:00")),
    ]


def test_a_holiday_closes_a_special_day_too() -> None:
    desk = hours(calendar(holidays={MONDAY: ""}, special_days={MONDAY: (Opening(600, 660),)}))

    assert desk.between(on("2026-06-01 00:00"), on("2026-06-02 00:00")) == 0


def test_a_special_day_opens_a_weekend() -> None:
    desk = hours(calendar(special_days={date(2026, 6, 6): (Opening(600, 660),)}))

    assert desk.after(on("2026-06-05 17:00"), HOUR) == on("2026-06-06 11:00")


def test_openings_that_overlap_count_once() -> None:
    busy = (Opening(540, 720), Opening(600, 660), Opening(700, 780), Opening(780, 800))
    desk = hours(calendar((busy,) * 7))

    assert desk.spans(on("2026-06-01 00:00"), on("2026-06-02 00:00")) == [
        Span(on("2026-06-01 09:00"), on("2026-06-01 13:20"))
    ]


def test_each_closure_says_why() -> None:
    saturday = date(2026, 6, 6)
    desk = hours(calendar(holidays={saturday: "Founders’ Day", date(2026, 6, 8): "", date(2026, 6, 9): ""}))

    assert desk.closures(on("2026-06-05 16:00"), on("2026-06-10 09:30")) == [
        (Span(on("2026-06-05 17:00"), on("2026-06-06 00:00")), None),
        (Span(on("2026-06-06 00:00"), on("2026-06-07 00:00")), "Founders’ Day"),
        (Span(on("2026-06-07 00:00"), on("2026-06-08 00:00")), None),
        (Span(on("2026-06-08 00:00"), on("2026-06-10 00:00")), ""),
        (Span(on("2026-06-10 00:00"), on("2026-06-10 09:00")), None),
    ]
    assert desk.closed_reason(on("2026-06-06 12:00")) == "Founders’ Day"
    assert desk.closed_reason(on("2026-06-07 12:00")) is None


# Working days (C10)


def test_the_fifth_working_day_after_a_wednesday() -> None:
    desk = hours(calendar(holidays={date(2026, 6, 5): "Feast"}))

    assert desk.opening_dates_after(date(2026, 6, 3), 5) == date(2026, 6, 11)
    assert desk.opening_dates_after(date(2026, 6, 3), 0) == date(2026, 6, 3)
    assert desk.working_days(date(2026, 6, 3), date(2026, 6, 11)) == 5


# Versions of a calendar


def test_a_holiday_added_for_a_coming_day_moves_what_lies_behind_it() -> None:
    later = calendar(holidays={date(2026, 6, 8): "Feast"})
    desk = hours((date(2020, 1, 1), calendar()), (date(2026, 6, 6), later))

    assert desk.after(on("2026-06-05 16:30"), 2 * HOUR) == on("2026-06-09 10:30")


def test_the_last_night_of_a_version_runs_into_the_next() -> None:
    desk = hours((date(2020, 1, 1), calendar(NIGHTS)), (MONDAY, calendar(OFFICE)))

    assert desk.spans(on("2026-05-31 12:00"), on("2026-06-01 12:00")) == [
        Span(on("2026-05-31 22:00"), on("2026-06-01 06:00")),
        Span(on("2026-06-01 09:00"), on("2026-06-01 12:00")),
    ]


def test_a_desk_that_moves_west_rests_between_its_dates() -> None:
    west = calendar(ALWAYS, "America/Los_Angeles", holidays={MONDAY: "Opening party"})
    desk = hours((date(2020, 1, 1), calendar(ALWAYS, "Pacific/Auckland")), (MONDAY, west))
    end, start = at("2026-06-01 00:00+12:00"), at("2026-06-01 00:00-07:00")

    assert desk.closures(end - DAY, start + 2 * DAY) == [
        (Span(end, start), None),
        (Span(start, start + DAY), "Opening party"),
    ]
    assert desk.day_of(end) == desk.day_of(start - 1) == date(2026, 5, 31)
    assert desk.midnight(MONDAY) == start
    assert desk.zone.key == "America/Los_Angeles"


def test_a_desk_that_moves_east_serves_both_its_dates() -> None:
    desk = hours(
        (date(2020, 1, 1), calendar(OFFICE, "America/Los_Angeles")), (MONDAY, calendar(OFFICE, "Pacific/Auckland"))
    )
    sunday = date(2026, 5, 31)
    extra = replace(desk.line.versions[0][1], special_days={sunday: (Opening(540, 600),)})
    desk = hours((date(2020, 1, 1), extra), desk.line.versions[1])

    assert desk.spans(at("2026-05-31 12:00Z"), at("2026-06-01 05:00Z")) == [
        Span(at("2026-05-31 16:00Z"), at("2026-05-31 17:00Z")),
        Span(at("2026-05-31 21:00Z"), at("2026-06-01 00:00Z")),
        Span(at("2026-06-01 01:00Z"), at("2026-06-01 05:00Z")),
    ]
    assert desk.has_openings(sunday)
    assert desk.day_of(at("2026-05-31 16:00Z")) == MONDAY


def test_a_version_that_begins_before_the_one_before_it_leaves_no_instant_out() -> None:
    # The first of June begins later in the far west than the second does in the far east.
    desk = hours(
        (date(2020, 1, 1), calendar(NEVER, "UTC")),
        (MONDAY, calendar(NEVER, "Etc/GMT+12")),
        (MONDAY + timedelta(days=1), calendar(NEVER, "Pacific/Kiritimati")),
    )
    a, b = at("2026-05-30 00:00Z"), at("2026-06-03 00:00Z")

    assert desk.closures(a, b) == [(Span(a, b), None)]
    assert desk.day_of(b) == date(2026, 6, 3)


# Never (T4), and the ends of time


def test_a_calendar_that_never_opens_is_never_due() -> None:
    desk = hours(calendar(NEVER))
    now = on("2026-06-01 09:00")

    assert desk.after(now, 1) is None
    assert desk.after(now, -1) is None
    assert desk.next_open(now) is None
    assert desk.next_close(now) is None
    assert desk.opening_dates_after(MONDAY, 1) is None
    assert desk.between(now - 20 * YEAR, now + 20 * YEAR) == 0


@pytest.mark.parametrize(("years", "opens_again"), [(9, True), (11, False)])
@pytest.mark.parametrize("asked_before", [False, True])
def test_never_means_not_within_ten_years(years: int, opens_again: bool, asked_before: bool) -> None:
    last, first = date(2026, 6, 1), date(2026 + years, 6, 4)
    one_hour = (Opening(540, 600),)
    desk = hours(calendar(NEVER, "UTC", special_days={last: one_hour, first: one_hour}))
    if asked_before:
        desk.between(at("1990-01-01 00:00Z"), at("2100-01-01 00:00Z"))
    open_again, closed_again = at(f"{first} 09:00Z"), at(f"{first} 10:00Z")

    def if_within(instant: Instant) -> Instant | None:
        return instant if opens_again else None

    assert desk.after(at("2026-06-01 09:00Z"), HOUR) == at("2026-06-01 10:00Z")
    assert desk.after(at("2026-06-01 09:00Z"), HOUR + 1) == if_within(open_again + 1)
    assert desk.after(at("2026-06-01 10:00Z"), 1) == if_within(open_again + 1)
    assert desk.next_open(at("2026-06-01 10:00Z")) == if_within(open_again)
    assert desk.opening_dates_after(last, 1) == (first if opens_again else None)
    assert desk.after(closed_again, -HOUR) == open_again
    assert desk.after(closed_again, -HOUR - 1) == if_within(at("2026-06-01 10:00Z") - 1)
    assert desk.after(open_again, -1) == if_within(at("2026-06-01 10:00Z") - 1)


def test_many_years_are_bridged_while_no_ten_of_them_are_closed() -> None:
    one_hour = (Opening(540, 600),)
    days = [date(year, 6, 1) for year in (2010, 2021, 2030, 2039, 2050)]  # 11, 9, 9 and 11 years apart
    desk = hours(calendar(NEVER, "UTC", special_days=dict.fromkeys(days, one_hour)))
    desk.between(at("1990-01-01 00:00Z"), at("2100-01-01 00:00Z"))

    assert desk.after(at("2021-06-01 09:00Z"), 3 * HOUR) == at("2039-06-01 10:00Z")
    assert desk.after(at("2039-06-01 10:00Z"), -3 * HOUR) == at("2021-06-01 09:00Z")
    assert desk.after(at("2021-06-01 09:00Z"), 3 * HOUR + 1) is None
    assert desk.after(at("2039-06-01 10:00Z"), -3 * HOUR - 1) is None


def test_the_end_of_what_is_laid_out_shows_in_no_answer() -> None:
    always = calendar(ALWAYS, "UTC")
    desk = hours(always)
    desk.is_open(on("2026-06-01 10:00"))
    end = desk._table.end

    assert desk.is_open(end)
    assert hours(always).spans(end - HOUR, end + HOUR) == [Span(end - HOUR, end + HOUR)]


@pytest.mark.parametrize("asked_before", [False, True])
def test_around_the_clock_nothing_closes(asked_before: bool) -> None:
    desk = hours(calendar(ALWAYS))
    now = on("2026-06-01 09:00")
    if asked_before:
        desk.between(0, at("2120-12-31 00:00Z"))

    assert desk.next_close(now) is None
    assert desk.closures(now, now + YEAR) == []
    assert desk.spans(now, now + YEAR) == [Span(now, now + YEAR)]


@pytest.mark.parametrize("asked_before", [False, True])
def test_a_closing_more_than_ten_years_away_is_none(asked_before: bool) -> None:
    desk = hours((date(2020, 1, 1), calendar(ALWAYS, "UTC")), (date(2040, 1, 1), calendar(NEVER, "UTC")))
    if asked_before:
        desk.between(0, at("2120-12-31 00:00Z"))

    assert desk.next_close(at("2026-06-01 00:00Z")) is None
    assert desk.next_close(at("2035-06-01 00:00Z")) == at("2040-01-01 00:00Z")


def test_calendars_end_with_2120_and_begin_with_1970() -> None:
    desk = hours(calendar(ALWAYS, "UTC"))
    first, last = 0, at("2121-01-01 00:00Z")

    assert desk.between(first - YEAR, last + YEAR) == last - first
    assert desk.after(last - HOUR, HOUR) == last
    assert desk.after(last - HOUR, HOUR + 1) is None
    assert desk.after(first + HOUR, -HOUR) == first
    assert desk.after(first + HOUR, -HOUR - 1) is None
    assert not desk.is_open(first - 1)
    assert not desk.is_open(last)
    assert desk.next_open(last) is None


def test_the_first_instant_of_all_is_no_special_case() -> None:
    always = calendar(ALWAYS, "UTC")

    assert hours(always).is_open(0)
    assert hours(always).after(0, HOUR) == HOUR
    assert hours(always).between(0, HOUR) == HOUR
    assert hours(always).next_open(0) == 0


def test_nothing_lies_between_an_instant_and_itself() -> None:
    desk = hours(calendar())
    now = on("2026-06-01 10:00")

    assert desk.spans(now, now) == desk.spans(now, now - HOUR) == []
    assert desk.closures(now, now) == []
    assert desk.between(now, now) == 0


@pytest.mark.parametrize("backward", [False, True])
def test_a_hundred_and_ten_years_add_up(backward: bool) -> None:
    nine_to_five = calendar(((Opening(540, 1020),),) * 5 + ((),) * 2, "UTC")
    desk = hours(nine_to_five)
    a, b = at("1990-01-01 00:00Z"), at("2101-01-01 00:00Z")
    days = ((date(1990, 1, 1) + timedelta(days=n)).weekday() for n in range((b - a) // DAY))
    expected = sum(8 * HOUR for weekday in days if weekday < 5)

    assert (-desk.between(b, a) if backward else desk.between(a, b)) == expected
    assert hours(nine_to_five).after(a, expected) == at("2100-12-31 17:00Z")
    assert hours(nine_to_five).after(b, -expected) == at("1990-01-01 09:00Z")


def test_half_a_second_in_thirty_years_counts() -> None:
    always = calendar(ALWAYS, "UTC")
    now: Any = on("2026-06-01 09:00")
    length = 30 * YEAR + Fraction(1, 2)

    assert hours(always).between(now, now + length) == length
    assert hours(always).between(now, now - length) == -length


# Sharing


def test_equal_calendars_share_one_layout() -> None:
    def line() -> CalendarLine:
        return CalendarLine.single("desk", calendar(holidays={MONDAY: "Feast"}))

    assert working_time(line()) is working_time(line())
    assert working_time(line()) is not working_time(CalendarLine.single("desk", calendar()))


def test_a_layout_that_grows_leaves_readers_what_they_hold() -> None:
    desk = hours(calendar())
    desk.is_open(on("2026-06-01 10:00"))
    held = desk._table
    before = [*held.opens], [*held.closes], [*held.counted], [*held.shut]
    desk.between(at("1980-01-01 00:00Z"), at("2090-01-01 00:00Z"))

    assert (held.opens, held.closes, held.counted, held.shut) == before


def test_threads_that_share_a_layout_get_the_answers_of_one() -> None:
    line = CalendarLine.single("desk", calendar())
    starts = [on("2026-06-01 10:00") + n * 3 * YEAR for n in (0, 9, -4, 5, -11, 2, 14, -7)]
    alone = [WorkingTime(line).between(start, start + YEAR) for start in starts]
    shared, together = WorkingTime(line), Barrier(len(starts))

    def ask(start: Instant) -> int:
        together.wait()
        return shared.between(start, start + YEAR)

    with ThreadPoolExecutor(len(starts)) as pool:
        assert [*pool.map(ask, starts)] == alone
