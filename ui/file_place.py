"""Where files are chosen and saved: where the last one of that kind was, at first in Documents or Pictures."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.wording import say

_Standard = QStandardPaths.StandardLocation

DOCUMENTS, ATTACHMENTS = "documents", "attachments"
"""What is saved as PDF, workbook or web page; what is attached to tickets."""

PICTURES = frozenset({"logo"})
"""The kinds of files that are looked for among a person's pictures."""


class _Places:
    """`folders`, by kind of file, are those of the window's state and are kept with it."""

    def __init__(self) -> None:
        self.folders: dict[str, Any] = {}


_places = _Places()


def keep_in(folders: dict[str, Any]) -> None:
    """What was remembered, to be kept up to date."""
    _places.folders = folders


def start_of(kind: str) -> Path:
    """Where the last file of that kind was, while that folder is there."""
    last = _places.folders.get(kind)
    if isinstance(last, str) and Path(last).is_dir():
        return Path(last)
    return _folder(_Standard.PicturesLocation) if kind in PICTURES else documents()


def documents() -> Path:
    """Where a person keeps documents; the home of one who has no such folder, never wherever we were started."""
    return _folder(_Standard.DocumentsLocation)


def _folder(standard: _Standard) -> Path:
    named = Path(QStandardPaths.writableLocation(standard))
    return named if named.is_absolute() and named.is_dir() else Path.home()


def choose_file(over: QWidget, kind: str, title: str, endings: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(over, title, str(start_of(kind)), endings)
    return _taken(kind, name)


def choose_files(over: QWidget, kind: str, title: str, endings: str = "") -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(over, title, str(start_of(kind)), endings)
    for name in names[:1]:
        _taken(kind, name)
    return [Path(name) for name in names]


def choose_folder(over: QWidget, kind: str, title: str) -> Path | None:
    """What is put into it goes with the others of its kind: the next one is put there too."""
    name = QFileDialog.getExistingDirectory(over, title, str(start_of(kind)))
    if not name:
        return None
    _places.folders[kind] = name
    return Path(name)


def choose_name(over: QWidget, kind: str, title: str, called: str, endings: str = "") -> Path | None:
    """Where something is saved, and as what."""
    name, _ = QFileDialog.getSaveFileName(over, title, str(start_of(kind) / called), endings)
    return _taken(kind, name)


def ask_file(page: QWidget, proposed: Path) -> Path | None:
    """Where a document is saved, in the form that the proposed ending says."""
    end = proposed.suffix
    name, _ = QFileDialog.getSaveFileName(page, say("Save the document"), str(proposed), f"{_form(end)} (*{end})")
    if not name:
        return None
    return Path(name) if name.lower().endswith(end) else Path(name + end)


def used(kind: str, file: Path) -> None:
    """The next one of that kind is looked for beside it."""
    _places.folders[kind] = str(file.parent)


def _taken(kind: str, name: str) -> Path | None:
    if not name:
        return None
    used(kind, Path(name))
    return Path(name)


def _form(end: str) -> str:
    forms = {".xlsx": say("Workbook"), ".html": say("Web page"), ".csv": say("CSV files in a folder of this name")}
    return forms.get(end, "PDF")
