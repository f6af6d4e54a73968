"""The week as a painted grid: drag to add hours, drag an edge or a block; every edit by keyboard too."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain import durations, week
from slaapp.domain.calendar import DAY_MINUTES, Opening, Week, zone_info
from slaapp.domain.value import Value
from slaapp.domain.week import STEP, Block
from ui import keymap, theme
from ui.actions import Where
from ui.views.hours import times
from ui.views.hours.editing import Editing
from ui.widgets import painting
from ui.widgets.said import Role, announce
from ui.wording import say

HOUR, LABELS, EDGE = 36, 40, 6
"""Pixels an hour; what the hours at the left take; how near to an edge a press must be to take it."""
LOW, FEW, SEEN = 20, 8, 10
"""Where fewer than so many hours would be seen, an hour is lower, down to so many pixels, until so many are seen."""
FIRST_SHOWN = 6


class _Drag(Value):
    """What is dragged: `part` is `new`, `opens`, `closes` or `body`; `at` is the minute where it was taken."""

    part: str
    block: Block
    day: int
    at: float


class WeekGrid(QWidget):
    """`wanted` says what must be seen, a block or where one drags to: its minutes from and to."""

    ROLE = Role.Chart

    wanted = Signal(int, int)

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._drag: _Drag | None = None
        self._shown: tuple[Week, Block | None] | None = None
        self._room = 0
        """How high the part of it is that is seen."""

        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Week of business hours"))
        theme.follow(self._fit)

    @property
    def hour(self) -> int:
        """How high one is."""
        usual = theme.px(HOUR)
        return usual if self._room >= FEW * usual or not self._room else max(theme.px(LOW), self._room // SEEN)

    def fit_into(self, room: int) -> None:
        """So much of its height is seen at once."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(24 * self.hour + 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 24 * self.hour + 1)

    # What it shows

    @property
    def _week(self) -> Week:
        return self._editing.calendar.week if self._shown is None else self._shown[0]

    @property
    def _block(self) -> Block | None:
        return self._editing.block if self._shown is None else self._shown[1]

    def refresh(self) -> None:
        self._shown = None
        if self._drag is not None and self._drag.part != "new" and self._drag.block not in self._blocks():
            self._drag = None
        block = self._block
        said = say("{sum} a week.", sum=times.length(week.weekly_minutes(self._week)))
        if block is not None:
            said = f"{self._said(block)}. {said}"
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if self.hasFocus():
                announce(said, self)
        self.update()

    def _said(self, block: Block) -> str:
        length = times.length(block.opening.closes - block.opening.opens)
        return f"{say(durations.DAYS[block.day])} {times.span(block.opening)}, {length}"

    def column(self, day: int) -> tuple[float, float]:
        """Left and right of a day."""
        left = theme.px(LABELS)
        each = (self.width() - left) / 7
        return left + day * each, left + (day + 1) * each

    def _y(self, minutes: float) -> float:
        return minutes * self.hour / 60

    def paintEvent(self, event: QPaintEvent) -> None:
        t, hour = theme.current(), self.hour
        with QPainter(self) as painter:
            left = float(theme.px(LABELS))
            painting.frame(
                painter, QRectF(left, 0, self.width() - left, self.height()), 0, fill=t.subtle, outline=t.line2
            )
            for at in range(1, 24):
                painting.hairline(painter, left + 1, at * hour, self.width() - left - 2, t.line)
                if at % 2 == 0:
                    painting.text(painter, f"{at:02}:00", "small_figures", t.text2, left - 5, at * hour, right=True)
            for day in range(7):
                start, end = self.column(day)
                if day:
                    painter.fillRect(QRectF(round(start), 1, 1, self.height() - 2), t.line)
                if not self._week[day] and not self._over_midnight(day):
                    middle = (start + end) / 2
                    words = say("closed")
                    x = middle - theme.metrics("small_strong").horizontalAdvance(words) / 2
                    painting.text(painter, words, "small_strong", t.text2, x, self._y(13 * 60 - 7))
            for day, openings in enumerate(self._week):
                for opening in openings:
                    self._paint_block(painter, Block(day, opening))
                for before, after in pairwise(openings):
                    self._paint_break(painter, day, before, after)
            self._paint_now(painter)

    def _over_midnight(self, day: int) -> bool:
        return any(held.closes > DAY_MINUTES for held in self._week[(day - 1) % 7])

    def _rects(self, block: Block) -> list[QRectF]:
        """Its place, and where it goes on after midnight."""
        opening, found = block.opening, []
        for day, start, end in (
            (block.day, opening.opens, min(opening.closes, DAY_MINUTES)),
            ((block.day + 1) % 7, 0, opening.closes - DAY_MINUTES),
        ):
            if end > start:
                left, right = self.column(day)
                found.append(QRectF(left + 4, self._y(start), right - left - 7, self._y(end) - self._y(start)))
        return found

    def _paint_block(self, painter: QPainter, block: Block) -> None:
        t, chosen = theme.current(), block == self._block
        focus = chosen and self.hasFocus()
        for place, rect in enumerate(self._rects(block)):
            outline = t.focus if focus else t.accent
            painting.frame(painter, rect, theme.RADIUS_PILL, fill=t.selected, outline=outline, width=2 if chosen else 1)
            line, room = theme.px(16), rect.width() - 14
            middle = rect.y() + theme.px(13)
            if rect.height() < theme.px(18):
                continue
            words = (
                times.span(block.opening) if not place else say("until {time}", time=times.clock(block.opening.closes))
            )
            held = [(words, "small_strong", t.text)]
            if theme.metrics("small_strong").horizontalAdvance(words) > room and not place:
                begins, _, ends = words.partition(" – ")
                ends = _first_that_fits(room, f"– {ends}", ends)
                held = [(begins, "small_strong", t.text), (ends, "small_strong", t.text)]
            if not place:
                length = times.length(block.opening.closes - block.opening.opens)
                if theme.metrics("small").horizontalAdvance(length) <= room:
                    held.append((length, "small", t.text2))
            for words, style, ink in held:
                if middle + line / 2 <= rect.bottom() + 1:
                    painting.text(painter, words, style, ink, rect.x() + 8, middle, room)
                middle += line
        if chosen:
            rects = self._rects(block)
            for rect, y in ((rects[0], rects[0].top()), (rects[-1], rects[-1].bottom())):
                handle = QRectF(rect.center().x() - 14, y - 4, 28, 8)
                painting.frame(painter, handle, 4, fill=t.surface, outline=t.focus if focus else t.accent, width=2)

    def _paint_break(self, painter: QPainter, day: int, before: Opening, after: Opening) -> None:
        top, bottom = self._y(before.closes), self._y(after.opens)
        if bottom - top >= theme.px(15):
            left, right = self.column(day)
            painting.text(
                painter,
                say("break"),
                "caption",
                theme.current().text2,
                left + 12,
                (top + bottom) / 2,
                right - left - 16,
            )

    def _paint_now(self, painter: QPainter) -> None:
        editing, t = self._editing, theme.current()
        now = durations.wall_time(editing.clock.now(), zone_info(editing.calendar.zone))
        minutes = now.hour * 60 + now.minute
        left, right = self.column(now.weekday())
        y = self._y(minutes)
        painter.setPen(QPen(t.ink, 1.5))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setBrush(t.ink)
        painter.drawEllipse(QPointF(left, y), 3, 3)
        room, at = right - left - 14, times.clock(minutes)
        words = _first_that_fits(room, say("now {time}", time=at), at)
        painting.text(painter, words, "small_strong", t.text, left + 12, y - theme.px(9), room)

    # The mouse

    def _minute(self, y: float) -> float:
        return y * 60 / self.hour

    def _day(self, x: float) -> int | None:
        left = theme.px(LABELS)
        return None if x < left else min(6, int((x - left) * 7 / max(1, self.width() - left)))

    def _under(self, at: QPointF) -> tuple[Block, str] | None:
        """The block there, and which part of it."""
        for day, openings in enumerate(self._week):
            for opening in openings:
                block = Block(day, opening)
                rects = self._rects(block)
                for rect in rects:
                    if rect.adjusted(0, -EDGE, 0, EDGE).contains(at):
                        near = min(EDGE, rect.height() / 3)
                        if rect is rects[0] and at.y() < rect.top() + near:
                            return block, "opens"
                        return block, "closes" if rect is rects[-1] and at.y() > rect.bottom() - near else "body"
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, day = event.position(), self._day(event.position().x())
        if event.button() is not Qt.MouseButton.LeftButton or day is None:
            return
        found = self._under(at)
        minute = self._minute(at.y())
        if found is not None:
            self._editing.choose(found[0])
            if self._editing.editable:
                self._drag = _Drag(found[1], found[0], day, minute)
        elif self._editing.editable:
            start = min(week.snapped(minute - STEP / 2), DAY_MINUTES - STEP)
            self._drag = _Drag("new", Block(day, Opening(max(0, start), max(0, start) + STEP)), day, minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag is None:
            found = self._under(at)
            shape = Qt.CursorShape.CrossCursor
            if found is not None:
                shape = Qt.CursorShape.SizeAllCursor if found[1] == "body" else Qt.CursorShape.SizeVerCursor
            self.setCursor(shape)
            return
        self._shown = self._dragged(self._drag, at)
        here = round(min(max(0.0, self._minute(at.y())), DAY_MINUTES))
        self.wanted.emit(here, here)
        self.update()

    def _dragged(self, drag: _Drag, at: QPointF) -> week.Edited:
        held, minute = self._editing.calendar.week, self._minute(at.y())
        by = week.snapped(minute - drag.at)
        if drag.part == "new":
            start = drag.block.opening.opens
            end = week.snapped(minute)
            return week.added(held, drag.day, start, end if end > start else min(end, start))
        if drag.part == "body":
            day = self._day(at.x())
            return week.moved(held, drag.block, minutes=by, days=(drag.day if day is None else day) - drag.day)
        if drag.part == "opens":
            return week.resized(held, drag.block, opens=drag.block.opening.opens + by)
        return week.resized(held, drag.block, closes=drag.block.opening.closes + by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        shown, self._drag = self._shown, None
        if shown is not None:
            self._shown = None
            self._editing.change_week(*shown)

    # The keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        chosen = self._editing.block is not None or event.reason() is Qt.FocusReason.MouseFocusReason
        if not chosen and self._editing.name and (blocks := self._blocks()):
            self._choose(blocks[-1 if event.reason() is Qt.FocusReason.BacktabFocusReason else 0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _blocks(self) -> list[Block]:
        return [Block(day, opening) for day, openings in enumerate(self._week) for opening in openings]

    def _choose(self, block: Block) -> None:
        self._editing.choose(block)
        self.wanted.emit(block.opening.opens, block.opening.closes)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Through the blocks in their order, then on to what comes after the grid."""
        blocks, block = self._blocks(), self._editing.block
        if self.hasFocus() and block in blocks:
            place = blocks.index(block) + (1 if forward else -1)
            if 0 <= place < len(blocks):
                self._choose(blocks[place])
                return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act(event):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Whether the key was ours."""
        editing, held, block = self._editing, self._editing.calendar.week, self._editing.block
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not editing.editable or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        act = keymap.act_of(event, Where.HOURS)
        if act == "hours_new":
            day = editing.today.weekday() if block is None else block.day
            opening = week.free_place(held, day)
            self._put(week.added(held, day, opening.opens, opening.closes))
            return True
        if block is None:
            return False
        down, right = {Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP}, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in down:
            end = block.opening.closes + down[Qt.Key(key)]
            self._put(
                week.resized(held, block, closes=end) if shift else week.moved(held, block, minutes=down[Qt.Key(key)])
            )
        elif key in right and not shift and not control:
            self._put(week.moved(held, block, days=right[Qt.Key(key)]))
        elif act == "hours_remove":
            place = self._blocks().index(block)
            editing.change_week(week.removed(held, block), None)
            left = self._blocks()
            editing.choose(left[min(place, len(left) - 1)] if left else None)
        elif act == "hours_copy":
            self._put(week.copied(held, block))
        else:
            return False
        return True

    def _put(self, edited: week.Edited) -> None:
        self._editing.put(edited)
        self.wanted.emit(edited[1].opening.opens, edited[1].opening.closes)


def _first_that_fits(room: float, *words: str) -> str:
    """The last one where none does."""
    metrics = theme.metrics("small_strong")
    return next((said for said in words if metrics.horizontalAdvance(said) <= room), words[-1])
