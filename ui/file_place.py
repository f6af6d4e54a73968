"""Where a document is saved."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.wording import say


def documents() -> Path:
    """Where a person keeps documents; the home of one who has no such folder, never wherever we were started."""
    named = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return named if named.is_absolute() and named.is_dir() else Path.home()


def ask_file(page: QWidget, proposed: Path) -> Path | None:
    """Of the kind that the proposed ending says."""
    end = proposed.suffix
    chosen, _ = QFileDialog.getSaveFileName(page, say("Save the document"), str(proposed), f"{_kind(end)} (*{end})")
    if not chosen:
        return None
    return Path(chosen) if chosen.lower().endswith(end) else Path(chosen + end)


def _kind(end: str) -> str:
    kinds = {".xlsx": say("Workbook"), ".html": say("Web page"), ".csv": say("CSV files in a folder of this name")}
    return kinds.get(end, "PDF")
