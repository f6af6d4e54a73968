"""The names of the queue's columns: sort by one, move it, leave it out; by pointer and by key.

A click sorts, another one turns the order round; a column is moved by dragging its name. With the keyboard ← and → go
from name to name, Enter sorts, Ctrl+← and Ctrl+→ move the column, Del leaves it out, the menu key offers all of it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from ui import icons, queue_words, theme, wording
from ui.models.arrangement import Column, Sort
from ui.models.queue_columns import Place
from ui.models.shelf import may_hide, with_columns
from ui.widgets import painting
from ui.widgets.said import Role
from ui.widgets.typed_menu import TypedMenu


class ColumnHead(QWidget):
    ROLE = Role.ColumnHeader

    sorted_by = Signal(object)
    """A Sort."""

    arranged = Signal(object)
    """The columns as they are to stand from now on; None: as usual."""

    def __init__(
        self,
        places: Callable[[], tuple[Place, ...]],
        chosen: Callable[[], tuple[Column, ...]],
        parent: QWidget | None = None,
    ) -> None:
        """`places` says where the columns of the list lie, `chosen` which it has, also those for which there is no room
        at the moment."""
        super().__init__(parent)
        self._sort = Sort()
        self._compact = self._done = False
        self._places, self._chosen = places, chosen
        self._here = Column.DUE
        self._pressed: Place | None = None
        self._pressed_at = QPoint()
        self._drop: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_compact(False)
        self._say_here()
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
        return queue_words.column(column.value, done=self._done)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(theme.HEAD_COMPACT if self._compact else theme.HEAD))
        self.update()

    def _say_here(self) -> None:
        """The name of a screen reader's object is the column on which the keys act."""
        name = wording.say("Columns")
        self.setAccessibleName(f"{name}: {self.words(self._here)}" if self.hasFocus() else name)

    # Painting

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
            if self.hasFocus() and place.column is self._here:
                box = QRectF(place.x - 5, 3, place.width, self.height() - 7)
                painting.frame(painter, box, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        if self._drop is not None:
            painter.fillRect(self._drop_x(self._drop) - 6, 4, 2, self.height() - 9, t.accent_text)

    def _drop_x(self, at: int) -> int:
        places = self._places()
        return places[at].x if at < len(places) else places[-1].x + places[-1].width

    # Keys

    def event(self, event: QEvent) -> bool:
        """Del is the head's own while it has the keyboard, not the list's."""
        overrides = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined] # it is a key event
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if self._here not in columns or (held and not control):
            super().keyPressEvent(event)
        elif step is not None and control:
            self._move(self._here, columns.index(self._here) + (step if step < 0 else step + 1))
        elif step is not None:
            self._go(columns[min(max(columns.index(self._here) + step, 0), len(columns) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._sort_by(self._here)
        elif event.key() == Qt.Key.Key_Delete and may_hide(self._here):
            self._hide(self._here)
        else:
            super().keyPressEvent(event)

    def _go(self, column: Column) -> None:
        self._here = column
        self._say_here()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._here not in self._columns():
            self._here = self._sort.column if self._sort.column in self._columns() else Column.REMAINING
        self._go(self._here)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say_here()
        self.update()

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._pressed_at = self._place_at(event.position().x()), event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed is None or not (far or self._drop is not None):
            return
        if self._pressed.column is Column.REMAINING:
            return
        x, places = event.position().x(), self._places()
        self._drop = max(1, sum(x > place.x + place.width / 2 for place in places))
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, drop = self._pressed, self._drop
        self._pressed = self._drop = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()
        if pressed is None:
            return
        if drop is not None:
            self._move(pressed.column, drop)
        elif self._place_at(event.position().x()) == pressed:
            self._sort_by(pressed.column)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = None if by_key else self._place_at(event.x())
        if place is not None:
            self._here = place.column
        menu = TypedMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        theme.dress_menu(menu)
        menu.popup(self.mapToGlobal(QPoint(self._drop_x(0), self.height())) if by_key else event.globalPos())

    def fill(self, menu: QMenu) -> None:
        """Every column, with a tick where the list has it."""
        chosen, shown = self._chosen(), self._columns()
        for column in Column:
            left_out = column in chosen and column not in shown
            words = wording.say("{column} (no room now)", column=self.words(column)) if left_out else self.words(column)
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(column in chosen)
            action.setEnabled(may_hide(column))
            action.triggered.connect(lambda on, of=column: self._show(of) if on else self._hide(of))
        menu.addSeparator()
        usual = menu.addAction(wording.say("Columns as usual"))
        usual.triggered.connect(lambda: self.arranged.emit(None))

    # What comes of it

    def _columns(self) -> list[Column]:
        return [place.column for place in self._places()]

    def _place_at(self, x: float) -> Place | None:
        return next((place for place in self._places() if place.x <= x < place.x + place.width), None)

    def _sort_by(self, column: Column) -> None:
        again = column is self._sort.column
        self.sorted_by.emit(Sort(column, again and not self._sort.descending))

    def _show(self, column: Column) -> None:
        self.arranged.emit(with_columns((*self._chosen(), column)))

    def _hide(self, column: Column) -> None:
        columns = self._columns()
        self._here = columns[max(0, columns.index(column) - 1)] if column in columns else self._here
        self.arranged.emit(with_columns(tuple(held for held in self._chosen() if held is not column)))
        self._go(self._here)

    def _move(self, column: Column, to: int) -> None:
        """Before the column that stands at `to` now; one for which there is no room keeps its place."""
        chosen, before = self._chosen(), dict(enumerate(self._columns())).get(max(1, to))
        rest = [held for held in chosen if held is not column]
        at = chosen.index(column) if before is column else len(rest) if before is None else rest.index(before)
        moved = (*rest[:at], column, *rest[at:])
        if column is not Column.REMAINING and moved != chosen:
            self.arranged.emit(with_columns(moved))
