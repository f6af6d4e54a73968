"""Poses one screen after the other on an X server and has each looked at over AT-SPI: `at_spi_tour.py OUT SCREEN…`.

OUT becomes a JSON object: for each screen the rows of at_spi_walk.py, and which kinds of forms and pop-ups it shows.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.every_screen import SCREENS, desks, forms_shown, posed

WALK = Path(__file__).with_name("at_spi_walk.py")
PYTHON = "/usr/bin/python3"
NAME = "SLA Desk on tour"


def tour(app: QApplication, screens: list[str]) -> dict[str, dict[str, object]]:
    found = {}
    walker = [PYTHON, str(WALK)]
    with desks() as desk, subprocess.Popen(walker, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        os.set_blocking(asked.stdout.fileno(), False)
        for screen in screens:
            with desk.engine(SCREENS[screen]) as engine, posed(SCREENS[screen], engine):
                asked.stdin.write(f"{NAME}\n")
                asked.stdin.flush()
                answer = ""
                while not answer.endswith("\n") and asked.poll() is None:
                    app.processEvents()
                    answer += asked.stdout.readline()
                found[screen] = {"rows": json.loads(answer), "forms": sorted({kind.__name__ for kind in forms_shown()})}
        asked.stdin.close()
    return found


if __name__ == "__main__":
    running = QApplication([NAME])
    running.setApplicationName(NAME)
    Path(sys.argv[1]).write_text(json.dumps(tour(running, sys.argv[2:] or list(SCREENS))))
