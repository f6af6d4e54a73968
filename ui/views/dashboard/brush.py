"""Paints in the pixels of the picture, which is 1920 wide, whatever the size of the screen."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from slaapp.domain.agreement import Severity
from ui import icons, theme
from ui.theme import Colour, Theme
from ui.widgets import painting


class Brush:
    """`scale` is how many pixels of the screen one of the picture takes; `card` is the fill of what stands out."""

    def __init__(self, painter: QPainter, colours: Theme, *, scale: float, ground: Colour, card: Colour) -> None:
        self.painter, self.t, self.scale = painter, colours, scale
        self.ground, self.card = ground, card
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def text(
        self,
        words: str,
        size: int,
        x: float,
        middle: float,
        *,
        ink: Colour | None = None,
        weight: int = 400,
        right: bool = False,
        centred: bool = False,
        room: float | None = None,
        prose: bool = False,
    ) -> float:
        """Words with their capitals centred on `middle`, cut at the right where `room` is short; gives their width.

        `prose` are people's own words.
        """
        font = theme.wall_font(size, weight, natural=prose)
        metrics = QFontMetricsF(font)
        if room is not None:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room))
        width = metrics.horizontalAdvance(words)
        at = x - width if right else x - width / 2 if centred else x
        self.painter.setFont(font)
        self.painter.setPen(ink or self.t.text)
        self.painter.drawText(QPointF(at, middle + metrics.capHeight() / 2), words)
        return width

    @staticmethod
    def width_of(words: str, size: int, weight: int = 400) -> float:
        return QFontMetricsF(theme.wall_font(size, weight)).horizontalAdvance(words)

    def icon(self, name: str, x: float, middle: float, size: float, ink: Colour, *, stroke: float = 1.75) -> None:
        density = self.painter.device().devicePixelRatioF()
        image = icons.pixmap(name, ink, max(1, round(size * self.scale)), density, stroke=stroke)
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.drawPixmap(QRectF(x, middle - size / 2, size, size), image, QRectF(image.rect()))

    def box(
        self, rect: QRectF, radius: float, *, fill: Colour | None, outline: Colour | None = None, width: float = 1.0
    ) -> None:
        painting.frame(self.painter, rect, radius, fill=fill, outline=outline, width=width)

    def line(self, x: float, y: float, width: float) -> None:
        self.painter.fillRect(QRectF(x, y, width, 1 / self.scale if self.scale < 1 else 1), self.t.line)

    def hatch(self, rect: QRectF, radius: float, ink: Colour, stripe: Colour) -> None:
        """Slanting stripes over a filled bar: what is missed can be told from what is met without colour."""
        self.box(rect, radius, fill=ink)
        clip = QPainterPath()
        clip.addRoundedRect(rect, radius, radius)
        self.painter.save()
        self.painter.setClipPath(clip)
        self.painter.setPen(QPen(stripe, 3))
        x = rect.x() - rect.height()
        while x < rect.right():
            self.painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
            x += 10
        self.painter.restore()

    def severity(self, x: float, middle: float, value: Severity, size: float = 22) -> None:
        """As `painting.severity`, in these colours."""
        t, unit = self.t, size / 14
        self.painter.save()
        self.painter.setTransform(QTransform(unit, 0, 0, unit, x, middle - size / 2), combine=True)
        self.painter.setPen(Qt.PenStyle.NoPen)
        if value is Severity.URGENT:
            self.painter.setBrush(t.text)
            self.painter.drawRoundedRect(QRectF(0, 0, 14, 14), 3.5, 3.5)
            self.painter.setBrush(self.ground)
            self.painter.drawRoundedRect(QRectF(6.1, 3.2, 1.8, 4.6), 0.9, 0.9)
            self.painter.drawEllipse(QRectF(6.0, 9.1, 2.0, 2.0))
        else:
            for bar, (at, height) in enumerate(((1.0, 4.0), (5.5, 8.0), (10.0, 12.0)), start=1):
                self.painter.setBrush(t.text2 if bar <= value else t.unfilled)
                self.painter.drawRoundedRect(QRectF(at, 13 - height, 3, height), 1, 1)
        self.painter.restore()
