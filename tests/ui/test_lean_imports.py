"""What is imported beside PySide6 is not read twice."""

import builtins
import linecache
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import ui.main_window  # noqa: F401 - PySide6 is there, and the window's own
from tests.bench import desk_of_many
from ui.lean_imports import STUBS
from ui.models import shelf
from ui.window_frame import SELDOM

SHOWN = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.bench.desk_of_many import NOW, Hand
from slaapp.engine import Engine
from ui.main_window import MainWindow
from ui.window_state import WindowState
app = QApplication([])
window = MainWindow(Hand(), WindowState(), None)
window.show()
with Engine.open(Path({store!r}), user="sam", now=NOW) as engine:
    window.show_desk(engine)
    app.processEvents()
    print(*sys.modules, flush=True)
    window.close()
"""
SELDOM_NEEDED = (
    "slaapp.services.desk",
    "slaapp.services.finding",
    "slaapp.services.reporting",
    "slaapp.services.rewinding",
    "slaapp.storage.backup",
    "sqlalchemy",
    "tomli_w",
    "tomllib",
)
HEAVY = (
    "argparse",
    "dataclasses",
    "hashlib",
    "logging.handlers",
    "msgspec",
    "slaapp.domain.agreement",
    "slaapp.engine",
    "slaapp.services",
    "sqlalchemy",
    "sqlcipher3",
)


def test_the_source_of_a_module_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain_module_for_test.py").write_text("import json\n")
    monkeypatch.syspath_prepend(tmp_path)

    exec("import plain_module_for_test")

    module = import_module("plain_module_for_test")
    assert module.__file__ not in linecache.cache
    del sys.modules["plain_module_for_test"]


def test_no_import_is_searched_for_features_of_qt() -> None:
    assert builtins.__import__.__name__ != "__feature_import__"


def test_a_start_of_the_window_does_without_the_commands() -> None:
    asked = """
import sys
from slaapp.cli import main
main(["--store", "desk.slaapp"], lambda *_: print(*sys.modules) or 0)
"""
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert "slaapp.cli" in loaded
    assert [name for name in loaded if name.startswith(("argparse", "slaapp.commands", "slaapp.services"))] == []


def test_what_writes_type_stubs_is_left_out_of_qt() -> None:
    asked = (
        "import ui; from PySide6.support.signature.lib import enum_sig, pyi_generator, tool; "
        "print(*map(len, map(vars, (enum_sig, pyi_generator))), hasattr(tool, 'build_brace_pattern'))"
    )
    plain, ours = (
        subprocess.run(
            [sys.executable, "-c", asked.replace("import ui", first)], capture_output=True, text=True, check=True
        ).stdout.split()
        for first in ("import PySide6.QtCore", "import ui")
    )

    assert all(int(here) < int(there) for here, there in zip(ours[:2], plain[:2], strict=True))
    assert ours[2] == plain[2] == "True"


def test_what_qt_compiles_of_its_own_is_compiled_at_the_first_start_alone(tmp_path: Path) -> None:
    counted = """
import builtins, sys
compiled, seen = builtins.compile, []
builtins.compile = lambda source, name, *rest, **more: seen.append(str(name)) or compiled(source, name, *rest, **more)
import ui
builtins.compile = compiled
print(sum(any(own in name for own in ("signature_bootstrap", "shibokensupport")) for name in seen))
"""

    def compiled(*, unkept: str = "") -> int:
        around = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": unkept}
        asked = [sys.executable, "-c", counted]
        return int(subprocess.run(asked, capture_output=True, text=True, check=True, env=around).stdout)

    unkept, first, second = compiled(unkept="1"), compiled(), compiled()

    assert unkept == first > 5
    assert second == len(STUBS)
    of_another_qt = next(tmp_path.rglob("shibokensupport.signature.parser.*.pyc"))
    data = bytearray(of_another_qt.read_bytes())
    data[8] ^= 1  # where Python keeps what it was compiled from
    of_another_qt.write_bytes(data)
    assert compiled() == second + 1
    assert compiled() == second


def test_a_mistake_in_a_call_of_qt_is_told_as_ever() -> None:
    from PySide6.QtCore import QPoint

    with pytest.raises(TypeError, match="called with wrong argument types"):
        QPoint("a", "b")  # type: ignore[call-overload]


def test_the_first_painted_window_does_without_the_engine() -> None:
    asked = "import sys, ui.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert "ui.widgets.sidebar" in loaded
    assert [name for name in loaded if name in HEAVY] == []


def test_a_list_that_can_be_worked_with_does_without_what_writes_finds_and_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a long one: what is short is whole at once, and then duties are looked for."""
    store = tmp_path / "desk.slaapp"
    monkeypatch.setattr(desk_of_many, "TICKETS", 600)
    desk_of_many.make(store)

    loaded = subprocess.run(
        [sys.executable, "-c", SHOWN.format(store=str(store))], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "ui.views.queue_rows" in loaded
    assert [name for name in loaded if name in SELDOM_NEEDED] == []


def test_the_list_that_is_seldom_shown_is_the_same_everywhere() -> None:
    assert SELDOM == shelf.LAST
