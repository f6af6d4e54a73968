"""What all charts have in common: marks that are pointed at, walked through by the arrows, followed and heard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.charts.card import MarkCard
from ui.widgets.charts.mark import Mark
from ui.widgets.said import Role, announce
from ui.widgets.scroll import area_around, bring_into_view

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FOLLOW = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
ASIDE = 3
"""What lies so much aside of the way is as far as what lies ahead: the arrows keep to rows and columns."""


class Chart(QWidget):
    """A kind of chart says how `high` it is, where each mark lies (`boxes`), and paints itself (`draw`)."""

    ROLE = Role.Chart

    followed = Signal(object)
    """The mark, which leads somewhere: it was clicked, or Enter was pressed on it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.marks: tuple[Mark, ...] = ()
        self.here: int | None = None
        """The mark that one is on by the keyboard."""

        self.under: int | None = None
        """The one under the pointer."""

        self._card: MarkCard | None = None
        self._spot = QWidget(self)
        self._spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._spot.setFocusProxy(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme.notifier.changed.connect(self.fit)

    # What each kind says of itself

    def high(self) -> int:
        """In its present width."""
        raise NotImplementedError

    def boxes(self) -> Sequence[QRectF]:
        """Where the marks lie, in their order."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError

    # What is shown

    def show_marks(self, marks: Sequence[Mark], about: str = "") -> None:
        """`about` is what is said of all of them together."""
        self.marks = tuple(marks)
        self.here = self.under = None
        self.setAccessibleDescription(" ".join([about, *(mark.sentence for mark in marks)]).strip())
        self.fit()

    def fit(self) -> None:
        self.close_card()
        self.setFixedHeight(self.high())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), self.height())

    def anchor(self) -> QWidget:
        """Lies where the mark lies that one is on: for what opens under it."""
        if self.here is not None:
            self._spot.setGeometry(self.boxes()[self.here].toAlignedRect())
        return self._spot

    def card(self) -> MarkCard | None:
        """While it is seen."""
        return self._card if self._card is not None and not self._card.isHidden() else None

    def close_card(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _open_card(self, at: int) -> None:
        if self._card is None or self._card.parentWidget() is not self.window():
            self._card = MarkCard(self.window())
            self.destroyed.connect(self._card.deleteLater)
        box = self.boxes()[at].toAlignedRect()
        box.moveTopLeft(self.mapTo(self.window(), box.topLeft()))
        self._card.show_at(self.marks[at], box)

    # Keys

    def go_to(self, at: int) -> None:
        self.here = at
        bring_into_view(self)
        self._open_card(at)
        announce(self.marks[at].sentence, self)
        self.update()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where the keyboard is in it: a chart that is higher than the area around it is scrolled to its mark."""
        area = area_around(self) if query is Qt.InputMethodQuery.ImCursorRectangle else None
        if self.here is not None and area is not None and area.viewport().height() < self.height():
            return self.boxes()[self.here].toAlignedRect()
        return super().inputMethodQuery(query)

    def follow(self) -> None:
        """To where the mark leads that one is on."""
        if self.here is not None and self.marks[self.here].leads is not None:
            self.close_card()
            self.followed.emit(self.marks[self.here])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.marks:
            super().keyPressEvent(event)
        elif key in _WAYS:
            self.go_to(0 if self.here is None else self._toward(self.here, *_WAYS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else len(self.marks) - 1)
        elif key in _FOLLOW:
            self.follow()
        elif key == Qt.Key.Key_Escape and self.card() is not None:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _toward(self, start: int, x: int, y: int) -> int:
        """The nearest mark on that way; the same one where there is none."""
        boxes = self.boxes()
        centre, found, least = boxes[start].center(), start, float("inf")
        for at, box in enumerate(boxes):
            way = box.center() - centre
            ahead = way.x() * x + way.y() * y
            aside = abs(way.x() * y) + abs(way.y() * x)
            if at != start and ahead > 1 and ahead + ASIDE * aside < least:
                found, least = at, ahead + ASIDE * aside
        return found

    # Pointer and focus

    def _at(self, point: QPointF) -> int | None:
        return next((at for at, box in enumerate(self.boxes()) if box.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at == self.under and (at is None or self.card() is not None):
            return
        self.under = at
        leads = at is not None and self.marks[at].leads is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        if at is None:
            self.close_card()
        else:
            self._open_card(at)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.here = self._at(event.position()) if event.button() is Qt.MouseButton.LeftButton else self.here
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._at(event.position()) == self.here:
            self.follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What is under the pointer is something else then."""
        self._leave()
        super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._leave()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.marks:
            self.here = self.here or 0
            bring_into_view(self)
            self._open_card(self.here)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave()

    def _leave(self) -> None:
        self.under = None
        self.close_card()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            boxes = self.boxes()
            if self.under is not None:
                painting.frame(painter, boxes[self.under], theme.RADIUS_TAG, fill=t.hover)
            self.draw(painter)
            if self.hasFocus() and self.here is not None:
                painting.frame(painter, boxes[self.here], theme.RADIUS_TAG, fill=None, outline=t.focus, width=2)
