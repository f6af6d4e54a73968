"""What pages are made of is loaded while nobody is busy."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.ahead import MODULES, Ahead


def test_all_that_is_to_be_loaded_is_there() -> None:
    """One that is renamed would fail in somebody's hands, and not here."""
    assert [name for name in MODULES if find_spec(name) is None] == []


def test_they_are_loaded_one_after_the_other_and_only_while_nobody_is_busy(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    names = ["ahead_first_for_test", "ahead_second_for_test"]
    for name in names:
        (tmp_path / f"{name}.py").write_text("")
    asked: list[bool] = []

    def is_quiet() -> bool:
        asked.append(len(asked) > 0)
        return asked[-1]

    parent = QObject()
    ahead = Ahead(is_quiet, parent, modules=names)
    ahead.begin()
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert ahead.left == names, "somebody is busy"
    qtbot.waitUntil(lambda: ahead.left == names[1:])
    assert names[1] not in sys.modules
    qtbot.waitUntil(lambda: not ahead.left)

    assert set(names) <= set(sys.modules)


def test_a_window_that_is_only_looked_at_does_without_them() -> None:
    asked = "import sys, ui.main_window; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert "ui.ahead" not in loaded
    assert set(MODULES).isdisjoint(loaded)
