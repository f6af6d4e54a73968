"""The pictures of every screen: each has a number of its own, and the states of the design are among them."""

import pytest

from ui.shots.table import SHOTS


def test_each_picture_has_a_number_of_its_own() -> None:
    numbers = [shot.name.partition("-")[0] for shot in SHOTS]

    assert sorted(number for number in set(numbers) if numbers.count(number) > 1) == []


@pytest.mark.parametrize(
    "state", ["empty", "waiting", "notices", "refused", "wrong", "nothing", "failure", "not-opened", "left-open", "150"]
)
def test_each_state_of_the_design_is_among_them(state: str) -> None:
    assert any(state in shot.name for shot in SHOTS)
