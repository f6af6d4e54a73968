"""When tickets come in: a cell for each hour of the week, its count, and a bar by it; grey where the desk is open."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain.arrivals import Arrivals
from slaapp.domain.calendar import Calendar
from slaapp.reports.review_hours import open_hours
from ui import theme
from ui.views.hours.day_heads import NAMES
from ui.widgets import painting
from ui.widgets.said import Role, announce
from ui.wording import say

HEAD, LINE, LABELS, BAR = 22, 34, 92, 4
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ArrivalsMap(QWidget):
    """The arrows go from hour to hour, and each is said."""

    ROLE = Role.Chart

    def __init__(self) -> None:
        super().__init__()
        self._arrivals: Arrivals | None = None
        self._open: list[list[bool]] = []
        self.here = (0, 9)
        """Weekday and hour."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Tickets by weekday and hour"))
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(HEAD) + 7 * theme.px(LINE))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(LABELS) + 24 * theme.px(32), theme.px(HEAD) + 7 * theme.px(LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LABELS) + 24 * theme.px(22), self.height())

    def show_arrivals(self, arrivals: Arrivals, week: Calendar) -> None:
        self._arrivals, self._open = arrivals, open_hours(week)
        self.setAccessibleDescription(self.said())
        self.update()

    def said(self) -> str:
        """The hour that one is on."""
        if self._arrivals is None:
            return ""
        day, hour = self.here
        count, outside = self._arrivals.counts[day][hour], self._arrivals.outside[day][hour]
        state = say("open") if self._open[day][hour] else say("closed")
        return say(
            "{day} {first}\u2013{end}, {state}: {count} received, {outside} of them while closed.",
            day=say(NAMES[day]),
            first=f"{hour:02}",
            end=f"{hour + 1:02}",
            state=state,
            count=count,
            outside=outside,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.here = (self.here[0] + step[0]) % 7, (self.here[1] + step[1]) % 24
        words = self.said()
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        announce(words, self)
        self.update()

    def _cell(self, day: int, hour: int) -> QRectF:
        each = (self.width() - theme.px(LABELS)) / 24
        return QRectF(theme.px(LABELS) + hour * each, theme.px(HEAD) + day * theme.px(LINE), each, theme.px(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, held = theme.current(), self._arrivals
        if held is None:
            return
        most = max(map(max, held.counts)) or 1
        with QPainter(self) as painter:
            for hour in range(24):
                box = self._cell(0, hour)
                words = f"{hour:02}"
                x = box.center().x() - theme.metrics("caption").horizontalAdvance(words) / 2
                painting.text(painter, words, "caption", t.text3, x, theme.px(HEAD) / 2)
            for day in range(7):
                middle = self._cell(day, 0).center().y()
                painting.text(painter, say(NAMES[day]), "body", t.text2, 0, middle, theme.px(LABELS) - 8)
                for hour in range(24):
                    self._paint_cell(painter, held, day, hour, most)
            if self.hasFocus():
                box = self._cell(*self.here)
                painting.frame(painter, box, theme.RADIUS_TAG, fill=None, outline=t.focus, width=2)

    def _paint_cell(self, painter: QPainter, held: Arrivals, day: int, hour: int, most: int) -> None:
        t, box = theme.current(), self._cell(day, hour).adjusted(1, 1, -1, -1)
        count, outside = held.counts[day][hour], held.outside[day][hour]
        if self._open[day][hour]:
            painting.frame(painter, box, theme.RADIUS_TAG, fill=t.track)
        words, style, ink = (str(count), "semi" if outside else "body", t.text) if count else ("·", "body", t.text3)
        width = theme.metrics(style).horizontalAdvance(words)
        painting.text(painter, words, style, ink, box.center().x() - width / 2, box.center().y() - 3)
        if count:
            room = box.width() - 8
            bar = QRectF(box.left() + 4, box.bottom() - BAR - 3, max(3.0, room * count / most), BAR)
            if outside:
                painting.frame(painter, bar, 1, fill=t.surface, outline=t.ink)
            else:
                painting.frame(painter, bar, 1, fill=t.ink)
