"""One clock as a card: figure, bar of the public target with a tick at the internal one, both tiers, "Why?"."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Band
from ui import icons, theme, wording
from ui.keymap import KeyOf
from ui.views.ticket.face import Face, TierLine
from ui.widgets import painting
from ui.widgets.button import Button, Kind
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.said import Role

SIDE = 13
"""From the card's edge to its text."""

HEAD, BAR, FIRST_LINE, LINE_PITCH = 21, 40, 64, 20.5
SMALL_FIRST_LINE, SMALL_PITCH = 46, 20.5
TARGET, DUE = 97, 142
BAR_HEIGHT, TICK_HEIGHT, TICK_WIDTH = 6, 12, 2


class ClockCard(QWidget):
    """Painted as a whole; only what changed is asked for again. `why` and `reason` carry metric and cycle."""

    ROLE = Role.Grouping

    why = Signal(Metric, int)
    reason = Signal(Metric, int)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reason = Button(wording.say("Give reason"), kind=Kind.LINK, parent=self)
        self._why = Button(wording.say("Why?"), kind=Kind.LINK, parent=self)
        tip_with_keys(self._why, wording.say("Why is it due then?"), KeyOf("why"))
        theme.notifier.changed.connect(self._lay_out)
        self._why.clicked.connect(lambda: self.why.emit(self._face.metric, self._face.cycle))
        self._reason.clicked.connect(self._ask_reason)
        self._name()
        self._lay_out()

    @property
    def face(self) -> Face:
        return self._face

    @property
    def why_button(self) -> Button:
        return self._why

    @property
    def reason_button(self) -> Button:
        return self._reason

    def show_face(self, face: Face) -> None:
        if face == self._face:
            return
        self._face = face
        self._name()
        self._lay_out()
        self.update()

    def _ask_reason(self) -> None:
        if self._face.reason is not None:
            self.reason.emit(self._face.metric, self._face.reason)

    def _name(self) -> None:
        self.setAccessibleName(self._face.sentence)
        metric = wording.metric(self._face.metric)
        self._why.setAccessibleName(wording.say("Why? {metric}", metric=metric))
        late = self._face.reason
        if late is not None and late != self._face.cycle:
            metric = wording.numbered(self._face.metric, late)
        self._reason.setAccessibleName(wording.say("Give reason: {metric}", metric=metric))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(316), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self._height())

    def _height(self) -> int:
        if not self._footed:
            return theme.px(self._last_line() + 21.5)
        return theme.px(self._rule_at() + 35) + (len(self._foot_lines()) - 1) * theme.line_height("small_figures")

    @property
    def _footed(self) -> bool:
        return bool(self._face.foot) or self._face.reason is not None or self._face.used is not None

    def _first_line(self) -> float:
        return FIRST_LINE if self._face.used is not None else SMALL_FIRST_LINE

    def _last_line(self) -> float:
        below = sum(bool(under) for _, under in self._told())
        return self._first_line() + LINE_PITCH * (len(self._face.lines) + below - 1)

    def _rule_at(self) -> float:
        return self._last_line() + 14.5

    def _foot_middle(self) -> float:
        return self._rule_at() + 17

    def _foot_lines(self) -> list[str]:
        buttons = (self._why, self._reason) if self._face.reason is not None else (self._why,)
        taken = sum(button.sizeHint().width() + 12 for button in buttons) - 4
        return painting.broken(self._face.foot, "small_figures", self.width() - 2 * SIDE - taken)

    def _told(self) -> list[tuple[str, str]]:
        """Of each tier what stands between its name and what is left, and below it what has no room there. One way of
        saying when it is due for all of them."""
        lines, small = self._face.lines, theme.metrics("small_figures").horizontalAdvance
        for dues in ([line.due for line in lines], [line.brief or line.due for line in lines]):
            facts = dues
            if self._face.used is None:
                facts = [wording.joined(line.target, due) for line, due in zip(lines, dues, strict=True)]
            if all(small(words) <= self._room(line) for line, words in zip(lines, facts, strict=True)):
                return [(words, "") for words in facts]
        return [(line.target if self._face.used is None else "", line.due) for line in lines]

    def _room(self, line: TierLine) -> float:
        end = self.width() - SIDE - theme.metrics("small_figures", weight=500).horizontalAdvance(line.rest) - 8
        return end - (theme.px(TARGET) if self._face.used is None else self._due_at(line))

    def _due_at(self, line: TierLine) -> float:
        used = theme.metrics("small_figures").horizontalAdvance(line.target)
        return max(theme.px(DUE), theme.px(TARGET) + used + 10)

    def _lay_out(self) -> None:
        self.setFixedHeight(self._height())
        self._reason.setVisible(self._face.reason is not None)
        right = self.width() - SIDE
        middle = self._foot_middle() if self._footed else HEAD
        for button in (self._why, self._reason):
            hint = button.sizeHint()
            button.resize(hint)
            button.move(right - hint.width(), round(theme.px(middle) - hint.height() / 2))
            right -= hint.width() + 12
        self._why.setVisible(self._footed)
        self.setToolTip(wording.tip(self._face.sentence) if self._cuts() else "")
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_CARD, fill=t.surface, outline=t.line)
            self._paint_head(painter)
            if self._face.used is not None:
                self._paint_bar(painter, self._face.used)
            pitch, middle = theme.px(LINE_PITCH * 2) / 2, float(theme.px(self._first_line()))
            for line, told in zip(self._face.lines, self._told(), strict=True):
                middle += pitch * self._paint_line(painter, line, told, middle, pitch)
            if self._footed:
                painting.hairline(painter, SIDE, theme.px(self._rule_at()), self.width() - 2 * SIDE)
                for place, words in enumerate(self._foot_lines()):
                    middle = theme.px(self._foot_middle()) + place * theme.line_height("small_figures")
                    painting.text(painter, words, "small_figures", t.text3, SIDE, middle)

    def _figure_at(self) -> float:
        """Where the icon of the state begins."""
        figure = theme.metrics(self._figure_style).horizontalAdvance(self._face.figure)
        return self.width() - SIDE - figure - 7 - theme.px(16)

    @property
    def _figure_style(self) -> str:
        return "semi" if self._face.used is None else "title_s"

    def _name_room(self) -> float:
        return self._figure_at() - 8 - self._name_at()

    def _name_at(self) -> float:
        return SIDE + theme.px(16) + 7

    def _cuts(self) -> bool:
        """Is there no room for a word, or for the time of day of a clock that is over? Then all of the card can be read
        in its tool tip."""
        if theme.metrics("semi").horizontalAdvance(wording.metric(self._face.metric)) > self._name_room():
            return True
        room = self.width() - SIDE - theme.px(TARGET)
        small = theme.metrics("small_figures").horizontalAdvance
        lines = zip(self._face.lines, self._told(), strict=True)
        over = self._face.used is None
        return any(
            small(under) > room or (over and line.due not in (beside + under)) for line, (beside, under) in lines
        )

    def _paint_head(self, painter: QPainter) -> None:
        t, face = theme.current(), self._face
        middle, side = theme.px(HEAD), theme.px(16)
        icons.paint(painter, icons.BY_METRIC[face.metric], t.text3, SIDE, round(middle - side / 2), side)
        ink = theme.pill(face.band).text if face.band is not Band.BREACHED else t.red_text
        icons.paint(painter, face.icon, ink, self._figure_at(), round(middle - side / 2), side)
        painting.text(painter, face.figure, self._figure_style, ink, self._figure_at() + side + 7, middle)
        name, room = wording.metric(face.metric), max(1.0, self._name_room())
        painting.text(painter, name, "semi", t.text, self._name_at(), middle, room)

    def _paint_bar(self, painter: QPainter, used: float) -> None:
        t, face = theme.current(), self._face
        width, top = self.width() - 2 * SIDE, theme.px(BAR)
        bar = QRectF(SIDE, top, width, BAR_HEIGHT)
        painting.frame(painter, bar, BAR_HEIGHT / 2, fill=t.track)
        fill = {Band.BREACHED: t.red, Band.WARNING: t.amber, Band.PAUSED: t.text3, Band.RESTING: t.text3}
        if used > 0:
            done = QRectF(SIDE, top, max(BAR_HEIGHT, width * used), BAR_HEIGHT)
            painting.frame(painter, done, BAR_HEIGHT / 2, fill=fill.get(face.band, t.ink))
        if face.tick is not None:
            x = round(SIDE + width * face.tick)
            at = min(x, self.width() - SIDE - TICK_WIDTH)
            middle = top + BAR_HEIGHT / 2
            painter.fillRect(QRectF(at - 1, top, TICK_WIDTH + 2, BAR_HEIGHT), t.surface)
            painter.fillRect(QRectF(at, middle - TICK_HEIGHT / 2, TICK_WIDTH, TICK_HEIGHT), t.violet)

    def _paint_line(self, painter: QPainter, line: TierLine, told: tuple[str, str], middle: float, pitch: float) -> int:
        """Gives how many lines it took."""
        t = theme.current()
        at = float(SIDE)
        if line.tier is Tier.INTERNAL:
            side = theme.px(12)
            icons.paint(painter, "lock", t.violet_text, at - 1, round(middle - side / 2), side)
            painting.text(painter, wording.tier(line.tier), "small_figures", t.violet_text, at + side + 5, middle)
        else:
            painting.text(painter, wording.tier(line.tier), "small_figures", t.text2, at, middle)
        right = self.width() - SIDE
        wrong = line.wrong and line.tier is Tier.PUBLIC
        ink = t.red_text if wrong else t.text
        painting.text(painter, line.rest, "small_figures", ink, right, middle, weight=500, right=True)
        target_at = theme.px(TARGET)
        beside, under = told
        if self._face.used is None:
            painting.text(painter, beside, "small_figures", t.text2, target_at, middle)
        else:
            painting.text(painter, line.target, "small_figures", t.text2, target_at, middle)
            painting.text(painter, beside, "small_figures", t.text2, self._due_at(line), middle)
        if under:
            room = max(1.0, right - target_at)
            painting.text(painter, under, "small_figures", t.text2, target_at, middle + pitch, room)
        return 2 if under else 1
