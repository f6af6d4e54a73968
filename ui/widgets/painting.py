"""The marks of the design as functions of a painter: pills, tags, avatars, severity, keycaps, frames, shadows.

Widgets and delegates paint the same marks; each is here once. Lengths are pixels of the layout; text sits on the
optical centre of Inter's lower-case letters.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from ui import icons, theme
from ui.faces import PLAIN
from ui.theme import Colour, Look

if TYPE_CHECKING:
    from slaapp.domain.agreement import Severity

REACH = 10
"""How far a shadow reaches."""


def text(
    painter: QPainter,
    words: str,
    style: str,
    colour: Colour,
    x: float,
    middle: float,
    width: float = 0.0,
    *,
    weight: int | None = None,
    right: bool = False,
) -> float:
    """One line of plain text, vertically centred on `middle`; cut with an ellipsis at `width` if that is above 0.

    With `right` the text ends at x. Gives the width that was used.
    """
    metrics = theme.metrics(style, weight=weight)
    used = metrics.horizontalAdvance(words)
    if 0 < width < used:
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        used = metrics.horizontalAdvance(words)
    painter.setFont(theme.font(style, weight=weight))
    painter.setPen(colour)
    painter.drawText(QPointF(x - used if right else x, middle + _drop(style, weight)), words)
    return used


def broken(words: str, style: str, width: float) -> list[str]:
    """The lines of a text that is broken between words, never between a figure and its %, after a point between two
    facts rather than before it, and inside a word that is longer than a line."""
    from PySide6.QtGui import QTextLayout, QTextOption  # noqa: PLC0415 - after the first paint

    words = words.replace(" %", "\u00a0%").replace(" · ", "\u00a0· ")
    layout = QTextLayout(words, theme.font(style))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    raw, found = words.encode("utf-16-le", "surrogatepass"), []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        found.append(raw[start:end].decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    return found or [""]


def _drop(style: str, weight: int | None) -> float:
    """From the middle of a line to its baseline."""
    metrics = theme.metrics(style, weight=weight)
    return round((metrics.ascent() - metrics.descent()) / 2)


def pill(painter: QPainter, rect: QRectF, look: Look, icon: str | None, words: str, *, outline: bool = False) -> None:
    """A countdown: icon at the left, figure at the right. `outline` adds the line that dark selected rows need; where
    there is no target, so no icon, there is no pill either."""
    if look.fill is not None or look.outline is not None:
        frame(painter, rect, theme.RADIUS_PILL, fill=look.fill, outline=look.outline)
    if outline and icon is not None:
        frame(painter, rect, theme.RADIUS_PILL, fill=None, outline=theme.current().focus)
    middle = rect.center().y()
    side = theme.px(14)
    if icon is not None:
        icons.paint(painter, icon, look.icon, rect.x() + 7, round(middle - side / 2), side, stroke=icons.STROKE_PILL)
    weight = 600 if words[:1].isdigit() or look.fill is not None else None
    style = "semi" if weight else "body"
    text(painter, words, style, look.text, rect.right() - 8, middle, right=True)


def tag_width(words: str, icon: str | None) -> int:
    inner = theme.metrics("caption").horizontalAdvance(words) if words else 0.0
    return round(6 + (theme.px(12) if icon else 0) + (4 if icon and words else 0) + inner + 6)


def tag(painter: QPainter, x: float, middle: float, look: Look, words: str, icon: str | None = None) -> int:
    """A small label; gives its width."""
    width, height = tag_width(words, icon), theme.px(theme.TAG)
    rect = QRectF(x, round(middle - height / 2), width, height)
    frame(painter, rect, theme.RADIUS_TAG, fill=look.fill, outline=look.outline)
    at = x + 6
    if icon:
        side = theme.px(12)
        icons.paint(painter, icon, look.icon, at, round(middle - side / 2), side, stroke=icons.STROKE_PILL)
        at += side + 4
    if words:
        text(painter, words, "caption", look.text, at, rect.center().y())
    return width


def avatar(painter: QPainter, x: float, middle: float, initials: str | None, size: int = 20) -> None:
    """A person's initials in a disc of their colour; None is nobody, a dashed ring."""
    t = theme.current()
    rect = QRectF(x, middle - size / 2, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if initials is None:
        pen = QPen(t.control, 1.0)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    look = theme.person(getattr(initials, "colour", PLAIN))
    painter.setBrush(look.fill or t.track)
    painter.drawEllipse(rect)
    style = "avatar" if size <= theme.px(22) else "caption_semi"
    metrics = theme.metrics(style)
    painter.setFont(theme.font(style))
    painter.setPen(look.text)
    at = rect.center().x() - metrics.horizontalAdvance(initials) / 2
    painter.drawText(QPointF(at, rect.center().y() + metrics.capHeight() / 2), initials)


def severity(painter: QPainter, x: float, middle: float, value: "Severity") -> None:
    """Three bars, or a solid square with a mark for urgent; 14 by 14 at 100 % text size."""
    t = theme.current()
    painter.save()
    scale = theme.text_size()
    painter.setTransform(QTransform(scale, 0, 0, scale, x, round(middle - theme.px(14) / 2)), combine=True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if value.name == "URGENT":
        painter.setBrush(t.text)
        painter.drawRoundedRect(QRectF(0, 0, 14, 14), 3.5, 3.5)
        painter.setBrush(t.surface)
        painter.drawRoundedRect(QRectF(6.1, 3.2, 1.8, 4.6), 0.9, 0.9)
        painter.drawEllipse(QRectF(6.0, 9.1, 2.0, 2.0))
    else:
        for bar, (at, height) in enumerate(((1.0, 4.0), (5.5, 8.0), (10.0, 12.0)), start=1):
            painter.setBrush(t.text2 if bar <= value else t.unfilled)
            painter.drawRoundedRect(QRectF(at, 13 - height, 3, height), 1, 1)
    painter.restore()


def keycap_width(keys: str) -> int:
    return max(round(theme.metrics("caption").horizontalAdvance(keys)) + 12, theme.px(18))


def keycap(painter: QPainter, x: float, middle: float, keys: str, *, on: Colour | None = None) -> int:
    """A key as it stands beside a job; `on` is the colour of text on a filled button. Gives its width."""
    t = theme.current()
    width, height = keycap_width(keys), theme.px(18)
    rect = QRectF(x, round(middle - height / 2), width, height)
    if on is None:
        frame(painter, rect, 4, fill=t.subtle, outline=t.line2)
    else:
        frame(painter, rect, 4, fill=None, outline=theme.faded(on, 140))
    inner = theme.metrics("caption").horizontalAdvance(keys)
    text(painter, keys, "caption", on or t.text2, x + (width - inner) / 2, rect.center().y())
    return width


def frame(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    *,
    fill: Colour | None,
    outline: Colour | None = None,
    width: float = 1.0,
    dash: list[float] | None = None,
) -> None:
    """A rounded box whose outline lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is not None:
        painter.setBrush(fill)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if outline is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    pen = QPen(outline, width)
    if dash is not None:
        pen.setDashPattern(dash)
    painter.setPen(pen)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def shadow(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Three nested frames outside `rect`, as dialogs, menus and notices throw (no blur)."""
    black = theme.current().shadow
    for reach, alpha in ((REACH, 4), (4, 8), (1, 14)):
        box = rect.adjusted(-reach, -reach + reach / 2, reach, reach + reach / 2)
        frame(painter, box, radius + reach, fill=theme.faded(black, alpha))


def flat(painter: QPainter, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    """Fills whole pixels, as `fillRect` does, whose first call takes a thirtieth of the time until the first paint: it
    makes ready every gradient of Qt's. Leaves the painter without a pen."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(QRectF(x, y, width, height))


def hairline(painter: QPainter, x: float, y: float, width: float, colour: Colour | None = None) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(x, y, width, 1), colour or theme.current().line)
