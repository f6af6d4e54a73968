"""With whom the ball was while a target ran, as a strip: each holder has a pattern of its own, closed hours a line."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from slaapp.domain.ball import Holder, Turn
from ui import theme, wording
from ui.widgets import painting
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.ledger_bar import hatch
from ui.widgets.said import Role
from ui.wording import say

HIGH, BAR, NOTCH, SWATCH = 18, 12, 5, 22
LINE = 5
"""How wide the swatch of closed hours is."""

DOTS, DOT = 5.0, 2.0
"""How far dots lie apart, and how large they are."""


class Part(NamedTuple):
    turn: Turn
    x: float
    width: float


def placed(turns: Sequence[Turn], width: float, *, notch: float) -> list[Part]:
    """Open hours to scale, each stretch of closed ones in a notch; many of these leave half of the width to the
    rest."""
    length_of_open = sum(turn.length for turn in turns if turn.holder is not Holder.CLOSED)
    notches = sum(turn.holder is Holder.CLOSED for turn in turns)
    each = min(notch, width / 2 / notches) if notches else 0.0
    found, x = [], 0.0
    for turn in turns:
        closed = turn.holder is Holder.CLOSED
        wide = each if closed else (width - each * notches) * turn.length / max(1, length_of_open)
        found.append(Part(turn, x, wide))
        x += wide
    return found


def draw_turn(painter: QPainter, box: QRectF, holder: Holder) -> None:
    t = theme.current()
    match holder:
        case Holder.CLOSED:
            painting.flat(painter, round(box.center().x()), box.top() - 2, 1, box.height() + 4, t.control)
        case Holder.DESK:
            painting.frame(painter, box, 0, fill=t.ink)
        case Holder.CUSTOMER:
            painting.frame(painter, box, 0, fill=t.surface, outline=t.ink)
        case Holder.THIRD_PARTY:
            hatch(painter, box, t.ink, ground=t.surface, outline=t.ink, radius=0)
        case Holder.SCHEDULED:
            painting.frame(painter, box, 0, fill=t.surface, outline=t.ink)
            _draw_dots(painter, box.adjusted(2, 2, -2, -2), t.ink)
        case Holder.DONE:
            painting.frame(painter, box, 0, fill=t.track, outline=t.control)


def draw_turns(painter: QPainter, turns: Sequence[Turn], box: QRectF) -> None:
    """In the middle of the box, over its whole width."""
    high = theme.px(BAR)
    for part in placed(turns, box.width(), notch=theme.px(NOTCH)):
        left, right = round(box.x() + part.x), round(box.x() + part.x + part.width)
        middle = round(box.center().y() - high / 2)
        draw_turn(painter, QRectF(left, middle, max(1, right - left), high), part.turn.holder)


def _draw_dots(painter: QPainter, box: QRectF, ink: theme.Colour) -> None:
    painter.setPen(QPen(ink, DOT, c=Qt.PenCapStyle.RoundCap))
    across, down = (max(1, int(room // DOTS)) for room in (box.width(), box.height()))
    left, top = box.center().x() - (across - 1) * DOTS / 2, box.center().y() - (down - 1) * DOTS / 2
    painter.drawPoints([QPointF(left + x * DOTS, top + y * DOTS) for x in range(across) for y in range(down)])


class BallStrip(QWidget):
    """`told` is its printed row."""

    ROLE = Role.Chart

    def __init__(self, turns: Sequence[Turn], told: Mapping[str, Any]) -> None:
        super().__init__()
        self._turns = turns
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Who had the ball"))
        self.setAccessibleDescription(told["alt"])
        self.setToolTip(wording.tip(told["alt"]))
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(HIGH))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(HIGH))

    def parts(self) -> list[Part]:
        return placed(self._turns, self.width(), notch=theme.px(NOTCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_turns(painter, self._turns, QRectF(self.rect()))


class _Swatch(QWidget):
    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self._holder = holder
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(theme.px(LINE if self._holder is Holder.CLOSED else SWATCH), theme.px(HIGH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        high = theme.px(BAR)
        with QPainter(self) as painter:
            draw_turn(painter, QRectF(0, (self.height() - high) / 2, self.width(), high), self._holder)


class BallLegend(QWidget):
    """Which pattern is whose, and `scale`, how the strips are to be read."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[QWidget] = []
        self._flow = FlowLayout(self, gap=20, between=4)

    def show_holders(self, holders: Sequence[dict[str, str]], scale: str) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for widget in self._held:
            widget.hide()
            widget.deleteLater()
        self._held = [*(_named(held) for held in holders), Label(scale, "small", "text3")]
        for widget in self._held:
            self._flow.addWidget(widget)
        self.setVisible(bool(holders))


def _named(held: dict[str, str]) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    row.addWidget(_Swatch(Holder(held["holder"])))
    row.addWidget(Label(held["words"], "small", "text2"))
    return pair


def in_words(told: Mapping[str, Any], holders: Sequence[dict[str, str]]) -> str:
    """What stands in the columns of its printed row, and behind the strip: how long each had it, then from when to
    when."""
    lengths = (
        f"{held['words']} {length}"
        for held, length in zip(holders, told["lengths"], strict=True)
        if length != wording.NOTHING
    )
    late = say("late by {length} by the calendar", length=told["by_calendar"])
    times = wording.joined(f"{told['from']} – {told['to']}, {told['due']}", late)
    return f"{wording.joined(*lengths)}\n{times}"
