"""Files on tickets: kept by their digest, found by their name, taken off again, never mistaken for paths."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from slaapp.domain import attachments as domain
from slaapp.domain.agreement import Status
from slaapp.domain.attachments import StoredFile
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import DAY
from slaapp.engine import Engine
from slaapp.services import attaching
from tests.services.conftest import Work, at

NOON = at("01-05 12:00")


@pytest.fixture
def number(desk: Work) -> int:
    return desk.log("01-05 09:00")


def a_file(folder: Path, name: str = "error.log", data: bytes = b"no route to host\n") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def names(desk: Work, number: int) -> list[str]:
    return [on.file.name for on in desk.engine.files.of(number)]


def attach(desk: Work, number: int, path: Path) -> StoredFile:
    file = desk.engine.files.take_in(path)
    desk.engine.files.attach(number, [file], now=NOON)
    return file


def test_an_attached_file_lies_under_its_digest_for_its_owner_alone(desk: Work, number: int, tmp_path: Path) -> None:
    file = attach(desk, number, a_file(tmp_path))
    folder = tmp_path / "desk.slaapp.files"
    (kept,) = folder.iterdir()
    assert kept.name == file.sha256 == hashlib.sha256(b"no route to host\n").hexdigest()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) & 0o077 == 0
    assert names(desk, number) == ["error.log"]
    assert desk.sound()


def test_the_same_bytes_are_kept_once(desk: Work, number: int, tmp_path: Path) -> None:
    other = desk.log("01-05 10:00")
    attach(desk, number, a_file(tmp_path, "a.log"))
    attach(desk, other, a_file(tmp_path, "b.log"))
    assert len(list((tmp_path / "desk.slaapp.files").iterdir())) == 1
    assert (names(desk, number), names(desk, other)) == (["a.log"], ["b.log"])


def test_the_search_finds_the_ticket_by_the_file_s_name_until_it_is_taken_off(
    desk: Work, number: int, tmp_path: Path
) -> None:
    attach(desk, number, a_file(tmp_path, "turbo-encabulator.log"))
    assert [hit.number for hit in desk.engine.board.search("encabul")] == [number]
    desk.engine.desk.retract(number, None, now=NOON + 60)
    assert names(desk, number) == []
    assert desk.engine.board.search("encabul") == []
    assert desk.sound()


def test_a_row_of_the_queue_says_how_many_files_there_are(desk: Work, number: int, tmp_path: Path) -> None:
    assert [row.attachments for row in desk.engine.board.rows()] == [0]
    attach(desk, number, a_file(tmp_path))
    assert [row.attachments for row in desk.engine.board.rows()] == [1]
    assert [row.attachments for row in desk.engine.board.rows_as_of(NOON - 60)] == [0]


@pytest.mark.parametrize("then", [None, Status.RESOLVED, Status.WAITING_CUSTOMER])
def test_a_reply_goes_with_its_files_and_comes_back_without_them(
    then: Status | None, desk: Work, number: int, tmp_path: Path
) -> None:
    files = [desk.engine.files.take_in(a_file(tmp_path, name, name.encode())) for name in ("a.txt", "b.txt")]
    desk.engine.desk.reply(number, "See the two files.", now=NOON, then=then, files=files)
    (reply,) = [
        entry.event
        for entry in desk.engine.pages.page(number, now=NOON).entries
        if entry.event is not None and entry.event.KIND == "replied"
    ]
    held = [
        entry.event
        for entry in desk.engine.pages.page(number, now=NOON).entries
        if entry.event is not None and entry.event.KIND == "attached"
    ]
    assert [getattr(event, "to", None) for event in held] == [reply.id, reply.id]
    desk.engine.desk.retract(number, None, now=NOON + 60)
    page = desk.engine.pages.page(number, now=NOON + 60)
    assert names(desk, number) == []
    assert page.status is Status.NEW
    replies = [entry for entry in page.entries if entry.event is not None and entry.event.KIND == "replied"]
    assert [entry.retracted for entry in replies] == [True]


def test_a_clock_does_not_see_a_file(desk: Work, number: int, tmp_path: Path) -> None:
    before = desk.clock(number, "first_response", when="01-05 12:00").reading
    attach(desk, number, a_file(tmp_path))
    assert desk.clock(number, "first_response", when="01-05 12:00").reading == before


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "none.txt", "There is no file none.txt"),
        (lambda folder: a_file(folder, "empty.txt", b""), "empty.txt is empty"),
    ],
)
def test_what_cannot_be_attached_says_why_and_leaves_nothing(
    make: object, sentence: str, desk: Work, tmp_path: Path
) -> None:
    assert callable(make)
    with pytest.raises(Refusal, match=sentence):
        desk.engine.files.take_in(make(tmp_path))
    assert not (tmp_path / "desk.slaapp.files").exists()


def test_a_pipe_is_no_file(desk: Work, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refusal, match="There is no file pipe"):
        desk.engine.files.take_in(tmp_path / "pipe")


def test_a_file_that_is_too_large_is_refused_also_when_it_grows_meanwhile(
    desk: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attaching, "LARGEST", 2 << 20)
    path = a_file(tmp_path, "big.bin", bytes(3 << 20))
    with pytest.raises(Refusal, match="larger than 2 MB"):
        desk.engine.files.take_in(path)
    path.write_bytes(bytes(1 << 20))

    def grow(done: int, _size: int) -> bool:
        with path.open("ab") as file:
            file.write(bytes(1 << 20))
        return True

    with pytest.raises(Refusal, match="larger than 2 MB"):
        desk.engine.files.take_in(path, progress=grow)
    assert list((tmp_path / "desk.slaapp.files").iterdir()) == []


def test_a_copy_that_is_stopped_leaves_nothing(desk: Work, tmp_path: Path) -> None:
    path = a_file(tmp_path, "big.bin", bytes(5 << 20))
    told: list[tuple[int, int]] = []

    def stop(done: int, size: int) -> bool:
        told.append((done, size))
        return done < 2 << 20

    with pytest.raises(Refusal, match="you stopped it"):
        desk.engine.files.take_in(path, progress=stop)
    assert told == [(1 << 20, 5 << 20), (2 << 20, 5 << 20)]
    assert list((tmp_path / "desk.slaapp.files").iterdir()) == []


def test_no_room_beside_the_store_says_what_is_kept(
    desk: Work, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk.slaapp.files").write_bytes(b"a file where the folder should be")
    with pytest.raises(Refusal, match=r"its copy in .* could not be written .* the file is where it was"):
        desk.engine.files.take_in(a_file(tmp_path))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\calc.exe", "calc.exe"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\x1b[31m.txt", "ab[31m.txt"),
        ("two\nlines\tand a tab.txt", "two lines and a tab.txt"),
        ("..", "attachment"),
        ("", "attachment"),
        ("\ud800half.txt", "half.txt"),
        ("x" * 300 + ".pdf", "x" * 195 + "….pdf"),
    ],
)
def test_a_name_is_a_label(given: str, shown: str) -> None:
    assert domain.label(given) == shown
    assert len(domain.label(given)) <= domain.LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "opened", "shown"),
    [
        ("report.pdf", True, False),
        ("screen.PNG", True, True),
        ("page.html", False, False),
        ("drawing.svg", False, False),
        ("link.lnk", False, False),
        ("site.url", False, False),
        ("app.hta", False, False),
        ("disk.iso", False, False),
        ("macro.docm", False, False),
        ("letter.docx", False, False),
        ("run.ps1", False, False),
        ("photo.png.exe", False, False),
        ("photo.png. ", True, True),
        ("noending", False, False),
        (".txt", False, False),
        ("mail.eml", False, False),
        ("list.csv", False, False),
    ],
)
def test_only_harmless_kinds_are_opened(name: str, opened: bool, shown: bool) -> None:
    assert (domain.may_open(name), domain.is_picture(name)) == (opened, shown)


def test_a_copy_is_saved_whole_and_never_in_place_of_another(desk: Work, number: int, tmp_path: Path) -> None:
    file = attach(desk, number, a_file(tmp_path))
    target = desk.engine.files.save(file, tmp_path / "out.log")
    assert target.read_bytes() == b"no route to host\n"
    with pytest.raises(Refusal, match="is there already"):
        desk.engine.files.save(file, target)
    (tmp_path / "there").mkdir()
    assert desk.engine.files.save(file, tmp_path / "there") == tmp_path / "there" / "error.log"


def test_a_name_never_leads_out_of_the_folder_it_is_saved_in(desk: Work, number: int, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    for name in ("../up.txt", "a/b.txt", "con.txt", "..", "a:b.txt", "é" * 400 + ".txt"):
        file = desk.engine.files.take_in_bytes(b"x", name)
        assert desk.engine.files.save(file, there).parent == there


def test_what_is_opened_is_a_private_copy_that_goes_with_the_engine(tmp_path: Path) -> None:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=NOON, is_test=True, zone="UTC") as engine:
        copy = engine.files.copy_to_open(engine.files.take_in_bytes(b"text", "a.txt"))
        assert copy.name == "a.txt"
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
        with pytest.raises(Refusal, match="could run something"):
            engine.files.copy_to_open(engine.files.take_in_bytes(b"<script>", "a.html"))
    assert not copy.exists()


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_check_names_the_file_and_its_ticket_and_attaching_it_again_mends_it(
    damage: str, desk: Work, number: int, tmp_path: Path
) -> None:
    source = a_file(tmp_path)
    file = attach(desk, number, source)
    kept = tmp_path / "desk.slaapp.files" / file.sha256
    if damage == "missing":
        kept.unlink()
    else:
        kept.write_bytes(b"no route to hell\n")
    (sentence,) = desk.engine.checking.problems()
    assert sentence.startswith(f"Ticket {number}: the file of its attachment “error.log” is {damage}")
    for hand_out in (
        lambda: desk.engine.files.save(file, tmp_path / "out"),
        lambda: desk.engine.files.read(file, most=100),
        lambda: desk.engine.files.copy_to_open(StoredFile(file.sha256, file.size, "text/plain", "a.txt")),
    ):
        with pytest.raises(Refusal, match="missing or was changed outside"):
            hand_out()
    assert not (tmp_path / "out").exists()
    attach(desk, number, source)
    assert desk.sound()


def test_a_link_in_the_place_of_a_file_is_told(desk: Work, number: int, tmp_path: Path) -> None:
    file = attach(desk, number, a_file(tmp_path))
    kept = tmp_path / "desk.slaapp.files" / file.sha256
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    (sentence,) = desk.engine.checking.problems()
    assert "is missing" in sentence


def a_draft(desk: Work, name: str, data: bytes, *, days_old: int) -> StoredFile:
    file = desk.engine.files.take_in_bytes(data, name)
    taken_at = NOON - days_old * DAY
    os.utime(desk.engine.files.folder / file.sha256, (taken_at, taken_at))
    return file


def kept_files(desk: Work) -> set[str]:
    return {file.name for file in desk.engine.files.folder.iterdir()}


def test_files_of_drafts_that_came_to_nothing_go_after_a_month(desk: Work, number: int) -> None:
    old = a_draft(desk, "old.txt", b"old", days_old=31)
    fresh = a_draft(desk, "fresh.txt", b"fresh", days_old=29)
    used = a_draft(desk, "used.txt", b"used", days_old=400)
    desk.engine.files.attach(number, [used], now=NOON)
    taken_off = a_draft(desk, "off.txt", b"off", days_old=400)
    desk.engine.files.attach(number, [taken_off], now=NOON)
    desk.engine.desk.retract(number, None, now=NOON)
    strange = desk.engine.files.folder / "notes of somebody.txt"
    strange.write_bytes(b"not ours")
    os.utime(strange, (0, 0))
    desk.engine.files.sweep(now=NOON)
    assert kept_files(desk) == {fresh.sha256, used.sha256, taken_off.sha256, strange.name}
    assert old.sha256 not in kept_files(desk)
    assert desk.sound()


def test_a_file_that_one_draft_lets_go_is_there_for_another(desk: Work, number: int) -> None:
    other = desk.log("01-05 10:00")
    first = a_draft(desk, "a.log", b"the same bytes", days_old=40)
    second = desk.engine.files.take_in_bytes(b"the same bytes", "b.log")
    assert first.sha256 == second.sha256
    desk.engine.files.sweep(now=NOON)  # the second draft has just taken it in
    desk.engine.desk.reply(other, "See the file.", files=[second], now=NOON)
    assert names(desk, other) == ["b.log"]
    desk.engine.files.attach(number, [first], now=NOON)
    assert desk.sound()


def test_nothing_is_swept_beside_a_store_that_a_restored_one_replaced(desk: Work, tmp_path: Path) -> None:
    (tmp_path / "desk.slaapp.replaced-2026-01-04T080000Z-ab12").write_bytes(b"it names files that this one does not")
    file = a_draft(desk, "a.txt", b"x", days_old=400)
    desk.engine.files.sweep(now=NOON)
    assert kept_files(desk) == {file.sha256}


def test_the_daily_backup_sweeps(tmp_path: Path) -> None:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=NOON, zone="UTC") as engine:
        work = Work(engine)
        a_draft(work, "old.txt", b"old", days_old=31)
        engine.back_up_daily(NOON)
        assert kept_files(work) == set()


@pytest.mark.parametrize("act", ["attach", "reply", "customer_wrote", "note", "log"])
def test_a_file_that_is_gone_since_is_refused_with_all_that_comes_with_it(act: str, desk: Work, number: int) -> None:
    file = desk.engine.files.take_in_bytes(b"x", "a.txt")
    (desk.engine.files.folder / file.sha256).unlink()
    before = desk.engine.pages.page(number, now=NOON)
    acts: dict[str, Callable[[], object]] = {
        "attach": lambda: desk.engine.files.attach(number, [file], now=NOON),
        "log": lambda: desk.log("01-05 11:00", files=(file,)),
    }
    said = lambda: getattr(desk.engine.desk, act)(number, "See the file.", files=[file], now=NOON)  # noqa: E731
    with pytest.raises(Refusal, match=r"a\.txt is not there any more, so nothing was saved"):
        acts.get(act, said)()
    assert desk.engine.pages.page(number, now=NOON) == before
    assert len(desk.engine.board.rows()) == 1


def test_it_is_found_by_name_or_by_the_beginning_of_its_digest(desk: Work, number: int, tmp_path: Path) -> None:
    file = attach(desk, number, a_file(tmp_path))
    assert desk.engine.files.named(number, "error.log") == file
    assert desk.engine.files.named(number, file.sha256[:8].upper()) == file
    with pytest.raises(Refusal, match="has no attachment “other”"):
        desk.engine.files.named(number, "other")
