"""What is imported beside PySide6 is not read twice."""

import linecache
import sys
from importlib import import_module
from pathlib import Path

import pytest

import ui.main_window  # noqa: F401 - PySide6 is there, and the window's own


def test_the_source_of_a_module_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain_module_for_test.py").write_text("import json\n")
    monkeypatch.syspath_prepend(tmp_path)

    exec("import plain_module_for_test")

    module = import_module("plain_module_for_test")
    assert module.__file__ not in linecache.cache
    del sys.modules["plain_module_for_test"]
