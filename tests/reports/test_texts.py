"""People's words inside a report."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.reports.texts import begun, counted, listed, quoted, tidy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  two\nlines\tand  gaps ", "two lines and gaps"),
        ("\u202eturned\u202c", "turned"),
        ("zero\u200bwidth", "zerowidth"),
        ("\x00\x1b[31m", "[31m"),
        ("a\u2028b\u2029c\u0085d", "a b c d"),
        ("naïve e\u0301", "naïve e\u0301"),
    ],
)
def test_words_are_put_on_one_line(text: str, line: str) -> None:
    assert tidy(text) == line


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert tidy("a long subject", longest=7) == "a long…"
    assert tidy("as long", longest=7) == "as long"


@given(st.text(), st.integers(1, 40))
def test_tidy_words_never_break_a_line_or_turn_it(text: str, longest: int) -> None:
    line = tidy(text, longest=longest)

    assert len(line) <= longest
    assert tidy(line) == line
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in line)
    assert not any(
        unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI") for char in line
    )


def test_right_to_left_words_are_isolated_in_a_sentence() -> None:
    assert quoted("مرحبا") == "\u2068مرحبا\u2069"
    assert quoted("hello") == "hello"


def test_what_begins_a_sentence_has_a_capital_letter_and_a_name_its_own() -> None:
    begins = ("the customer", "der Kunde", "das Ziel", "de Vries & Co")
    assert [begun(words) for words in begins] == ["The customer", "Der Kunde", "Das Ziel", "de Vries & Co"]


def test_numbers_and_lists_in_words() -> None:
    assert (counted(1, "ticket"), counted(2, "ticket"), counted(0, "entry", "entries")) == (
        "1 ticket",
        "2 tickets",
        "0 entries",
    )
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
