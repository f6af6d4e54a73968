"""Backups where the world is less tidy: other stores beside, odd names, logs, windows left open."""

import os
import shutil
from pathlib import Path

import pytest

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.spans import DAY
from slaapp.storage import backup
from slaapp.storage.database import Database
from tests.storage.conftest import Stranger
from tests.storage.stories import MONDAY, log
from tests.storage.test_backup import filled, numbers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def test_two_stores_that_differ_only_in_their_ending_have_backups_of_their_own(tmp_path: Path, folder: Path) -> None:
    for name in ("desk.slaapp", "desk.db", "desk.old.slaapp"):
        filled(tmp_path / name)
        assert backup.daily(tmp_path / name, folder, now=MONDAY) is not None
    for name in ("desk.slaapp", "desk.db", "desk.old.slaapp"):
        assert len(backup.backups(tmp_path / name, folder)) == 1


def test_other_files_beside_the_backups_are_nobodys_business(path: Path, folder: Path) -> None:
    filled(path)
    folder.mkdir()
    for name in (f"{path.name}.notes.slaapp-backup", f"{path.name}.2026-13-99T000000Z.slaapp-backup", "list.txt"):
        (folder / name).write_text("mine")
    upgraded = backup.back_up_file(path, folder, now=MONDAY - 900 * DAY, label="before-upgrade")

    assert backup.daily(path, folder, now=MONDAY) is not None

    assert len(list(folder.iterdir())) == 5
    assert upgraded.exists()


@pytest.mark.parametrize("name", ["50% of #1?.slaapp", "[a]*.slaapp"])
def test_any_name_of_a_store_will_do(name: str, tmp_path: Path, folder: Path) -> None:
    store = tmp_path / name
    filled(store, 3)
    made = backup.daily(store, folder, now=MONDAY)
    assert made is not None
    assert backup.backups(store, folder) == [made]
    store.unlink()
    backup.restore(made, store, now=MONDAY)
    assert numbers(store) == [1, 2, 3]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["backups", name])


def test_a_missing_store_is_not_made_by_backing_it_up(path: Path, folder: Path) -> None:
    with pytest.raises(StoreRefusal, match="cannot be opened"):
        backup.back_up_file(path, folder, now=MONDAY)
    assert not path.exists()
    assert list(folder.iterdir()) == []


def test_a_missing_backup_is_refused(path: Path, tmp_path: Path) -> None:
    filled(path)
    with pytest.raises(StoreRefusal, match="There is no backup"):
        backup.restore(tmp_path / "none.slaapp-backup", path, now=MONDAY)
    assert numbers(path) == [1]


def test_a_copy_brings_its_log_along(path: Path, tmp_path: Path) -> None:
    opened = Database.open(path, now=MONDAY)
    stranger = Stranger(path)
    stranger.does("PRAGMA wal_checkpoint(TRUNCATE)")
    log(opened)
    copy = tmp_path / "copied" / "desk.slaapp"
    copy.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
    stranger.close()
    opened.close()

    target = tmp_path / "other.slaapp"
    backup.restore(copy, target, now=MONDAY)
    assert numbers(target) == [1]


@pytest.mark.parametrize(
    ("theft", "sentence"),
    [
        (("DELETE FROM event_texts WHERE seq > 2", "DELETE FROM events WHERE seq > 2"), "the last one written was"),
        (("UPDATE events SET occurred_at = occurred_at - 60 WHERE seq = 1",), "is not as it was written"),
        (('UPDATE event_texts SET texts = \'{"text":"forged"}\' WHERE seq = 1',), "its subject is missing"),
    ],
    ids=["the last events", "the first event", "a text"],
)
def test_a_copy_in_which_something_was_changed_is_refused(
    theft: tuple[str, ...], sentence: str, path: Path, tmp_path: Path
) -> None:
    filled(path)
    copy = tmp_path / "copy.slaapp"
    shutil.copyfile(path, copy)
    thief = Stranger(copy)
    with thief.without_triggers():
        thief.does("PRAGMA foreign_keys = OFF", *theft)
    thief.close()
    with pytest.raises(StoreRefusal, match=sentence):
        backup.restore(copy, path, now=MONDAY)


def test_texts_that_were_emptied_for_privacy_are_no_reason_against_a_backup(path: Path, folder: Path) -> None:
    filled(path)
    eraser = Stranger(path)
    eraser.does("UPDATE event_texts SET texts = '{}' WHERE seq = 1")
    eraser.close()
    assert backup.back_up_file(path, folder, now=MONDAY).exists()


def test_a_store_is_not_restored_under_an_open_window(path: Path, folder: Path) -> None:
    filled(path)
    made = backup.back_up_file(path, folder, now=MONDAY)
    opened = Database.open(path, now=MONDAY)
    with pytest.raises(StoreRefusal, match="is open in SLA Desk"):
        backup.restore(made, path, now=MONDAY)
    assert log(opened) == 2
    opened.close()
    assert backup.restore(made, path, now=MONDAY) is not None


def test_the_log_of_the_damaged_store_goes_aside_with_it(path: Path, folder: Path, tmp_path: Path) -> None:
    filled(path)
    made = backup.back_up_file(path, folder, now=MONDAY)
    opened = Database.open(path, now=MONDAY)
    log(opened)
    kept = {ending: Path(f"{path}{ending}").read_bytes() for ending in ("", "-wal")}
    opened.close()
    for ending, content in kept.items():
        Path(f"{path}{ending}").write_bytes(content)

    aside = backup.restore(made, path, now=MONDAY)

    assert aside is not None
    assert {ending: Path(f"{aside}{ending}").read_bytes() for ending in ("", "-wal")} == kept
    assert numbers(path) == [1]
    assert numbers(aside) == [1, 2]


def test_what_a_killed_backup_left_is_swept_after_a_day(path: Path, folder: Path) -> None:
    filled(path)
    folder.mkdir()
    old, fresh = (folder / f".{path.name}.2026-01-01T000000Z.slaapp-backup.{name}" for name in ("0a", "0b"))
    for file, at in ((old, MONDAY - 2 * DAY), (fresh, MONDAY)):
        file.write_bytes(b"half")
        os.utime(file, (at, at))
    backup.daily(path, folder, now=MONDAY)
    assert not old.exists()
    assert fresh.exists()
