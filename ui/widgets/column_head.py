"""The names of the queue's columns; a click sorts by one, another click turns the order round."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme, wording
from ui.models.arrangement import Column, Sort
from ui.models.queue_columns import Place
from ui.widgets import painting


class ColumnHead(QWidget):
    sorted_by = Signal(object)
    """A Sort."""

    def __init__(self, places: Callable[[], tuple[Place, ...]], parent: QWidget | None = None) -> None:
        """`places` says where the columns of the list lie."""
        super().__init__(parent)
        self._sort = Sort()
        self._compact = self._done = False
        self._places = places
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(wording.say("Columns"))
        self.set_compact(False)
        theme.notifier.changed.connect(self._dress)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._dress()

    def show_sort(self, sort: Sort, *, done: bool) -> None:
        """`done`: the list holds finished tickets, of which other things are told."""
        self._sort, self._done = sort, done
        name = self.words(sort.column)
        order = wording.say("descending") if sort.descending else wording.say("ascending")
        self.setAccessibleDescription(wording.say("Sorted by {column}, {order}", column=name, order=order))
        self.update()

    def words(self, column: Column) -> str:
        return wording.column(column.value, done=self._done)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(theme.HEAD_COMPACT if self._compact else theme.HEAD))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.line)
        middle = self.height() / 2
        for place in self._places():
            x = place.x + (8 if place.column is Column.REMAINING else 0)
            words = self.words(place.column)
            used = 0.0 if place.folded else painting.text(painter, words, "caption", t.text3, x, middle, place.room)
            if place.column is self._sort.column:
                side = theme.px(12)
                mark = "arrow-down" if self._sort.descending else "arrow-up"
                icons.paint(painter, mark, t.text3, x + used + 4, round(middle - side / 2), side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().x()
        place = next((place for place in self._places() if place.x <= at < place.x + place.width), None)
        if place is not None:
            again = place.column is self._sort.column
            self.sorted_by.emit(Sort(place.column, again and not self._sort.descending))
