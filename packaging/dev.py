#!/usr/bin/env python3
"""One command sets up and runs SLA Desk, or sets up and tests it. Standard library only, Python 3.11 or newer.

    python3 packaging/dev.py run [--demo] [-- ARGUMENTS]   set up what is missing, open the program
    python3 packaging/dev.py test [-- PYTEST ARGUMENTS]    set up what is missing, run every check
    python3 packaging/dev.py shots [FOLDER]                render every screen from the demo desk to PNG files
    python3 packaging/dev.py bench                         measure, and print ratios beside their bounds
    python3 packaging/dev.py faults                        kills, full disks and damaged files, in full
    python3 packaging/dev.py mutants                       plant bugs, each must be found
    python3 packaging/dev.py lock                          work out the lock files anew

The first call makes `.venv` beside this project and fills it from the hash-locked files in this folder; later calls
find it as they left it. Tests that draw use Qt's offscreen platform, so they need no display.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LEAST = (3, 11)
BELOW = (3, 15)
"""No build of the SQLite driver exists for this version yet."""

UV = "uv==0.13.9"
LOCKS = {"run": HERE / "run.lock", "test": HERE / "test.lock"}

QT_LIBRARIES = (
    "libglib2.0-0 libegl1 libgl1 libfontconfig1 libfreetype6 libx11-6 libxkbcommon0 libdbus-1-3 libbrotli1 "
    "libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-util1 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-render0 libxcb-shape0 "
    "libxcb-xkb1"
).split()
TEST_TOOLS = ["poppler-utils", "git"]


class Stop(Exception):
    """The work cannot go on; the text says what happened and what to do."""


def check_version(version: tuple[int, ...]) -> None:
    if not LEAST <= version[:2] < BELOW:
        raise Stop(
            f"This is Python {version[0]}.{version[1]}; SLA Desk needs 3.11 to 3.14. Nothing was changed. "
            "Start this command with such a Python."
        )


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command in the project's folder and give its exit code."""
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env=env, stdout=output, stderr=output, check=False).returncode


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def stamp(kind: str) -> Path:
    return VENV / f"{kind}.stamp"


def is_ready(kind: str) -> bool:
    """Whether this virtual environment holds just what the lock file says. `test` holds what `run` needs."""
    return any(
        stamp(held).is_file() and stamp(held).read_text() == digest(LOCKS[held]) for held in {kind, "test"}
    ) and PYTHON.is_file()


def set_up(kind: str) -> None:
    """Make the virtual environment and fill it, unless that was done already."""
    if not is_ready(kind):
        make_venv()
        fill_venv(kind)
        stamp(kind).write_text(digest(LOCKS[kind]))
    install_libraries(missing_libraries([*QT_LIBRARIES, *(TEST_TOOLS if kind == "test" else [])]))


def make_venv() -> None:
    if PYTHON.is_file() and run([PYTHON, "-m", "pip", "--version"], quiet=True) == 0:
        return
    if VENV.exists():
        print("The folder .venv is incomplete; it is made anew.")
        shutil.rmtree(VENV)
    if run([sys.executable, "-m", "venv", VENV], quiet=True) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if has_apt() and is_root():
        install_libraries([package])
        if run([sys.executable, "-m", "venv", VENV]) == 0:
            return
    raise Stop(
        "This Python cannot make virtual environments, so nothing was installed. "
        + (f"Install the missing part with: sudo apt-get install {package}" if has_apt() else "Install its venv module.")
    )


def fill_venv(kind: str) -> None:
    print("Installing what SLA Desk needs; this happens once …", flush=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    if run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCKS[kind]]):
        raise Stop(
            "The packages could not be installed (the lines above say why). Nothing else was changed. "
            "Check the network connection, then start the same command again."
        )
    if run([*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT]):
        raise Stop("SLA Desk itself could not be installed into .venv. Delete that folder, then start again.")


def has_apt() -> bool:
    return platform.system() == "Linux" and shutil.which("apt-get") is not None


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def missing_libraries(packages: Sequence[str]) -> list[str]:
    """Which of these Debian packages are not installed; none on other systems, where Qt brings all it needs."""
    if not has_apt():
        return []
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev} ${Package}\n", *packages]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    installed = {line.split()[-1].removesuffix("t64") for line in found if line.startswith("ii")}
    return [package for package in packages if package.removesuffix("t64") not in installed]


def install_libraries(packages: Sequence[str]) -> None:
    if not packages:
        return
    if not is_root():
        print(f"These system packages are missing; install them with:\n  sudo apt-get install {' '.join(packages)}")
        return
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    if run([*apt, "update"], env=env) or run([*apt, "install", "-y", "--no-install-recommends", *packages], env=env):
        raise Stop(f"These system packages could not be installed: {' '.join(packages)}. Install them, then start again.")


def has_display(environment: Mapping[str, str], system: str) -> bool:
    """Whether a window can be shown; only Linux can be without."""
    return system != "Linux" or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def open_program(arguments: Sequence[str], *, demo: bool) -> int:
    set_up("run")
    words = [*(["--demo"] if demo else []), *arguments]
    needs_window = not arguments or arguments[0].startswith("-")
    if needs_window and "--help" not in arguments and not has_display(os.environ, platform.system()):
        raise Stop("There is no display to open the window on. The command line works without one: slaapp --help")
    return run([PYTHON, "-m", "slaapp", *words])


def test(arguments: Sequence[str]) -> int:
    """Every check, the quick ones first; the first one that fails ends it."""
    set_up("test")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    checks: list[tuple[str, list[str | Path]]] = [
        ("lint", ["-m", "ruff", "check"]),
        ("format", ["-m", "ruff", "format", "--check", "--quiet"]),
        ("types", ["-m", "mypy"]),
        ("architecture", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        ("tests", ["-m", "pytest", "-q", *arguments]),
    ]
    for name, words in checks:
        print(f"── {name}", flush=True)
        if code := run([PYTHON, *words], env=env):
            print(f"The check “{name}” failed.")
            return code
    return 0


def module(name: str, arguments: Sequence[str]) -> int:
    set_up("test")
    return run([PYTHON, "-m", name, *arguments], env={**os.environ, "PYTHONUTF8": "1"})


def lock() -> int:
    """Work out both lock files with a pinned resolver; no package index is named in them."""
    set_up("test")
    tools = VENV / "lock-tools"
    if run([PYTHON, "-m", "pip", "--quiet", "install", "--target", tools, "--upgrade", UV]):
        raise Stop(f"{UV} could not be installed, so the lock files are as they were. Check the network connection.")
    uv = next(tools.glob("bin/uv*"))
    compile_ = [uv, "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    compile_ += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "dev.py lock", "--upgrade"]
    for kind, path in LOCKS.items():
        groups = ["--group", "build"] if kind == "run" else ["--group", "build", "--group", "test"]
        if run([*compile_, "pyproject.toml", *groups, "--output-file", path]):
            raise Stop(f"{path.name} could not be worked out and is as it was.")
    return 0


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    opening = commands.add_parser("run", help="set up and open the program")
    opening.add_argument("--demo", action="store_true", help="open a copy of the demo desk")
    for name in ("test", "shots", "bench", "faults", "mutants"):
        commands.add_parser(name)
    commands.add_parser("lock", help="work out the lock files anew")
    own, _, rest = _split(words)
    options, more = parser.parse_known_args(own)
    arguments = [*more, *rest]
    try:
        check_version(sys.version_info[:2])
        match options.command:
            case "run":
                return open_program(arguments, demo=options.demo)
            case "test":
                return test(arguments)
            case "shots":
                return module("ui.shots", arguments)
            case "lock":
                return lock()
            case other:
                return module(f"tests.{other}", arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _split(words: Sequence[str]) -> tuple[Sequence[str], str, Sequence[str]]:
    """The words before and after the first `--`."""
    if "--" not in words:
        return words, "", ()
    at = list(words).index("--")
    return words[:at], "--", words[at + 1 :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
