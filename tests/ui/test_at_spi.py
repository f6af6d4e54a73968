"""What a screen reader of the desktop is told, asked over AT-SPI of the program as it runs on an X server.

It needs D-Bus, at-spi2-core and gir1.2-atspi-2.0 of the system; without them the same is asked in this process by
test_accessibility.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WALK = Path(__file__).with_name("at_spi_walk.py")
SYSTEM = "/usr/bin/python3"
TELLS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def tells() -> bool:
    if shutil.which("dbus-run-session") is None or not Path(SYSTEM).exists():
        return False
    return subprocess.run([SYSTEM, "-c", TELLS], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not tells(), reason="there is no AT-SPI here")
def test_the_desktop_is_told_of_every_control_and_row(display: str, tmp_path: Path) -> None:
    home = str(tmp_path)
    surroundings = os.environ | {
        "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "HOME": home,
        "XDG_DATA_HOME": home, "XDG_STATE_HOME": home, "XDG_RUNTIME_DIR": home,
    }  # fmt: skip
    script = f"'{sys.executable}' -m slaapp --demo & P=$!; '{SYSTEM}' '{WALK}' 'SLA Desk' 40; kill $P"
    asked = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env=surroundings, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    told = [tuple(row) for row in json.loads(asked.stdout.strip().splitlines()[-1])]

    assert ("push button", "Log ticket", True) in told
    assert ("table", "Tickets", True) in told
    assert any(
        role == "table cell" and name.startswith("Overdue by 3 hours 5 minutes, first response, was due 10:25")
        for role, name, _ in told
    )
    assert [(role, name) for role, name, used in told if used and not name.strip()] == []
