"""The folder .venv is made once, mended when something is wrong with it, and left alone when nothing is."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from checkout import Checkout, fault, pip, remove, set_up, why_pip_failed
from machine import Stop

from tests.packaging.conftest import FakeShell, note_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the small environments here are laid out as on Unix")


def test_the_first_set_up_makes_and_fills_the_environment(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)

    assert (checkout.packages / "alpha/__init__.py").is_file()
    assert note_of(checkout)["filled"] == ["run", checkout.wish("run")]


def test_a_second_set_up_installs_nothing(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    set_up(checkout, "run", shell)

    assert shell.installations() == 1


def test_testing_after_running_adds_what_the_tests_need(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    set_up(checkout, "test", shell)

    assert (checkout.packages / "beta").is_dir()
    assert sum("-m venv" in line for line in shell.asked) == 1


def test_running_after_testing_installs_nothing(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "test", shell)
    set_up(checkout, "run", shell)

    assert shell.installations() == 1


@pytest.mark.parametrize("changed", ["packaging/run.lock", "pyproject.toml"])
def test_a_change_of_what_is_wished_for_is_installed(checkout: Checkout, shell: FakeShell, changed: str) -> None:
    set_up(checkout, "run", shell)
    new = {"packaging/run.lock": "alpha==1.1\n", "pyproject.toml": '[project]\nname = "slaapp"\ndependencies = []\n'}
    (checkout.root / changed).write_text(new[changed])

    set_up(checkout, "run", shell)

    assert shell.installations() == 2


def test_a_change_of_other_settings_installs_nothing(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    with (checkout.root / "pyproject.toml").open("a") as settings:
        settings.write("[tool.ruff]\nline-length = 120\n")

    set_up(checkout, "run", shell)

    assert shell.installations() == 1


def interpreter_gone(checkout: Checkout) -> None:
    checkout.python.unlink()


def note_garbled(checkout: Checkout) -> None:
    checkout.note.write_text("{")


def note_gone(checkout: Checkout) -> None:
    checkout.note.unlink()


def file_cut_short(checkout: Checkout) -> None:
    (checkout.packages / "alpha/__init__.py").write_text("")


def file_gone(checkout: Checkout) -> None:
    (checkout.packages / "alpha/__init__.py").unlink()


def package_gone(checkout: Checkout) -> None:
    shutil.rmtree(checkout.packages / "alpha-1.0.dist-info")


def list_of_files_gone(checkout: Checkout) -> None:
    (checkout.packages / "alpha-1.0.dist-info/RECORD").unlink()


def all_packages_gone(checkout: Checkout) -> None:
    shutil.rmtree(checkout.packages)


def a_file_in_its_place(checkout: Checkout) -> None:
    shutil.rmtree(checkout.venv)
    checkout.venv.write_text("")


def a_link_to_nowhere(checkout: Checkout) -> None:
    shutil.rmtree(checkout.venv)
    checkout.venv.symlink_to(checkout.root / "nowhere")


REASONS: dict[Callable[[Checkout], None], str] = {
    interpreter_gone: "its Python is gone, or is another one by now",
    note_garbled: "its set-up was not finished",
    note_gone: "its set-up was not finished",
    file_cut_short: "the file alpha/__init__.py in it is missing or damaged",
    file_gone: "the file alpha/__init__.py in it is missing or damaged",
    package_gone: "alpha-1.0 is missing in it",
    list_of_files_gone: "alpha-1.0 is incomplete in it",
    all_packages_gone: "alpha-1.0 is missing in it",
    a_file_in_its_place: "its set-up was not finished",
    a_link_to_nowhere: "its set-up was not finished",
}


@pytest.mark.parametrize("damage", REASONS)
def test_a_broken_environment_is_made_anew_and_the_reason_said(
    checkout: Checkout, shell: FakeShell, damage: Callable[[Checkout], None], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(checkout, "run", shell)
    damage(checkout)
    capsys.readouterr()

    set_up(checkout, "run", shell)

    assert f"The folder .venv is made anew: {REASONS[damage]}.\n" in capsys.readouterr().out
    assert fault(checkout, shell) is None
    assert shell.installations() == 2


def test_compiled_files_may_change(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    compiled = checkout.packages / "alpha/__pycache__"
    compiled.mkdir()
    (compiled / "x.pyc").write_text("of another size than recorded")

    assert fault(checkout, shell) is None


def test_another_python_behind_the_same_name_is_noticed(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    shell.version = "3.12"

    assert fault(checkout, shell) == "its Python is gone, or is another one by now"


def test_a_python_that_does_not_start_is_noticed(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    shell.failures["sys.version_info"] = "cannot execute"

    assert fault(checkout, shell) == "its Python is gone, or is another one by now"


def test_an_environment_of_another_folder_is_not_used(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    moved = replace(checkout, root=checkout.root.rename(checkout.root.with_name("moved")))

    assert fault(moved, shell) == "it was made for another folder"


def test_a_failed_installation_is_no_finished_one(checkout: Checkout, shell: FakeShell) -> None:
    shell.failures["--require-hashes"] = "ERROR: No matching distribution found for alpha==1.0"
    with pytest.raises(Stop, match=r"^alpha==1\.0 is not built for this system"):
        set_up(checkout, "run", shell)

    assert fault(checkout, shell) == "its set-up was not finished"


def test_a_failed_update_leaves_no_note_of_the_old_one(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    checkout.lock("run").write_text("alpha==1.1\n")
    shell.failures["--require-hashes"] = "No space left on device"
    with pytest.raises(Stop, match="disk is full"):
        set_up(checkout, "run", shell)

    assert fault(checkout, shell) == "its set-up was not finished"


def test_an_environment_that_cannot_be_made_leaves_nothing(checkout: Checkout, shell: FakeShell) -> None:
    shell.failures["-m venv"] = "Error: Permission denied"
    with pytest.raises(Stop, match="Permission denied"):
        set_up(checkout, "run", shell)

    assert not checkout.venv.exists()


def test_without_its_own_pip_the_one_outside_works_in_the_environment(checkout: Checkout, shell: FakeShell) -> None:
    set_up(checkout, "run", shell)
    assert pip(checkout)[0] == checkout.python

    shutil.rmtree(checkout.packages / "pip")

    assert pip(checkout)[-2:] == ["--python", checkout.python]


def test_removing_a_link_keeps_what_it_points_to(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    link = tmp_path / "link"
    link.symlink_to(kept)

    remove(link)

    assert kept.is_dir()
    assert not link.is_symlink()


PIP_SAYS = {
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "not the one that the lock file names",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": "The disk is full",
    "ERROR: [Errno 13] Permission denied: '.venv/lib'": "may not be written",
    "NewConnectionError(': Failed to establish a new connection: [Errno 111] Connection refused')": "does not answer",
    "Temporary failure in name resolution\nERROR: No matching distribution found for alpha": "does not answer",
    "pip is configured with locations that require TLS/SSL, however the ssl module in Python is not available.": "TLS",
    "ERROR: No matching distribution found for PySide6-Essentials==6.11.3": "not built for this system",
}


@pytest.mark.parametrize("told", PIP_SAYS)
def test_what_pip_prints_becomes_a_sentence(told: str) -> None:
    assert PIP_SAYS[told] in why_pip_failed(told)


def test_what_nobody_foresaw_is_shown_as_pip_said_it() -> None:
    assert why_pip_failed("ERROR: the moon is full\n").startswith("ERROR: the moon is full\nThe packages could not")
