"""Where the words that were looked for stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.services.marks import marks, missed


def marked(text: str, query: str) -> str:
    """The text with its marks between brackets."""
    for start, end in reversed(marks(text, query)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Shared drive S: missing", "drive", "Shared [drive] S: missing"),
        ("Shared drive S: missing", "sha mis", "[Sha]red drive S: [mis]sing"),
        ("Printer prints", "RINT", "P[rint]er p[rint]s"),
        ("Shared drive S: missing", "s", "[S]hared drive [S]: missing"),
        ("Café à Zürich", "cafe zur", "[Café] à [Zür]ich"),
        ("Cafe\u0301 till", "café", "[Cafe\u0301] till"),
        ("Hauptstraße 5", "strasse", "Haupt[straße] 5"),
        ("Hauptstraße 5", "strass", "Haupt[straß]e 5"),
        ("banana", "ana nan", "b[anana]"),
        ("a_b", "b", "a_[b]"),
        ("<b>bold</b>", "bold", "<b>[bold]</b>"),
        ("Nothing", "", "Nothing"),
        ("", "word", ""),
    ],
)
def test_a_mark_covers_what_was_looked_for(text: str, query: str, shown: str) -> None:
    assert marked(text, query) == shown


@given(st.text(max_size=40), st.text(max_size=12))
def test_marks_lie_in_the_text_in_order_and_apart(text: str, query: str) -> None:
    ends = [place for mark in marks(text, query) for place in mark]

    assert ends == sorted(set(ends))
    assert all(0 <= place <= len(text) for place in ends)


def test_a_text_misses_a_word_that_stands_nowhere_in_it() -> None:
    assert missed(["Shared drive", "Harbour Clinic"], "drive vpn")
    assert not missed(["Shared drive", "Harbour Clinic"], "clin drive")
