"""What the disk and other programs do to us, told in sentences; what was saved before is still there."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.storage import database as database_module
from slaapp.storage import tickets
from slaapp.storage.connections import connect
from slaapp.storage.database import Database
from tests.storage.conftest import Stranger
from tests.storage.stories import MONDAY, log


def numbers(database: Database) -> list[int]:
    with database.read() as connection:
        return [row.number for row in tickets.every(connection)]


def test_another_program_that_writes_is_waited_for_and_then_named(database: Database, stranger: Stranger) -> None:
    log(database)
    stranger.does("BEGIN IMMEDIATE")

    with pytest.raises(StoreRefusal, match="was not done within 5 seconds") as refused:
        log(database)

    if sys.platform == "linux":
        assert f"(process {os.getpid()})" in str(refused.value)
    assert numbers(database) == [1]
    stranger.does("ROLLBACK")
    assert log(database) == 2


def test_a_second_writer_in_the_same_program_is_told_so(database: Database) -> None:
    refused: list[BaseException] = []

    def other() -> None:
        try:
            log(database)
        except StoreRefusal as error:
            refused.append(error)

    with database.write():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(20)

    assert "SLA Desk has been writing something longer" in str(refused[0])
    assert log(database) == 1


def test_a_full_disk_is_said_and_nothing_is_half_saved(database: Database) -> None:
    log(database)
    with database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreRefusal, match=r"the disk with .* is full"):
        log(database, replies=["a long story " * 2000] * 20)
    assert numbers(database) == [1]

    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert log(database) == 2


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(database: Database) -> None:
    with pytest.raises(driver.OperationalError), database.read() as connection:
        connection.exec_driver_sql("SELECT no_such_column_full_locked FROM tickets")
    with pytest.raises(FileNotFoundError), database.write():
        Path("/nowhere/at/all").read_bytes()


def test_a_damaged_page_is_reported_as_such(path: Path) -> None:
    made = Database.open(path, now=MONDAY)
    for _ in range(30):
        log(made, replies=["words " * 200] * 3)
    made.close()
    content = bytearray(path.read_bytes())
    content[3 * 4096 : -4096] = b"\xff" * (len(content) - 4 * 4096)
    path.write_bytes(content)

    with pytest.raises(StoreRefusal, match="last backup"):
        read_all(path)


def read_all(path: Path) -> None:
    with contextlib.closing(Database.open(path, now=MONDAY)) as again, again.read() as connection:
        connection.exec_driver_sql("SELECT sum(length(body)) FROM events").scalar()


def test_a_store_that_is_newer_only_in_its_log_is_refused(path: Path, tmp_path: Path) -> None:
    alive = Database.open(path, now=MONDAY)
    log(alive)
    stranger = Stranger(path)
    stranger.does("PRAGMA wal_autocheckpoint = 0", "PRAGMA user_version = 99")
    killed = tmp_path / "killed" / "desk.slaapp"
    killed.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{killed}{ending}")
    stranger.close()

    with pytest.raises(StoreRefusal, match="newer SLA Desk"):
        Database.open(killed, now=MONDAY)
    alive.close()


def test_a_store_that_is_upgraded_while_it_is_open_is_not_touched_any_more(
    database: Database, stranger: Stranger
) -> None:
    log(database)
    stranger.does("PRAGMA user_version = 99")
    with pytest.raises(StoreRefusal, match="newer SLA Desk"):
        log(database)
    with pytest.raises(StoreRefusal, match="newer SLA Desk"):
        numbers(database)


def test_a_store_cut_off_while_its_log_was_pending_is_refused(path: Path, tmp_path: Path) -> None:
    alive = Database.open(path, now=MONDAY)
    for _ in range(20):
        log(alive, replies=["words " * 300] * 5)
    stranger = Stranger(path)
    stranger.does("PRAGMA wal_checkpoint(TRUNCATE)")
    log(alive)
    killed = tmp_path / "killed" / "desk.slaapp"
    killed.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{killed}{ending}")
    os.truncate(killed, killed.stat().st_size // 2 // 4096 * 4096)
    stranger.close()
    alive.close()

    with pytest.raises(StoreRefusal):
        Database.open(killed, now=MONDAY)


def test_opening_twice_in_one_program_leaves_the_first_ones_lock_alone(path: Path) -> None:
    """Reading the header by other means would drop the lock by which others see that the file is in use."""
    if os.name == "nt":
        pytest.skip("Windows ties locks to the handle")
    first = Database.open(path, now=MONDAY)
    second = Database.open(path, now=MONDAY)
    # SQLite's shared lock lies on these bytes of the file.
    probe = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)"
    alone = subprocess.run([sys.executable, "-c", probe, str(path)], capture_output=True, text=True, check=False)
    second.close()
    first.close()
    assert "BlockingIOError" in alone.stderr


def test_two_that_make_a_store_at_once_get_the_same_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slower one finds a store under the name when it is done, and takes that."""
    migrate = database_module.migrate
    faster: list[Database] = []

    def slow(unfinished: Path) -> None:
        monkeypatch.setattr(database_module, "migrate", migrate)
        migrate(unfinished)
        faster.append(Database.open(path, now=MONDAY))
        log(faster[0])

    monkeypatch.setattr(database_module, "migrate", slow)
    slower = Database.open(path, now=MONDAY)

    assert slower.replica == faster[0].replica
    assert numbers(slower) == [1]
    slower.close()
    faster[0].close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.fixture
def vanished(path: Path) -> Path:
    made = Database.open(path, now=MONDAY)
    made.close()
    path.unlink()
    return path


def test_connecting_never_makes_a_file(vanished: Path) -> None:
    with pytest.raises(driver.OperationalError):
        connect(vanished)
    assert not vanished.exists()
