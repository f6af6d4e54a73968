"""The first row of "Why?" says what began the clock, and by which rule."""

from typing import Any

from slaapp.services.scenario import simulate
from tests.stories.telling import WEEK, _event, instant

TARGETS = {"high": {"first_response": "2h", "next_response": "2h", "update": "4h", "resolution": "8h"}}


def beginnings(*lines: str, now: str, **rules: Any) -> dict[tuple[str, int], tuple[str, str]]:
    """Rule and words of each public clock's first row."""
    answer: Any = simulate(
        {
            "zone": "UTC",
            "week": WEEK,
            "targets": TARGETS,
            "events": [_event(line) for line in lines],
            "as_of": instant(now),
            **rules,
        }
    )[0]
    firsts = [(book, book["rows"][0]) for book in answer["why"]]
    return {(book["metric"], book["cycle"]): (first["rule"], first["what"]) for book, first in firsts}


def test_a_ticket_is_received_and_the_customer_told() -> None:
    begun = beginnings("Mon 09:00 received high", "Mon 10:00 replied", now="Mon 11:00")

    assert begun["first_response", 1] == ("C1", "Received as High: target 2 h")
    assert begun["resolution", 1] == ("C1", "Received as High: target 8 h")
    assert begun["update", 1] == ("C4", "Customer was told (High): target 4 h")


def test_an_update_clock_begun_by_a_reopening_says_so() -> None:
    begun = beginnings(
        "Mon 09:00 received high", "Mon 10:00 replied", "Mon 11:00 resolved", "Tue 09:00 reopened", now="Tue 10:00"
    )

    assert begun["update", 2] == ("C10", "Reopened (High): target 4 h")
    assert begun["resolution", 2] == ("C1", "Received as High: target 8 h")


def test_a_reply_in_the_instant_of_the_reopening_begins_a_clock_of_its_own() -> None:
    begun = beginnings(
        "Mon 09:00 received high",
        "Mon 10:00 replied",
        "Mon 11:00 resolved",
        "Tue 09:00 reopened",
        "Tue 09:00 replied",
        now="Tue 10:00",
    )

    assert [begun["update", cycle][0] for cycle in (1, 2, 3)] == ["C4", "C10", "C4"]


def test_a_ticket_that_the_desk_opened_waits_for_the_customers_message() -> None:
    begun = beginnings("Mon 09:00 received high opened_by_desk", "Mon 10:00 customer_wrote", now="Mon 11:00")

    assert begun["first_response", 1] == ("C2", "Customer wrote (High): target 2 h")
    assert begun["resolution", 1] == ("C1", "Received as High: target 8 h")


def test_fresh_time_begins_with_the_reopening_after_the_window() -> None:
    begun = beginnings(
        "Mon 09:00 received high", "Mon 10:00 resolved", "Mon+ 09:00 reopened", now="Mon+ 10:00", reopen_window=2
    )

    assert begun["resolution", 2] == ("C10", "Reopened (High), fresh time: target 8 h")
