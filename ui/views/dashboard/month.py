"""The right column: how many targets were met this month, what today brought, the last ten days."""

from PySide6.QtCore import QRectF

from slaapp.domain import durations
from slaapp.domain.compliance import percent
from slaapp.services.overview import DayCount, Overview, Share
from ui import wording
from ui.views.dashboard.brush import Brush
from ui.wording import say

LABEL, BAR, FIGURE = 34, 136, 104
"""From the column's left to the label and to the bar, and the room at its right for sign and figure."""


def paint_month(brush: Brush, found: Overview, left: float, right: float, *, top: float = 319) -> None:
    t = brush.t
    name = say("{month} so far", month=durations.MONTHS[found.month.month - 1])
    x = left + brush.text(name, 22, left, top, weight=600)
    goal = found.goal
    words = say("on time") if goal is None else say("on time, goal {goal} %", goal=goal)
    brush.text(words, 22, x + 14, top, ink=t.text2)
    for at, share in enumerate(found.shares):
        _share(brush, share, left, right, top + 48 + 50 * at)
    start, width = left + BAR, right - FIGURE - left - BAR
    brush.text("0", 22, start, top + 234, ink=t.text2)
    if goal is not None:
        brush.text(
            say("goal {goal}", goal=goal), 22, start + width * goal / 100 - 4, top + 234, ink=t.text2, right=True
        )


def _share(brush: Brush, share: Share, left: float, right: float, middle: float) -> None:
    t = brush.t
    brush.severity(left, middle, share.severity)
    brush.text(wording.severity(share.severity), 22, left + LABEL, middle)
    start, width = left + BAR, right - FIGURE - left - BAR
    brush.box(QRectF(start, middle - 7, width, 14), 3, fill=t.track)
    if not share.decided:
        brush.text(say("no data"), 22, right, middle, ink=t.text2, right=True)
        return
    held = QRectF(start, middle - 7, width * share.met / share.decided, 14)
    missed = share.met_goal is False
    if missed:
        brush.hatch(held, 3, t.red, t.red_tint)
    else:
        brush.box(held, 3, fill=t.green if share.met_goal else t.ink)
    if share.goal is not None:
        brush.painter.fillRect(QRectF(start + width * share.goal / 100 - 1.5, middle - 12, 3, 24), t.text)
        ink = t.red_text if missed else t.green_text
        brush.icon("triangle-alert" if missed else "check", right - FIGURE + 26, middle, 20, ink, stroke=2)
    figure = t.red_text if missed else t.text
    brush.text(percent(share.met, share.decided), 22, right, middle, ink=figure, weight=600, right=True)


def paint_today(brush: Brush, found: Overview, left: float, right: float, *, top: float = 613) -> None:
    t = brush.t
    brush.text(say("Today"), 22, left, top, weight=600)
    brush.line(left, top + 23, right - left)
    median = wording.NOTHING if found.median_response is None else durations.at_a_glance(found.median_response)
    width = right - left
    for x, figure, words in (
        (left, str(found.logged_today), say("logged")),
        (left + width * 0.335, str(found.resolved_today), say("resolved")),
        (left + width * 0.67, median, say("median response")),
    ):
        brush.text(figure, 46, x, top + 63, weight=600, room=right - x)
        brush.text(words, 22, x, top + 101, ink=t.text2, room=right - x)


def paint_days(
    brush: Brush, found: Overview, left: float, right: float, *, top: float = 775, bottom: float = 896
) -> None:
    """Logged beside resolved, the bars from nought."""
    t = brush.t
    x = left + brush.text(say("Last 10 days"), 22, left, top, weight=600) + 16
    brush.box(QRectF(x, top - 7, 14, 14), 1, fill=None, outline=t.text2, width=2)
    x += 22 + brush.text(say("logged"), 22, x + 22, top, ink=t.text2) + 20
    brush.box(QRectF(x, top - 7, 14, 14), 1, fill=t.focus)
    brush.text(say("resolved"), 22, x + 22, top, ink=t.text2)
    most = max((max(day.logged, day.resolved) for day in found.days), default=0) or 1
    room = bottom - top - 28
    pitch = (right - left) / max(1, len(found.days))
    brush.line(left, bottom, right - left)
    for at, day in enumerate(found.days):
        _day(brush, day, left + pitch * at, pitch, bottom, room / most, today=at == len(found.days) - 1)


def _day(brush: Brush, day: DayCount, x: float, pitch: float, bottom: float, unit: float, *, today: bool) -> None:
    t = brush.t
    each = pitch * 0.37
    start = x + (pitch - 2 * each - 2) / 2
    if day.logged:
        height = max(3.0, day.logged * unit)
        brush.box(QRectF(start, bottom - height, each, height), 2, fill=None, outline=t.text, width=2)
    if day.resolved:
        height = max(3.0, day.resolved * unit)
        brush.box(QRectF(start + each + 2, bottom - height, each, height), 2, fill=t.focus)
    words = say(durations.DAYS[day.day.weekday()])
    brush.text(words, 22, x + pitch / 2, bottom + 19, ink=t.text if today else t.text2, centred=True)
