"""The list of the queue: keys and the pointer, selection and scroll position over its rows."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from slaapp.domain.events import TicketId
from ui import bound
from ui.delegates.queue_line import QueueLine
from ui.models.arrangement import Entry, Heading
from ui.models.queue_table import Index, QueueTable
from ui.views.queue_marking import Marking
from ui.views.queue_place import Before, nearest, noted, same_place
from ui.views.queue_rows import QueueRows
from ui.views.queue_steps import group_from, is_stop, stop_from


class QueueView(QueueRows):
    """`opened` when a ticket is to be opened, `current_changed` with the ticket's number or None."""

    opened = Signal(int)
    current_changed = Signal(object)
    preview_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Of what is done to the current ticket; where, on the screen."""

    _chosen: TicketId | None = None
    _before: Before | None = None
    """Known to the class: Qt tells of a current row as soon as the rows are there."""

    def __init__(self, table: QueueTable, line: QueueLine, parent: QWidget | None = None) -> None:
        super().__init__(table, line, parent)
        self._marking = Marking(table)
        table.arranging.connect(self._keep)
        table.arranged.connect(self._restore)
        bound.bind(
            self,
            {
                "list_down": partial(self._press, lambda: self._step(1)),
                "list_up": partial(self._press, lambda: self._step(-1)),
                "previous_group": partial(self._press, lambda: self._to_group(forward=False)),
                "next_group": partial(self._press, lambda: self._to_group(forward=True)),
                "peek": partial(self._press, self.preview_wanted.emit),
                "mark": partial(self._press, lambda: self._marking.toggle(self.current_entry())),
                "mark_all": partial(self._press, self._marking.mark_all),
            },
        )

    def current_entry(self) -> Entry | None:
        index = self.currentIndex()
        if not index.isValid():
            return None
        line = self._table.line(index.row())
        return line if isinstance(line, Entry) else None

    def select_ticket(self, number: int) -> bool:
        """Make a ticket the current one and show it; False when it is not in the list."""
        at = self._table.line_of_number(number)
        if at is None:
            return False
        self._go(at)
        return True

    def select_first(self) -> None:
        first = next((at for at, line in enumerate(self._table.lines) if isinstance(line, Entry)), None)
        if first is not None:
            self._go(first)

    def come_back(self) -> None:
        """Show the ticket that the person chose last; where the list does not hold it, the one that stands in."""
        at = None if self._chosen is None else self._table.line_of(self._chosen)
        if at is not None:
            self._go(at)
        elif self.currentIndex().isValid():
            self._show(self.currentIndex().row())

    def is_ringed(self) -> bool:
        """Whether a person sees which ticket a key would act on."""
        return self.hasFocus() and self._in_view(self.currentIndex().row())

    def show_ring(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(self.currentIndex().row())

    def current_rect(self) -> QRect:
        """Where the current line is seen."""
        return self._row_rect(self.currentIndex().row())

    # Selection and scroll position outlive a change of the list

    def _keep(self) -> None:
        here = self.currentIndex().row()
        self._before = noted(
            self._table,
            current=here,
            in_view=self._in_view(here),
            seen=self.visible_lines(),
            scrolled=self.verticalScrollBar().value() > 0,
            top_of=self.rowViewportPosition,
        )

    def _restore(self) -> None:
        self._size_headings()
        self.lay_out()
        before = self._before
        if before is None:
            return
        at = nearest(before, self._table, partial(is_stop, self._table))
        if at is not None:
            self.setCurrentIndex(self._table.index(at, 0))
        self._before = None
        value = same_place(before, self._table, self.verticalHeader().sectionPosition, self.viewport().height())
        if value is not None:
            self.verticalScrollBar().setValue(value)
        if at is not None and before.in_view:
            self._show(at)
        entry = self.current_entry()
        if entry is not None and (self._chosen is None or not self._table.holds(self._chosen)):
            self._chosen = entry.key
        self.current_changed.emit(None if entry is None else entry.row.number)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._before is not None:
            return
        entry = self.current_entry()
        if entry is not None:
            self._chosen = entry.key
        self.current_changed.emit(None if entry is None else entry.row.number)

    # Keys

    def _press(self, do: Callable[[], None]) -> None:
        self.touched.emit()
        self._marking.end_range()
        do()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._marking.extends(event.key(), held):
            self._marking.begin_range(self.current_entry())
            self._obey(event.key())
            self._marking.reach(self.currentIndex().row())
            return
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control):
            self._marking.end_range()
        if held or not self._obey(event.key()):
            event.ignore()

    def _obey(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._step(self._page() if key == Qt.Key.Key_PageDown else -self._page())
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self._step(self._table.rowCount() * (-1 if key == Qt.Key.Key_Home else 1))
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._fold(close=key == Qt.Key.Key_Left)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.open_current()
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        """So many stops on, or as far as there are any."""
        here = self.currentIndex().row()
        at = stop_from(self._table, here, by)
        if at is not None:
            self._go(at)
        elif here >= 0:
            self._show(here)

    def _page(self) -> int:
        return max(1, self.viewport().height() // self._line.row_height() - 1)

    def _to_group(self, *, forward: bool) -> None:
        at = group_from(self._table, self.currentIndex().row(), forward=forward)
        if at is not None:
            self._go(at)

    def _fold(self, *, close: bool) -> None:
        at = self.currentIndex().row()
        if at < 0:
            return
        self._set_closed(max(above for above in self._table.headings if above <= at), close)

    def _set_closed(self, at: int, close: bool) -> None:
        heading = self._table.line(at)
        if not isinstance(heading, Heading) or heading.closed is close:
            return
        was_inside = at < self.currentIndex().row() <= at + heading.count
        group = frozenset({heading.group})
        self._table.close_groups(self._table.closed | group if close else self._table.closed - group)
        if close and was_inside:
            self._go(at)

    def _go(self, at: int) -> None:
        self.setCurrentIndex(self._table.index(at, 0))
        self._show(at)

    def _show(self, at: int) -> None:
        if at == 1:
            self.scrollToTop()
        else:
            self.scrollTo(self._table.index(at, 0))

    def keep_in_sight(self) -> None:
        """Rows have another height: the current one is still seen."""
        self.executeDelayedItemsLayout()
        if self.currentIndex().isValid() and not self._in_view(self.currentIndex().row()):
            self._show(self.currentIndex().row())

    def _in_view(self, at: int) -> bool:
        top = self.rowViewportPosition(at)
        return at >= 0 and top >= 0 and top + self.rowHeight(at) <= self.viewport().height()

    def open_current(self) -> None:
        entry = self.current_entry()
        if entry is not None and not self._in_view(self.currentIndex().row()):
            self._show(self.currentIndex().row())
        elif entry is not None:
            self.opened.emit(entry.row.number)
        elif self.currentIndex().isValid():
            self._fold(close=False)

    # The pointer

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the ticket under the pointer; of all that are marked where it is one of them."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = self._table.line(index.row()) if index.isValid() else None
        if not isinstance(line, Entry):
            return
        if by_key:
            self._show(index.row())
        else:
            self.setCurrentIndex(index)
            if line.key not in self._table.marks:
                self._table.marks.clear()
        at = self._row_rect(index.row()).bottomLeft() if by_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            line = self._table.line(index.row())
            if isinstance(line, Heading):
                self._set_closed(index.row(), not line.closed)
                return
            if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                self._marking.begin_range(self.current_entry())
                self._go(index.row())
                self._marking.reach(index.row())
                return
            self._marking.end_range()
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._go(index.row())
                self._marking.toggle(line)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and isinstance(self._table.line(index.row()), Entry):
            self.open_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What takes room at the foot, as the bar of the marked tickets, does not hide the current row."""
        at = self.currentIndex().row()
        seen = at >= 0 and 0 <= self.rowViewportPosition(at) <= event.oldSize().height() - self.rowHeight(at)
        super().resizeEvent(event)
        self.lay_out()
        if seen and not self._in_view(at):
            self._show(at)
        self._sync_bar()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._line.has_focus = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._line.has_focus = False
        super().focusOutEvent(event)
        self.viewport().update()
