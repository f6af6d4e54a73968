"""The Why-sheet: whoever adds up its columns with a pencil comes to the same sum, in every language."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given

from slaapp.domain.spans import HOUR, MINUTE
from slaapp.languages import LANGUAGES
from slaapp.reports.month_data import Desk
from slaapp.reports.why_sheet import OfTicket, WhySheet, build
from tests.clockwork import hours_of, ledgers
from tests.tickets import Case, cases

UNITS = {"h": HOUR, "m": MINUTE, "min": MINUTE, "s": 1}
PRINTER = OfTicket(2408, "Printer jams", "Harbour Clinic", 0)


def sheets(case: Case, language: str) -> Iterator[WhySheet]:
    hours = hours_of(case.laws)
    for book in ledgers(case.events, case.laws, case.now):
        yield build(book, PRINTER, hours[book.calendar], desk=Desk("Desk"), now=case.now, language=language)


def with_a_pencil(words: str) -> int:
    """What a length of time says, in seconds; nothing counts nothing."""
    return sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)\u202f([a-z]+)", words))


@pytest.mark.parametrize("language", LANGUAGES)
@given(case=cases())
def test_the_columns_add_up(language: str, case: Case) -> None:
    for sheet in sheets(case, language):
        steps = [step for step in sheet.steps if not step.strong]
        summed, *left = [step for step in sheet.steps if step.strong]
        total = 0
        for step in steps:
            total += with_a_pencil(step.counts)
            if step.counts:
                assert with_a_pencil(step.total) == total
        assert with_a_pencil(summed.counts) == with_a_pencil(summed.total) == total
        assert with_a_pencil(summed.not_counted) == sum(with_a_pencil(step.not_counted) for step in steps)
        for step in left:
            assert with_a_pencil(step.total) == total + with_a_pencil(step.counts)


@given(case=cases())
def test_every_rule_that_is_cited_is_told(case: Case) -> None:
    for sheet in sheets(case, "de"):
        assert {step.rule for step in sheet.steps if step.rule} <= {code for code, _ in sheet.rules}


@given(case=cases())
def test_many_nights_are_folded_so_that_a_clock_stays_on_its_page(case: Case) -> None:
    for sheet in sheets(case, "en"):
        whole = len(sheet.steps)
        assert sheet.folded or whole <= 28
