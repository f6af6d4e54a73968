"""Round corners for windows of their own: opaque, because without a compositor what is translucent is black."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtWidgets import QWidget


def round_off(window: QWidget, radius: float) -> None:
    """Cut the corners off at its present size."""
    from PySide6.QtGui import QPainterPath, QRegion  # noqa: PLC0415 - when first wanted

    shape = QPainterPath()
    shape.addRoundedRect(QRectF(window.rect()), radius, radius)
    window.setMask(QRegion(shape.toFillPolygon().toPolygon()))


class Rounding(QObject):
    """An event filter that keeps the corners of a window cut off."""

    def __init__(self, radius: float, parent: QObject) -> None:
        super().__init__(parent)
        self._radius = radius

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and event.type() is QEvent.Type.Resize:
            round_off(watched, self._radius)
        return False
