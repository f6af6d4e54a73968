"""A store of an older form, brought up to date: what is kept beside its tickets is as their histories give it."""

from contextlib import closing
from pathlib import Path

import pytest

from slaapp.domain.errors import StoreRefusal
from slaapp.engine import Engine
from slaapp.storage import schema
from slaapp.storage.connections import connect
from tests.services.conftest import at
from tests.services.test_closed_for_good import do, resolve_all
from tests.services.test_random_acts import WALK, Hands

SECOND_FORM = (
    "DROP TRIGGER told_first",
    "DROP TRIGGER told_anew",
    "DROP TRIGGER told_no_more",
    "DROP TABLE told_clocks",
    "DROP TABLE told_tickets",
    "CREATE INDEX tickets_told ON tickets (over_at) WHERE recap IS NOT NULL",
    "UPDATE alembic_version SET version_num = '0002'",
    "PRAGMA user_version = 2",
)
FIRST_FORM = (
    *SECOND_FORM,
    "DROP INDEX tickets_told",
    "DROP INDEX tickets_untold",
    "DROP INDEX absorbing_events",
    "DROP INDEX events_behind",
    "ALTER TABLE tickets DROP COLUMN recap",
    "ALTER TABLE tickets DROP COLUMN over_at",
    "UPDATE alembic_version SET version_num = '0001'",
    "PRAGMA user_version = 1",
)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """With tickets of which all was done that can be, some resolved in the end."""
    path = tmp_path / "desk.slaapp"
    with Engine.open(path, user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        hands = Hands(engine)
        do(hands, WALK)
        resolve_all(hands)
        do(hands, [("log", 0, 0, 40), ("reply", 4, 0, 20), ("resolve", 4, 0, 30)])
        assert list(engine.checking.problems()) == []
    return path


@pytest.fixture
def store(made: Path) -> Path:
    """One of the first form."""
    return as_it_was(made, FIRST_FORM)


def as_it_was(path: Path, form: tuple[str, ...]) -> Path:
    with closing(connect(path)) as connection:
        for statement in form:
            connection.execute(statement)
    return path


@pytest.mark.parametrize("form", [FIRST_FORM, SECOND_FORM])
def test_an_upgraded_store_is_as_its_histories_say(made: Path, form: tuple[str, ...]) -> None:
    with Engine.open(as_it_was(made, form), user="sam", now=at("03-05 08:00")) as engine:
        assert list(engine.checking.problems()) == []
        with engine.database.read() as connection:
            told = connection.exec_driver_sql("SELECT count(*) FROM tickets WHERE recap IS NOT NULL").scalar_one()

    assert told > 0


def test_what_was_kept_of_a_ticket_and_cannot_be_read_is_no_longer_told(made: Path) -> None:
    store = as_it_was(made, (*SECOND_FORM, "UPDATE tickets SET recap = '[' WHERE number = 5"))

    with Engine.open(store, user="sam", now=at("03-05 08:00")) as engine:
        assert list(engine.checking.problems()) == [
            "Ticket 5: its row differs from its history. It can be worked out anew."
        ]


@pytest.mark.parametrize(("form", "version"), [(FIRST_FORM, 1), (SECOND_FORM, 2)])
def test_it_is_backed_up_before_and_the_backup_is_sound_as_it_was_then(
    made: Path, form: tuple[str, ...], version: int
) -> None:
    store = as_it_was(made, form)
    with closing(connect(store, writes=False)) as connection:
        assert list(schema.problems(connection)) == []

    Engine.open(store, user="sam", now=at("03-05 08:00")).close()

    (backup,) = (store.parent / "backups").glob("*before-upgrade*")
    with closing(connect(backup, writes=False)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert list(schema.problems(connection)) == []


def test_a_damaged_ticket_stays_without_a_recap_and_is_named(store: Path) -> None:
    with closing(connect(store)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE clocks SET phases = '[' WHERE ticket = (SELECT id FROM tickets WHERE number = 5)")

    with Engine.open(store, user="sam", now=at("03-05 08:00")) as engine:
        problems = list(engine.checking.problems())
        with engine.database.read() as connection:
            kept = connection.exec_driver_sql("SELECT over_at, recap FROM tickets WHERE number = 5").one()

    assert any(problem.startswith("Ticket 5: ") for problem in problems)
    assert kept == (None, None)


def test_a_store_that_can_only_be_read_says_where_it_is_brought_up_to_date(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slaapp.storage.database._can_write", lambda path: False)

    with pytest.raises(StoreRefusal, match="written by an older SLA Desk"):
        Engine.open(store, user="sam", now=at("03-05 08:00"))
