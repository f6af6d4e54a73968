"""The day ribbon: from half an hour ago to the end of support hours, with a mark where each ticket is due.

A circle is due, a diamond at risk; what is overdue is counted at the left. The list below it holds the same as a table.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain import durations
from slaapp.domain.spans import HOUR, MINUTE, Instant
from slaapp.domain.value import Value
from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.said import Role

AXIS_LEFT, AXIS_RIGHT, AXIS_Y, LABEL_Y = 164, 18, 31, 10
BEFORE = 30 * MINUTE


class Mark(Value):
    """A ticket on the ribbon."""

    number: int
    due_at: Instant
    at_risk: bool


class Ribbon(QWidget):
    """`walked` names the ticket whose mark was clicked or reached with the arrows. T goes to the list."""

    ROLE = Role.Chart

    walked = Signal(int)
    overdue_wanted = Signal()
    table_wanted = Signal()
    """The same as a table: the list."""

    pointed = Signal(object)
    """The Mark on which the pointer or the keyboard stands, which wants its card; None: none does."""

    def __init__(self, words: Callable[[int], str], parent: QWidget | None = None) -> None:
        """`words` gives what a screen reader says of the ticket of a mark."""
        super().__init__(parent)
        self._words = words
        self._now: Instant = 0
        self._until: Instant | None = None
        self._closed_words = ""
        self._overdue = 0
        self._zone = ZoneInfo("UTC")
        self._marks: tuple[Mark, ...] = ()
        self._walked: int | None = None
        self._hovered: int | None = None
        self._card_wanted = False
        """The keyboard went to a mark, and nobody sent its card away."""

        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(wording.say("Day ribbon"))
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def show_day(
        self,
        now: Instant,
        *,
        until: Instant | None,
        zone: ZoneInfo,
        overdue: int,
        marks: tuple[Mark, ...],
        closed_words: str = "",
    ) -> None:
        """`until` is the end of support hours; None: they are over, and `closed_words` says when they go on."""
        self._now, self._until, self._zone = now, until, zone
        self._overdue, self._closed_words = overdue, closed_words
        self._marks = marks
        self._say_day()
        self._point()
        self.update()

    def _say_day(self) -> None:
        """The mark on which the keys stand is the name, all of the day the description."""
        name = wording.say("Day ribbon")
        here = self.hasFocus() and any(mark.number == self._walked for mark in self._seen())
        card = self._words(self._walked).replace("\n", ", ") if here and self._walked is not None else ""
        self.setAccessibleName(f"{name}: {card}" if card else name)
        said = [wording.overdue_tickets(self._overdue)] if self._overdue else []
        said += [f"{durations.time_of_day(mark.due_at, self._zone)} {mark.number}" for mark in self._marks[:12]]
        self.setAccessibleDescription(", ".join(said) or self._closed_words)

    def sizeHint(self) -> QSize:
        return QSize(600, theme.px(theme.RIBBON))

    # What is where

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(theme.RIBBON))
        self.update()

    def _axis(self) -> tuple[float, float]:
        return float(theme.px(AXIS_LEFT)), float(self.width() - AXIS_RIGHT)

    def _x(self, at: Instant) -> float:
        assert self._until is not None
        left, right = self._axis()
        start = self._start()
        return left + (right - left) * (at - start) / (self._until - start)

    def _start(self) -> Instant:
        """Half an hour before the full minute."""
        return self._now - self._now % MINUTE - BEFORE

    def _seen(self) -> list[Mark]:
        if self._until is None:
            return []
        seen = [mark for mark in self._marks if self._now <= mark.due_at <= self._until]
        return sorted(seen, key=lambda mark: mark.due_at)

    def _mark_at(self, x: float, y: float) -> Mark | None:
        near = [mark for mark in self._seen() if abs(self._x(mark.due_at) - x) <= 9 and abs(y - _axis_y()) <= 13]
        return min(near, key=lambda mark: abs(self._x(mark.due_at) - x), default=None)

    @property
    def marks(self) -> list[Mark]:
        """Those that are seen, in the order of the day."""
        return self._seen()

    @property
    def here(self) -> Mark | None:
        """The mark whose card is wanted: under the pointer, or else where the keyboard stands."""
        by_keys = self._walked if self._card_wanted and self.hasFocus() else None
        number = by_keys if self._hovered is None else self._hovered
        return next((mark for mark in self._seen() if mark.number == number), None) if number is not None else None

    def spot(self, mark: Mark) -> QPoint:
        """Right below a mark."""
        return QPoint(round(self._x(mark.due_at)), _axis_y() + 10)

    def under(self, mark: Mark) -> int:
        """How many tickets the sign of this one stands for."""
        x = round(self._x(mark.due_at))
        return sum(other.at_risk is mark.at_risk and round(self._x(other.due_at)) == x for other in self._seen())

    def _point(self) -> None:
        self.pointed.emit(self.here if self.isVisible() else None)

    def pill(self) -> QRectF:
        words = theme.metrics("semi").horizontalAdvance(wording.overdue_tickets(self._overdue))
        width = max(theme.px(104), round(8 + theme.px(14) + 6 + words + 8))
        return QRectF(14, _axis_y() - theme.px(11), width, theme.px(22))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.line)
        if self._overdue:
            self._paint_pill(painter)
        if self._until is None:
            x = self.pill().right() + 16 if self._overdue else theme.GUTTER_LEFT
            painting.text(painter, self._closed_words, "small", t.text3, x, _axis_y(), self.width() - AXIS_RIGHT - x)
            return
        self._paint_axis(painter)
        last: dict[bool, int] = {}
        for mark in self._seen():
            x = round(self._x(mark.due_at))
            if last.get(mark.at_risk) != x:
                # One mark for all that would lie under it.
                self._paint_mark(painter, mark)
                last[mark.at_risk] = x

    def _paint_pill(self, painter: QPainter) -> None:
        t = theme.current()
        pill = self.pill()
        painting.frame(painter, pill, theme.RADIUS_PILL, fill=t.red)
        side = theme.px(14)
        middle = pill.center().y()
        icons.paint(
            painter, "triangle-alert", t.on_red, pill.x() + 8, middle - side / 2, side, stroke=icons.STROKE_PILL
        )
        words = wording.overdue_tickets(self._overdue)
        painting.text(painter, words, "semi", t.on_red, pill.x() + 8 + side + 6, middle)

    def _paint_axis(self, painter: QPainter) -> None:
        t = theme.current()
        assert self._until is not None
        left, right = self._axis()
        now_x, y = self._x(self._now), _axis_y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(left, y - 1, right - left, 2), t.track)
        painter.fillRect(QRectF(left, y - 2, now_x - left, 4), t.track)
        first = -(-self._start() // (HOUR // 2)) * (HOUR // 2)
        free = 0.0
        for at in range(first, self._until + 1, HOUR // 2):
            full = durations.wall_time(at, self._zone).minute == 0
            x = min(max(self._x(at), left), right)
            reach = 4 if full else 2
            painter.fillRect(QRectF(round(x) - 1, y - reach, 2, 2 * reach), t.track)
            if full and abs(self._x(at) - now_x) > theme.px(36):
                free = self._label(painter, at, x, "caption", t.text3, after=free)
        self._label(painter, self._now, now_x, "caption_semi", t.accent_text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(round(now_x) - 1, y - 13, 2, 25), t.accent_text)

    def _label(
        self, painter: QPainter, at: Instant, x: float, style: str, ink: theme.Colour, *, after: float = 0
    ) -> float:
        """Left out where it would begin before `after`. Gives where the next one may begin."""
        words = durations.time_of_day(at, self._zone)
        width = theme.metrics(style).horizontalAdvance(words)
        x = min(x - width / 2, self.width() - AXIS_RIGHT - width)
        if x < after:
            return after
        painting.text(painter, words, style, ink, x, theme.px(LABEL_Y))
        return x + width + theme.px(8)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        t = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = self._x(mark.due_at), float(_axis_y())
        if mark.at_risk:
            painter.setPen(QPen(t.amber, 2, j=Qt.PenJoinStyle.RoundJoin))
            painter.setBrush(t.amber_tint)
            painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + 6, y), QPointF(x, y + 6), QPointF(x - 6, y)]))
        else:
            painter.setPen(QPen(t.text2, 2))
            painter.setBrush(t.surface)
            painter.drawEllipse(QPointF(x, y), 5, 5)
        if self.hasFocus() and mark.number == self._walked:
            box = QRectF(x - 10, y - 10, 20, 20)
            painting.frame(painter, box, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        seen = self._seen()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.table_wanted.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self._card_wanted:
            self._want_card(wanted=False)
            return
        if step is None or not seen:
            super().keyPressEvent(event)
            return
        here = next((at for at, mark in enumerate(seen) if mark.number == self._walked), None)
        at = 0 if here is None else min(max(here + step, 0), len(seen) - 1)
        self._hovered = None
        self._walk_to(seen[at].number)

    def _walk_to(self, number: int) -> None:
        self._walked = number
        self._say_day()
        self.update()
        self.walked.emit(number)
        self._want_card(wanted=True)

    def _want_card(self, *, wanted: bool) -> None:
        self._card_wanted = wanted
        self._point()

    def _hover(self, mark: Mark | None) -> None:
        number = None if mark is None else mark.number
        if number != self._hovered:
            self._hovered = number
            self.setCursor(Qt.CursorShape.ArrowCursor if mark is None else Qt.CursorShape.PointingHandCursor)
            self._point()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        seen = self._seen()
        if seen and all(mark.number != self._walked for mark in seen):
            self._walked = seen[0].number
        self._say_day()
        by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._want_card(wanted=by_keys)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say_day()
        self._want_card(wanted=False)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._overdue and self.pill().contains(event.position()):
            self.overdue_wanted.emit()
            return
        mark = self._mark_at(event.position().x(), event.position().y())
        if mark is not None:
            self._walk_to(mark.number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._mark_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._point()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hovered, self._card_wanted = None, False
        self._point()


def _axis_y() -> int:
    return theme.px(AXIS_Y)
