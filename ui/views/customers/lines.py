"""Lines of the customer's page that one walks through with the arrows: a hover, a ring, Enter does it."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from slaapp.services.board import Row, Standing
from slaapp.services.catalogue import Contact
from ui import icons, keymap, queue_words, theme, wording
from ui.actions import Where
from ui.widgets import painting
from ui.widgets.button import Button, Kind
from ui.widgets.runs import one_line
from ui.widgets.said import Role
from ui.wording import say

HEIGHT = 34
DONE_WIDTH = 140
"""Room for `late by 102 h 15 m` with its icon."""
GAP = 12
"""Between two columns of a line."""
MOST = 50
"""So many lines are shown at once; the rest is a click away."""

L = TypeVar("L", bound="Line")


class Line(QWidget):
    """`chosen` by Enter or a click; ↑ ↓ J K go to the next of its siblings."""

    ROLE = Role.ListItem

    chosen = Signal()
    removed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(words)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.chosen.emit()
            case _ if keymap.act_of(event, Where.CUSTOMERS) == "customers_remove":
                self.removed.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_J:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_K:
                self._step(-1)
            case _:
                event.ignore()

    def _step(self, by: int) -> None:
        parent = self.parentWidget()
        lines = [held for held in parent.findChildren(Line) if held.isVisible()] if parent is not None else []
        lines.sort(key=lambda held: held.y())
        at = lines.index(self) + by
        if 0 <= at < len(lines):
            lines[at].setFocus(Qt.FocusReason.TabFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter, rect = theme.current(), QPainter(self), QRectF(self.rect())
        if self.underMouse():
            painting.frame(painter, rect, theme.RADIUS_PILL, fill=t.hover)
        self.paint_facts(painter, rect)
        if self.hasFocus():
            painting.frame(painter, rect, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        else:
            painting.hairline(painter, 0, self.height() - 1, self.width())

    def paint_facts(self, painter: QPainter, rect: QRectF) -> None:
        """What the line says."""


class ContactLine(Line):
    def __init__(self, contact: Contact) -> None:
        self.contact = contact
        emails = ", ".join(contact.addresses)
        super().__init__(one_line(wording.joined(contact.name, contact.group, contact.phone, emails, contact.room)))

    def paint_facts(self, painter: QPainter, rect: QRectF) -> None:
        t, one, middle = theme.current(), self.contact, rect.center().y()
        more = f"  +{len(one.more_emails)}" if one.more_emails else ""
        room = rect.width() - 16
        facts = [
            (one_line(words), style, ink, 8 + room * share)
            for words, style, ink, share in (
                (wording.joined(one.name, one.group), "prose_strong", t.text, 0),
                (one.phone, "prose", t.text, 0.3),
                (one.email + more, "prose", t.text2, 0.52),
                (one.room, "prose", t.text2, 0.84),
            )
            if words
        ]
        for (words, style, ink, _), (x, end) in zip(facts, spread(facts, rect.width() - 8), strict=True):
            painting.text(painter, words, style, ink, x, middle, end - x)


def spread(facts: Sequence[tuple[str, str, theme.Colour, float]], end: float) -> list[tuple[float, float]]:
    """Where each begins and ends: in its column, or where that is too narrow earlier, as far as there is nothing."""
    found = []
    for at in reversed(range(len(facts))):
        words, style, _, column = facts[at]
        free = column
        if at:
            before, its_style, _, its_column = facts[at - 1]
            free = its_column + theme.metrics(its_style).horizontalAdvance(before) + GAP
        wanted = end - theme.metrics(style).horizontalAdvance(words) - 1
        start = min(column, max(free, wanted))
        found.append((start, end))
        end = start - GAP
    return found[::-1]


class TicketLine(Line):
    """A ticket with its countdown, or with how it ended."""

    def __init__(self, row: Row, standing: Standing, words: str) -> None:
        self.row, self.standing = row, standing
        super().__init__(words)

    def show_standing(self, standing: Standing, words: str) -> None:
        changed = wording.countdown(standing.reading) != wording.countdown(self.standing.reading)
        self.standing = standing
        self.setAccessibleName(words)
        if changed:
            self.update()

    @property
    def countdown(self) -> str:
        return queue_words.done_or_countdown(self.row, self.standing.reading)

    def paint_facts(self, painter: QPainter, rect: QRectF) -> None:
        t, middle, reading = theme.current(), rect.center().y(), self.standing.reading
        over = self.row.status.done
        width, height = theme.px(DONE_WIDTH if over else theme.PILL_WIDTH), theme.px(theme.PILL_HEIGHT)
        pill = QRectF(8, round(middle - height / 2), width, height)
        look = theme.pill("not_measured" if reading is None else reading.band)  # type: ignore[arg-type]  # a StrEnum
        done = over and reading is None
        painting.pill(painter, pill, look, "circle-check" if done else icons.of_reading(reading), self.countdown)
        x = pill.right() + 12
        painting.severity(painter, x, middle, self.row.severity)
        x += theme.px(14) + 8
        x += painting.text(painter, str(self.row.number), "small_figures", t.text2, x, middle) + 10
        status = wording.status(self.row.status)
        beside = theme.metrics("small").horizontalAdvance(status) + 16
        fits = rect.width() - x - beside > theme.px(120)
        room = rect.width() - x - 8 - (beside if fits else 0)
        painting.text(painter, one_line(self.row.subject), "prose_strong", t.text, x, middle, room)
        if fits:
            painting.text(painter, status, "small", t.text2, rect.width() - 8, middle, right=True)


class Lines(QWidget):
    """Lines one below the other; of many the first ones, and a button for the rest."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.held: list[Line] = []
        self._more = Button(say("All"), kind=Kind.LINK)
        self._more.hide()
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.clicked.connect(self.more_wanted)

    def show_lines(self, lines: Sequence[Line], *, of: int) -> None:
        """In place of those before; `of` is how many there are in all."""
        for line in self.held:
            line.hide()
            line.deleteLater()
        self.held = list(lines)
        for at, line in enumerate(self.held):
            self.column.insertWidget(at, line)
            line.show()  # at once, so that it can have the keyboard
        self._more.setText(say("All {count}", count=of))
        self._more.setAccessibleName(say("Show all {count}", count=of))
        self._more.updateGeometry()
        self._more.setVisible(of > len(self.held))
