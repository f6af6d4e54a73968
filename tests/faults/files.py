"""Kills while attachments are added, backed up and brought back: a file is whole under its name or not there."""

import hashlib
import random
import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path

from slaapp.engine import Engine, back_up, restore_backup
from slaapp.services.desk import TicketDraft
from slaapp.storage import attachments, backup
from tests.faults.kills import SEED, Count, timed
from tests.faults.processes import Victim
from tests.storage.stories import MONDAY

SIZE = 3 << 20


def attach_for_ever(path: Path, acknowledge: Connection) -> None:
    with Engine.open(path, user="sam", now=MONDAY, is_test=True, zone="UTC") as engine:
        number, _ = engine.desk.log(TicketDraft("Printer jams"), now=MONDAY)
        count = 0
        while True:
            file = engine.files.take_in_bytes(random.randbytes(SIZE), f"{count}.bin")
            engine.files.attach(number, [file], now=MONDAY)
            count += 1
            acknowledge.send(file.sha256)


def back_up_files(path: Path, folder: Path, acknowledge: Connection) -> None:
    acknowledge.send(0)
    back_up(path, folder, now=MONDAY)
    acknowledge.send(1)


def restore_files(copy: Path, store: Path, acknowledge: Connection) -> None:
    acknowledge.send(0)
    restore_backup(copy, store, now=MONDAY)
    acknowledge.send(1)


def half(folder: Path) -> list[str]:
    """Files whose bytes are not those that their name says."""
    if not folder.is_dir():
        return []
    finished = [file for file in folder.iterdir() if len(file.name) == 64]
    return [f"{file.name} is half there" for file in finished if _digest(file) != file.name]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def problems(path: Path) -> list[str]:
    with Engine.open(path, user="sam", now=MONDAY) as engine:
        return list(engine.checking.problems())


def in_attaching(folder: Path, *, kills: int) -> Count:
    """Kill a process that attaches files: every one it said to be saved is there, and none is half there."""
    count, chance = Count(), random.Random(SEED)
    for index in range(kills):
        path = folder / f"{index}.slaapp"
        process = Victim(attach_for_ever, path)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 0.15))
        said = process.kill()
        files = attachments.folder_of(path)
        count.tried, count.confirmed = count.tried + 1, count.confirmed + len(said)
        begun = [file for file in files.iterdir() if len(file.name) != 64]
        count.during += bool(begun)
        count.wrong += [f"kill {index}: {sentence}" for sentence in (*half(files), *problems(path))]
        count.wrong += [f"kill {index}: a confirmed file is lost" for name in said if not (files / name).exists()]
        shutil.rmtree(files)
        path.unlink()
    return count


def in_backup(folder: Path, *, kills: int) -> Count:
    """Kill a backup with files: what lies under a backup's name has all its files, each whole."""
    count, chance = Count(), random.Random(SEED)
    path, copies = folder / "desk.slaapp", folder / "copies"
    _fill(path)
    duration = timed(lambda: back_up(path, copies, now=MONDAY))
    for index in range(kills):
        shutil.rmtree(copies)
        process = Victim(back_up_files, path, copies)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 1.2 * duration))
        said = process.kill()
        count.tried, count.during = count.tried + 1, count.during + (len(said) == 1)
        made = backup.backups(path, copies)
        if len(said) == 2 and not made:
            count.wrong.append(f"kill {index}: a backup was confirmed and is not there")
        for copy in made:
            count.wrong += [
                f"kill {index}: {held.name} is lacking" for held in backup.lacking(copy, backup.files_of(copy))
            ]
        count.wrong += [f"kill {index}: {sentence}" for sentence in half(attachments.folder_of(copies / path.name))]
        again = back_up(path, copies, now=MONDAY + 1)
        count.wrong += [f"kill {index}, again: {sentence}" for sentence in half(backup.files_of(again))]
    return count


def in_restore(folder: Path, *, kills: int) -> Count:
    """Kill a restore with files: a restored store has all its files, and the next restore ends well."""
    count, chance = Count(), random.Random(SEED)
    source, store = folder / "source.slaapp", folder / "there" / "desk.slaapp"
    _fill(source)
    copy = back_up(source, folder / "copies", now=MONDAY)
    store.parent.mkdir()
    duration = timed(lambda: restore_backup(copy, store, now=MONDAY))
    for index in range(kills):
        shutil.rmtree(store.parent)
        store.parent.mkdir()
        process = Victim(restore_files, copy, store)
        process.wait_for(1)
        time.sleep(chance.uniform(0, 1.2 * duration))
        said = process.kill()
        count.tried, count.during = count.tried + 1, count.during + (len(said) == 1)
        count.wrong += [f"kill {index}: {sentence}" for sentence in half(attachments.folder_of(store))]
        if store.exists():
            count.wrong += [f"kill {index}: {sentence}" for sentence in problems(store)]
        elif len(said) == 2:
            count.wrong.append(f"kill {index}: a restore was confirmed and has not happened")
        restore_backup(copy, store, now=MONDAY)
        count.wrong += [f"kill {index}, again: {sentence}" for sentence in problems(store)]
    return count


def _fill(path: Path) -> None:
    with Engine.open(path, user="sam", now=MONDAY, is_test=True, zone="UTC") as engine:
        chance = random.Random(SEED)
        files = tuple(engine.files.take_in_bytes(chance.randbytes(SIZE), f"{place}.bin") for place in range(8))
        engine.desk.log(TicketDraft("Printer jams", files=files), now=MONDAY)
