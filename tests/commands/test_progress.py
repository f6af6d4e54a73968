"""Whoever waits at a terminal is told how far it is, after two seconds; files and pipes are spared."""

import io
from types import SimpleNamespace

import pytest

from slaapp.commands import progress
from slaapp.services.telling import silent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=made))
    return made


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the stopwatch shows; the last one stays."""
    shown = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: shown[-1])
    return shown


def test_what_is_done_within_two_seconds_says_nothing(terminal: Terminal, seconds: list[float]) -> None:
    tell = progress.at_terminal()

    seconds.append(1.9)
    tell(500, 1_000_000)
    tell(1_000_000, 1_000_000)

    assert terminal.getvalue() == ""


def test_a_line_is_written_over_and_is_gone_in_the_end(terminal: Terminal, seconds: list[float]) -> None:
    tell = progress.at_terminal()

    seconds.append(2.0)
    tell(500, 1_000_000)
    tell(1_000_000, 1_000_000)

    line = "500 of 1,000,000 tickets"
    assert terminal.getvalue() == f"{line}\r{' ' * len(line)}\r"


def test_where_nobody_looks_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=io.StringIO()))

    assert progress.at_terminal() is silent
