"""The sign of a severity for a menu."""

from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from slaapp.domain.agreement import Severity
from ui import theme
from ui.widgets import painting


def severity_icon(severity: Severity) -> QIcon:
    """As sharp as the finest screen here, and as large as the text."""
    side, ratio = theme.px(16), max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(theme.faded(theme.current().surface, 0))
    with QPainter(picture) as painter:
        painting.severity(painter, theme.px(1), side / 2, severity)
    return QIcon(picture)
