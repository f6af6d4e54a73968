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
    chosen, _ = QFileDialog.getSaveFileName(page, say("Save the document"), str(proposed), "PDF (*.pdf)")
    if not chosen:
        return None
    return Path(chosen) if chosen.lower().endswith(".pdf") else Path(chosen + ".pdf")
