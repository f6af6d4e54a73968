"""Dragging and joining openings never loses an hour, and leaves only what a calendar file can hold."""

from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.calendar import DAY_MINUTES, Opening, Week
from slaapp.domain.week import STEP, Block, added, copied, free_place, joined, moved, removed, resized, weekly_minutes

quarter = st.integers(0, DAY_MINUTES // STEP - 1).map(lambda n: n * STEP)
opening = st.builds(
    lambda opens, steps: Opening(opens, opens + steps * STEP), quarter, st.integers(1, DAY_MINUTES // STEP)
)
days = st.lists(opening, max_size=4).map(joined)
weeks = st.tuples(days, days, days, days, days, days, days)


def open_minutes(openings: tuple[Opening, ...]) -> set[int]:
    return {minute for held in openings for minute in range(held.opens, held.closes, STEP)}


def sound(week: Week) -> bool:
    return all(held == joined(held) for held in week) and all(
        one.closes - one.opens <= DAY_MINUTES for held in week for one in held
    )


@given(st.lists(opening, max_size=6))
def test_joining_keeps_every_minute(openings: list[Opening]) -> None:
    assert open_minutes(joined(openings)) == open_minutes(tuple(openings))


@given(weeks, st.data())
def test_whatever_is_dragged_stays_a_week_that_files_can_hold(week: Week, data: st.DataObject) -> None:
    day = data.draw(st.integers(0, 6))
    week, block = added(week, day, data.draw(st.integers(-90, 3000)), data.draw(st.integers(-90, 3000)))
    by = data.draw(st.integers(-3000, 3000))
    for edited, now in (
        moved(week, block, minutes=by, days=data.draw(st.integers(-9, 9))),
        resized(week, block, opens=by),
        resized(week, block, closes=by),
        copied(week, block),
    ):
        assert sound(edited)
        assert now.opening in edited[now.day]


@given(weeks, st.integers(0, 6))
def test_what_is_added_to_an_empty_day_and_removed_again_leaves_the_week(week: Week, day: int) -> None:
    empty = (*week[:day], (), *week[day + 1 :])
    edited, block = added(empty, day, 600, 660)
    assert removed(edited, block) == empty


def test_a_block_keeps_its_length_and_stays_in_the_day() -> None:
    week: Week = ((Opening(540, 1020),), (), (), (), (), (), ())
    edited, block = moved(week, Block(0, Opening(540, 1020)), minutes=-600, days=-1)
    assert block == Block(0, Opening(0, 480))
    assert edited[0] == (Opening(0, 480),)


def test_a_block_dragged_onto_another_becomes_one_with_it() -> None:
    week: Week = ((Opening(540, 720), Opening(780, 1020)), (), (), (), (), (), ())
    edited, block = resized(week, Block(0, Opening(540, 720)), closes=780)
    assert edited[0] == (Opening(540, 1020),)
    assert block.opening == Opening(540, 1020)


def test_a_week_is_added_up_with_what_overlaps_once() -> None:
    night = Opening(22 * 60, 30 * 60)
    assert weekly_minutes(((night, Opening(23 * 60, 25 * 60)), (Opening(0, 360),), (), (), (), (), (night,))) == 960


def test_a_new_opening_finds_room() -> None:
    week: Week = ((Opening(540, 720),), (), (Opening(60, 1440),), (), (), (), ())
    assert free_place(week, 0) == Opening(750, 810)
    assert free_place(week, 1) == Opening(540, 600)
    assert free_place(week, 2) == Opening(0, 60)
