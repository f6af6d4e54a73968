"""The edge of a panel beside a page, by which it is drawn wider or narrower; two clicks bring the standard back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui import splits, theme

GRIP = 5


class Divider(QWidget):
    """On the right edge of a panel at the left, or on the left edge of one at the right. At most half of what the
    panel stands in is taken; what was drawn comes back with the room."""

    def __init__(self, panel: QWidget, name: str, standard: Callable[[], int], *, at_left: bool) -> None:
        """`standard` gives the width, at 100 % text, where nobody drew another."""
        super().__init__(panel)
        self._panel, self._name, self._standard, self._at_left = panel, name, standard, at_left
        self._held: tuple[float, int] | None = None
        self._around: QWidget | None = None
        self.setCursor(Qt.CursorShape.SplitHCursor)
        panel.installEventFilter(self)
        splits.notifier.changed.connect(self.fit)
        theme.notifier.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        wide = theme.px(splits.width_of(self._name, self._standard()))
        around = self._panel.parentWidget()
        if around is not None and around.isVisible():
            wide = min(wide, max(around.width() // 2, theme.px(splits.LEAST)))
        self._panel.setFixedWidth(wide)
        self._place()

    def _place(self) -> None:
        x = self._panel.width() - GRIP if self._at_left else 0
        self.setGeometry(x, 0, GRIP, self._panel.height())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._watch()
            self._place()
        elif watched is self._around and event.type() is QEvent.Type.Resize:
            self.fit()
        return False

    def _watch(self) -> None:
        around = self._panel.parentWidget()
        if around is not self._around and around is not None:
            self._around = around
            around.installEventFilter(self)
            self.fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = event.globalPosition().x(), self._panel.width()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            x, wide = self._held
            moved = event.globalPosition().x() - x
            splits.draw(self._name, round((wide + (moved if self._at_left else -moved)) / theme.text_size()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        splits.notifier.settled.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        splits.draw(self._name, None)
