"""All blocks of the dashboard as one painted face; what it says can be read as a table too."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from slaapp.domain.spans import Instant
from slaapp.services.overview import Overview
from ui import theme
from ui.views.dashboard.brush import Brush
from ui.views.dashboard.cards import cards_of, paint_cards, paint_head
from ui.views.dashboard.day import paint_day
from ui.views.dashboard.due_next import PITCH, paint_due_next
from ui.views.dashboard.month import paint_days, paint_month, paint_today
from ui.widgets.said import Role
from ui.wording import say

WIDTH, HEIGHT = 1920, 1080
NARROWEST = 1560
"""The blocks need so much of the picture's width."""

MARGIN = 56
"""At both sides of the picture; the window's own page keeps to its gutters."""

HEAD = 96
"""So much of the picture is the head, which the window's own page leaves out."""


class Face(QWidget):
    """`wall`: dark and as large as the screen allows; else in the window's colours at half size, without the head."""

    ROLE = Role.Chart

    def __init__(self, *, wall: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wall = wall
        self._found: Overview | None = None
        self._name, self._hide_names = "", False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(say("Dashboard"))
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def show_overview(self, found: Overview, *, name: str, hide_names: bool) -> None:
        self._found, self._name, self._hide_names = found, name, hide_names
        said = [f"{card.title} {card.number}" + (f", {card.remark}" if card.remark else "") for card in cards_of(found)]
        self.setAccessibleDescription(". ".join(said))
        self.update()

    @property
    def now(self) -> Instant | None:
        return None if self._found is None else self._found.now

    def sizeHint(self) -> QSize:
        return QSize(round(WIDTH * self._scale()), self.height())

    def _scale(self) -> float:
        if self._wall:
            return max(0.1, min(self.width() / WIDTH, self.height() / HEIGHT))
        return min(0.5 * theme.text_size(), max(0.4, self.width() / NARROWEST))

    def _dress(self) -> None:
        if not self._wall:
            self.setFixedHeight(round((HEIGHT - HEAD) * self._scale()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.wallboard() if self._wall else theme.current()
        ground, card = (t.window, t.surface) if self._wall else (t.surface, t.subtle)
        painter.fillRect(self.rect(), ground)
        if self._found is None:
            return
        scale, width = self._scale(), float(self.width())
        if not self._wall:
            painter.setTransform(
                QTransform.fromTranslate(theme.GUTTER_LEFT - MARGIN * scale, -HEAD * scale), combine=True
            )
            width += 2 * MARGIN * scale - theme.GUTTER_LEFT - theme.GUTTER_RIGHT
        brush = Brush(painter, t, scale=scale, ground=ground, card=card)
        self._blocks(brush, self._found, width / scale, self.height() / scale)

    def _blocks(self, brush: Brush, found: Overview, width: float, height: float) -> None:
        """What is higher than the picture gives its room to the rows, what is wider to both columns."""
        spare = max(0.0, height - HEIGHT) if self._wall else 0.0
        right = width - MARGIN
        column = right - 544 - max(0.0, width - WIDTH) * 0.3
        if self._wall:
            paint_head(brush, found, self._name, width)
        paint_cards(brush, found, width)
        paint_due_next(brush, found, column - 48, hide_names=self._hide_names, pitch=PITCH + spare / 9)
        paint_month(brush, found, column, right)
        paint_today(brush, found, column, right, top=613 + spare * 0.3)
        paint_days(brush, found, column, right, top=775 + spare * 0.6, bottom=896 + spare)
        paint_day(brush, found, width, y=994 + spare)
