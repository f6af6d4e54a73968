"""What somebody typed stands in a sentence as they typed it, and turns nothing around it."""

import pytest

from slaapp.domain.quoting import quote


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Gold", "“Gold”"),
        ("O'Brien \\ Sons", "“O'Brien \\ Sons”"),
        ("Straße 東京", "“Straße 東京”"),
        ("a\nb\x1b[2J", "“a□b□[2J”"),
        ("pay\u202efdp.exe", "“pay□fdp.exe”"),
        ("", "“”"),
    ],
)
def test_a_name_stands_between_marks(typed: str, said: str) -> None:
    assert quote(typed) == said


def test_a_long_one_is_cut() -> None:
    assert quote("a" * 41, longest=40) == f"“{'a' * 39}…”"
