"""What the program is made of and where it keeps things, as facts that can be shown and copied."""

import json
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import qVersion

from slaapp import __version__
from slaapp.paths import log_folder
from ui.wording import say

DRAWN = (("Inter", "OFL-1.1"), ("Lucide", "ISC"))
"""The typeface and the icons, which come inside of packages."""


def facts(store: Path, sqlite: str) -> list[tuple[str, str]]:
    return [
        ("SLA Desk", __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("SQLite", sqlite),
        (say("System"), platform.platform()),
        (say("Data file"), str(store)),
        (say("Log"), str(log_folder())),
    ]


def licences() -> list[tuple[str, str, str]]:
    """Of everything that is shipped: its name, its version where that is known, its licence in the words of SPDX."""
    held: dict[str, str] = json.loads((files("resources") / "licences.json").read_text(encoding="utf-8"))
    shipped = [(name, _version(name), licence) for name, licence in held.items()]
    return [("SLA Desk", __version__, "MIT"), *((name, "", licence) for name, licence in DRAWN), *shipped]


def as_text(store: Path, sqlite: str) -> str:
    """All of it, to be put into a letter to whoever looks after the program."""
    return "\n".join(_lines(store, sqlite)) + "\n"


def _lines(store: Path, sqlite: str) -> Iterator[str]:
    for name, value in facts(store, sqlite):
        yield f"{name}: {value}"
    yield ""
    for name, number, licence in licences():
        yield " ".join(part for part in (name, number) if part) + f": {licence}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
