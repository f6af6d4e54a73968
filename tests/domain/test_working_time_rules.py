"""What holds for every calendar, in the days around a change of the clocks, against an oracle that only counts."""

import random
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from slaapp.domain.calendar import CalendarLine
from slaapp.domain.spans import DAY, HOUR, Instant
from slaapp.domain.working_time import WorkingTime
from tests.calendars import AROUND, Scene, scenes, with_holiday
from tests.oracles.working_time import QUARTER, WallClock

LENGTHS = st.one_of(
    st.integers(1, 5 * 96).map(lambda quarters: quarters * QUARTER), st.sampled_from([1, 60, 8 * HOUR, 100_001])
)


@given(scenes(zones=True))
def test_it_is_open_when_the_wall_clock_says_so(scene: Scene) -> None:
    hours, wall = WorkingTime(scene.line), WallClock(scene.line)

    for at in scene.instants:
        assert hours.is_open(at) == wall.is_open(at)
        assert hours.next_open(at) == wall.next_open(at)
        assert hours.next_close(at) == wall.next_close(at) or wall.next_close(at) is None


@given(scenes(zones=True))
def test_between_counts_what_the_wall_clock_counts(scene: Scene) -> None:
    a, b = scene.instants

    assert WorkingTime(scene.line).between(a, b) == WallClock(scene.line).between(a, b)


@given(scenes(instants=1, zones=True), LENGTHS, st.sampled_from([1, -1]))
def test_after_ends_where_the_wall_clock_has_counted_enough(scene: Scene, length: int, sign: int) -> None:
    (start,) = scene.instants
    counted = WallClock(scene.line).after(start, sign * length)
    told = WorkingTime(scene.line).after(start, sign * length)

    if counted is None:
        assert told is None or abs(told - start) > 60 * DAY
    else:
        assert told == counted


@given(scenes(instants=3))
def test_splitting_a_span_adds_up(scene: Scene) -> None:
    hours = WorkingTime(scene.line)
    a, b, c = scene.instants

    assert hours.between(a, b) + hours.between(b, c) == hours.between(a, c)
    assert hours.between(a, b) == -hours.between(b, a)


@given(scenes(zones=True))
def test_openings_and_closures_tile_a_span(scene: Scene) -> None:
    hours = WorkingTime(scene.line)
    a, b = sorted(scene.instants)
    opened, closed = hours.spans(a, b), hours.closures(a, b)
    tiles = sorted([*opened, *(span for span, _ in closed)], key=lambda span: span.start)

    assert [a, *(span.end for span in tiles)] == [*(span.start for span in tiles), b]
    assert all(span.length > 0 for span in tiles)
    assert hours.between(a, b) == sum(span.length for span in opened) <= b - a
    assert all(hours.between(span.start, span.end) == 0 for span, _ in closed)
    assert all(before.end < after.start for before, after in pairwise(opened))


@given(scenes())
def test_each_closure_has_one_reason(scene: Scene) -> None:
    hours, wall = WorkingTime(scene.line), WallClock(scene.line)
    a, b = sorted(scene.instants)
    closed = hours.closures(a, b)

    for span, reason in closed:
        for at in {span.start, *range(-(-span.start // wall.step) * wall.step, span.end, wall.step), span.end - 1}:
            assert wall.holiday(at) == reason == hours.closed_reason(at)
    assert all(before[0].end < after[0].start or before[1] != after[1] for before, after in pairwise(closed))


@given(scenes(instants=1, zones=True), LENGTHS)
def test_after_is_the_first_instant_that_has_counted_so_much(scene: Scene, length: int) -> None:
    hours = WorkingTime(scene.line)
    (start,) = scene.instants
    due = hours.after(start, length)

    if due is not None:
        assert hours.between(start, due) == length
        assert hours.between(start, due - 1) == length - 1


@given(scenes(instants=1, zones=True), LENGTHS)
def test_backward_it_is_the_last_such_instant(scene: Scene, length: int) -> None:
    hours = WorkingTime(scene.line)
    (end,) = scene.instants
    start = hours.after(end, -length)

    if start is not None:
        assert hours.between(start, end) == length
        assert hours.between(start + 1, end) == length - 1


@given(scenes(), LENGTHS, LENGTHS)
def test_starting_later_or_allowing_more_is_never_due_earlier(scene: Scene, one: int, other: int) -> None:
    hours = WorkingTime(scene.line)
    early, late = sorted(scene.instants)
    short, long = sorted((one, other))

    assert due(hours, early, short) <= due(hours, early, long)
    assert due(hours, early, long) <= due(hours, late, long)


@given(scenes(instants=1), LENGTHS, st.integers(-AROUND, AROUND))
def test_a_later_holiday_never_makes_due_earlier(scene: Scene, length: int, n: int) -> None:
    (start,) = scene.instants
    fewer = with_holiday(scene.line, scene.around + timedelta(days=n))

    assert due(WorkingTime(fewer), start, length) >= due(WorkingTime(scene.line), start, length)


@given(scenes(versions=1), st.integers(-AROUND, AROUND), LENGTHS)
def test_a_version_that_changes_nothing_changes_nothing(scene: Scene, n: int, length: int) -> None:
    (first, version) = scene.line.versions[0]
    again = CalendarLine("again", ((first, version), (first + timedelta(days=n + AROUND + 1), version)))
    one, two = WorkingTime(scene.line), WorkingTime(again)
    a, b = scene.instants

    assert one.between(a, b) == two.between(a, b)
    assert one.after(a, length) == two.after(a, length)
    assert one.closures(a, b) == two.closures(a, b)


@given(scenes(versions=2))
def test_a_new_version_leaves_earlier_dates_as_they_were(scene: Scene) -> None:
    hours = WorkingTime(scene.line)
    before = WorkingTime(CalendarLine("before", scene.line.versions[:1]))
    handover = hours.midnight(scene.line.versions[-1][0]) if len(scene.line.versions) > 1 else max(scene.instants)
    a, b = (min(at, handover) for at in sorted(scene.instants))

    assert hours.spans(a, b) == before.spans(a, b)


@settings(max_examples=20)
@given(scenes(instants=4), LENGTHS, st.randoms(use_true_random=False))
def test_answers_do_not_depend_on_what_was_asked_before(scene: Scene, length: int, luck: random.Random) -> None:
    a, b, c, d = scene.instants
    years = 365 * DAY
    questions: list[Callable[[WorkingTime], object]] = [
        lambda hours: hours.between(a, b),
        lambda hours: hours.between(c - 9 * years, d),
        lambda hours: hours.between(c, d + 20 * years),
        lambda hours: hours.after(c, length),
        lambda hours: hours.after(d, -length),
        lambda hours: hours.after(a + 12 * years, 100 * length),
        lambda hours: hours.after(a, -100 * length),
        lambda hours: hours.next_close(b),
        lambda hours: hours.next_open(b - 20 * years),
        lambda hours: hours.spans(a - 3 * years, a - 3 * years + 9 * DAY),
        lambda hours: hours.is_open(d),
    ]
    alone = [question(WorkingTime(scene.line)) for question in questions]
    shared, order = WorkingTime(scene.line), list(range(len(questions)))
    luck.shuffle(order)

    assert {i: questions[i](shared) for i in order} == dict(enumerate(alone))


@given(scenes(), LENGTHS, st.integers(1, 59))
def test_fractions_of_a_second_are_counted_exactly(scene: Scene, length: int, n: int) -> None:
    hours = WorkingTime(scene.line)
    a, b = scene.instants
    part: Any = Fraction(n, 60)
    later = hours.after(a + part, length + part)
    earlier = hours.after(a + part, -length - part)
    closed = hours.closures(b, b + DAY + part)

    assert hours.between(a, b + part) + hours.between(b + part, b + 1) == hours.between(a, b + 1)
    assert hours.between(b, b + part) == (part if hours.is_open(b) else 0)
    assert later is None or hours.between(a + part, later) == length + part
    assert earlier is None or hours.between(earlier, a + part) == length + part
    assert sum(span.length for span, _ in closed) == DAY + part - hours.between(b, b + DAY + part)


@given(scenes(instants=1))
def test_a_local_date_is_what_the_wall_shows(scene: Scene) -> None:
    hours, wall = WorkingTime(scene.line), WallClock(scene.line)
    (at,) = scene.instants

    assert hours.day_of(at) == wall.day_of(at)


@given(scenes(instants=0, versions=2, zones=True))
def test_midnight_is_the_first_instant_of_a_date(scene: Scene) -> None:
    hours = WorkingTime(scene.line)

    for n in range(-AROUND, AROUND + 1):
        day = scene.around + timedelta(days=n)
        midnight = hours.midnight(day)
        assert hours.day_of(midnight - 1) < day <= hours.day_of(midnight)


@given(scenes(instants=0), st.integers(0, 6))
def test_working_days_are_the_dates_with_an_open_moment(scene: Scene, count: int) -> None:
    hours, wall = WorkingTime(scene.line), WallClock(scene.line)
    first = scene.around - timedelta(days=AROUND)
    days = [first + timedelta(days=n) for n in range(2 * AROUND)]
    at = hours.midnight(first) - DAY
    open_dates = {wall.day_of(step) for step in range(at, at + (2 * AROUND + 3) * DAY, wall.step) if wall.is_open(step)}
    following = [day for day in days if day in open_dates and day > first]

    assert [day for day in days if hours.has_openings(day)] == [day for day in days if day in open_dates]
    assert hours.working_days(first, days[-1]) == len(open_dates & set(days[:-1]))
    if 0 < count <= len(following):
        assert hours.opening_dates_after(first, count) == following[count - 1]


def due(hours: WorkingTime, start: Instant, length: int) -> float:
    at = hours.after(start, length)
    return float("inf") if at is None else at
