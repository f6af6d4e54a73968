"""A screen for tests that need a real window: an X server without a monitor."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an X screen that nobody else draws on (for DISPLAY); tests that ask for it need Xvfb.

    The tests themselves paint offscreen. What is to open on this screen is started as a process of its own, with
    QT_QPA_PLATFORM=xcb and this DISPLAY.
    """
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("there is no Xvfb here")
    told, telling = os.pipe()
    words = [server, "-displayfd", str(telling), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[telling], stderr=subprocess.DEVNULL) as process:
        os.close(telling)
        with os.fdopen(told) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        process.terminate()
