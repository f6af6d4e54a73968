"""Backups count only when verified, are kept by a plan, and a way back destroys nothing."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import DAY
from slaapp.storage import backup, tickets
from slaapp.storage.database import Database
from tests.storage.stories import MONDAY, log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def filled(path: Path, count: int = 1) -> None:
    made = Database.open(path, now=MONDAY)
    for _ in range(count):
        log(made)
    made.close()


def stamp(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H%M%SZ")


def numbers(path: Path) -> list[int]:
    opened = Database.open(path, now=MONDAY)
    with opened.read() as connection:
        found = [row.number for row in tickets.every(connection)]
    opened.close()
    return found


def test_a_backup_holds_what_was_saved_while_the_store_is_in_use(path: Path, folder: Path) -> None:
    opened = Database.open(path, now=MONDAY)
    log(opened)
    made = backup.back_up_file(path, folder, now=MONDAY)
    log(opened)
    opened.close()

    assert numbers(made) == [1]
    assert numbers(path) == [1, 2]


def test_a_backup_a_day_is_made_and_no_more(path: Path, folder: Path) -> None:
    filled(path)
    assert backup.daily(path, folder, now=MONDAY) is not None
    assert backup.daily(path, folder, now=MONDAY + 3600) is None
    assert backup.daily(path, folder, now=MONDAY + DAY) is not None
    assert len(backup.backups(path, folder)) == 2


def test_seven_days_four_weeks_and_twelve_months_are_kept(path: Path, folder: Path) -> None:
    filled(path)
    first = backup.back_up_file(path, folder, now=MONDAY)
    for day in range(1, 429):
        # Rotation goes by names alone, so the ones between need no content.
        (folder / first.name.replace(stamp(MONDAY), stamp(MONDAY + day * DAY))).touch()
    backup.daily(path, folder, now=MONDAY + 429 * DAY)

    kept = [datetime.fromtimestamp(backup.taken_at(file), UTC) for file in backup.backups(path, folder)]
    last = datetime.fromtimestamp(MONDAY + 429 * DAY, UTC)
    assert [(last - at).days for at in kept[:7]] == list(range(7))
    assert len({at.isocalendar()[:2] for at in kept}) >= 4
    assert len({(at.year, at.month) for at in kept}) == 12
    assert len(kept) <= 7 + 4 + 12


def test_a_store_comes_back_as_a_replica_of_its_own_and_the_damaged_one_is_kept(path: Path, folder: Path) -> None:
    filled(path, 2)
    old_replica = Database.open(path, now=MONDAY)
    name = old_replica.replica
    old_replica.close()
    made = backup.back_up_file(path, folder, now=MONDAY)
    path.write_bytes(b"damaged beyond recognition")

    aside = backup.restore(made, path, now=MONDAY)

    assert aside is not None
    assert aside.read_bytes() == b"damaged beyond recognition"
    assert numbers(path) == [1, 2]
    restored = Database.open(path, now=MONDAY)
    assert restored.replica != name
    assert log(restored) == 3
    restored.close()
    assert made.exists()


def test_a_store_that_is_gone_comes_back(path: Path, folder: Path) -> None:
    filled(path)
    made = backup.back_up_file(path, folder, now=MONDAY)
    path.unlink()
    assert backup.restore(made, path, now=MONDAY) is None
    assert numbers(path) == [1]


@pytest.mark.parametrize("damage", ["cut", "flipped", "foreign"])
def test_a_backup_that_is_not_sound_replaces_nothing(damage: str, path: Path, folder: Path) -> None:
    filled(path, 20)
    made = backup.back_up_file(path, folder, now=MONDAY)
    content = bytearray(made.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "flipped":
        content[4096:12288] = bytes(8192)
    else:
        content[68:72] = bytes(4)
    made.write_bytes(content)
    before = path.read_bytes()

    with pytest.raises(StoreRefusal):
        backup.restore(made, path, now=MONDAY)

    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["backups", path.name]


def test_a_store_that_is_damaged_does_not_become_a_backup(path: Path, folder: Path) -> None:
    filled(path, 60)
    content = bytearray(path.read_bytes())
    content[5 * 4096 : 9 * 4096] = os.urandom(4 * 4096)
    path.write_bytes(content)

    with pytest.raises(StoreRefusal, match=r"malformed|not sound|could not be read"):
        backup.back_up_file(path, folder, now=MONDAY)

    assert list(folder.iterdir()) == []
