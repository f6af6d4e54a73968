"""The experiments. Each kills so and so many times at moments drawn from a seed, and gives what it counted."""

import random
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from slaapp.domain.errors import StoreRefusal
from slaapp.storage import backup, clocks, events, search, tickets, walk
from slaapp.storage.connections import connect
from slaapp.storage.database import Database
from slaapp.storage.upgrading import migrate
from tests.faults.processes import Victim, victim
from tests.faults.work import NEXT_VERSION, SCRIPTS, back_up, log_for_ever, log_some, restore, timed_upgrade, upgrade
from tests.storage.stories import MONDAY, log_through

SEED = 20260311


@dataclass
class Count:
    """`wrong` holds a sentence for each promise that was broken."""

    tried: int = 0
    confirmed: int = 0
    during: int = 0
    """Kills that hit while the work was under way, neither before it began nor after it ended."""
    wrong: list[str] = field(default_factory=list)


def at_commit(folder: Path, *, kills: int) -> Count:
    """Kill a process that logs tickets: all it said to be saved is there, and of no ticket a part."""
    count, chance = Count(), random.Random(SEED)
    path = folder / "desk.slaapp"
    Database.open(path, now=MONDAY).close()
    confirmed: set[int] = set()
    for index in range(kills):
        if index % 50 == 49:
            # A store of moderate size keeps each look into all of it short.
            path.unlink()
            Database.open(path, now=MONDAY).close()
            confirmed.clear()
        process = Victim(log_for_ever, path)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 0.02))
        said = process.kill()
        confirmed.update(said)
        count.tried, count.confirmed = count.tried + 1, count.confirmed + len(said)
        count.wrong += [f"kill {index}: {sentence}" for sentence in whole(path, confirmed)]
    return count


def whole(path: Path, confirmed: set[int]) -> list[str]:
    """What is lost, half there or corrupt in a store."""
    database = Database.open(path, now=MONDAY)
    try:
        with database.read() as connection:
            wrong = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            wrong += [f"{row[0]} points nowhere" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
            wrong += walk.problems(connection.connection)
            held = {row.number: row.id for row in tickets.every(connection)}
            histories, wound = events.histories(connection), clocks.every(connection)
            wrong += [f"ticket {number} was confirmed and is lost" for number in confirmed - held.keys()]
            wrong += [f"ticket {ticket} has events and no row" for ticket in histories.keys() - held.values()]
            for number, ticket in held.items():
                if len(histories.get(ticket, ())) != 6 or len(wound.get(ticket, ())) != 1:
                    wrong.append(f"ticket {number} is half there")
                if search.find(connection, str(number), 1) == []:
                    wrong.append(f"ticket {number} is not found")
    finally:
        database.close()
    return wrong


def filled(path: Path, count: int) -> None:
    database = Database.open(path, now=MONDAY)
    with database.write() as connection:
        for _ in range(count):
            log_through(connection, database.replica, replies=["on my way " * 20] * 3)
    database.close()


def in_migration(folder: Path, *, kills: int, size: int = 1500) -> Count:
    """Kill an upgrade: the file has the old form or the new one with all its rows, and the next upgrade ends well."""
    count, chance = Count(), random.Random(SEED)
    template = folder / "template.slaapp"
    filled(template, size)
    trial = folder / "trial.slaapp"
    copy_store(template, trial)
    duration = timed_upgrade(trial)
    old, new = form(template), form(trial)
    assert old != new
    for index in range(kills):
        copy_store(template, trial)
        process = Victim(upgrade, trial)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 1.2 * duration))
        said = process.kill()
        count.tried += 1
        found = form(trial)
        count.during += len(said) == 1
        if found != (new if len(said) == 2 or found[0] == NEXT_VERSION else old):
            count.wrong.append(f"kill {index}: a form that is neither the old nor the new one")
        count.wrong += [f"kill {index}: {sentence}" for sentence in unsound(trial, size)]
        migrate(trial, script_location=SCRIPTS, version=NEXT_VERSION)
        if form(trial) != new or unsound(trial, size):
            count.wrong.append(f"kill {index}: the next upgrade did not end well")
    return count


def copy_store(source: Path, target: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
    shutil.copyfile(source, target)


def form(path: Path) -> tuple[int, tuple[str, ...]]:
    """A store's version and all its tables, indexes and triggers, word for word."""
    connection = connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name").fetchall()
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return version, (revision, *(" ".join(row) for row in rows))


def unsound(path: Path, size: int) -> list[str]:
    connection = connect(path)
    wrong = [row[0] for row in connection.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    wrong += [f"{row[0]} points nowhere" for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
    for table, wanted in (("tickets", size), ("events", 6 * size), ("clocks", size)):
        found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if found != wanted:
            wrong.append(f"{found} of {wanted} rows in {table}")
    connection.close()
    return wrong


def under_load(folder: Path, *, backups: int) -> Count:
    """Back up while another process writes without a rest: every copy is sound and holds what was confirmed before."""
    count = Count()
    path, copies = folder / "busy.slaapp", folder / "copies"
    filled(path, 200)
    with victim(log_for_ever, path) as process:
        for index in range(backups):
            process.wait_for(2 * index + 1)
            known = set(process.acknowledged)
            made = backup.back_up_file(path, copies, now=MONDAY + index)
            count.tried += 1
            count.wrong += [f"backup {index}: {sentence}" for sentence in whole(made, known)]
            made.unlink()
        count.confirmed = len(process.acknowledged)
    return count


def in_backup(folder: Path, *, kills: int, size: int = 1500) -> Count:
    """Kill a backup: under its name lies a sound copy or nothing."""
    count, chance = Count(), random.Random(SEED)
    path, copies = folder / "desk.slaapp", folder / "copies"
    filled(path, size)
    duration = timed(lambda: backup.back_up_file(path, copies, now=MONDAY))
    for index in range(kills):
        shutil.rmtree(copies)
        process = Victim(back_up, path, copies)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 1.2 * duration))
        said = process.kill()
        count.tried += 1
        count.during += len(said) == 1
        made = backup.backups(path, copies)
        if len(said) == 2 and not made:
            count.wrong.append(f"kill {index}: a backup was confirmed and is not there")
        for file in made:
            count.wrong += [f"kill {index}: {sentence}" for sentence in whole(file, set(range(1, size + 1)))]
        again = backup.back_up_file(path, copies, now=MONDAY + 1)
        count.wrong += [f"kill {index}, again: {sentence}" for sentence in unsound(again, size)]
    return count


def in_restore(folder: Path, *, kills: int, size: int = 1500) -> Count:
    """Kill a restore: the store is the damaged one or the restored one, the damaged bytes are kept, a re-run ends."""
    count, chance = Count(), random.Random(SEED)
    source, store = folder / "source.slaapp", folder / "there" / "desk.slaapp"
    filled(source, size)
    copy = backup.back_up_file(source, folder / "copies", now=MONDAY)
    damaged = source.read_bytes()[: 40 * 4096]
    store.parent.mkdir()
    store.write_bytes(damaged)
    duration = timed(lambda: backup.restore(copy, store, now=MONDAY))
    for index in range(kills):
        shutil.rmtree(store.parent)
        store.parent.mkdir()
        store.write_bytes(damaged)
        process = Victim(restore, copy, store)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 1.2 * duration))
        said = process.kill()
        count.tried += 1
        count.during += len(said) == 1
        kept = [file for file in store.parent.glob("desk.slaapp*") if file.read_bytes() == damaged]
        if not kept:
            count.wrong.append(f"kill {index}: the damaged store is gone")
        if not store.exists():
            count.wrong.append(f"kill {index}: there is no store")
        elif store.read_bytes() != damaged:
            count.wrong += [f"kill {index}: {sentence}" for sentence in whole(store, set(range(1, size + 1)))]
        elif len(said) == 2:
            count.wrong.append(f"kill {index}: a restore was confirmed and has not happened")
        try:
            backup.restore(copy, store, now=MONDAY)
        except StoreRefusal as error:
            count.wrong.append(f"kill {index}, again: {error}")
        count.wrong += [f"kill {index}, again: {sentence}" for sentence in unsound(store, size)]
    return count


def two_writers(folder: Path, *, each: int) -> Count:
    """Two processes write at once: each waits for the other, and every number is given once."""
    count = Count()
    path = folder / "shared.slaapp"
    Database.open(path, now=MONDAY).close()
    processes = [Victim(log_some, path, each) for _ in range(2)]
    for process in processes:
        if process.wait() != 0:
            count.wrong.append("a writer gave up")
    said = [number for process in processes for number in process.acknowledged]
    count.tried, count.confirmed = 2, len(said)
    if sorted(said) != list(range(1, 2 * each + 1)):
        count.wrong.append("numbers were given twice or left out")
    database = Database.open(path, now=MONDAY)
    with database.read() as connection:
        count.wrong += walk.problems(connection.connection)
        if len(tickets.every(connection)) != 2 * each:
            count.wrong.append("tickets are lost")
    database.close()
    return count


def timed(work: object) -> float:
    start = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - start
