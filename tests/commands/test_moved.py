"""New rules move due times at once, with a notice (C11, E7)."""

from pathlib import Path

import pytest

from slaapp.wording import due_moved
from tests.commands.conftest import Command

FRIDAY = ("--now", "2026-03-06T16:30:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """E1 of the semantics: received on Friday at 16:30, so that it is due on Monday; and one that is paused."""
    assert slaapp("new", "--test", "--zone", "UTC", "--now", "2026-03-02T09:00:00Z").code == 0
    for subject in ("Till offline", "Scanner lost"):
        assert slaapp("log", subject, "--severity", "high", *FRIDAY).code == 0
    assert slaapp("status", "2", "waiting_customer", *FRIDAY).code == 0
    return slaapp


def exported(desk: Command, what: str, tmp_path: Path) -> Path:
    file = tmp_path / f"{what}.toml"
    assert desk(what, "export", str(file)).code == 0
    return file


def test_a_holiday_declared_moves_what_is_due_and_says_so(desk: Command, tmp_path: Path) -> None:
    file = exported(desk, "calendar", tmp_path)
    text = file.read_text()
    assert "holidays]" in text
    file.write_text(text.replace("holidays]\n", 'holidays]\n2026-03-09 = "Founders\' day"\n', 1))

    said = desk("calendar", "import", str(file), *FRIDAY)
    again = desk("calendar", "import", str(file), *FRIDAY)

    assert said.out == f"Imported {file}. 2 open tickets are due later.\n"
    assert again.out == f"Imported {file}.\n"


def test_the_move_is_told_clock_by_clock_to_machines(desk: Command, tmp_path: Path) -> None:
    file = exported(desk, "calendar", tmp_path)
    file.write_text(file.read_text().replace("holidays]\n", 'holidays]\n2026-03-09 = "Founders\' day"\n', 1))

    moved = desk("calendar", "import", str(file), "--json", *FRIDAY).json["moved"]

    assert {
        "ticket": 1,
        "metric": "first_response",
        "tier": "public",
        "was_due_at": "2026-03-09T09:30:00Z",
        "due_at": "2026-03-10T09:30:00Z",
    } in moved
    assert "resolution" not in {move["metric"] for move in moved if move["ticket"] == 2}


def test_rules_that_move_nothing_say_nothing(desk: Command, tmp_path: Path) -> None:
    assert desk("desk", "import", str(exported(desk, "desk", tmp_path)), "--json", *FRIDAY).json["moved"] == []


@pytest.mark.parametrize(
    ("later", "earlier", "words"),
    [
        (3, 1, "3 open tickets are due later, 1 earlier."),
        (1, 0, "1 open ticket is due later."),
        (0, 2, "2 open tickets are due earlier."),
        (0, 0, ""),
    ],
)
def test_a_move_is_told_in_one_sentence(later: int, earlier: int, words: str) -> None:
    assert due_moved(later, earlier) == words
