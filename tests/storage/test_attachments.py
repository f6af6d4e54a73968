"""Attachments in backups: copied once, checked as they are copied, brought back with the store."""

import os
from pathlib import Path

import pytest

from slaapp.domain.spans import DAY
from slaapp.engine import Engine, back_up, lacking, restore_backup
from slaapp.services.desk import TicketDraft
from slaapp.storage import attachments, backup
from tests.storage.stories import MONDAY


def desk_with(path: Path, *contents: bytes) -> list[str]:
    """A store with a ticket on which these files are; gives their digests."""
    with Engine.open(path, user="sam", now=MONDAY, is_test=True, zone="UTC") as engine:
        files = tuple(engine.files.take_in_bytes(data, f"{place}.txt") for place, data in enumerate(contents))
        engine.desk.log(TicketDraft("Printer jams", files=files), now=MONDAY)
    return [file.sha256 for file in files]


def problems(path: Path) -> list[str]:
    with Engine.open(path, user="sam", now=MONDAY) as engine:
        return list(engine.checking.problems())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def test_a_backup_brings_its_files_and_a_restore_puts_them_back(path: Path, folder: Path, tmp_path: Path) -> None:
    digests = desk_with(path, b"one", b"two")
    made = back_up(path, folder, now=MONDAY)
    assert {file.name for file in backup.files_of(made).iterdir()} == set(digests)
    assert lacking(made) == []
    elsewhere = tmp_path / "other" / "new.slaapp"
    restore_backup(made, elsewhere, now=MONDAY)
    assert problems(elsewhere) == []
    assert {file.name for file in attachments.folder_of(elsewhere).iterdir()} == set(digests)


def test_files_that_are_in_the_backup_already_are_not_copied_again(path: Path, folder: Path) -> None:
    (digest,) = desk_with(path, b"one")
    first = back_up(path, folder, now=MONDAY)
    kept = backup.files_of(first) / digest
    before = (kept.stat().st_ino, kept.stat().st_mtime_ns)
    desk_with(path, b"two")
    second = back_up(path, folder, now=MONDAY + DAY)
    assert backup.files_of(second) == backup.files_of(first)
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == before
    assert len(list(backup.files_of(first).iterdir())) == 2


def test_a_changed_file_does_not_go_into_a_backup_and_a_good_one_there_stays(path: Path, folder: Path) -> None:
    one, two = desk_with(path, b"one", b"two")
    (attachments.folder_of(path) / one).write_bytes(b"eno")
    made = back_up(path, folder, now=MONDAY)
    assert lacking(made) == ["0.txt"]
    assert {file.name for file in backup.files_of(made).iterdir()} == {two}


def test_a_restore_mends_changed_and_missing_files_of_the_store(path: Path, folder: Path) -> None:
    one, two = desk_with(path, b"one", b"two")
    made = back_up(path, folder, now=MONDAY)
    (attachments.folder_of(path) / one).write_bytes(b"eno")
    (attachments.folder_of(path) / two).unlink()
    assert len(problems(path)) == 2
    restore_backup(made, path, now=MONDAY)
    assert problems(path) == []


def test_a_restore_without_the_files_still_brings_the_tickets(path: Path, folder: Path, tmp_path: Path) -> None:
    (digest,) = desk_with(path, b"one")
    made = back_up(path, folder, now=MONDAY)
    (backup.files_of(made) / digest).unlink()
    elsewhere = tmp_path / "other" / "new.slaapp"
    restore_backup(made, elsewhere, now=MONDAY)
    assert lacking(elsewhere, store=True) == ["0.txt"]
    (sentence,) = problems(elsewhere)
    assert sentence.startswith("Ticket 1: the file of its attachment “0.txt” is missing")


def test_a_backup_under_another_name_finds_its_files_beside_it(path: Path, folder: Path, tmp_path: Path) -> None:
    desk_with(path, b"one")
    made = back_up(path, folder, now=MONDAY)
    renamed = made.rename(folder / "before the holidays")
    restore_backup(renamed, tmp_path / "new.slaapp", now=MONDAY)
    assert problems(tmp_path / "new.slaapp") == []


def test_what_was_erased_for_privacy_is_not_missed(path: Path, folder: Path) -> None:
    (digest,) = desk_with(path, b"one")
    (attachments.folder_of(path) / digest).unlink()
    with Engine.open(path, user="sam", now=MONDAY) as engine, engine.database.write() as connection:
        connection.exec_driver_sql("UPDATE event_texts SET texts = '{}' WHERE seq = 2")
    assert [sentence for sentence in problems(path) if "attachment" in sentence] == []
    assert lacking(back_up(path, folder, now=MONDAY)) == []


def test_what_a_killed_copy_left_is_swept_after_a_day(path: Path) -> None:
    desk_with(path, b"one")
    folder = attachments.folder_of(path)
    for name, age in ((".new-old", 2 * DAY), (".new-fresh", 0)):
        (folder / name).write_bytes(b"half")

        os.utime(folder / name, (MONDAY - age, MONDAY - age))
    backup.daily(path, path.parent / "backups", now=MONDAY)
    assert not (folder / ".new-old").exists()
    assert (folder / ".new-fresh").exists()


def test_nothing_but_a_digest_is_ever_a_path(path: Path) -> None:
    for name in ("../desk.slaapp", "", "A" * 64, "0" * 63 + "/"):
        with pytest.raises(ValueError, match="is no SHA-256"):
            attachments.path_of(path, name)
