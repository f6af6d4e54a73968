"""The exact figures of what one points at, beside it; pointer and keyboard pass through."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.charts.mark import Mark
from ui.wording import say

WIDEST, PAD, GAP, EDGE = 320, 12, 6, 6


class MarkCard(QWidget):
    """`show_at` puts it below a box of what it lies over, or above it where there is no room."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._lines: tuple[tuple[str, str, str], ...] = ()
        """Words, style and colour of each line."""

        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.notifier.changed.connect(self.hide)
        self.hide()

    def show_at(self, mark: Mark, spot: QRect) -> None:
        told = [(mark.name, "semi", "text"), *((words, "body", "text2") for words in mark.figures)]
        if mark.leads is not None:
            told.append((say("Click: {to}", to=mark.to), "small", "text3"))
        widest = theme.px(WIDEST) - 2 * PAD
        self._lines = tuple(
            (line, style, ink) for words, style, ink in told for line in painting.broken(words, style, widest)
        )
        inner = max(theme.metrics(style).horizontalAdvance(words) for words, style, _ in self._lines)
        reach = painting.REACH
        width = round(inner) + 1 + 2 * PAD + 2 * reach
        height = sum(theme.line_height(style) for _, style, _ in self._lines) + 2 * PAD - 4 + 2 * reach + reach // 2
        right = self._over.width() - width - EDGE + reach
        x = max(EDGE - reach, min(spot.center().x() - width // 2, right))
        y = spot.bottom() + GAP - reach
        if y + height > self._over.height():
            y = spot.top() - GAP - height + reach
        self.setGeometry(x, y, width, height)
        self.setAccessibleName(mark.sentence)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, reach = theme.current(), painting.REACH
        box = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach - reach // 2)
        with QPainter(self) as painter:
            painting.shadow(painter, box, theme.RADIUS_CARD)
            painting.frame(painter, box, theme.RADIUS_CARD, fill=t.surface, outline=t.line2)
            y = box.y() + PAD - 2
            for words, style, ink in self._lines:
                high = theme.line_height(style)
                painting.text(painter, words, style, getattr(t, ink), box.x() + PAD, y + high / 2)
                y += high
