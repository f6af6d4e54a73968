"""The nine tickets that are due next, with their countdowns."""

from PySide6.QtCore import QRectF

from slaapp.domain.clock import Band
from slaapp.services.board import Row, Standing
from slaapp.services.overview import Overview
from ui import icons, theme, wording
from ui.views.dashboard.brush import Brush
from ui.widgets.runs import one_line
from ui.wording import say

PITCH, FIRST = 61, 343
FULL = 1272
"""So far to the right the rows reach in the picture; where they reach less far the customer is left out."""

_CLOCK = {"first_response": "Response", "next_response": "Response", "update": "Update", "resolution": "Resolve"}


def subject_of(row: Row, *, hide_names: bool) -> str:
    return say("Ticket {number}", number=row.number) if hide_names else one_line(row.subject)


def clock_of(standing: Standing) -> str:
    return wording.NOTHING if standing.metric is None else say(_CLOCK[standing.metric])


def paint_due_next(
    brush: Brush, found: Overview, right: float, *, hide_names: bool, pitch: float = PITCH, top: float = FIRST
) -> None:
    t = brush.t
    brush.text(say("Due next"), 22, 56, top - 24, weight=600)
    brush.line(56, top, right - 56)
    if not found.due_next:
        brush.text(say("No ticket is open"), 22, 56, top + pitch / 2, ink=t.text2)
    customer, assignee = 860 + max(0.0, right - FULL) * 0.55, right - 150
    with_customer = right >= FULL - 80 and not hide_names
    customer = min(customer, assignee - 182)
    for at, (row, standing) in enumerate(found.due_next):
        middle = top + pitch * (at + 0.5)
        _pill(brush, QRectF(56, middle - 22, 188, 44), row, standing)
        if standing.metric is not None:
            brush.icon(icons.BY_METRIC[standing.metric], 262, middle, 20, t.text2)
        brush.text(clock_of(standing), 22, 292, middle, ink=t.text2, room=112)
        brush.severity(411, middle, row.severity)
        paused = standing.reading is not None and standing.reading.band is Band.PAUSED
        ink, weight = (t.text2, 400) if paused else (t.text, 500)
        room = (customer if with_customer else assignee) - 444 - 20
        brush.text(
            subject_of(row, hide_names=hide_names), 22, 444, middle, ink=ink, weight=weight, room=room, prose=True
        )
        if with_customer:
            brush.text(
                one_line(row.customer), 22, customer, middle, ink=t.text2, room=assignee - customer - 20, prose=True
            )
        who = say("Unassigned") if row.assignee is None else one_line(row.assignee)
        brush.text(who, 22, assignee, middle, ink=t.text2, room=150, prose=True)
        if at < len(found.due_next) - 1:
            brush.line(56, middle + pitch / 2, right - 56)


def _pill(brush: Brush, rect: QRectF, row: Row, standing: Standing) -> None:
    reading = standing.reading
    look = theme.pill(Band.NOT_MEASURED if reading is None else reading.band, brush.t)
    width = 2 if look.outline is not None else 1
    outline = brush.t.amber if look.fill is not None and look.outline is not None else look.outline
    brush.box(rect, 8, fill=look.fill, outline=outline, width=width)
    icon = icons.of_reading(reading)
    if icon is not None:
        brush.icon(
            icon,
            rect.x() + 14,
            rect.center().y(),
            24,
            look.icon if look.outline or look.fill else look.text,
            stroke=icons.STROKE_PILL,
        )
    words = wording.countdown(reading)
    brush.text(words, 25, rect.right() - 14, rect.center().y(), ink=look.text, weight=600, right=True)
