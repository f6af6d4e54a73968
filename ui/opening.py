"""The one way in which the program hands a file to another program: asked for, harmless by its kind, a private copy."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_copy(path: Path) -> bool:
    """Show a copy made by `Attaching.copy_to_open` in the system's own program; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
