"""The sign of a severity on its own; its name stands beside it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Severity
from ui import theme
from ui.widgets import painting

SIDE = 14


class SeveritySign(QWidget):
    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._severity = severity
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(theme.px(SIDE), theme.px(SIDE))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painting.severity(painter, 0, self.height() / 2, self._severity)
