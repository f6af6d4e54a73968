"""The file's form: what the migrations make is what the queries name, and nothing is missing."""

import pytest

from slaapp.storage import schema, soundness
from slaapp.storage.database import Database
from slaapp.storage.schema import SCHEMA_VERSION
from tests.storage.conftest import Stranger

OWN_TABLES = ("meta", "events", "event_texts", "records", "tickets", "clocks", "told_tickets", "told_clocks")


def test_the_list_of_what_the_migrations_make_is_right(database: Database) -> None:
    with database.read() as connection:
        assert schema.found(connection.connection) == schema.MADE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DROP TRIGGER events_stay", "The trigger events_stay is gone."),
        ("DROP INDEX open_tickets", "The index open_tickets is gone."),
        ("ALTER TABLE tickets ADD COLUMN mine TEXT", "The table tickets is not as SLA Desk made it."),
        (
            "CREATE TRIGGER mine AFTER INSERT ON tickets BEGIN DELETE FROM search_open; END",
            "The trigger mine was added by another program.",
        ),
    ],
)
def test_a_form_that_another_program_changed_is_told(
    change: str, sentence: str, database: Database, stranger: Stranger
) -> None:
    stranger.does(change)
    with database.read() as connection:
        assert list(soundness.problems(connection.connection)) == [sentence]


def test_what_sqlite_keeps_for_itself_is_no_change_of_form(database: Database, stranger: Stranger) -> None:
    stranger.does("ANALYZE")
    with database.read() as connection:
        assert list(soundness.problems(connection.connection)) == []


def test_own_tables_hold_only_the_types_they_say(database: Database) -> None:
    with database.read() as connection:
        strict = {row[1]: row[5] for row in connection.exec_driver_sql("PRAGMA table_list") if row[1] in OWN_TABLES}
    assert strict == dict.fromkeys(OWN_TABLES, 1)


def test_the_migrations_and_the_header_agree_on_the_version(database: Database) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == f"{SCHEMA_VERSION:04}"
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA_VERSION
