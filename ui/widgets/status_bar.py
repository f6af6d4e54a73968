"""The foot of the window: support hours and what is left of them, who sits here, what was saved last, date and time."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.keymap import KeyOf
from ui.widgets import painting
from ui.widgets.button import IconButton
from ui.widgets.who import Who
from ui.wording import say


class StatusBar(QWidget):
    """Paints itself; `show_hours` and the like give the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._hours, self._saved, self._time = "sun", "", "", ""
        self._mark = "check"
        self.who = Who(self)
        self.who.hide()
        self.bell = IconButton("bell", say("Notices"), keys=KeyOf("notices"), size=26, side=14, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def show_hours(self, words: str, *, open_now: bool) -> None:
        self._icon, self._hours = "sun" if open_now else "moon", words
        self._say()

    def show_saved(self, words: str) -> None:
        self._saved = words
        self._say()

    def show_read_only(self, words: str) -> None:
        """In place of what was saved, for good."""
        self._saved, self._mark = words, "lock"
        self._say()

    def show_who(self, name: str, initials: str | None) -> None:
        self.who.show_person(name, initials)
        self.who.show()
        self._say()

    def show_time(self, words: str) -> None:
        self._time = words
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(theme.STATUS_BAR))

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(theme.STATUS_BAR))
        self._place_bell()
        self._say()

    def _place_bell(self) -> None:
        self.bell.setGeometry(self.width() - self.height() - 6, 1, self.height(), self.height() - 1)

    def _say(self) -> None:
        self.setAccessibleName(". ".join(words for words in (self._hours, self._saved, self._time) if words))
        self._place_who()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bell()
        self._place_who()

    def _place_who(self) -> None:
        """Before what was saved, which begins further left the longer it is."""
        metrics = theme.metrics("small_figures")
        right = self.bell.x() - 8.0 - metrics.horizontalAdvance(self._time)
        if self._saved:
            right -= 18 + metrics.horizontalAdvance(self._saved) + 6 + theme.px(14)
        size = self.who.sizeHint()
        self.who.setGeometry(round(right) - 12 - size.width(), 2, size.width(), self.height() - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painting.flat(painter, 0, 0, self.width(), self.height(), t.window)
        painting.flat(painter, 0, 0, self.width(), 1, t.line)
        middle = (self.height() + 1) // 2
        side = theme.px(14)
        right = self.bell.x() - 8.0
        right -= painting.text(painter, self._time, "small_figures", t.text3, right, middle, right=True)
        if self._saved:
            right -= 18
            right -= painting.text(painter, self._saved, "small_figures", t.text3, right, middle, right=True)
            right -= 6 + side
            icons.paint(painter, self._mark, t.text3, right, middle - side / 2, side)
        if not self.who.isHidden():
            right = self.who.x()
        if self._hours:
            icons.paint(painter, self._icon, t.text3, 14, middle - side / 2, side)
            x = 14 + side + 6
            painting.text(painter, self._hours, "small_figures", t.text3, x, middle, right - 18 - x)
