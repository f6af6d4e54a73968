"""`slaapp bulk`: several tickets in one command, and a line for each that refused."""

import pytest

from tests.commands.conftest import Command

AT = ("--now", "2026-03-09T10:00:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    slaapp("new", "--test")
    for _ in range(3):
        slaapp("log", "Printer jams", *AT)
    return slaapp


def test_several_tickets_are_changed_at_once(desk: Command) -> None:
    done = desk("bulk", "severity", "1", "2", "3", "--to", "high", *AT)

    assert (done.code, done.out) == (0, "3 tickets changed.\n")
    assert {row["severity"] for row in desk("list", "--json", *AT).json} == {"high"}


def test_one_ticket_is_counted_as_one(desk: Command) -> None:
    assert desk("bulk", "close", "1", *AT).out == "1 ticket changed.\n"
    assert desk("bulk", "close", "9", *AT).out.splitlines()[0] == "No ticket changed."


def test_what_refuses_is_named_with_its_reason(desk: Command) -> None:
    desk("resolve", "2", *AT)

    done = desk("bulk", "status", "1", "2", "3", "9", "--to", "waiting_customer", *AT)

    assert done.code == 1
    assert done.out.splitlines()[0] == "2 of 4 tickets changed."
    assert [line.split()[0] for line in done.out.splitlines()[1:]] == ["2", "9"]


def test_nothing_is_given_to_somebody_who_has_left(desk: Command) -> None:
    desk("person", "add", "Kim L.", *AT)
    desk("person", "retire", "Kim L.", *AT)

    done = desk("bulk", "assign", "1", "--to", "Kim L.", *AT)

    assert done.code == 1
    assert desk("list", "--json", *AT).json[0]["assignee"] is None


@pytest.mark.parametrize("words", [("close", "1"), ("assign", "1", "--to", "nobody"), ("status", "1", "--to", "new")])
def test_until_is_refused_where_nothing_waits(words: tuple[str, ...], desk: Command) -> None:
    done = desk("bulk", *words, "--until", "2026-03-10T10:00:00Z", *AT)

    assert (done.code, done.err) == (2, "bulk: --until goes with status --to scheduled alone. Leave it out.\n")


def test_for_a_machine_it_lists_both(desk: Command) -> None:
    done = desk("bulk", "close", "1", "9", "--json", *AT).json

    assert done["changed"] == [1]
    assert done["refused"][0]["ticket"] == 9


def test_ones_last_act_on_each_is_taken_back(desk: Command) -> None:
    desk("bulk", "exclude", "1", "2", "--to", "spam", *AT)

    assert desk("bulk", "retract", "1", "2", *AT).code == 0
    assert len(desk("list", "--json", *AT).json) == 3


@pytest.mark.parametrize(
    "words", [("assign", "1"), ("close", "1", "--to", "high"), ("severity", "1", "--to", "huge"), ("dance", "1")]
)
def test_what_cannot_be_understood_changes_nothing(desk: Command, words: tuple[str, ...]) -> None:
    assert desk("bulk", *words, *AT).code == 2
