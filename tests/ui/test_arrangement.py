"""Which stretch of a list differs from what it was, whatever the lists."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from ui.models.arrangement import differing_stretch


@dataclass
class Line:
    key: str


lists = st.lists(st.sampled_from("abcdef"), max_size=12)


def longest(one: list[str], other: list[str]) -> int:
    """How many of the first are the same, one by one."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


@given(old=lists, new=lists)
def test_swapping_the_stretch_turns_one_list_into_the_other(old: list[str], new: list[str]) -> None:
    start, old_end, new_end = differing_stretch([Line(key) for key in old], [Line(key) for key in new])  # type: ignore[arg-type]

    assert old[:start] + new[start:new_end] + old[old_end:] == new
    assert start == longest(old, new)
    assert len(old) - old_end == longest(old[start:][::-1], new[start:][::-1])
