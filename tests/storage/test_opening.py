"""Opening a file: what is ours opens, what is not is refused with a sentence and keeps every byte."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.storage import events, tickets
from slaapp.storage.database import Database
from slaapp.storage.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.storage.stories import MONDAY, log


def closed_store(path: Path) -> None:
    with_file = Database.open(path, now=MONDAY)
    log(with_file)
    with_file.close()


def foreign(path: Path) -> None:
    other = driver.connect(str(path))
    other.execute("CREATE TABLE moz_places (id INTEGER)")
    other.commit()
    other.close()


def newer(path: Path) -> None:
    closed_store(path)
    file = driver.connect(str(path), isolation_level=None)
    file.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    file.close()


def cut(path: Path) -> None:
    closed_store(path)
    path.write_bytes(path.read_bytes()[:-5000])


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "an empty file": (lambda path: path.write_bytes(b""), "is empty"),
    "a file too short": (
        lambda path: path.write_bytes(b"SQLite format 3\0" + b"\0" * 20),
        "not a data file of SLA Desk",
    ),
    "a text": (lambda path: path.write_text("Dear customer, " * 50), "not a data file of SLA Desk"),
    "garbage": (lambda path: path.write_bytes(bytes(range(256)) * 40), "not a data file of SLA Desk"),
    "another program's database": (foreign, "belongs to another program"),
    "a newer store": (newer, "written by a newer SLA Desk"),
    "a store that is cut off": (cut, "is cut off"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_not_an_intact_store_is_refused_and_left_alone(what: str, path: Path) -> None:
    make, sentence = REFUSED[what]
    make(path)
    before = path.read_bytes()

    with pytest.raises(StoreRefusal, match=sentence) as refused:
        Database.open(path, now=MONDAY)

    assert str(refused.value).startswith(str(path))
    assert str(refused.value).count(".") >= 3
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefusal):
        Database.open(tmp_path, now=MONDAY)


def test_a_missing_store_is_made_when_asked_and_only_then(path: Path) -> None:
    with pytest.raises(StoreRefusal, match="There is no data file at"):
        Database.open(path, now=MONDAY, create=False)
    assert list(path.parent.iterdir()) == []

    made = Database.open(path, now=MONDAY)
    made.close()

    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_new_store_says_in_its_header_whose_it_is(path: Path) -> None:
    closed_store(path)
    first = path.read_bytes()[:100]
    assert int.from_bytes(first[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(first[60:64], "big") == SCHEMA_VERSION


def test_a_new_store_belongs_to_its_owner_alone(path: Path) -> None:
    closed_store(path)
    assert path.stat().st_mode & 0o077 == 0


def test_every_new_store_is_a_replica_of_its_own(tmp_path: Path) -> None:
    names = set()
    for index in range(3):
        made = Database.open(tmp_path / f"{index}.slaapp", now=MONDAY)
        names.add(made.replica)
        made.close()
    assert len(names) == 3


def test_a_store_keeps_its_name_and_its_tickets(path: Path) -> None:
    first = Database.open(path, now=MONDAY)
    number = log(first)
    replica = first.replica
    first.close()

    again = Database.open(path, now=MONDAY)
    with again.read() as connection:
        assert tickets.by_number(connection, number) is not None
        assert len(events.history(connection, f"{replica}-{number}")) == 4
    assert again.replica == replica
    again.close()


def test_a_store_made_for_tests_stays_one_and_no_other_becomes_one(tmp_path: Path) -> None:
    made = Database.open(tmp_path / "test.slaapp", now=MONDAY, is_test=True)
    assert made.is_test
    for statement in (
        "UPDATE meta SET value = 'no' WHERE key = 'is_test'",
        "DELETE FROM meta WHERE key = 'is_test'",
        "INSERT OR REPLACE INTO meta VALUES ('is_test', 'no')",
    ):
        with pytest.raises(Exception, match="stays one"), made.write() as connection:
            connection.exec_driver_sql(statement)
    made.close()

    for is_test in (False, True):
        again = Database.open(tmp_path / "real.slaapp", now=MONDAY, is_test=is_test)
        assert not again.is_test
        again.close()


@pytest.mark.parametrize("name", ["50% of #1?.slaapp", "Bücher & more.slaapp", "a b'c.slaapp"])
def test_any_file_name_will_do(name: str, tmp_path: Path) -> None:
    closed_store(tmp_path / name)
    again = Database.open(tmp_path / name, now=MONDAY)
    with again.read() as connection:
        assert tickets.next_number(connection) == 2
    again.close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_store_that_was_killed_with_its_log_opens_with_all_commits(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "desk.slaapp"
    killed.parent.mkdir()
    alive = Database.open(path, now=MONDAY)
    for _ in range(5):
        log(alive)
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{killed}{ending}")
    alive.close()

    again = Database.open(killed, now=MONDAY)
    with again.read() as connection:
        assert tickets.next_number(connection) == 6
    again.close()


def test_the_settings_that_keep_data_safe_are_on_every_connection(database: Database) -> None:
    wanted = {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "checkpoint_fullfsync": 1,
        "journal_mode": "wal",
    }
    with database.read() as reader, database.write() as writer:
        for connection in (reader, writer):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted | ({"mmap_size": None} if found["mmap_size"] is None else {})
        assert writer.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert reader.exec_driver_sql("PRAGMA query_only").scalar() == 1


def test_a_reader_sees_the_store_as_it_was_at_its_first_question(database: Database) -> None:
    log(database)
    with database.read() as connection:
        assert tickets.next_number(connection) == 2
        log(database)
        assert tickets.next_number(connection) == 2
    with database.read() as connection:
        assert tickets.next_number(connection) == 3


def test_it_shows_that_somebody_has_written(database: Database, path: Path) -> None:
    assert not database.changed()
    other = Database.open(path, now=MONDAY)
    assert not database.changed()
    log(other)
    assert database.changed()
    assert not database.changed()
    other.close()
