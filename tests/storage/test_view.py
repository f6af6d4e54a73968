"""What is read needs the driver alone."""

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
import sqlcipher3.dbapi2 as driver

from slaapp.domain.errors import StoreRefusal
from slaapp.engine import Engine
from slaapp.storage.database import Database
from slaapp.storage.view import Views
from tests.storage.stories import MONDAY, log

READS = """
import sys
from pathlib import Path
from slaapp.engine import Engine
with Engine.open(Path(sys.argv[1]), user="sam", now=int(sys.argv[2])) as engine:
    print(len(engine.board.rows()), "sqlalchemy" in sys.modules, "alembic" in sys.modules)
"""


def test_a_queue_is_read_without_what_writes(tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    Engine.open(store, user="sam", now=MONDAY, is_test=True).close()
    command = [sys.executable, "-c", READS, str(store), str(MONDAY)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False", "False"]


def test_a_view_stays_as_it_was_while_others_write(database: Database) -> None:
    log(database)
    with database.read() as view:
        before = view.exec_driver_sql("SELECT count(*) FROM events").scalar_one()
        log(database)
        assert view.exec_driver_sql("SELECT count(*) FROM events").scalar_one() == before
    with database.read() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM events").scalar_one() > before


def test_a_view_goes_back_also_after_an_error(database: Database) -> None:
    for _ in range(9):
        with pytest.raises(driver.OperationalError), database.read() as view:
            view.exec_driver_sql("SELECT nothing")
    with database.read() as view:
        assert view.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_at_most_so_many_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slaapp.storage.view.PATIENCE_S", 0.01)
    opened: list[object] = []

    def connect() -> object:
        opened.append(made := driver.connect(":memory:", isolation_level=None, check_same_thread=False))
        return made

    views = Views(connect, most=2)
    with views.begin(), views.begin(), pytest.raises(StoreRefusal, match="Nothing was read"), views.begin():
        pass
    with views.begin():
        pass
    assert len(opened) == 2


def test_one_that_is_read_from_at_the_end_is_closed_after_that() -> None:
    made = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
    views = Views(lambda: made, most=1)
    with views.begin() as view:
        thread = Thread(target=views.close)
        thread.start()
        thread.join()
        assert view.exec_driver_sql("SELECT 1").scalar() == 1
    with pytest.raises(driver.ProgrammingError):
        made.execute("SELECT 1")
