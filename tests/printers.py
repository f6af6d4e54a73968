"""Printers for tests: a CUPS of their own, which is asked on a socket and prints into files."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

SETTINGS = {
    "cups-files.conf": """
ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/temporary
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
FileDevice Yes
Sandboxing relaxed
""",
    "cupsd.conf": """
Listen {folder}/socket
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
""",
}
WRITTEN_BY_CUPS = ("spool", "temporary", "cache", "state", "printed")
QUEUES = {"PDF": "lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd", "PostScript": "drv:///sample.drv/generic.ppd"}
"""Their drivers, as they come with CUPS."""

PATIENCE_S = 60.0
SYSTEM = "/usr/sbin:/usr/bin:/bin"


class Printers:
    """Two queues, `PDF` and `PostScript`. A process with `env` prints to them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.env: Mapping[str, str] = {"CUPS_SERVER": str(folder / "socket")}

    def printed(self, queue: str) -> bytes:
        """What came out of the queue last, once nothing is waiting any more."""
        until = time.monotonic() + PATIENCE_S
        while self.ask("lpstat", "-o").strip():
            assert time.monotonic() < until, (self._folder / "error.log").read_text()
            time.sleep(0.05)
        return (self._folder / "printed" / queue).read_bytes()

    def ask(self, *words: str) -> str:
        found = shutil.which(words[0], path=SYSTEM)
        assert found
        env = os.environ | self.env
        return subprocess.run([found, *words[1:]], env=env, capture_output=True, text=True, check=True).stdout

    def set_up(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while "is running" not in self.ask("lpstat", "-r"):
            assert time.monotonic() < until, "cupsd did not start"
            time.sleep(0.05)
        for queue, driver in QUEUES.items():
            self.ask("lpadmin", "-p", queue, "-E", "-v", f"file://{self._folder}/printed/{queue}", "-m", driver)


@pytest.fixture(scope="module")
def printers() -> Iterator[Printers]:
    """In a folder with a short name, in which a socket has room."""
    server = shutil.which("cupsd", path=SYSTEM)
    if server is None:
        pytest.skip("there is no CUPS here")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in WRITTEN_BY_CUPS:
            (folder / part).mkdir()
            if os.geteuid() == 0:  # then its filters run as `lp`
                shutil.chown(folder / part, "lp", "lp")
        for file, lines in SETTINGS.items():
            (folder / file).write_text(lines.format(folder=folder))
        command = [server, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        with subprocess.Popen(command) as process:
            found = Printers(folder)
            try:
                found.set_up()
                yield found
            finally:
                process.terminate()
