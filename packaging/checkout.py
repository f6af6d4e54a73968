"""The folder .venv of this checkout: whether it is whole, how it is made, and how it is filled from a lock file.

A set-up that was finished leaves a note in .venv: from which lock file, with which packages, in which folder. What has
no such note, or does not agree with it, is made anew, so that an interrupted set-up never has to be understood.
"""

import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from machine import Shell, Stop, Words


@dataclass(frozen=True, slots=True)
class Checkout:
    """One copy of the project on this disk."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def note(self) -> Path:
        return self.venv / "set-up.json"

    @property
    def packages(self) -> Path:
        """The folder that holds the installed packages; one that is not there when there is none."""
        found = sorted(self.venv.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"))
        return found[0] if found else self.venv / "site-packages"

    def lock(self, kind: str) -> Path:
        return self.root / "packaging" / f"{kind}.lock"

    def wish(self, kind: str) -> str:
        """A digest of all that decides what belongs into .venv: it is filled anew when this changes."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        decisive = self.lock(kind).read_bytes() + json.dumps(project, sort_keys=True).encode()
        return hashlib.sha256(decisive).hexdigest()


def set_up(checkout: Checkout, kind: str, shell: Shell) -> None:
    """Make .venv hold what `run` or `test` needs. Quick when it does already; raises Stop when it cannot be done."""
    with alone(checkout.root):
        if os.path.lexists(checkout.venv) and (reason := fault(checkout, shell)):
            print(f"The folder .venv is made anew: {reason}.", flush=True)
            remove(checkout.venv)
        if not checkout.venv.exists():
            make(checkout, shell)
        held, wish = noted(checkout).get("filled", (None, None))
        kind = "test" if held == "test" else kind  # what `test` needs holds what `run` needs, and stays
        if (held, wish) != (kind, checkout.wish(kind)):
            fill(checkout, kind, shell)


def remove(path: Path) -> None:
    """Remove a folder; of a link, the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """One set-up at a time; a second one waits. (Not on Windows, where a folder cannot be locked.)"""
    if os.name == "nt":
        yield
        return
    import fcntl  # noqa: PLC0415  # Windows has none

    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up of this folder is under way; waiting for it …", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def noted(checkout: Checkout) -> dict[str, Any]:
    """What the last finished set-up wrote down; empty when there was none, or when it cannot be read."""
    try:
        note = json.loads(checkout.note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def fault(checkout: Checkout, shell: Shell) -> str | None:
    """What is wrong with .venv, to be put behind a colon; None when it is whole."""
    note = noted(checkout)
    if not note:
        return "its set-up was not finished"
    if note.get("root") != str(checkout.root):
        return "it was made for another folder"
    if python_version(checkout, shell) != note.get("python"):
        return "its Python is gone, or is another one by now"
    return lost(checkout.packages, note.get("packages", []))


def python_version(checkout: Checkout, shell: Shell) -> str | None:
    """The version of the Python in .venv, None when it does not start."""
    if not checkout.python.is_file():
        return None
    words: Words = [checkout.python, "-I", "-c", "import sys; print(*sys.version_info[:2], sep='.')"]
    told = shell.run(words, output="kept", errors="kept")
    return told.output.strip() if told.code == 0 else None


def installed(packages: Path) -> list[str]:
    """The packages that are installed, each with its version, as their folders are called."""
    return sorted(folder.name for folder in packages.glob("*.dist-info"))


def lost(packages: Path, expected: list[str]) -> str | None:
    """What of the expected packages is missing or has another size than when it was installed."""
    if missing := sorted(set(expected) - set(installed(packages))):
        return f"{missing[0].removesuffix('.dist-info')} is missing in it"
    for name in expected:
        try:
            record = (packages / name / "RECORD").read_text(encoding="utf-8")
        except OSError:
            return f"{name.removesuffix('.dist-info')} is incomplete in it"
        for path, _, size in csv.reader(record.splitlines()):
            # Python itself rewrites compiled files.
            if size and not path.endswith(".pyc") and _size(packages / path) != int(size):
                return f"the file {path} in it is missing or damaged"
    return None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def make(checkout: Checkout, shell: Shell) -> None:
    """An empty virtual environment, with pip where this Python can put it there."""
    base = Path(getattr(sys, "_base_executable", None) or sys.executable)  # not the Python of a .venv that goes
    without_pip = [] if find_spec("ensurepip") else ["--without-pip"]
    done = shell.run([base, "-m", "venv", *without_pip, checkout.venv], output="kept", errors="kept")
    if done.code:
        shutil.rmtree(checkout.venv, ignore_errors=True)
        raise Stop(
            f"{(done.errors or done.output).strip()}\n"
            "Python could not make a virtual environment in this folder (the lines above say why). "
            "Nothing was installed. Mend what they name, then start the same command again."
        )


def pip(checkout: Checkout) -> list[str | Path]:
    """The pip in .venv; without one there, that of the Python which runs this, told to work in .venv."""
    if (checkout.packages / "pip").is_dir():
        return [checkout.python, "-m", "pip", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", checkout.python]


def fill(checkout: Checkout, kind: str, shell: Shell) -> None:
    """Install what the lock file names, each file checked against its hash, then the project itself."""
    checkout.note.unlink(missing_ok=True)
    print("Installing the packages that SLA Desk needs into .venv; this happens once …", flush=True)
    quiet = [] if sys.stdout.isatty() else ["--quiet"]  # a person sees the downloads grow
    words = [*pip(checkout), "install", *quiet, "--no-input", "--retries", "2"]
    words += ["--require-hashes", "--only-binary", ":all:", "-r", checkout.lock(kind)]
    done = shell.run(words, errors="kept")
    if done.code:
        raise Stop(why_pip_failed(done.errors))
    words = [*pip(checkout), "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    done = shell.run([*words, "--editable", checkout.root], errors="kept")
    if done.code:
        raise Stop(
            f"{done.errors.strip()}\nSLA Desk itself could not be put into .venv (the lines above say why). "
            "Nothing of your data was touched. Delete the folder .venv, then start the same command again."
        )
    note = {
        "root": str(checkout.root),
        "python": python_version(checkout, shell),
        "filled": [kind, checkout.wish(kind)],
        "packages": installed(checkout.packages),
    }
    unfinished = checkout.note.with_suffix(".new")
    unfinished.write_text(json.dumps(note, indent=1), encoding="utf-8")
    unfinished.replace(checkout.note)


@dataclass(frozen=True, slots=True)
class Failure:
    """What pip prints when something went wrong, and what a person is told then."""

    signs: tuple[str, ...]
    sentence: str


FAILURES = (
    Failure(
        ("DO NOT MATCH THE HASHES",),
        "A package that was sent is not the one that the lock file names, so it was not installed. Empty pip's cache "
        "(python3 -m pip cache purge), then start the same command again. If it stays so, do not work around it: tell "
        "the authors.",
    ),
    Failure(
        ("No space left on device", "not enough space"),
        "The disk is full, so the packages could not be installed. Make room (1 GB will do), then start the same "
        "command again.",
    ),
    Failure(
        ("Permission denied", "Access is denied"),
        "The folder .venv may not be written, so the packages could not be installed. Make it yours, then start the "
        "same command again.",
    ),
    Failure(
        ("ssl module in Python is not available",),
        "This Python was built without TLS, so it can fetch no packages. Start the same command with another Python.",
    ),
    Failure(
        (
            "Failed to establish a new connection",
            "Connection refused",
            "ConnectTimeout",
            "ConnectionError",
            "connection broken",
            "Read timed out",
            "name resolution",
            "getaddrinfo failed",
            "Network is unreachable",
            "ProxyError",
            "SSLError",
            "CERTIFICATE_VERIFY_FAILED",
            "Max retries exceeded",
            "not a trusted or secure host",
        ),
        "The packages could not be fetched, for the package index does not answer. What arrived so far is kept. Check "
        "the network connection (and pip's settings for a proxy or an index, if there are any), then start the same "
        "command again.",
    ),
)


def why_pip_failed(told: str) -> str:
    """The sentence for what pip printed when it failed."""
    for failure in FAILURES:
        if any(sign in told for sign in failure.signs):
            return failure.sentence
    if unbuilt := re.search(r"No matching distribution found for (\S+)", told):
        here = f"{sysconfig.get_platform()}, Python {sys.version_info[0]}.{sys.version_info[1]}"
        return (
            f"{unbuilt[1]} is not built for this system ({here}), so SLA Desk cannot run here. It runs on Linux with "
            "glibc 2.34 or later (2.39 on ARM), on macOS 13 or later and on Windows 10 or later."
        )
    return (
        f"{told.strip()}\nThe packages could not be installed (the lines above say why). Nothing else was changed. "
        "Mend what they name, then start the same command again."
    )
