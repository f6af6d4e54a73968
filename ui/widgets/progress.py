"""How far something has come: a bar, and its words above it for whoever cannot see it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from ui import theme
from ui.widgets import painting

HEIGHT = 4


class Progress(QProgressBar):
    """Unknown while the whole is 0: then the bar is empty."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        theme.notifier.changed.connect(self.update)

    def show_part(self, done: int, whole: int) -> None:
        self.setRange(0, max(whole, 1))
        self.setValue(done)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            painting.frame(painter, box, HEIGHT / 2, fill=t.track)
            share = self.value() / max(self.maximum(), 1)
            if share > 0:
                box.setWidth(max(HEIGHT, box.width() * share))
                painting.frame(painter, box, HEIGHT / 2, fill=t.accent)
