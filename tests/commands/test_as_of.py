"""`--as-of` shows what had been recorded by then, `--now` what had happened by then."""

import pytest

from tests.commands.conftest import Command


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """Logged at nine; at noon somebody writes down that it was answered at half past nine."""
    assert slaapp("new", "--test", "--zone", "UTC", "--now", "2026-03-02T08:00:00Z").code == 0
    assert slaapp("log", "Till offline", "--severity", "high", "--now", "2026-03-02T09:00:00Z").code == 0
    noon = ("--now", "2026-03-02T12:00:00Z")
    assert slaapp("reply", "1", "Rebooted", "--at", "2026-03-02T09:30:00Z", *noon).code == 0
    return slaapp


def state(desk: Command, *when: str) -> str:
    clocks = desk("show", "1", "--json", *when).json["clocks"]
    return next(clock["state"] for clock in clocks if (clock["metric"], clock["tier"]) == ("first_response", "public"))


def test_a_ticket_is_shown_as_it_was_known(desk: Command) -> None:
    eleven = "2026-03-02T11:00:00Z"

    assert state(desk, "--as-of", eleven) == "breached"
    assert state(desk, "--now", eleven) == "ended"


def test_the_list_is_shown_as_it_was_known(desk: Command) -> None:
    assert desk("resolve", "1", "--now", "2026-03-02T13:00:00Z").code == 0

    assert [row["ticket"] for row in desk("list", "--json", "--as-of", "2026-03-02T12:30:00Z").json] == [1]
    assert desk("list", "--json", "--as-of", "2026-03-02T13:30:00Z").json == []
    assert [row["ticket"] for row in desk("list", "--resolved", "--json", "--as-of", "2026-03-02T13:30:00Z").json] == [
        1
    ]


def test_only_one_of_the_two_questions_at_a_time(desk: Command) -> None:
    said = desk("list", "--as-of", "2026-03-02T11:00:00Z", "--now", "2026-03-02T11:00:00Z")

    assert (said.code, said.out) == (2, "")
    assert "Give one of them" in said.err


def test_before_the_first_entry_it_says_so(desk: Command) -> None:
    said = desk("list", "--as-of", "2026-03-01T11:00:00Z")

    assert said.code == 1
    assert said.err == (
        "Nothing had been recorded by then. The first entry is from 2 March 2026, 08:00. Choose a later instant.\n"
    )
