"""One clock in the preview: name and figure, the bar, and a line with the public and the internal target."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain.agreement import Tier
from slaapp.domain.clock import Band
from ui import icons, theme, wording
from ui.views.ticket.face import Face, TierLine
from ui.widgets import painting
from ui.widgets.said import Role
from ui.wording import say

SIDE = 18
HEAD, BAR, LINE, LINE_ENDED = 19, 37, 55, 37
HEIGHT, HEIGHT_ENDED = 72, 55
BAR_HEIGHT, TICK_HEIGHT, TICK_WIDTH = 6, 12, 2


class ClockStrip(QWidget):
    """The hairline above it reaches from margin to margin."""

    ROLE = Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: Face | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self._fit)

    @property
    def face(self) -> Face | None:
        return self._face

    def show_face(self, face: Face) -> None:
        if face != self._face:
            self._face = face
            self.setAccessibleName(face.sentence)
            self.setToolTip(wording.tip(face.foot))
            self._fit()
            self.update()

    def _fit(self) -> None:
        ended = self._face is None or self._face.used is None
        self.setFixedHeight(theme.px(HEIGHT_ENDED if ended else HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        face = self._face
        if face is None:
            return
        with QPainter(self) as painter:
            painting.hairline(painter, SIDE, 0, self.width() - 2 * SIDE)
            self._paint_head(painter, face)
            if face.used is not None:
                self._paint_bar(painter, face, face.used)
            self._paint_line(painter, face)

    def _paint_head(self, painter: QPainter, face: Face) -> None:
        t, middle, side = theme.current(), theme.px(HEAD), theme.px(16)
        icons.paint(painter, icons.BY_METRIC[face.metric], t.text3, SIDE, round(middle - side / 2), side)
        ink = t.red_text if face.band is Band.BREACHED else theme.pill(face.band).text
        start = self.width() - SIDE - theme.metrics("semi").horizontalAdvance(face.figure)
        painting.text(painter, face.figure, "semi", ink, start, middle)
        icons.paint(painter, face.icon, ink, start - 6 - side, round(middle - side / 2), side)
        name_at = SIDE + side + 7
        painting.text(
            painter, wording.metric(face.metric), "strong", t.text, name_at, middle, start - 14 - side - name_at
        )

    def _paint_bar(self, painter: QPainter, face: Face, used: float) -> None:
        t, width, middle = theme.current(), self.width() - 2 * SIDE, theme.px(BAR)
        painting.frame(painter, QRectF(SIDE, middle - 3, width, BAR_HEIGHT), BAR_HEIGHT / 2, fill=t.track)
        fill = {Band.BREACHED: t.red, Band.WARNING: t.amber, Band.PAUSED: t.text3, Band.RESTING: t.text3}
        if used > 0:
            done = QRectF(SIDE, middle - 3, max(BAR_HEIGHT, width * used), BAR_HEIGHT)
            painting.frame(painter, done, BAR_HEIGHT / 2, fill=fill.get(face.band, t.ink))
        if face.tick is not None:
            at = min(round(SIDE + width * face.tick), self.width() - SIDE - TICK_WIDTH)
            painter.fillRect(QRectF(at - 1, middle - 3, TICK_WIDTH + 2, BAR_HEIGHT), t.surface)
            painter.fillRect(QRectF(at, middle - TICK_HEIGHT / 2, TICK_WIDTH, TICK_HEIGHT), t.violet)

    def _paint_line(self, painter: QPainter, face: Face) -> None:
        t, lock = theme.current(), theme.px(12)
        ended = face.used is None
        middle = theme.px(LINE_ENDED if ended else LINE)
        told = {line.tier: _told(line, ended=ended) for line in face.lines}
        end = float(self.width() - SIDE)
        internal = told.get(Tier.INTERNAL, "")
        if internal:
            end -= theme.metrics("small_figures").horizontalAdvance(internal)
            painting.text(painter, internal, "small_figures", t.violet_text, end, middle)
            end -= lock + 7
            icons.paint(painter, "lock", t.violet_text, end, round(middle - lock / 2), lock)
        painting.text(
            painter, told.get(Tier.PUBLIC, face.foot), "small_figures", t.text2, SIDE, middle, end - SIDE - 10
        )


def _told(line: TierLine, *, ended: bool) -> str:
    if ended:
        return say("of {length}", length=line.target)
    if line.tier is Tier.PUBLIC:
        return say("by {time}", time=line.due) if line.brief else line.due
    return f"{line.brief or line.due}, {line.rest}"
