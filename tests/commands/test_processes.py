"""`slaapp` as a process of its own: beside an open desk, into a closed pipe, interrupted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from slaapp import __main__
from slaapp.engine import Engine
from slaapp.services import demo
from tests.commands.conftest import Command


def start(store: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "slaapp", *words],
        env={**os.environ, "SLAAPP_STORE": str(store), "SLAAPP_USER": "Kim L.", "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_command_writes_while_the_desk_is_open_and_the_desk_sees_it(demo_file: Path, tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    store.write_bytes(demo_file.read_bytes())
    with Engine.open(store, user="Sam R.", now=demo.moment()) as engine:
        assert not engine.changed()

        process = start(store, "note", "2408", "From another window.", "--now", "2026-03-11T13:31:00Z")
        said, complaint = process.communicate()

        assert (process.returncode, complaint) == (0, "")
        assert said == "Ticket 2408: note added.\n"
        assert engine.changed()
        assert not engine.changed()
        kinds = [entry.event.KIND for entry in engine.pages.page(2408, now=demo.moment() + 60).entries if entry.event]
        assert kinds[-1] == "noted"


def test_a_reader_that_has_enough_leaves_no_traceback(demo_file: Path) -> None:
    with start(demo_file, "list", "--resolved", "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()

        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_an_interrupt_leaves_a_sentence(slaapp: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("slaapp.commands.tools.read_json", interrupted)

    result = slaapp("simulate", "-")

    assert result.code == 130
    assert result.err == "Stopped. What was saved before is kept.\n"


def test_an_interrupt_while_the_program_starts_leaves_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        @property
        def main(self) -> None:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "slaapp.cli", Interrupted())

    with pytest.raises(SystemExit, match="130"):
        __main__.main()
    assert capsys.readouterr().err == "Stopped before anything was done.\n"
