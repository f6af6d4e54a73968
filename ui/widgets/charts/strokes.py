"""Lines and points of charts, told apart by shape: what is met is solid, what is late hatched or an open square."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import theme
from ui.theme import Colour
from ui.widgets import painting
from ui.widgets.ledger_bar import hatch

DASH = [4.0, 3.0]
ROUND = 1.5


def line(
    painter: QPainter, start: QPointF, end: QPointF, ink: Colour, width: float = 1.0, *, dashed: bool = False
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, start.x() != end.x() and start.y() != end.y())
    pen = QPen(ink, width)
    if dashed:
        pen.setDashPattern([part / width for part in DASH])
    painter.setPen(pen)
    painter.drawLine(start, end)


def dot(painter: QPainter, at: QPointF, ink: Colour, *, size: float = 7.0, fill: Colour | None = None) -> None:
    """A solid one, or a ring where it has another `fill`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(fill or ink)
    painter.drawEllipse(at, size / 2, size / 2)


def open_square(painter: QPainter, at: QPointF, *, size: float = 8.0) -> None:
    """What is late, or below its goal."""
    t = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(t.red_text, 1.8, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(t.surface)
    painter.drawRect(QRectF(at.x() - size / 2, at.y() - size / 2, size, size))


def bar(painter: QPainter, box: QRectF, share: float, *, below: bool = False) -> None:
    """As much of a bar as is due to it: solid, or hatched where it is `below` its goal."""
    t = theme.current()
    if share > 0:
        held = QRectF(box.x(), box.y(), max(2.0, box.width() * share), box.height())
        if below:
            hatch(painter, held, t.red, ground=t.red_tint, outline=t.red)
        else:
            painting.frame(painter, held, ROUND, fill=t.ink)


def upright(painter: QPainter, x: float, top: float, bottom: float) -> None:
    """A goal or a target, over what it is about."""
    t = theme.current()
    painting.flat(painter, round(x) - 2, top, 4, bottom - top, t.surface)
    painting.flat(painter, round(x) - 1, top, 2, bottom - top, t.text)
