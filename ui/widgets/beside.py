"""Parts that stand side by side while each has its room, else one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme

BETWEEN, BELOW = 40, 24


class Beside(QWidget):
    """`least` is how wide a part is at least where there are several in a line, `most` how many there are then."""

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most, self._columns = least, most, 0
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(BELOW)
        theme.notifier.changed.connect(self._lay_out)

    def put(self, parts: Sequence[QWidget]) -> None:
        """In the place of those before."""
        for part in self._parts:
            if part not in parts:
                part.hide()
                part.deleteLater()
        self._parts, self._columns = list(parts), 0
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part: the others go below it."""
        least = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        fit = (self.width() + BETWEEN) // (theme.px(self._least) + BETWEEN)
        columns = max(1, min(self._most, len(self._parts), fit))
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        for at, part in enumerate(self._parts):
            self._grid.addWidget(part, *divmod(at, columns), Qt.AlignmentFlag.AlignTop)
            part.show()
