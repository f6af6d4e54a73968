"""What this machine has and lacks: system libraries and tools. On Debian and Ubuntu apt puts it right."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Words = Sequence[str | Path]

LIBRARIES: Mapping[str, str] = {
    # what Qt loads in any case
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
    # what it loads for a window on X11
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    # what it loads to find printers
    "libcups.so.2": "libcups2",
}
"""What Qt needs of a Linux system, and the Debian package that holds it (read off Qt's files)."""

TOOLS: Mapping[str, str] = {
    "Xvfb": "xvfb",  # a screen without a screen, for tests with a real window
    "pdftoppm": "poppler-utils",  # a second opinion on our PDF
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",  # reads our PDF strictly
    "strace": "strace",  # what the program opens when a text is hostile
    "dbus-run-session": "dbus",  # a bus for what a screen reader is told
    "at-spi2-registryd": "at-spi2-core",
    "cupsd": "cups",  # printers that print into files
    "soffice": "libreoffice-calc-nogui",  # a second opinion on our workbooks
}
"""Commands that the tests start, and the Debian package that holds each."""

SYSTEM_PYTHON = "/usr/bin/python3"
READS: Mapping[str, str] = {
    "import gi": "python3-gi",
    "import gi; gi.require_version('Atspi', '2.0')": "gir1.2-atspi-2.0",
}
"""What the system's own Python must be able to do to hear what a screen reader hears, and the Debian package for it."""

HIDDEN = "/usr/libexec:/usr/lib/at-spi2-core:/usr/sbin"
"""Where services lie that nobody starts by hand."""

APT = ("apt-get", "-qq", "-o=Dpkg::Use-Pty=0", "-o=DPkg::Lock::Timeout=300")


class Stop(Exception):
    """The work cannot go on. The text is for a person: what happened, what is kept, what to do."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed as far as that was caught."""

    code: int
    output: str = ""
    errors: str = ""


class Shell:
    """Starts commands in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self,
        words: Words,
        *,
        output: Literal["shown", "dropped", "kept"] = "shown",
        errors: Literal["shown", "kept"] = "shown",
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run a command to its end; `env` is added to its environment.

        At Ctrl+C the command, which got it too, ends in its own time; only then KeyboardInterrupt goes on.
        """
        streams = {"shown": None, "dropped": subprocess.DEVNULL, "kept": subprocess.PIPE}
        interrupted = False
        with subprocess.Popen(
            [str(word) for word in words],
            cwd=self.folder,
            env={**clean(os.environ), **(env or {})},
            stdout=streams[output],
            stderr=streams[errors],
            encoding="utf-8",
            errors="replace",
        ) as process:
            while True:
                try:
                    told, complained = process.communicate()
                except KeyboardInterrupt:
                    interrupted = True
                else:
                    break
        if interrupted:
            raise KeyboardInterrupt
        return Done(process.returncode, told or "", complained or "")

    def become(self, words: Words, *, env: Mapping[str, str] | None = None) -> int:
        """Let a command take the place of this process, so that signals reach it alone; on Windows, wait for it."""
        if os.name != "nt":
            os.chdir(self.folder)
            sys.stdout.flush()
            os.execve(words[0], [str(word) for word in words], {**clean(os.environ), **(env or {})})  # noqa: S606
        return self.run(words, env=env).code


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Without what would make the Python in .venv look for its packages elsewhere, or put them there."""
    foreign = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES"}
    return {name: value for name, value in environment.items() if name not in foreign}


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def finds(tool: str) -> str | None:
    return shutil.which(tool) or shutil.which(tool, path=HIDDEN)


def reads(words: str) -> bool:
    """Whether the system's own Python can do that."""
    try:
        return subprocess.run([SYSTEM_PYTHON, "-c", words], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def lacking(
    kind: str,
    *,
    system: str = sys.platform,
    is_loadable: Callable[[str], bool] = loads,
    find: Callable[[str], str | None] = finds,
    is_able: Callable[[str], bool] = reads,
) -> dict[str, str]:
    """What `run` or `test` misses here, each with its Debian package. Other systems come with all that Qt needs."""
    if system != "linux":
        return {}
    libraries = {name: package for name, package in LIBRARIES.items() if not is_loadable(name)}
    if kind != "test":
        return libraries
    tools = {name: package for name, package in TOOLS.items() if not find(name)}
    heard = {f"{package} for {SYSTEM_PYTHON}": package for words, package in READS.items() if not is_able(words)}
    return libraries | tools | heard


def can_fill_venv() -> bool:
    """Whether this Python can put packages into a virtual environment; Debian leaves both ways of doing so out."""
    invalidate_caches()
    return bool(find_spec("ensurepip") or find_spec("pip"))


def venv_package() -> dict[str, str]:
    """What is missing for making a virtual environment, with its Debian package."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    return {} if can_fill_venv() else {"Python's ensurepip": package}


def has_apt() -> bool:
    return sys.platform == "linux" and shutil.which("apt-get") is not None


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: Iterable[str], shell: Shell) -> None:
    """Install Debian packages."""
    wanted = sorted(set(packages))
    print(f"Installing system packages: {' '.join(wanted)}", flush=True)
    silently = {"DEBIAN_FRONTEND": "noninteractive"}
    shell.run([*APT, "update"], output="dropped", errors="kept")  # no reason to stop: the lists that are there may do
    asked = [*APT, "install", "--yes", "--no-install-recommends", *wanted]
    done = shell.run(asked, output="dropped", errors="kept", env=silently)
    if done.code:
        raise Stop(
            f"{done.errors.strip()}\nThese system packages could not be installed (the lines above say why): "
            f"{' '.join(wanted)}. Nothing else was changed. Mend what they name, or check the network connection, then "
            "start the same command again."
        )


def told_to_install(missing: Mapping[str, str], *, apt: bool) -> str:
    """The sentence for a person who has to install it, since this process may not or cannot."""
    if apt:
        return (
            "Some system packages are missing. Install them with the next line, then start the same command again:\n"
            f"  sudo apt-get install {' '.join(sorted(set(missing.values())))}"
        )
    return (
        f"This system lacks {', '.join(missing)}. "
        "Install the packages that hold them, then start the same command again."
    )


def provide(missing: Mapping[str, str], shell: Shell) -> None:
    """Install what is missing where that can be done; else raise Stop with what a person can do."""
    if not missing:
        return
    if not (has_apt() and is_root()):
        raise Stop(told_to_install(missing, apt=has_apt()))
    install(missing.values(), shell)
