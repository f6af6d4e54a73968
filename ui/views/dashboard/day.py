"""The whole day as a line: what was due, what is due, and where now is."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from slaapp.domain import durations
from slaapp.domain.clock import Band
from slaapp.domain.spans import HOUR, Instant
from slaapp.services.overview import DayMark, Overview
from ui.views.dashboard.brush import Brush
from ui.views.dashboard.cards import short_hours
from ui.wording import say

_APART = 100
"""So far apart do the words of two hours stand free of each other, also at an end of the line."""


def hours_told(start: Instant, end: Instant, length: float) -> range:
    """The full hours that are written under the line: each, or where they would run together every other one."""
    step = HOUR if length * HOUR / (end - start) >= _APART else 2 * HOUR
    return range(-(-start // HOUR) * HOUR, end + 1, step)


def paint_day(brush: Brush, found: Overview, width: float, *, y: float = 994) -> None:
    t, hours = brush.t, found.hours
    start, end = hours.day_start, hours.day_end
    left, right = 58.0, width - 58.0
    if start is None or end is None:
        brush.text(short_hours(found), 22, left, y, ink=t.text2)
        return

    def at(instant: Instant) -> float:
        return left + (right - left) * (instant - start) / (end - start)

    now = min(max(at(found.now), left), right)
    brush.painter.fillRect(QRectF(now, y - 1, right - now, 2), t.track)
    brush.box(QRectF(left, y - 6, now - left, 12), 2, fill=t.track)
    for instant in hours_told(start, end, right - left):
        x = at(instant)
        brush.painter.fillRect(QRectF(x - 1, y - 9, 2, 18), t.line2)
        words = durations.time_of_day(instant, hours.zone)
        first, last = x < left + 34, x > right - 34
        near = left if first else right if last else x
        brush.text(words, 22, near, y + 25, ink=t.text2, right=last, centred=not (first or last))
    for mark in sorted(found.marks, key=lambda mark: mark.due_at):
        if start <= mark.due_at <= end:
            _mark(brush, mark, at(mark.due_at), y)
    if start <= found.now <= end:
        brush.painter.fillRect(QRectF(now - 1.5, y - 30, 3, 46), t.focus)
        brush.text(say("now"), 22, now, y - 43, ink=t.focus, weight=600, centred=True)


def _mark(brush: Brush, mark: DayMark, x: float, y: float) -> None:
    """A triangle is overdue, a diamond at risk, a circle due."""
    t, painter = brush.t, brush.painter
    if mark.band is Band.BREACHED:
        painter.setPen(QPen(brush.ground, 2, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(t.red)
        painter.drawPolygon(QPolygonF([QPointF(x, y - 11), QPointF(x + 12, y + 9), QPointF(x - 12, y + 9)]))
    elif mark.band is Band.WARNING:
        painter.setPen(QPen(t.amber, 3, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(t.amber_tint)
        painter.drawPolygon(QPolygonF([QPointF(x, y - 12), QPointF(x + 12, y), QPointF(x, y + 12), QPointF(x - 12, y)]))
    else:
        painter.setPen(QPen(t.text2, 3))
        painter.setBrush(brush.ground)
        painter.drawEllipse(QPointF(x, y), 9, 9)
