"""The target that would have been kept: by rank, rounded up to what people promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.achievable import SHARES, Took, achievable, rounded_up, usual_day
from slaapp.domain.calendar import Opening
from slaapp.domain.spans import HOUR, MINUTE
from tests.calendars import ALWAYS, NEVER, OFFICE, calendar

_lengths = st.integers(0, 200 * HOUR) | st.integers(0, 40).map(lambda n: n * 15 * MINUTE)
_days = st.sampled_from([4 * HOUR, 7 * HOUR, 8 * HOUR, 10 * HOUR + 30 * MINUTE, 24 * HOUR])


@given(st.lists(_lengths, min_size=1, max_size=60), _days)
def test_at_least_that_share_of_the_cases_took_no_longer(used: list[int], day: int) -> None:
    for found in achievable([Took(one, False) for one in used], day):
        assert 100 * sum(one <= found.target for one in used) >= found.share * len(used)
        assert 100 * sum(one < found.used for one in used) < found.share * len(used), "no shorter one would do"
        assert found.used in used


@pytest.mark.parametrize(
    ("used", "day", "target"),
    [
        (0, 8 * HOUR, 5 * MINUTE),
        (5 * MINUTE, 8 * HOUR, 5 * MINUTE),
        (5 * MINUTE + 1, 8 * HOUR, 10 * MINUTE),
        (46 * MINUTE, 8 * HOUR, HOUR),
        (61 * MINUTE, 8 * HOUR, 90 * MINUTE),
        (8 * HOUR, 7 * HOUR, 8 * HOUR),
        (8 * HOUR + 1, 7 * HOUR, 14 * HOUR),
        (8 * HOUR + 1, 8 * HOUR, 16 * HOUR),
        (8 * HOUR + 1, 24 * HOUR, 12 * HOUR),
        (12 * HOUR + 1, 24 * HOUR, 24 * HOUR),
        (100 * HOUR, 7 * HOUR, 105 * HOUR),
    ],
)
def test_the_ladder(used: int, day: int, target: int) -> None:
    assert rounded_up(used, day) == target


def test_nothing_is_said_of_nothing() -> None:
    assert achievable([], 8 * HOUR) == ()


def test_what_still_runs_could_raise_it() -> None:
    cases = [Took(n * MINUTE, n == 9) for n in range(10)]

    assert [(found.share, found.at_least) for found in achievable(cases, 8 * HOUR)] == [
        (80, False),
        (90, False),
        (95, True),
    ]
    assert SHARES == (80, 90, 95)


def test_the_usual_day_is_that_of_most_days() -> None:
    short_friday = (*[(Opening(480, 1020),)] * 4, (Opening(480, 780),), (), ())

    assert usual_day(calendar(OFFICE)) == 7 * HOUR
    assert usual_day(calendar(short_friday)) == 9 * HOUR
    assert usual_day(calendar(ALWAYS)) == 24 * HOUR
    assert usual_day(calendar(NEVER)) == 8 * HOUR
    overlapping = ((Opening(540, 720), Opening(600, 780), Opening(610, 620)), *[()] * 6)
    assert usual_day(calendar(overlapping)) == 4 * HOUR
