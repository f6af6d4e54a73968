"""A ticket in two lines, for a list that is narrower than its columns want (01b of the design)."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from slaapp.services.board import Row, Standing
from ui import icons, queue_words, theme, wording
from ui.delegates import cells
from ui.delegates.cells import Ground
from ui.widgets import painting
from ui.widgets.runs import one_line

BELOW = 900
"""A list narrower than this, in pixels, has rows of two lines."""

FIRST, SECOND = 18.5, 38.5
"""The middles of the two lines, from the upper edge of the row."""

AVATAR, AVATAR_RIGHT, SEVERITY_RIGHT, GAP = 22, 12, 58, 12


def severity_rect(row: QRect) -> QRect:
    """Where the severity's sign stands, for its tool tip."""
    side = theme.px(14)
    corner = QPoint(row.right() + 1 - theme.px(SEVERITY_RIGHT), row.center().y() - side // 2)
    return QRect(corner, corner + QPoint(side, side))


def paint(
    painter: QPainter,
    rect: QRect,
    pill: QRect,
    row: Row,
    standing: Standing,
    ground: Ground,
    now: Instant,
    zone: ZoneInfo,
    *,
    draft: bool,
) -> None:
    """All but the pill itself."""
    first, second = rect.y() + theme.px(FIRST), rect.y() + theme.px(SECOND)
    side = theme.px(14)
    at = pill.x() + 8
    if standing.metric is not None:
        icons.paint(painter, icons.BY_METRIC[standing.metric], ground.text3(), at, round(second - side / 2), side)
    due = _due(row, standing, now, zone)
    painting.text(painter, due, "small_figures", ground.text2(), at + side + 5, second, pill.right() - at - side - 4)

    start = pill.right() + 1 + theme.px(14)
    severity = severity_rect(rect)
    room = severity.x() - GAP - start
    cells.subject(painter, start, first, room, row, standing, ground, draft=draft, brief=True)
    facts = wording.joined(str(row.number), one_line(row.customer), wording.status(row.status_at(now)))
    painting.text(painter, facts, "small", ground.text3(), start, second, room)

    painting.severity(painter, severity.x(), severity.center().y() + 1, row.severity)
    who = None if row.assignee is None else wording.initials(row.assignee)
    size = theme.px(AVATAR)
    painting.avatar(painter, rect.right() + 1 - AVATAR_RIGHT - size, rect.center().y() + 1, who, size)


def _due(row: Row, standing: Standing, now: Instant, zone: ZoneInfo) -> str:
    if row.status.done:
        return wording.NOTHING if row.resolved_at is None else durations.when(row.resolved_at, now, zone)
    return queue_words.due_column(standing, now, zone, short=True)
