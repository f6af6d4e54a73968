"""Every kind of document that a command writes, read strictly by another program, which has nothing to say about it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.conftest import Command
from tests.documents.other_programs import strict

NOW = "2026-03-11T13:30:18Z"
MONTH = ("report", "--month", "2026-02", "--customer", "Northgate School", "--now", NOW)


@pytest.fixture(scope="module")
def store(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(demo_file, tmp_path_factory.mktemp("documents") / "desk.slaapp"))


@strict
@pytest.mark.parametrize(
    "words",
    [
        (*MONTH, "--pdf"),
        (*MONTH, "--sections", "all", "--pdf"),
        ("report", "--period", "2026-Q1", "--all-customers", "--now", NOW, "--pdf"),
        ("reports", "--period", "2026-02", "--pack", "--letter", "--now", NOW, "--pdf"),
        ("show", "2408", "--now", NOW, "--pdf"),
        ("why", "2408", "--now", NOW, "--every-clock", "--pdf"),
        ("agreement", "print", "Standard support"),
        ("agreement", "print", "Standard support", "--internal"),
        ("agreement", "compare", "Standard support", "2", "3", "--pdf"),
        ("review", "show", "Standard support", "--now", NOW, "--pdf"),
        ("slip", "print", "--count", "4"),
    ],
    ids=lambda words: " ".join(word for word in words if word not in ("--now", NOW, "--pdf")),
)
def test_another_program_finds_nothing_wrong(
    slaapp: Command, store: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "document.pdf"
    done = slaapp(*words, str(file), store=store)
    assert (done.code, done.err) == (0, "")

    told = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "No syntax or stream encoding errors found" in told.stdout
    assert "WARNING" not in told.stdout + told.stderr
