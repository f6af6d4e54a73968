"""A ticket in a few lines, beside what stands for it: how long is left, what it is about, whose it is.

Painted, so that whatever people wrote stays plain text; the pointer and the keyboard pass through it.
"""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from slaapp.domain.clock import Band
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.board import Row, Standing
from ui import icons, queue_words, theme, wording
from ui.widgets import painting
from ui.widgets.runs import one_line

WIDTH, PAD, GAP, EDGE = 340, 12, 4, 6
HEAD, LINE, AVATAR, LINES = 22, 20, 20, 2
"""The heights of the first line and of each other one; so many lines a subject has at most."""


class CardFace(Value):
    """A ticket as it stands at `now`; `more` are others that are due at that very spot."""

    row: Row
    standing: Standing
    now: Instant
    zone: ZoneInfo
    more: int = 0

    @property
    def when(self) -> str:
        reading = self.standing.reading
        if self.standing.metric is None or reading is None or reading.due_at is None:
            return ""
        at = wording.due_in_words(reading.due_at, self.now, self.zone)
        return wording.say("{clock} due {at}", clock=wording.metric(self.standing.metric), at=at)

    @property
    def others(self) -> str:
        return wording.say("and {count} more here", count=self.more) if self.more else ""


class TicketCard(QWidget):
    """`show_at` puts it below a point of what it lies over, or above it where there is no room."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._face: CardFace | None = None
        self._spot = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.notifier.changed.connect(self.hide)
        self.hide()

    @property
    def face(self) -> CardFace | None:
        """What it shows; None while it is hidden."""
        return None if self.isHidden() else self._face

    def show_at(self, face: CardFace, spot: QPoint) -> None:
        self._face, self._spot = face, spot
        self.setAccessibleName(queue_words.card(face.row, face.standing, face.now, face.zone).replace("\n", ", "))
        reach, around = painting.REACH, self._over
        width, height = theme.px(WIDTH) + 2 * reach, self._height() + 2 * reach + reach // 2
        x = min(max(spot.x() - width // 2, EDGE - reach), around.width() - width - EDGE + reach)
        y = spot.y() + GAP - reach
        if y + height > around.height() and spot.y() > around.height() // 2:
            y = spot.y() - theme.px(HEAD) - GAP - height + reach
        self.setGeometry(x, y, width, height)
        self.show()
        self.raise_()
        self.update()

    def _subject(self) -> list[str]:
        if self._face is None:
            return []
        said, room = one_line(self._face.row.subject), theme.px(WIDTH) - 2 * PAD
        lines = painting.broken(said, "semi", room)
        return lines if len(lines) <= LINES else [*lines[: LINES - 1], "".join(lines[LINES - 1 :])]

    def _height(self) -> int:
        more = 1 if self._face is not None and self._face.more else 0
        return 2 * PAD + theme.px(HEAD) + 8 + theme.px(LINE) * (len(self._subject()) + 2 + more) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._face is None:
            return
        t = theme.current()
        with QPainter(self) as painter:
            reach = painting.REACH
            box = QRectF(reach, reach, theme.px(WIDTH), self._height())
            painting.shadow(painter, box, theme.RADIUS_CARD)
            painting.frame(painter, box, theme.RADIUS_CARD, fill=t.surface, outline=t.line2)
            self._paint(painter, self._face, box.adjusted(PAD, PAD, -PAD, -PAD))

    def _paint(self, painter: QPainter, face: CardFace, box: QRectF) -> None:
        t, row = theme.current(), face.row
        reading, head, line = face.standing.reading, theme.px(HEAD), theme.px(LINE)
        pill = QRectF(box.x(), box.y(), theme.px(theme.PILL_WIDTH), head)
        band = Band.NOT_MEASURED if reading is None else reading.band
        words = queue_words.done_or_countdown(row, reading)
        painting.pill(painter, pill, theme.pill(band), icons.of_reading(reading), words)
        painting.text(
            painter, face.when, "body", t.text2, pill.right() + 10, pill.center().y(), box.right() - pill.right() - 10
        )
        y = pill.bottom() + 8 + line / 2
        for words in self._subject():
            painting.text(painter, words, "semi", t.text, box.x(), y, box.width())
            y += line
        painting.severity(painter, box.x(), y, row.severity)
        facts = wording.joined(
            str(row.number), wording.severity_in_full(row.severity, row.meaning), one_line(row.customer)
        )
        start = box.x() + theme.px(14) + 8
        painting.text(painter, facts, "body", t.text2, start, y, box.right() - start)
        y += line + 2
        who = None if row.assignee is None else wording.initials(row.assignee)
        side = theme.px(AVATAR)
        painting.avatar(painter, box.x() - 3, y, who, side)
        whose = one_line(row.assignee) if row.assignee else wording.say("Unassigned")
        facts = wording.joined(whose, wording.status(row.status_at(face.now)))
        start = box.x() + side + 2
        painting.text(painter, facts, "body", t.text2, start, y, box.right() - start)
        if face.more:
            painting.text(painter, face.others, "small", t.text3, box.x(), y + line, box.width())
