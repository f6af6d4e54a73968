"""What a screen reader of the desktop is told, asked over AT-SPI of every screen as it stands on an X server.

It needs D-Bus, at-spi2-core, python3-gi and gir1.2-atspi-2.0 of a Linux system; `packaging/dev.py test` sees to them.
On a machine that only builds (CI is set) it fails without them; elsewhere it is left out, with the reason.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.ui.at_spi_tour import PYTHON
from tests.ui.every_screen import SCREENS, all_forms

Row = tuple[str, str, bool]
TELLS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
AREAS = {"filler", "unknown", "invalid", "layered pane"}
"""What says nothing about what it is."""

WANTED = {
    "01-queue-light": {("radio button", "Dashboard"), ("push button", "Log ticket"), ("table", "Tickets"),
                       ("chart", "Day ribbon")},
    "05-why-clock": {("dialog", "Why 15:25?"), ("radio button", "First response"),
                     ("chart", "What counted and what did not")},
    "12b-command-palette-light": {("dialog", "Commands"), ("text", "Find anything"), ("list", "Found")},
    "04-quick-log": {("dialog", "Log ticket")},
    "30-customers": {("list", "Customers")},
}  # fmt: skip
ROW = "Overdue by 3 hours 5 minutes, first response, was due 10:25"


def able() -> bool:
    if shutil.which("dbus-run-session") is None or not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", TELLS], capture_output=True, check=False).returncode == 0


def heard(display: str, home: Path) -> tuple[Mapping[str, list[Row]], set[str]]:
    """Role, name and whether it takes the keyboard, of all that is shown on each screen; the forms that were seen."""
    out = home / "told.json"
    surroundings = os.environ | {
        "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "HOME": str(home),
        "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_RUNTIME_DIR": str(home),
    }  # fmt: skip
    asked = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.at_spi_tour", str(out), *SCREENS],
        env=surroundings, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr[-2000:]
    found = json.loads(out.read_text())
    rows = {screen: [tuple(row) for row in told["rows"]] for screen, told in found.items()}
    return rows, {form for told in found.values() for form in told["forms"]}


def test_every_page_and_dialog_is_told_to_the_desktop(display: str, tmp_path: Path) -> None:
    """One test, since the tour takes its time."""
    if not able():
        why = "AT-SPI is not installed here: apt-get install dbus at-spi2-core python3-gi gir1.2-atspi-2.0"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)

    told, forms = heard(display, tmp_path)

    stops = [(screen, role, name) for screen, rows in told.items() for role, name, stop in rows if stop]
    missing = {screen: pairs - {row[:2] for row in told[screen]} for screen, pairs in WANTED.items()}
    assert {kind.__name__ for kind in all_forms()} - forms == set()
    assert [screen for screen, rows in told.items() if len(rows) < 10] == []
    assert [stop for stop in stops if not stop[2].strip() and stop[1] != "table cell"] == []
    assert [stop for stop in stops if stop[1] in AREAS] == []
    assert {screen: pairs for screen, pairs in missing.items() if pairs} == {}
    assert any(role in {"alert", "notification"} for role, _, _ in told["01e-queue-refused"])
    assert any(role == "table cell" and name.startswith(ROW) for role, name, _ in told["01-queue-light"])
