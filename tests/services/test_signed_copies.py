"""Scanned signed copies stay with the version they were signed for, and with the store wherever it goes."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp import engine as opening
from slaapp.domain.attachments import StoredFile
from slaapp.domain.errors import Refusal
from slaapp.services.signed_copies import SignedCopies
from slaapp.storage import attachments
from tests.services.conftest import Work, at

NAME = "Standard support"
SCAN = b"%PDF-1.7 signed"


@pytest.fixture
def copies(desk: Work) -> SignedCopies:
    """Version 2 is offered."""
    desk.engine.agreements.begin(NAME, at("02-02 09:00"))
    desk.engine.agreements.offer(NAME, at("02-02 10:00"))
    return desk.engine.signed_copies


def scan(desk: Work, name: str = "signed.pdf") -> StoredFile:
    return desk.engine.files.take_in_bytes(SCAN, name)


def names(copies: SignedCopies, version: int = 2) -> list[str]:
    return [held.file.name for held in copies.of(NAME, version)]


def test_a_copy_is_attached_to_its_version_and_read_back(desk: Work, copies: SignedCopies, tmp_path: Path) -> None:
    acme = desk.customer("Acme", NAME)
    copies.attach(NAME, 2, scan(desk), customer=acme, now=at("02-03 09:00"))

    [held] = copies.of(NAME, 2)

    assert (held.file.name, held.customer, held.at, held.by) == (
        "signed.pdf",
        acme,
        at("02-03 09:00"),
        desk.engine.user,
    )
    assert desk.engine.files.save(held.file, tmp_path / "out.pdf").read_bytes() == SCAN
    assert names(copies, 1) == []
    assert desk.sound()


def test_only_scans_of_what_was_offered_are_taken(desk: Work, copies: SignedCopies) -> None:
    with pytest.raises(Refusal, match=r"signed.html is no scan: a signed copy is a PDF or a picture"):
        copies.attach(NAME, 2, scan(desk, "signed.html"), now=at("02-03 09:00"))
    with pytest.raises(Refusal, match="There is no version 9 of Standard support"):
        copies.attach(NAME, 9, scan(desk), now=at("02-03 09:00"))
    copies.attach(NAME, 2, scan(desk), now=at("02-03 09:00"))
    with pytest.raises(Refusal, match="attached to version 2 of Standard support already"):
        copies.attach(NAME, 2, scan(desk), now=at("02-03 09:00"))
    desk.engine.agreements.discard(NAME, at("02-04 09:00"))
    desk.engine.agreements.begin(NAME, at("02-04 09:00"))
    with pytest.raises(Refusal, match="was not offered yet"):
        copies.attach(NAME, 2, scan(desk), now=at("02-04 09:00"))


def test_a_copy_of_other_words_is_withdrawn_with_the_signatures(desk: Work, copies: SignedCopies) -> None:
    copies.attach(NAME, 2, scan(desk), now=at("02-03 09:00"))
    draft = desk.engine.agreements.one(NAME, at("02-03 10:00")).versions[0].agreement

    desk.engine.agreements.save(replace(draft, reopen_window=1), at("02-03 10:00"))

    assert names(copies) == []
    with desk.engine.database.read() as connection:
        assert [held.name for held in attachments.named(connection)] == ["signed.pdf"]


def test_it_stays_when_the_version_is_put_in_force(desk: Work, copies: SignedCopies) -> None:
    copies.attach(NAME, 2, scan(desk), now=at("02-03 09:00"))

    desk.engine.agreements.put_in_force(NAME, date(2026, 2, 4), now=at("02-03 10:00"))
    desk.engine.agreements.begin(NAME, at("02-05 10:00"))

    assert names(copies) == ["signed.pdf"]


def test_one_that_was_taken_off_comes_back_by_undo(desk: Work, copies: SignedCopies) -> None:
    copies.attach(NAME, 2, scan(desk), now=at("02-03 09:00"))

    gone = copies.take_off(copies.of(NAME, 2)[0].id, now=at("02-03 10:00"))
    assert names(copies) == []
    desk.engine.customers.take_back(gone.records, now=at("02-03 11:00"))

    assert names(copies) == ["signed.pdf"]


def test_a_copy_that_is_gone_or_changed_is_named_by_the_check(desk: Work, copies: SignedCopies) -> None:
    file = scan(desk)
    copies.attach(NAME, 2, file, now=at("02-03 09:00"))
    path = attachments.path_of(desk.engine.files.folder, file.sha256)
    path.write_bytes(SCAN.upper())

    [problem] = desk.engine.checking.problems()

    assert problem.startswith("The signed copy “signed.pdf” of an agreement is changed")
    path.unlink()
    with pytest.raises(Refusal, match="missing or was changed outside SLA Desk"):
        desk.engine.files.read(file, most=1000)


def test_a_sweep_leaves_it_and_a_backup_has_it(desk: Work, copies: SignedCopies, tmp_path: Path) -> None:
    file = scan(desk)
    copies.attach(NAME, 2, file, now=at("02-03 09:00"))

    desk.engine.files.sweep(now=at("12-31 09:00") + 10_000_000_000)
    backup = opening.back_up(desk.engine.store, tmp_path / "backups", now=at("02-03 10:00"))

    assert names(copies) == ["signed.pdf"]
    assert desk.engine.files.read(file, most=1000) == SCAN
    assert opening.lacking(backup) == []
