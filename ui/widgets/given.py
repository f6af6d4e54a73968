"""Files and pictures that a person drops or pastes, rather than words."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this computer that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile() and url.toLocalFile()]


def picture_in(mime: QMimeData) -> QImage | None:
    """A picture that was copied, such as a screenshot; None where it stands beside words, which are meant then."""
    if not mime.hasImage() or mime.hasText():
        return None
    picture = mime.imageData()
    return picture if isinstance(picture, QImage) and not picture.isNull() else None


def as_png(picture: QImage) -> bytes:
    """Takes a moment for a large one, so it is done in the background."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the binding takes the format as text
    return bytes(buffer.data().data())


def has_something(mime: QMimeData) -> bool:
    return bool(files_in(mime)) or picture_in(mime) is not None
