"""The desk is reminded of an agreement's dates before they pass, as long as something can be done about them."""

from datetime import date

import pytest
from msgspec.structs import replace

from slaapp.domain.reminders import Deadline
from slaapp.reports.reminder_words import reminder_words
from slaapp.services.agreements import Agreements
from tests.services.conftest import Work, at

NAME = "Standard support"


@pytest.fixture
def agreements(desk: Work) -> Agreements:
    """One that is in force from 1 February to 31 July 2026; it is renewed on 1 July, notice until 15 May."""
    held = desk.engine.agreements
    draft = held.begin(NAME, at("01-05 09:00"))
    held.save(replace(draft, notice_until=date(2026, 5, 15), renews_on=date(2026, 7, 1)), at("01-05 10:00"))
    held.put_in_force(NAME, date(2026, 2, 1), last=date(2026, 7, 31), now=at("01-05 11:00"))
    return held


def near(agreements: Agreements, when: str) -> list[tuple[Deadline, int]]:
    return [(one.deadline, one.days_left) for one in agreements.reminders(at(when))]


def test_each_date_is_told_from_its_lead_on_until_it_has_passed(agreements: Agreements) -> None:
    assert near(agreements, "03-15 09:00") == []
    assert near(agreements, "03-16 09:00") == [(Deadline.NOTICE, 60)]
    assert near(agreements, "05-15 16:00") == [(Deadline.NOTICE, 0), (Deadline.RENEWAL, 47)]
    assert near(agreements, "06-01 09:00") == [(Deadline.RENEWAL, 30), (Deadline.EXPIRY, 60)]
    assert near(agreements, "07-31 09:00") == [(Deadline.EXPIRY, 0)]
    assert near(agreements, "08-01 09:00") == []


def test_the_lead_is_the_agreements_own(desk: Work, agreements: Agreements) -> None:
    draft = agreements.begin(NAME, at("02-02 09:00"))
    agreements.save(replace(draft, notice_days=10), at("02-02 09:00"))
    agreements.put_in_force(NAME, date(2026, 2, 3), last=date(2026, 7, 31), now=at("02-02 10:00"))

    assert near(agreements, "07-20 09:00") == []
    assert near(agreements, "07-21 09:00") == [(Deadline.EXPIRY, 10)]


def test_where_a_later_version_is_to_come_nothing_is_left_to_do(agreements: Agreements) -> None:
    agreements.begin(NAME, at("06-02 09:00"))
    assert near(agreements, "06-02 10:00") == [(Deadline.RENEWAL, 29), (Deadline.EXPIRY, 59)]

    agreements.put_in_force(NAME, date(2026, 8, 1), now=at("06-02 11:00"))

    assert near(agreements, "06-03 09:00") == []


def test_of_what_was_ended_on_purpose_nobody_is_reminded(agreements: Agreements) -> None:
    agreements.end(NAME, date(2026, 6, 30), at("05-01 09:00"))

    assert near(agreements, "05-02 09:00") == []


def test_the_next_version_begins_without_the_dates_of_the_last(agreements: Agreements) -> None:
    draft = agreements.begin(NAME, at("03-02 09:00"))

    assert (draft.notice_until, draft.renews_on) == (None, None)


def test_a_reminder_is_a_sentence(agreements: Agreements) -> None:
    found = agreements.reminders(at("06-01 09:00"))
    assert [reminder_words(one) for one in found] == [
        "Standard support is renewed in 30 days, on 1 July 2026",
        "Standard support expires in 60 days, on 31 July 2026",
    ]
    [last] = agreements.reminders(at("07-30 09:00"))
    assert reminder_words(last) == "Standard support expires tomorrow, on 31 July 2026"
