"""Periods: what may be asked for, what lies before each, and the same one of the year before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.compliance import Month
from slaapp.domain.period import Period, PeriodKind, weeks
from slaapp.reports import period_words

DAYS = st.dates(date(1992, 1, 1), date(2099, 12, 31))
PERIODS = st.one_of(
    st.builds(Period.holding, st.sampled_from(PeriodKind), DAYS),
    st.builds(lambda day, more: Period(PeriodKind.DAYS, day, day + timedelta(days=more)), DAYS, st.integers(0, 300)),
    st.builds(
        lambda held, more: Period(PeriodKind.WEEKS, held.first_day, held.last_day + timedelta(weeks=more)),
        st.builds(Period.holding, st.just(PeriodKind.WEEKS), DAYS),
        st.integers(0, 30),
    ),
)


@pytest.mark.parametrize(
    ("text", "first", "last", "before", "year_before", "name"),
    [
        ("2026-02", "2026-02-01", "2026-02-28", "2026-01", "2025-02", "February 2026"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4", "2025-Q1", "Quarter 1 of 2026"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026-H1", "2025-H2", "Half 2 of 2026"),
        ("2024", "2024-01-01", "2024-12-31", "2023", "2023", "2024"),
        ("2026-W07", "2026-02-09", "2026-02-15", "2026-W06", "2025-W07", "Week 7 of 2026"),
        (
            "2026-W07..2026-W09",
            "2026-02-09",
            "2026-03-01",
            "2026-W04..2026-W06",
            "2025-W07..2025-W09",
            "Weeks 7 – 9 of 2026",
        ),
        (
            "2026-02-10..2026-03-09",
            "2026-02-10",
            "2026-03-09",
            "2026-01-13..2026-02-09",
            "2025-02-10..2025-03-09",
            "10 February – 9 March 2026",
        ),
        ("2024-02-29", "2024-02-29", "2024-02-29", "2024-02-28", "2023-02-28", "29 February 2024"),
        ("2020-W53", "2020-12-28", "2021-01-03", "2020-W52", "2019-W52", "Week 53 of 2020"),
    ],
)
def test_a_period_knows_its_days_and_what_it_is_compared_with(
    text: str, first: str, last: str, before: str, year_before: str, name: str
) -> None:
    period = Period.parse(text)

    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)
    assert (str(period), str(period.before), str(period.year_before)) == (text, before, year_before)
    assert period_words.name(period) == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no period. Known are"),
        ("2026-13", "is no period. Known are"),
        ("2026-Q5", "is no period. Known are"),
        ("2026-q1", "is no period. Known are"),
        ("2025-W53", "2025 has no week 53"),
        ("1989", "from 1990 to 2100"),
        ("2026-02-30", "is no period. Known are"),
        ("20260210", "is no period. Known are"),
        ("2026-02..2026-03", "two dots join two weeks or two dates"),
        ("2026-W07..2026-02-20", "two dots join two weeks or two dates"),
        ("2026-03-09..2026-02-10", "ends before it begins"),
        ("٢٠٢٦-٠٢", "is no period. Known are"),
        ("2026-02-10..", "is no period. Known are"),
    ],
)
def test_what_is_no_period_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Period.parse(text)


@given(PERIODS)
def test_a_period_reads_back_from_its_own_words(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_the_one_before_ends_where_it_begins(period: Period) -> None:
    assert period.before.last_day + timedelta(days=1) == period.first_day
    assert period.before.moved(1) == period
    assert period.year_before.last_day < period.last_day


@given(PERIODS)
def test_its_weeks_hold_each_of_its_days_once(period: Period) -> None:
    held = [week.first_day + timedelta(days=n) for week in weeks(period) for n in range(week.days)]

    assert held == [period.first_day + timedelta(days=n) for n in range(period.days)]
    assert all(week.first_day.isocalendar()[:2] == week.last_day.isocalendar()[:2] for week in weeks(period))


def test_a_month_is_a_period_and_a_quarter_ends_in_one() -> None:
    assert Period.of_month(Month(2026, 2)) == Period.parse("2026-02")
    assert Period.parse("2026-Q1").month == Month(2026, 3)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-02", "1 – 28 Feb 2026"),
        ("2026-Q1", "1 Jan – 31 Mar 2026"),
        ("2026-W01", "29 Dec 2025 – 4 Jan 2026"),
        ("2026-02-10", "10 Feb 2026"),
    ],
)
def test_its_days_in_short(text: str, days: str) -> None:
    assert period_words.days(Period.parse(text)) == days
