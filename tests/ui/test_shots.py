"""The pictures of every screen: each has a number of its own, and the states of the design are among them."""

import pytest

from ui.shots.shot import NARROW, WIDE, Shot
from ui.shots.table import SHOTS, variants
from ui.theme import Scheme


def test_each_picture_has_a_number_of_its_own() -> None:
    numbers = [shot.name.partition("-")[0] for shot in SHOTS]

    assert sorted(number for number in set(numbers) if numbers.count(number) > 1) == []


@pytest.mark.parametrize(
    "state", ["empty", "waiting", "notices", "refused", "wrong", "nothing", "failure", "not-opened", "left-open", "150"]
)
def test_each_state_of_the_design_is_among_them(state: str) -> None:
    assert any(state in shot.name for shot in SHOTS)


def test_every_screen_is_taken_in_all_that_the_design_names() -> None:
    poses: dict[object, list[Shot]] = {}
    for shot in variants():
        if shot.varies:
            poses.setdefault((shot.pose, shot.empty), []).append(shot)

    lacking = {
        what: [taken[0].name for taken in poses.values() if not any(map(is_it, taken))]
        for what, is_it in {
            "light": lambda shot: shot.scheme is Scheme.LIGHT,
            "dark": lambda shot: shot.scheme is Scheme.DARK,
            "1440x900": lambda shot: shot.size == WIDE and shot.text_size == 1.0,
            "1366x768": lambda shot: shot.size == NARROW,
            "150": lambda shot: shot.text_size == 1.5,
        }.items()
    }

    assert {what: names for what, names in lacking.items() if names} == {}


def test_no_picture_overwrites_another() -> None:
    names = [shot.name for shot in variants()]

    assert len(names) == len(set(names))
