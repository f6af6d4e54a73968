"""`slaapp` as a process of its own: beside an open desk, into a closed pipe, interrupted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from slaapp.engine import Engine
from slaapp.services import demo


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


def test_an_interrupt_leaves_a_sentence(tmp_path: Path) -> None:
    process = start(tmp_path / "desk.slaapp", "simulate", "-")
    # Python installs its handler before it reads standard input, which never comes.
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=20)

    assert process.returncode == 130
    assert complaint == "Stopped. What was saved before is kept.\n"
