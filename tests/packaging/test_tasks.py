"""What each command of dev.py starts, and how it ends."""

import ast
import re
from pathlib import Path

import dev
import pytest
import tasks
from checkout import Checkout, set_up
from machine import Stop

from tests.packaging.conftest import FakeShell

ROOT = Path(__file__).resolve().parents[2]


def test_run_opens_the_program(checkout: Checkout, shell: FakeShell) -> None:
    tasks.run(checkout, shell, [], demo=True)

    assert shell.asked == [f"{checkout.python} -m slaapp --demo"]


def test_run_hands_arguments_on(checkout: Checkout, shell: FakeShell) -> None:
    tasks.run(checkout, shell, ["list", "--json"], demo=False)

    assert shell.asked == [f"{checkout.python} -m slaapp list --json"]


def test_all_quick_checks_run_and_a_failed_one_keeps_the_tests_back(
    checkout: Checkout, shell: FakeShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.failures["ruff check"] = ""
    shell.failures["mypy"] = ""

    assert tasks.test(checkout, shell, []) == 1
    assert len(shell.asked) == len(tasks.QUICK)
    assert capsys.readouterr().out.endswith("Failed: lint, types. The tests were not run.\n")


def test_tests_follow_clean_checks_and_print_the_last_word(
    checkout: Checkout, shell: FakeShell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tasks.test(checkout, shell, []) == 0
    assert " -m pytest " in shell.asked[-1]
    assert capsys.readouterr().out.endswith("── tests\n")


def test_a_failed_test_fails_the_command(checkout: Checkout, shell: FakeShell) -> None:
    shell.failures["-m pytest"] = ""

    assert tasks.test(checkout, shell, []) == 1


def test_a_lock_file_that_cannot_be_worked_out_is_named(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "test", shell)
    checkout.lock("tools").write_text("uv==1.0\n")
    shell.failures[f"--output-file {checkout.lock('test')}"] = "no solution"

    with pytest.raises(Stop, match=r"^test\.lock could not be worked out"):
        tasks.lock(checkout, shell, [])


def test_words_behind_two_dashes_are_handed_on() -> None:
    assert tasks.split(["run", "--demo", "--", "list", "--", "x"]) == (["run", "--demo"], ["list", "--", "x"])
    assert tasks.split(["test"]) == (["test"], [])


@pytest.mark.parametrize("command", ["run", "test", "shots", "bench", "faults", "mutants", "lock"])
def test_the_usage_names_each_command(command: str) -> None:
    assert re.search(rf"^    python3 packaging/dev\.py {command}\b", dev.__doc__ or "", re.MULTILINE)


def test_a_stop_is_a_sentence_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise Stop("The disk is full.")

    monkeypatch.setattr(tasks, "perform", refuse)

    assert tasks.main(["test"], usage=None) == 1
    assert capsys.readouterr().err == "The disk is full.\n"


def test_ctrl_c_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "perform", interrupted)

    assert tasks.main(["test"], usage=None) == 130
    assert capsys.readouterr().err.startswith("Stopped.")


def test_a_folder_that_may_not_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise PermissionError(13, "Permission denied", ".venv")

    monkeypatch.setattr(tasks, "perform", fail)

    assert tasks.main(["test"], usage=None) == 1
    assert "Permission denied: '.venv'" in capsys.readouterr().err


def test_old_pythons_can_read_the_door() -> None:
    source = (ROOT / "packaging/dev.py").read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 6))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.FunctionDef):
            annotation = node.annotation if isinstance(node, ast.arg) else node.returns
            assert isinstance(annotation, ast.Name | ast.Constant), "evaluated by an old Python, and an error there"


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15)])
def test_a_wrong_python_is_told_so_in_a_sentence(
    version: tuple[int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "another_python", lambda find, works: None)

    assert dev.main(version, ["run"]) == 1
    assert capsys.readouterr().err.startswith(f"This is Python {version[0]}.{version[1]}, and SLA Desk needs 3.11")


def test_the_newest_python_that_suits_and_runs_does_the_work() -> None:
    there = {"python3.15": "/15", "python3.14": "/broken", "python3.12": "/12", "python3.11": "/11"}

    assert dev.another_python(there.get, lambda python: python != "/broken") == "/12"
    assert dev.another_python(lambda name: None, lambda python: True) is None
