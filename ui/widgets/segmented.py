"""A few choices side by side of which one holds: pressed by mouse, by Space, or by a key of the dialog around them."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui import icons, theme
from ui.widgets import painting
from ui.widgets.button import Choice

V = TypeVar("V")


class Segment(Choice):
    def __init__(self, text: str, *, first: bool, last: bool, icon: str = "", tone: str = "text2") -> None:
        super().__init__()
        self._first, self._last, self._icon, self._tone = first, last, icon, tone
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = theme.metrics("semi").horizontalAdvance(self.text())
        lead = theme.px(14) + 6 if self._icon else 0
        return QSize(round(12 + lead + words + 11), theme.px(theme.CHIP))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is painted inside: outside it would lie over the neighbours."""
        QAbstractButton.focusInEvent(self, event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            # Qt would move the focus; here an arrow is the dialog's.
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, chosen = theme.current(), self.isChecked()
        radius = theme.RADIUS_BUTTON
        # One frame around all: each segment paints its part of it and the line before the next.
        box = QRectF(self.rect())
        whole = box.adjusted(0 if self._first else -2 * radius, 0, 0 if self._last else 2 * radius, 0)
        with QPainter(self) as painter:
            clip = QPainterPath()
            clip.addRect(box)
            painter.setClipPath(clip)
            ground = t.selected if chosen else self._ground() or t.surface
            painting.frame(painter, whole, radius, fill=ground, outline=t.line2)
            if not self._first:
                painter.fillRect(QRectF(0, 0, 1, box.height()), t.line2)
            if self.hasFocus():
                painting.frame(painter, box, radius, fill=None, outline=t.focus, width=2)
            middle, at, side = box.center().y(), 12.0, theme.px(14)
            ink = t.text if chosen and self._tone == "text2" else getattr(t, self._tone)
            if self._icon:
                icons.paint(painter, self._icon, ink, at, round(middle - side / 2), side)
                at += side + 6
            style = "semi" if chosen else "body"
            room = self.width() - at - 6
            words = theme.metrics(style).horizontalAdvance(self.text())
            painting.text(painter, self.text(), style, ink, at + max(0.0, (room - 5 - words) / 2), middle, room)


class Segmented(QWidget, Generic[V]):
    """`chosen` carries the value of the segment that was pressed."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[V, str]], *, marked: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """`marked` gives icon and colour for each choice; none where it is empty."""
        super().__init__(parent)
        self._segments: dict[V, Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (value, text) in enumerate(choices):
            icon, tone = marked[place] if marked else ("", "text2")
            segment = Segment(text, first=place == 0, last=place == len(choices) - 1, icon=icon, tone=tone)
            segment.clicked.connect(lambda _checked=False, value=value: self._press(value))
            self._segments[value] = segment
            row.addWidget(segment)

    def choose(self, value: V) -> None:
        for of, segment in self._segments.items():
            segment.setChecked(of == value)

    def segment(self, value: V) -> Segment:
        return self._segments[value]

    def offer(self, value: V, enabled: bool) -> None:
        self._segments[value].setVisible(enabled)

    def _press(self, value: V) -> None:
        self.choose(value)
        self.chosen.emit(value)
