"""The file's form: what the migrations make is what the queries name, and nothing is missing."""

import sqlalchemy as sa

from slaapp.storage.database import Database
from slaapp.storage.tables import SCHEMA_VERSION, metadata

TRIGGERS = {
    "events_stay",
    "events_are_new",
    "texts_stay",
    "events_remain",
    "texts_remain",
    "records_stay",
    "records_remain",
    "test_mark_stays",
    "test_mark_remains",
}
INDEXES = {
    "events_of_ticket",
    "records_by_name",
    "records_by_owner",
    "open_tickets",
    "tickets_by_customer",
    "clocks_decided",
}


def names(connection: sa.Connection, kind: str) -> set[str]:
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", (kind,))
    return {row[0] for row in rows if not row[0].startswith("search_")}


def test_queries_name_the_columns_that_the_migrations_made(database: Database) -> None:
    with database.read() as connection:
        for table in metadata.sorted_tables:
            made = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")}
            assert {column.name for column in table.columns} == made, table.name


def test_all_tables_triggers_and_indexes_are_there(database: Database) -> None:
    with database.read() as connection:
        assert names(connection, "table") == {*metadata.tables, "search", "alembic_version"}
        assert names(connection, "trigger") == TRIGGERS
        assert names(connection, "index") == INDEXES


def test_own_tables_hold_only_the_types_they_say(database: Database) -> None:
    with database.read() as connection:
        strict = {
            row[1]: row[5] for row in connection.exec_driver_sql("PRAGMA table_list") if row[1] in metadata.tables
        }
    assert strict == dict.fromkeys(metadata.tables, 1)


def test_the_migrations_and_the_header_agree_on_the_version(database: Database) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == f"{SCHEMA_VERSION:04}"
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA_VERSION
