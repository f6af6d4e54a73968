"""Records are chained as events are: who changes a rule, a name or a date behind the program's back is found out."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from slaapp.storage import backup, records, soundness, walk
from slaapp.storage.database import Database
from tests.storage.conftest import Stranger
from tests.storage.stories import MONDAY, log


def told(database: Database) -> list[str]:
    with database.read() as connection:
        return list(walk.problems(connection.connection))


def kept(database: Database, *names: str) -> None:
    with database.write() as connection:
        for name in names:
            records.save(connection, kind="person", id="p", name=name, body={"account": "kim"}, now=MONDAY, by="Kim")


def test_records_of_all_kinds_are_one_chain_without_gaps(database: Database) -> None:
    kept(database, "Kim", "Kim L.")
    with database.write() as connection:
        found = [("c1", "Ann"), ("c2", "Ben")]
        records.add(connection, found, kind="contact", body={}, now=MONDAY, by="Kim", owner="c")
        numbers = connection.exec_driver_sql("SELECT seq, kind, version FROM records ORDER BY seq").fetchall()
    assert [tuple(row) for row in numbers] == [(1, "person", 1), (2, "person", 2), (3, "contact", 1), (4, "contact", 1)]
    assert told(database) == []


COPY = "INSERT INTO records SELECT replica, 3, kind, id, 3, owner, recorded_at, by, digest, hash, salt, name, body"
TAMPERING = {
    "the content": """UPDATE records SET body = '{"account":"sam"}' WHERE seq = 1""",
    "the name": "UPDATE records SET name = 'Sam' WHERE seq = 2",
    "who wrote it": "UPDATE records SET by = 'Sam' WHERE seq = 1",
    "when": "UPDATE records SET recorded_at = recorded_at - 60 WHERE seq = 2",
    "the first version": "DELETE FROM records WHERE seq = 1",
    "the last version": "DELETE FROM records WHERE seq = 2",
    "a version more": f"{COPY} FROM records WHERE seq = 2",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_the_chain_shows_what_was_changed_of_a_record(what: str, database: Database, stranger: Stranger) -> None:
    kept(database, "Kim", "Kim L.")
    with stranger.without_triggers():
        stranger.does(TAMPERING[what])
    found = told(database)
    assert found
    assert all(sentence.endswith(".") and "ecord" in sentence for sentence in found)


def test_a_version_slipped_in_past_the_triggers_is_found(database: Database, stranger: Stranger) -> None:
    kept(database, "Kim", "Kim L.")
    stranger.does(TAMPERING["a version more"])
    assert told(database) == [
        f"Record 3 of {database.replica} (person p) is not as it was written, or a record before it was changed.",
        f"The records of {database.replica} end with record 3; the last one written was record 2.",
    ]


@pytest.mark.parametrize(
    "change",
    ["INSERT INTO meta VALUES ('is_test', 'yes')", "UPDATE meta SET key = 'is_test' WHERE key = 'created_at'"],
)
def test_a_store_in_use_never_becomes_one_made_for_tests(change: str, database: Database) -> None:
    log(database)
    with pytest.raises(driver.IntegrityError), database.write() as connection:
        connection.exec_driver_sql(change)


def test_a_name_that_nothing_bears_is_told_and_that_of_a_restored_copy_is_not(
    database: Database, stranger: Stranger, path: Path, tmp_path: Path
) -> None:
    kept(database, "Kim")
    restored = tmp_path / "restored.slaapp"
    backup.restore(backup.back_up_file(path, tmp_path / "backups", now=MONDAY), restored, now=MONDAY)
    stranger.does("UPDATE meta SET value = 'ffffffffff' WHERE key = 'replica'")
    copy = Database.open(restored, now=MONDAY)
    with copy.read() as fine, database.read() as odd:
        assert list(soundness.problems(fine.connection)) == []
        assert list(soundness.problems(odd.connection)) == [
            "The store calls itself ffffffffff, and nothing in it was written under that name."
        ]
    copy.close()
