"""What recaps tell is kept as rows, too: they are as the tickets' rows say, whatever happens to a ticket."""

import pytest

from slaapp.domain.agreement import Status
from slaapp.services.past import known_at
from tests.services.conftest import Work, at

ALL = "SELECT * FROM told_tickets ORDER BY number", "SELECT * FROM told_clocks ORDER BY ticket, place"


def rows(desk: Work) -> list[list[object]]:
    with desk.engine.database.read() as connection:
        return [connection.exec_driver_sql(query).fetchall() for query in ALL]


@pytest.fixture
def done(desk: Work) -> Work:
    """Ticket 1 is answered and resolved, ticket 2 is open."""
    for _ in range(2):
        desk.log("01-12 09:00")
    desk.engine.desk.reply(1, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    return desk


def test_a_ticket_with_which_all_is_over_has_rows_until_it_goes_on(done: Work) -> None:
    tickets, clocks = rows(done)
    assert [row[0] for row in tickets] == [1]  # type: ignore[index]
    assert [(row[1], row[3]) for row in clocks] == [(1, "first_response"), (1, "resolution")]  # type: ignore[index]

    done.engine.desk.reopen(1, now=at("01-12 11:00"))

    assert rows(done) == [[], []]


def test_a_ticket_of_another_customer_is_told_as_theirs(done: Work) -> None:
    acme = done.customer("Acme")

    done.engine.desk.edit(1, customer=acme, now=at("01-12 11:00"))

    assert [row[2] for row in rows(done)[0]] == [acme]  # type: ignore[index]


@pytest.mark.parametrize(
    ("damage", "number"),
    [
        ("UPDATE told_tickets SET received_at = received_at - 1", 1),
        ("UPDATE told_clocks SET used = used + 1 WHERE place = 1", 1),
        ("DELETE FROM told_tickets", 1),
        ("DELETE FROM told_clocks WHERE place = 0", 1),
        ("UPDATE told_tickets SET number = 9", 9),
        ("INSERT INTO told_clocks SELECT decided_at, 9, 0, metric, 1, 1, 1, 1, 1, 0, 0 FROM told_clocks LIMIT 1", 9),
    ],
)
def test_rows_that_differ_are_named_and_worked_out_anew(done: Work, damage: str, number: int) -> None:
    before = rows(done)
    with done.engine.database.write() as connection:
        connection.exec_driver_sql(damage)

    problems = list(done.engine.checking.problems())
    done.engine.checking.rebuild()

    named = f"Ticket {number}: what is kept of it for reports is not as its row says. It can be worked out anew."
    assert named in problems
    assert list(done.engine.checking.problems()) == []
    assert rows(done) == before


def test_the_desk_as_it_was_known_has_rows_of_its_own(done: Work) -> None:
    before = rows(done)
    done.engine.desk.reopen(1, now=at("01-12 11:00"))

    with known_at(done.engine.database, at("01-12 10:30"), now=at("01-12 12:00")).read() as connection:
        known = [connection.exec_driver_sql(query).fetchall() for query in ALL]

    assert (known, rows(done)) == (before, [[], []])
