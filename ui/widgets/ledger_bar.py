"""The bar of "Why?": what counted, what did not, what is left; flags for now, due and the internal target."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from ui import icons, theme, wording
from ui.theme import Colour
from ui.widgets import painting
from ui.widgets.ledger_course import Fill, Stretch, free_of_overlap, laid_out, x_of
from ui.widgets.said import Role

HEIGHT = 26
LEFT, RIGHT = 26, 54
"""Room beside the bar, so that the times under its ends can be read."""

DAYS, INTERNAL, TOP, TIMES, BOTTOM = 12, 23, 40, 79, 90
"""From the top: middle of the days, of the internal flag's words, the bar, middle of the times, all."""

MOON_FROM = 24.0
LABEL_ROOM = 12.0
MOST_TIMED = 14
"""With more stretches the times between them say nothing any more: the days do."""

HATCH_PITCH = 8.5


class Course(Value):
    """What the bar shows. `internal_share` places the internal flag in what is left, where that target lies ahead.

    With `running` False the clock has ended: there is no "now".
    """

    stretches: tuple[Stretch, ...]
    now: Instant
    due: Instant | None
    internal: Instant | None = None
    internal_share: float | None = None
    running: bool = True


class LedgerBar(QWidget):
    ROLE = Role.Chart

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._course = Course((), 0, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def show_course(self, course: Course, sentence: str) -> None:
        self._course = course
        self.setAccessibleName(wording.say("What counted and what did not"))
        self.setAccessibleDescription(sentence)
        self.update()

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(BOTTOM))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), theme.px(BOTTOM))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(BOTTOM))

    def placed(self) -> tuple[Stretch, ...]:
        return laid_out(self._course.stretches, left=LEFT, width=max(1.0, self.width() - LEFT - RIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        placed = self.placed()
        if not placed:
            return
        with QPainter(self) as painter:
            for stretch in placed:
                self._paint_stretch(painter, stretch)
            self._paint_days(painter, placed, self._internal_span(placed))
            self._paint_flags_and_times(painter, placed)

    def _bar(self, stretch: Stretch) -> QRectF:
        return QRectF(stretch.x, theme.px(TOP), max(1.0, stretch.width), theme.px(HEIGHT))

    def _paint_stretch(self, painter: QPainter, stretch: Stretch) -> None:
        t, rect = theme.current(), self._bar(stretch)
        match stretch.fill:
            case Fill.COUNTS:
                painting.frame(painter, rect, 3, fill=t.accent)
                self._words(painter, rect, wording.exact(stretch.length), t.on_accent)
            case Fill.LATE:
                painting.frame(painter, rect, 3, fill=t.red)
                self._words(painter, rect, wording.say("{length} late", length=wording.exact(stretch.length)), t.on_red)
            case Fill.PAUSED:
                hatch(painter, rect, t.control, ground=t.surface, outline=t.control)
                self._words(painter, rect, wording.exact(stretch.length), t.text2, plate=t.surface)
            case Fill.SET_ASIDE:
                painting.frame(painter, rect, 3, fill=t.surface, outline=t.control, dash=[1.5, 2.5])
                self._words(painter, rect, wording.exact(stretch.length), t.text2)
            case Fill.CLOSED | Fill.RESOLVED:
                hatch(painter, rect, t.line2, ground=t.hover, outline=t.line2, falling=True)
                if rect.width() >= MOON_FROM:
                    name = "moon" if stretch.fill is Fill.CLOSED else "circle-check"
                    side = theme.px(16)
                    icons.paint(
                        painter,
                        name,
                        t.text3,
                        round(rect.center().x() - side / 2),
                        round(rect.center().y() - side / 2),
                        side,
                    )
            case Fill.LEFT:
                painting.frame(painter, rect, 3, fill=None, outline=t.accent, dash=[4, 3])
                self._words(
                    painter, rect, wording.say("{length} left", length=wording.exact(stretch.length)), t.accent_text
                )

    def _words(self, painter: QPainter, rect: QRectF, words: str, ink: Colour, *, plate: Colour | None = None) -> None:
        """Inside the stretch if they fit; never cut."""
        width = theme.metrics("small_semi").horizontalAdvance(words)
        if width + (LABEL_ROOM if plate is not None else 4) > rect.width():
            return
        x = rect.center().x() - width / 2
        if plate is not None:
            painter.fillRect(QRectF(x - 5, rect.top() + 4, width + 10, rect.height() - 8), plate)
        painting.text(painter, words, "small_semi", ink, x, rect.center().y())

    def _paint_days(self, painter: QPainter, placed: Sequence[Stretch], taken: tuple[float, float] | None) -> None:
        """Where each local day begins, as far as there is room; `taken` by the words of the internal flag."""
        t, day, free_from = theme.current(), None, -1e9
        for index, stretch in enumerate(placed):
            if stretch.folded and index:
                continue
            at = durations.wall_time(stretch.start, self._zone).date()
            if at == day:
                continue
            words = wording.day_of_bar(stretch.start, self._course.now, self._zone)
            width = theme.metrics("small_strong").horizontalAdvance(words)
            x = max(2.0, min(stretch.x, self.width() - width)) if index else 2.0
            if taken is not None and x < taken[1] and x + width > taken[0]:
                continue
            if x >= free_from:
                painting.text(painter, words, "small_strong", t.text, x, theme.px(DAYS))
                free_from = x + width + 12
                day = at

    def _paint_flags_and_times(self, painter: QPainter, placed: Sequence[Stretch]) -> None:
        t, course = theme.current(), self._course
        top, foot = theme.px(TOP), theme.px(TOP + HEIGHT)
        wanted: list[tuple[float, str, str, Colour]] = []
        internal_x = self._internal_x(placed)
        if internal_x is not None and course.internal is not None:
            painter.fillRect(QRectF(internal_x - 1, top - 14, 2, foot - top + 14), t.violet)
            self._paint_internal_words(painter, placed)
        end = placed[-1]
        if course.due is not None and (x := x_of(placed, course.due)) is not None:
            flag(painter, x, top - 12, foot + 5, t.text)
            words = wording.say("due {time}", time=durations.when(course.due, course.now, self._zone))
            wanted.append((x, words, "small_strong", t.text))
        if course.running and (x := self._now_x(placed)) is not None:
            painter.fillRect(QRectF(round(x) - 1, top - 7, 2, foot - top + 12), t.text)
            words = wording.say("now {time}", time=durations.time_of_day(course.now, self._zone))
            wanted.append((x, words, "small_strong", t.text))
        elif not course.running:
            words = durations.time_of_day(end.end, self._zone)
            wanted.append((end.x + end.width, words, "small_strong", t.text))
        wanted += [
            (stretch.x, durations.time_of_day(stretch.start, self._zone), "small", t.text3)
            for place, stretch in enumerate(placed)
            if stretch.fill is not Fill.LEFT and (place == 0 or len(placed) <= MOST_TIMED)
        ]
        sized = [(x, theme.metrics(style).horizontalAdvance(words)) for x, words, style, _ in wanted]
        sized = [(min(max(x, width / 2), self.width() - width / 2), width) for x, width in sized]
        for index, middle in free_of_overlap(sized, gap=8, give=8):
            _, words, style, ink = wanted[index]
            width = sized[index][1]
            painting.text(painter, words, style, ink, middle - width / 2, theme.px(TIMES))

    def _now_x(self, placed: Sequence[Stretch]) -> float | None:
        for stretch in placed:
            if stretch.fill is Fill.LEFT:
                return stretch.x
        return x_of(placed, self._course.now)

    def _internal_x(self, placed: Sequence[Stretch]) -> float | None:
        course = self._course
        if course.internal_share is not None:
            for stretch in placed:
                if stretch.fill is Fill.LEFT:
                    return stretch.x + stretch.width * course.internal_share
        return None if course.internal is None else x_of(placed, course.internal)

    def _internal_words(self) -> str:
        if self._course.internal is None:
            return ""
        time = durations.when(self._course.internal, self._course.now, self._zone)
        return wording.say("internal {time}", time=time)

    def _internal_span(self, placed: Sequence[Stretch]) -> tuple[float, float] | None:
        """From the lock to the end of the words: at the left of the flag, where there is no room at its right."""
        x = self._internal_x(placed)
        if x is None or self._course.internal is None:
            return None
        width = theme.px(14) + 5 + theme.metrics("small").horizontalAdvance(self._internal_words())
        if x - 3 - width > 0:
            return x - 3 - width, x - 3
        due = None if self._course.due is None else x_of(placed, self._course.due)
        start = x + 6
        if due is not None and x <= due <= start + width:
            start = due + 18
        first_day = wording.day_of_bar(placed[0].start, self._course.now, self._zone)
        start = max(start, theme.metrics("small_strong").horizontalAdvance(first_day) + 14)
        return start, start + width

    def _paint_internal_words(self, painter: QPainter, placed: Sequence[Stretch]) -> None:
        span = self._internal_span(placed)
        if span is None:
            return
        t, side, middle = theme.current(), theme.px(14), theme.px(INTERNAL)
        icons.paint(painter, "lock", t.violet_text, span[0], round(middle - side / 2), side)
        painting.text(painter, self._internal_words(), "small", t.violet_text, span[0] + side + 5, middle)


def hatch(
    painter: QPainter,
    rect: QRectF,
    ink: Colour,
    *,
    ground: Colour,
    outline: Colour,
    falling: bool = False,
    radius: float = 3,
) -> None:
    """A box filled with lines at 45°, rising or falling to the right."""
    painter.save()
    painting.frame(painter, rect, radius, fill=ground)
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.setClipPath(shape)
    painter.setPen(QPen(ink, 1.5 if not falling else 1.2))
    height = rect.height()
    x = rect.left() - height
    while x < rect.right() + height:
        start, end = QPointF(x, rect.bottom()), QPointF(x + height, rect.top())
        if falling:
            start, end = QPointF(x, rect.top()), QPointF(x + height, rect.bottom())
        painter.drawLine(start, end)
        x += HATCH_PITCH if not falling else HATCH_PITCH + 1.5
    painter.restore()
    painting.frame(painter, rect, radius, fill=None, outline=outline)


def flag(painter: QPainter, x: float, top: float, bottom: float, ink: Colour) -> None:
    """A pole with a swallow-tailed flag to its right."""
    pole = round(x) - 1
    painter.fillRect(QRectF(pole, top, 2, bottom - top), ink)
    cloth = QPainterPath(QPointF(pole + 2, top))
    cloth.lineTo(pole + 12, top)
    cloth.lineTo(pole + 9, top + 4)
    cloth.lineTo(pole + 12, top + 8)
    cloth.lineTo(pole + 2, top + 8)
    cloth.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(cloth)
