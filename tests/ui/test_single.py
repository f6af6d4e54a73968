"""One window for each store and person, with processes as they are."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.cli import main
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from ui.main_window import MainWindow
from ui.single import Single


@dataclass
class Machine:
    """Starts the program as somebody; their folders are their own."""

    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *words: str, store: Path, person: str = "sam") -> subprocess.Popen[str]:
        home = self.folder / person
        home.mkdir(exist_ok=True)
        surroundings = os.environ | {
            "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_DATA_HOME": str(home), "SLAAPP_STORE": str(store),
            "XDG_STATE_HOME": str(home), "SLAAPP_USER": person,
        }  # fmt: skip
        command = [sys.executable, "-m", "slaapp", *words]
        process = subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True)
        self.started.append(process)
        return process

    def locks(self, person: str = "sam") -> Path:
        return self.folder / person / "slaapp" / "open"

    def answers(self, store: Path, person: str = "sam") -> bool:
        """Whether that person's window over the store takes what it is handed, within half a minute."""
        self.locks(person).mkdir(parents=True, exist_ok=True)
        asking = Single(store, self.locks(person))
        return any(asking.hand_over([]) for _ in range(6))


@pytest.fixture
def machine() -> Iterator[Machine]:
    """In a folder with a short name, in which a socket has room."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = Machine(Path(folder))
        yield found
        for process in found.started:
            process.kill()
            process.communicate()


def test_a_second_start_ends_at_once_and_another_store_is_another_window(machine: Machine, tmp_path: Path) -> None:
    store, other = tmp_path / "desk.slaapp", tmp_path / "other.slaapp"
    first = machine.start(store=store)
    assert machine.answers(store)

    second = machine.start(store=store)
    third = machine.start(store=other)

    assert second.wait(30) == 0
    assert machine.answers(other)
    assert (first.poll(), third.poll()) == (None, None)


def test_a_killed_owners_window_is_taken_over(machine: Machine, tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    first = machine.start(store=store)
    assert machine.answers(store)
    first.send_signal(signal.SIGKILL)
    first.wait()

    second = machine.start(store=store)

    assert machine.answers(store)
    assert second.poll() is None


def test_two_people_on_one_machine_do_not_meet(machine: Machine, tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    ours = machine.start(store=store)
    assert machine.answers(store)

    theirs = machine.start(store=store, person="kim")

    assert machine.answers(store, "kim")
    assert (ours.poll(), theirs.poll()) == (None, None)


def test_the_demo_leaves_the_desk_alone_that_the_surroundings_name(machine: Machine, tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    with Engine.open(store, user="sam", now=1_773_000_000, zone="Europe/London") as engine:
        engine.desk.log(TicketDraft(subject="Phones"), now=1_773_000_000)

    machine.start("--demo", store=store)

    assert machine.answers(machine.folder / "sam" / "slaapp" / "demo.slaapp")
    with Engine.open(store, user="sam", now=1_773_000_000) as engine:
        assert [row.subject for row in engine.board.rows()] == ["Phones"]


def test_a_window_opens_where_no_lock_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "open").write_text("a file where the folder of locks would be")
    with Single(tmp_path / "desk.slaapp", tmp_path / "open") as single:
        assert single.first()


def test_a_socket_finds_room_where_the_folder_lies_deep(qtbot: QtBot, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90)
    deep.mkdir()
    with Single(tmp_path / "desk.slaapp", deep) as single:
        assert single.first()
        single.listen(lambda files: None)
        store, folder = str(tmp_path / "desk.slaapp"), str(deep)
        ask = f"from ui.single import *; print(Single(Path({store!r}), Path({folder!r})).hand_over([]))"
        asking = subprocess.Popen([sys.executable, "-c", ask], stdout=subprocess.PIPE, text=True)
        qtbot.waitUntil(lambda: asking.poll() is not None, timeout=30_000)

    assert asking.communicate()[0] == "True\n"


def test_what_the_second_start_was_given_arrives(qtbot: QtBot, tmp_path: Path, machine: Machine) -> None:
    store = tmp_path / "desk.slaapp"
    folder = machine.locks()
    folder.mkdir(parents=True)
    came: list[list[Path]] = []
    with Single(store, folder) as single:
        assert single.first()
        single.listen(came.append)
        raised = machine.start(store=store)
        qtbot.waitUntil(lambda: raised.poll() is not None, timeout=30000)
        given = machine.start(str(tmp_path / "mail.eml"), store=store)
        qtbot.waitUntil(lambda: given.poll() is not None, timeout=30000)

    assert (raised.returncode, given.returncode) == (0, 0)
    assert came == [[], [tmp_path / "mail.eml"]]


def test_a_window_that_does_not_answer_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.single.PATIENCE_S", 0.3)
    with Single(tmp_path / "desk.slaapp", tmp_path) as hanging:
        assert hanging.first()
        second = Single(tmp_path / "desk.slaapp", tmp_path)
        assert not second.first()
        assert not second.hand_over([])


def test_the_same_store_by_another_name_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with Single(tmp_path / "desk.slaapp", tmp_path) as first:
        assert first.first()
        assert not Single(tmp_path / "link" / "desk.slaapp", tmp_path).first()


def test_a_desktop_starts_it_with_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLAAPP_USER", "sam")
    given: list[list[Path]] = []

    def opened(store: Path | None, user: str, demo: bool, files: object) -> int:
        given.append(list(files))  # type: ignore[call-overload]
        return 0

    assert main(["/tmp/a mail.EML", "desk.slaapp"], opened) == 0
    assert main([], opened) == 0
    assert given == [[Path("/tmp/a mail.EML"), Path("desk.slaapp")], []]


def test_a_file_that_nothing_takes_is_told_of_and_a_store_is_opened(window: MainWindow, tmp_path: Path) -> None:
    window.receive([tmp_path / "letter.odt"])
    assert "letter.odt is no file that is opened here" in window.toasts.shown[0].title

    window.receive([tmp_path / "other.slaapp"])
    assert (window.wanted_store, window.isVisible()) == (tmp_path / "other.slaapp", False)
    QApplication.processEvents()
