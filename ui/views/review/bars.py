"""Bars in the lines of a review: the mix of severities, and what of a margin was used."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain.cushion import Cushion
from ui import theme
from ui.widgets import painting

HEIGHT = 12


class _Bar(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(HEIGHT))


class MixBar(_Bar):
    """Shares beside each other, the first the darkest; a line between them."""

    def __init__(self, words: str, counts: Sequence[int]) -> None:
        super().__init__(words)
        self._counts = counts

    def paintEvent(self, event: QPaintEvent) -> None:
        t, whole = theme.current(), sum(self._counts) or 1
        with QPainter(self) as painter:
            x = 0.0
            for count, ink in zip(self._counts, (t.text, t.text3, t.disabled, t.track), strict=True):
                width = self.width() * count / whole
                painter.fillRect(QRectF(x, 0, width, self.height()), ink)
                x += width
                if count and x < self.width() - 1:
                    painter.fillRect(QRectF(x - 1, 0, 1, self.height()), t.surface)


class MarginBar(_Bar):
    """The margin from the internal to the public target: solid what half of the cases used at most, tinted what nine of
    ten did; filled to its end where that is all and more."""

    def __init__(self, words: str, held: Cushion) -> None:
        super().__init__(words)
        self._held = held

    def paintEvent(self, event: QPaintEvent) -> None:
        t, box = theme.current(), QRectF(self.rect())
        with QPainter(self) as painter:
            painting.frame(painter, box, 3, fill=t.track)
            for share, fill in ((self._held.p90, t.violet_line), (self._held.median, t.violet)):
                part = QRectF(box)
                part.setWidth(box.width() * min(share, 100) / 100)
                if share > 0:
                    painting.frame(painter, part, 3, fill=fill)
            if self._held.p90 > 100:
                painter.fillRect(QRectF(box.right() - 3, 0, 3, box.height()), t.red)
