"""Hostile text in every field opens no file and no connection, whatever is shown of it (promise 8 of reliability)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.hostile_day import PROBE

PRINT_SERVER = "htons(631)"
"""Printing asks the print system of the machine; the day does print."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is a tool of Linux")


def traced(folder: Path, *words: str) -> str:
    """What the program asked the system for: files by name, connections, other programs."""
    strace = shutil.which("strace")
    assert strace is not None, "strace is one of the tools that the tests install"
    log = folder / "calls.txt"
    seen = "trace=open,openat,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink,connect,execve"
    command = [strace, "-f", "-q", "-s", "400", "-e", seen, "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.ui.hostile_day", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return log.read_text(errors="replace")


def test_a_day_full_of_hostile_text_asks_for_nothing(tmp_path: Path) -> None:
    calls = traced(tmp_path)

    assert "desk.slaapp" in calls, "the trace holds what the program opened"
    assert [line for line in calls.splitlines() if PROBE in line] == []
    connections = re.findall(r"connect\(.*AF_INET6?\b.*", calls)
    assert [line for line in connections if PRINT_SERVER not in line] == []


def test_the_same_text_as_markup_would_be_seen(tmp_path: Path) -> None:
    assert PROBE in traced(tmp_path, "--markup")
