"""The languages of what is printed: complete, with the same placeholders, and in English what the program says."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp import wording
from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.calendar import zone_info
from slaapp.domain.events import NotMeasuredReason
from slaapp.languages import ENGLISH, LANGUAGES, words_of

OTHERS = [code for code in LANGUAGES if code != ENGLISH]
SECONDS = st.integers(min_value=0, max_value=4000 * 3600)


def placeholders(text: str | tuple[str, ...]) -> list[str] | int:
    """The names in braces, or how many texts a list holds."""
    if isinstance(text, tuple):
        return len(text)
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_same_texts_with_the_same_placeholders(code: str) -> None:
    english, other = words_of(ENGLISH).texts, words_of(code).texts

    assert {name: placeholders(text) for name, text in other.items()} == {
        name: placeholders(text) for name, text in english.items()
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_empty(code: str) -> None:
    assert all(words_of(code).texts.values())


@pytest.mark.parametrize(("code", "said"), [("en", "1,084 tickets"), ("de", "1.084 Tickets")])
def test_what_is_counted_is_counted_in_thousands(code: str, said: str) -> None:
    words = words_of(code)

    assert words.counted("count.ticket", 1084) == said
    assert [words.count(1084), words.count(999)] == [said.split()[0], "999"]


@given(SECONDS)
def test_english_lengths_are_those_of_the_program_but_for_thousands_of_hours(seconds: int) -> None:
    words = words_of(ENGLISH)

    for name in ("exact", "used", "left", "late"):
        assert getattr(words, name)(seconds).replace(",", "") == getattr(durations, name)(seconds)


def test_english_names_are_those_of_the_program() -> None:
    words = words_of(ENGLISH)

    assert [words.of(metric) for metric in Metric] == [wording.METRIC[metric] for metric in Metric]
    assert [words.of(severity) for severity in Severity] == [wording.SEVERITY[severity] for severity in Severity]
    assert [words.of(status) for status in Status] == [wording.STATUS[status] for status in Status]
    assert [words.of(reason) for reason in NotMeasuredReason] == [
        wording.NOT_MEASURED[one] for one in NotMeasuredReason
    ]
    assert words.several("date.months") == durations.MONTHS
    assert words.several("date.days") == durations.DAYS


def test_german_writes_lengths_numbers_and_dates_its_own_way() -> None:
    words = words_of("de")

    assert words.exact(8125) == "2\u202fh\u202f15\u202fmin\u202f25\u202fs"
    assert words.number("92.5") == "92,5"
    assert words.long_instant(1_772_442_840, zone_info("UTC")) == "2. März 2026, 09:14"
    assert words.listed(["a", "b", "c"]) == "a, b und c"


def test_few_are_spelled_and_many_are_figures() -> None:
    assert [words_of(ENGLISH).spelled(count) for count in (0, 6, 12, 13)] == ["no", "six", "twelve", "13"]


def test_a_language_of_a_later_version_is_english() -> None:
    assert words_of("xx").code == ENGLISH
