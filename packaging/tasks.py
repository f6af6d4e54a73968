"""What dev.py can be asked to do: run, test, shots, bench, faults, mutants, lock."""

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from checkout import Checkout, pip, set_up
from machine import Shell, Stop, Words, lacking, provide, venv_package

ROOT = Path(__file__).resolve().parent.parent
MODULES = {"shots": "ui.shots", "bench": "tests.bench", "faults": "tests.faults", "mutants": "tests.mutants"}


def main(words: Sequence[str], *, usage: str | None) -> int:
    """Do what is asked and give the exit code: 0, 1 could not be done or a check failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of old Windows lacks a few characters
    own, rest = split(words)
    options, more = parser(usage).parse_known_args(own)
    checkout, shell = Checkout(ROOT), Shell(ROOT)
    try:
        return perform(options, [*more, *rest], checkout, shell)
    except Stop as stop:
        print(stop, file=sys.stderr)
    except OSError as error:
        print(f"{error}. Mend that (a full disk, a folder that may not be written), then start again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. What was not finished is done anew at the next start.", file=sys.stderr)
        return 130
    return 1


def split(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The words before and after the first `--`."""
    at = list(words).index("--") if "--" in words else len(words)
    return words[:at], words[at + 1 :]


def parser(usage: str | None) -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="dev.py", description=usage, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", help="one of the above")
    run = commands.add_parser("run")
    run.add_argument("--demo", action="store_true", help="open a copy of the demo desk")
    for name in ("test", *MODULES, "lock"):
        commands.add_parser(name)
    return whole


def perform(options: argparse.Namespace, arguments: Sequence[str], checkout: Checkout, shell: Shell) -> int:
    match options.command:
        case "run":
            prepare("run", checkout, shell)
            return run(checkout, shell, arguments, demo=options.demo)
        case "test":
            prepare("test", checkout, shell)
            return test(checkout, shell, arguments)
        case "lock":
            prepare("test", checkout, shell)
            return lock(checkout, shell, arguments)
        case name:
            prepare("test", checkout, shell)
            offscreen = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM") or "offscreen"}
            return shell.become([checkout.python, "-m", MODULES[name], *arguments], env=offscreen)


def prepare(kind: str, checkout: Checkout, shell: Shell) -> None:
    """Install what is missing: first of the system, then into .venv."""
    missing = lacking(kind) | ({} if checkout.python.is_file() else venv_package())
    provide(missing, shell)
    set_up(checkout, kind, shell)


def run(checkout: Checkout, shell: Shell, arguments: Sequence[str], *, demo: bool) -> int:
    """Open the program, or do what the arguments ask of its command line. Without a display the program says so."""
    return shell.become([checkout.python, "-m", "slaapp", *(["--demo"] if demo else []), *arguments])


QUICK: Mapping[str, Words] = {
    "lint": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "types": ["-m", "mypy"],
    "layers": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo', '--no-cache'])",
    ],
}
"""Checks that take seconds. All of them run, so that one call shows all that is to be mended."""


def test(checkout: Checkout, shell: Shell, arguments: Sequence[str]) -> int:
    """Every check, the quick ones first; the tests follow when those are clean.

    Qt paints offscreen. A test that needs a real window starts an X server of its own (the fixture `display`), so the
    tests run the same way under this command, under a bare pytest and on two cores at once.
    """
    failed = []
    for name, words in QUICK.items():
        print(f"── {name}", flush=True)
        if shell.run([checkout.python, *words]).code:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}. The tests were not run.")
        return 1
    print("── tests", flush=True)
    spread = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
    words = [checkout.python, "-m", "pytest", *(arguments or spread)]
    return shell.run(words, env={"QT_QPA_PLATFORM": "offscreen"}).code


def lock(checkout: Checkout, shell: Shell, arguments: Sequence[str]) -> int:
    """Work out the lock files with the pinned resolver: good for all systems, no package index named in them.

    What a lock file holds stays as long as it satisfies pyproject.toml; `--upgrade` takes the newest of all.
    """
    tools = checkout.venv / "lock-tools"
    pinned: Words = ["--require-hashes", "--only-binary", ":all:", "-r", checkout.lock("tools")]
    if shell.run([*pip(checkout), "install", "--quiet", "--upgrade", "--target", tools, *pinned]).code:
        raise Stop("The resolver could not be installed (the lines above say why). The lock files are as they were.")
    resolve: list[str | Path] = [checkout.python, "-m", "uv", "pip", "compile", "--quiet", "--generate-hashes"]
    resolve += ["--universal", "--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links"]
    resolve += ["--custom-compile-command", "python3 packaging/dev.py lock", *arguments]
    both = ["pyproject.toml", "--group", "build"]
    sources: dict[str, Words] = {
        "run": both,
        "test": [*both, "--group", "test", "--constraint", checkout.lock("run")],
        "tools": ["--group", "tools"],
    }
    for kind, source in sources.items():
        path = checkout.lock(kind)
        if shell.run([*resolve, *source, "--output-file", path], env={"PYTHONPATH": str(tools)}).code:
            raise Stop(f"{path.name} could not be worked out (the lines above say why) and is as it was.")
    return 0
