"""While something is awaited: nothing at first, then grey bars, and where it takes long how far it is, with Cancel."""

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.progress import Progress
from ui.wording import say

LATE_MS, LONG_MS = 300, 2000
"""What is faster than the first shows no waiting at all; what is slower than the second tells how far it is."""

_WIDTHS = (0.62, 0.86, 0.48)
_BAR, _APART = 12, 22


class Bars(QWidget):
    """Where lines of text will stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(320, theme.px(_APART * (len(_WIDTHS) - 1) + _BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for at, width in enumerate(_WIDTHS):
                box = QRectF(0, theme.px(_APART) * at, self.width() * width, theme.px(_BAR))
                painting.frame(painter, box, theme.RADIUS_TAG, fill=theme.current().track)


class Waiting(QWidget):
    """`begin` with what is done, `show_part` as far as it is known, `end` when it came. Without `bars` whatever it
    stands over shows by itself that it waits."""

    late = Signal()
    """It takes longer than a blink."""

    cancelled = Signal()

    def __init__(self, *, bars: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn, self._with_bars, self._about = 0, bars, ""
        self.bars = Bars()
        self.words = Label("", "body", "text2")
        self.progress = Progress("")
        self.cancel = Button(say("Cancel"))
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.words)
        told.addWidget(self.progress, 1)
        told.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.bars)
        column.addLayout(told)
        self._show(bars=False, told=False)
        self.cancel.clicked.connect(lambda _=False: self.cancelled.emit())

    @property
    def waits(self) -> bool:
        return self._turn % 2 == 1

    def begin(self, about: str) -> None:
        """`about` names what is done, such as "Making the report"."""
        self._turn += 2 if self.waits else 1
        self._about = about
        self.words.setText(about)
        self.progress.setAccessibleName(about)
        self.progress.show_part(0, 0)
        self._show(bars=False, told=False)
        self.show()
        turn = self._turn
        QTimer.singleShot(LATE_MS, self, lambda: self._be_late(turn))
        QTimer.singleShot(LONG_MS, self, lambda: self._be_long(turn))

    def show_part(self, done: int, whole: int) -> None:
        if self.waits:
            self.progress.show_part(done, whole)
            self.words.setText(say("{what}: {done} of {whole}", what=self._about, done=f"{done:,}", whole=f"{whole:,}"))

    def end(self) -> None:
        self._turn += 1 if self.waits else 0
        self._show(bars=False, told=False)
        self.hide()

    def _be_late(self, turn: int) -> None:
        if turn == self._turn:
            self._show(bars=self._with_bars, told=False)
            self.late.emit()

    def _be_long(self, turn: int) -> None:
        if turn == self._turn:
            self._show(bars=self._with_bars, told=True)

    def _show(self, *, bars: bool, told: bool) -> None:
        self.bars.setVisible(bars)
        for widget in (self.words, self.progress, self.cancel):
            widget.setVisible(told)


def margins(waiting: Waiting) -> QWidget:
    """The same at the top of a page of its own, with the page's gutters around it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(theme.GUTTER_LEFT, 24, theme.GUTTER_RIGHT, 24)
    column.addWidget(waiting)
    column.addStretch(1)
    return page
